"""The built site on the disk, replaced whole: a reader, or a kill, sees the old tree or the new.

In: files of the new site, as bytes, or as paths whose bytes the last build wrote already. Out: the
output folder holds exactly those files, put there in one step (`swap`). The tree that was replaced
stays, out of sight under the site's cache folder, as the start of the next one, so that a build
that changes one page of ten thousand writes one file; unchanged files are shared between the two
by hard links. Where the output cannot be swapped with the cache folder (another file system), the
tree is made beside the output and nothing is kept.

A folder that this program made is known by its `.nojekyll`, which GitHub Pages wants anyway.
"""

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from msgspec import Struct

from generator.model import Output
from generator.store.ahead import Ahead
from generator.store.failure import WriteFailed, failing_as_write, reason_of
from generator.store.folders_ahead import FoldersAhead
from generator.store.manifest import (
    FileRecord,
    Manifest,
    adopt,
    all_vouched,
    content_of,
    digest,
    holds_nothing_else,
    seal_of,
    size_of,
    stands,
    untouched,
    vouched,
)
from generator.store.parking import park
from generator.store.recent import Recent
from generator.store.stage import Stage
from generator.store.swap import exchange, flush, recover, remove
from generator.store.target import FOREIGN, SIGN, is_foreign
from generator.store.tree_folders import TreeFolders

if TYPE_CHECKING:
    from concurrent.futures import Executor

Wanted = dict[str, FileRecord | None]
"""Files by their path; with the record of those that the output has."""

_MANY = 2000
"""Files that are worth a process of their own to look at."""


class WriteResult(Struct, frozen=True, kw_only=True):
    """What a write came to."""

    files: int
    changed: bool
    """False when the output was as wanted already and nothing was touched."""
    written: int
    """Files that were not there with the same bytes."""
    bytes_written: int
    size: int
    """Bytes of all files."""
    seal: bytes
    """Names this state of the tree: see `Tree.standing`."""


class Tree:
    """The output folder, open for one build. Use as a context manager."""

    def __init__(
        self,
        output: Path,
        scratch: Path | None,
        *,
        reuse: bool = True,
        keep: bool = True,
        durable: bool = True,
        workers: "Executor | None" = None,
        recent: Recent | None = None,
    ) -> None:
        """`scratch` is the site's cache folder, None when there is none.

        `reuse=False` believes nothing about the last build; `keep=False` leaves no spare tree for
        the next one, as fits a machine that is thrown away; `durable=False` lets the system decide
        when bytes reach the disk; `workers` are processes on this machine, if any run already;
        `recent` has what this process knows of earlier builds.
        Raises `WriteFailed`, as does entering.
        """
        self.output = Path(os.path.abspath(output))  # noqa: PTH100 - resolves no links
        with failing_as_write(self.output):
            self.output.parent.mkdir(parents=True, exist_ok=True)
            self._place = TreeFolders(self.output, scratch, keep=keep, recent=recent)
        self._reuse, self._durable, self._workers = reuse, durable, workers
        self._live = Manifest()
        self._vouched: dict[str, FileRecord] = {}
        self._stage: Stage | None = None
        self._ahead: FoldersAhead | None = None
        self._parking = ""
        self._is_published = False
        self._still: Ahead | None = None
        self._spare: tuple[Manifest, Ahead] | None = None
        self._closing = contextlib.ExitStack()

    def __enter__(self) -> Self:
        with failing_as_write(self.output), contextlib.ExitStack() as opening:
            opening.enter_context(self._place)
            recover(self._place.spare, self.output)
            if is_foreign(self.output):
                raise WriteFailed(self.output, f"it {FOREIGN}")
            if self._reuse and self.output.exists():
                self._live = self._live_manifest()
            if len(self._live.files) >= _MANY:
                record = self._place.manifest_of(self.output)
                self._still = Ahead(partial(stands, str(self.output), record), self._workers)
            self._closing = opening.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        if self._ahead:
            self._ahead.stop()
        for asked in (self._still, self._spare and self._spare[1]):
            if asked:
                asked.drop()
        many = self._stage is not None and len(self._stage.written) >= _MANY
        if self._workers and self._is_published and many:
            with contextlib.suppress(OSError):
                self._catch_up()
        self._closing.close()

    def _catch_up(self) -> None:
        """Brings the spare tree to where the output is, under `serve`: the first edit after a
        build that changed most pages would have to wait for it."""
        spare = self._place.spare
        if spare.exists():
            stage = Stage(spare, self._place.load(spare))
            stage.fill(self._live.files, str(self.output))
            self._place.save(spare, stage.manifest())

    def holds(self, path: str, content: bytes) -> bool:
        """Whether the output has a file with this `digest` at `path`: it need not be made."""
        record = self._live.files.get(path)
        if record is None or content_of(record) != content:
            return False
        if path not in self._vouched:
            fresh = vouched(str(self.output), path, record, self._live.stamp)
            if fresh is None:
                return False
            self._vouched[path] = fresh
        return True

    def standing(self, *, alone: bool = True) -> bytes | None:
        """The seal of the output, when it surely is as the last build left it; without `alone`,
        files may have come to it that no build made."""
        if not self._live.files:
            return None
        if alone and not holds_nothing_else(str(self.output), self._live):
            return None
        surely = self._still is not None and self._still.said_yes()
        records = self._live.files if surely else all_vouched(str(self.output), self._live)
        if records is None:
            return None
        self._vouched = records
        return seal_of(self._live)

    def expect_edit(self) -> None:
        """Says early that `patch` will come, so that the tree it starts from is looked at while
        texts are rendered. Saves time; changes nothing else."""
        if len(self._live.files) >= _MANY:
            spare = self._place.spare
            ask = partial(untouched, str(spare), self._place.manifest_of(spare))
            self._spare = self._place.load(spare), Ahead(ask, self._workers)

    def files(self, folder: str) -> Iterator[str]:
        """Paths of all files that the last build put below a folder."""
        return (path for path in self._live.files if path.startswith(f"{folder}/"))

    def expect(self, paths: Iterable[str]) -> None:
        """Says early which files will come, so that a first build makes its folders, most of the
        cost of writing, in a thread while others render. Saves time; changes nothing else."""
        if self._stage is None and not self._live.files:
            if self._ahead is None:
                twin = self._place.twin if self._place.keep else None
                self._ahead = FoldersAhead(self._place.spare, twin)
            self._ahead.add(sorted({path.rpartition("/")[0] for path in paths}))

    def parking(self) -> str:
        """A folder for `park`, so that other processes can write files of the new tree; empty when
        there can be none. It is gone at the end. Once asked for, all files are made there, since
        many folders make a file system search for room: ten times as long was seen."""
        with contextlib.suppress(OSError):
            self._place.parked.mkdir(exist_ok=True)
            self._parking = str(self._place.parked)
        return self._parking

    def replace(self, outputs: Iterable[Output], kept: Iterable[str] = ()) -> WriteResult:
        """Puts the new tree in place: `outputs`, each path once, and the files named in `kept`,
        for each of which `holds` was true. `outputs` is consumed as it comes and not held; `kept`
        is looked at when that is done.

        Raises `WriteFailed`; then the output is what it was.
        """

        def with_kept(wanted: Wanted) -> Wanted:
            for path in kept:
                if path != SIGN.path:
                    if path in wanted:
                        raise ValueError(f"made and kept: {path!r}")
                    wanted[path] = self._vouched[path]
            return wanted

        return self._put(outputs, with_kept)

    def patch(self, outputs: Iterable[Output], gone: Iterable[str]) -> WriteResult:
        """As `replace`, where `standing` gave a seal: all files stay but those that are `gone`,
        which is looked at last. Raises `WriteFailed`."""

        def with_standing(made: Wanted) -> Wanted:
            lost = set(gone)
            return {path: it for path, it in self._vouched.items() if path not in lost} | made

        return self._put(outputs, with_standing)

    def _put(self, outputs: Iterable[Output], completed: Callable[[Wanted], Wanted]) -> WriteResult:
        """Puts a tree of `outputs` and of what `completed` adds to them in place."""
        wanted: Wanted = {}
        size = 0
        try:
            for made in _with_sign(outputs):
                size += self._add(made, wanted)
            wanted = completed(wanted)
            with failing_as_write(self.output):
                changed = self._publish(wanted)
        except WriteFailed:
            with contextlib.suppress(OSError):  # frees what the failed build took on the disk
                remove(self._place.spare)
            raise
        written = len(self._stage.written) if self._stage else 0
        return WriteResult(
            files=len(wanted),
            changed=changed,
            written=written,
            bytes_written=size,
            size=size_of(*self._live.files.values()),
            seal=seal_of(self._live),
        )

    def _add(self, made: Output, wanted: Wanted) -> int:
        """Writes one file unless the output has it; returns how many bytes were written."""
        path = _checked(made.path, wanted)
        content = made.digest or digest(made.data)
        if self.holds(path, content):
            wanted[path] = self._vouched[path]
            return 0
        wanted[path] = None
        try:
            stage = self._opened()
            if stage.holds(path, content):
                return 0
            parked = made.parked
            if self._parking and parked is None:
                parked = park(self._parking, content, made.data)
            return stage.write(path, content, made.data, parked)
        except OSError as error:
            raise WriteFailed(self.output / path, reason_of(error)) from error

    def _opened(self) -> Stage:
        if self._stage is None:
            spare = self._place.spare
            if self._spare:
                manifest, asked = self._spare
                self._stage = Stage(spare, manifest, sure=asked.said_yes())
            else:
                ahead = self._ahead.wait() if self._ahead else None
                self._stage = ahead or Stage(spare, self._place.load(spare))
        return self._stage

    def _publish(self, wanted: Wanted) -> bool:
        """Finishes the stage and swaps it in; false when the output is as wanted already."""
        if self._stage is None and self._is_exactly(wanted):
            return False
        stage, spare = self._opened(), self._place.spare
        stage.fill(wanted, str(self.output))
        if self._durable:
            flush(spare, stage.written)
        done = stage.manifest()
        self._place.save(spare, done)
        exchange(spare, self.output)
        self._live, self._vouched, self._is_published = done, {}, True
        with contextlib.suppress(OSError):  # the new site stands: the rest only saves time later
            self._prepare_next(done)
        return True

    def _is_exactly(self, wanted: Wanted) -> bool:
        """Whether the output holds `wanted`, whose files were all vouched for, and nothing else."""
        same = bool(wanted) and wanted.keys() == self._live.files.keys()
        return same and holds_nothing_else(str(self.output), self._live)

    def _prepare_next(self, done: Manifest) -> None:
        """Leaves a spare tree, if only the new one linked file by file, for the next build."""
        if self._place.keep and not self._place.spare.exists():
            twin = (self._ahead and self._ahead.twin) or Stage(self._place.twin, Manifest())
            twin.move(self._place.spare)
            twin.fill(done.files, str(self.output))
            self._place.save(self._place.spare, twin.manifest())
        self._place.forget_others(self.output)

    def _live_manifest(self) -> Manifest:
        """What the output holds; found by reading it when the record is lost."""
        recorded = self._place.load(self.output)
        if recorded.files:
            return recorded
        found = adopt(str(self.output))
        self._place.save(self.output, found)
        return found


def write_tree(
    output: Path, outputs: Iterable[Output], *, scratch: Path | None = None, durable: bool = True
) -> WriteResult:
    """Makes `output` hold exactly `outputs`, in one step. Raises `WriteFailed`."""
    with Tree(output, scratch, durable=durable) as tree:
        return tree.replace(outputs)


def _with_sign(outputs: Iterable[Output]) -> Iterator[Output]:
    yield SIGN
    for made in outputs:
        if made.path != SIGN.path:
            yield made


def _checked(path: str, wanted: Wanted) -> str:
    """The path, which must be a new one inside the output: anything else is a bug upstream."""
    if path in wanted or "\0" in path or not {"", ".", ".."}.isdisjoint(path.split("/")):
        raise ValueError(f"not a new path of the output: {path!r}")
    return path
