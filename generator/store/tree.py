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
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Self

from msgspec import Struct

from generator.model import Output
from generator.store.failure import WriteFailed, failing_as_write, reason_of
from generator.store.lock import folder_lock
from generator.store.manifest import (
    FOLDER_MODE,
    FileRecord,
    Manifest,
    adopt,
    digest,
    holds_nothing_else,
    load_manifest,
    save_manifest,
    vouched,
)
from generator.store.stage import Stage
from generator.store.swap import exchange, flush, recover, remove
from generator.store.target import FOREIGN, SIGN, is_foreign


class WriteResult(Struct, frozen=True, kw_only=True):
    """What a write came to."""

    files: int
    changed: bool
    """False when the output was as wanted already and nothing was touched."""
    written: int
    bytes_written: int


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
    ) -> None:
        """`scratch` is the site's cache folder, None when there is none.

        `reuse=False` believes nothing about the last build; `keep=False` leaves no spare tree for
        the next one, as fits a machine that is thrown away; `durable=False` lets the system decide
        when bytes reach the disk. Raises `WriteFailed`.
        """
        self.output = Path(os.path.abspath(output))  # noqa: PTH100 - resolves no links
        self._durable = durable
        self._closing = contextlib.ExitStack()
        self._vouched: dict[str, FileRecord] = {}
        self._stage: Stage | None = None
        with failing_as_write(self.output):
            self.output.parent.mkdir(FOLDER_MODE, parents=True, exist_ok=True)
            place = _workplace(self.output, scratch)
            self._place, self._keep = place or _beside(self.output), keep and place is not None
            self._place.mkdir(parents=True, exist_ok=True)
            self._closing.enter_context(folder_lock(self._place))
            recover(self._spare, self.output)
            if is_foreign(self.output):
                raise WriteFailed(self.output, FOREIGN)
            self._live = self._live_manifest() if reuse else Manifest()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            if not self._keep:
                remove(self._spare)
            if self._place == _beside(self.output):
                remove(self._place)
        self._closing.close()

    def holds(self, path: str, content: bytes) -> bool:
        """Whether the output has a file with this `digest` at `path`: it need not be made."""
        record = self._live.files.get(path)
        if record is None or record[0] != content:
            return False
        if path not in self._vouched:
            fresh = vouched(str(self.output), path, record, self._live.stamp)
            if fresh is None:
                return False
            self._vouched[path] = fresh
        return True

    def replace(self, outputs: Iterable[Output], kept: Iterable[str] = ()) -> WriteResult:
        """Puts the new tree in place: `outputs`, each path once, and the files named in `kept`,
        for each of which `holds` was true. `outputs` is consumed as it comes and not held.

        Raises `WriteFailed`; then the output is what it was.
        """
        wanted: dict[str, FileRecord | None] = {path: self._vouched[path] for path in kept}
        wanted.pop(SIGN.path, None)
        size = 0
        try:
            for made in _with_sign(outputs):
                size += self._add(made, wanted)
            with failing_as_write(self.output):
                changed = self._publish(wanted)
        except WriteFailed:
            self._discard()
            raise
        written = len(self._stage.written) if changed and self._stage else 0
        return WriteResult(files=len(wanted), changed=changed, written=written, bytes_written=size)

    @property
    def _spare(self) -> Path:
        return self._place / "spare"

    def _add(self, made: Output, wanted: dict[str, FileRecord | None]) -> int:
        """Writes one file unless the output has it; returns how many bytes were written."""
        path = _checked(made.path, wanted)
        content = digest(made.data)
        if self.holds(path, content):
            wanted[path] = self._vouched[path]
            return 0
        wanted[path] = None
        try:
            stage = self._opened()
            if stage.holds(path, content):
                return 0
            stage.write(path, content, made.data)
        except OSError as error:
            raise WriteFailed(self.output / path, reason_of(error)) from error
        return len(made.data)

    def _opened(self) -> Stage:
        if self._stage is None:
            self._stage = Stage(self._spare, self._manifest_of(self._spare))
        return self._stage

    def _publish(self, wanted: dict[str, FileRecord | None]) -> bool:
        """Finishes the stage and swaps it in; false when the output is as wanted already."""
        if self._stage is None and self._is_exactly(wanted):
            return False
        stage = self._opened()
        stage.fill(wanted, str(self.output))
        if self._durable:
            flush(self._spare, stage.written)
        done = stage.manifest()
        save_manifest(self._manifest_path(self._spare), done)
        exchange(self._spare, self.output)
        with contextlib.suppress(OSError):  # the new site stands: the rest only saves time later
            self._prepare_next(done)
        return True

    def _is_exactly(self, wanted: dict[str, FileRecord | None]) -> bool:
        """Whether the output holds `wanted`, whose files were all vouched for, and nothing else."""
        same = bool(wanted) and wanted.keys() == self._live.files.keys()
        return same and holds_nothing_else(str(self.output), self._live)

    def _prepare_next(self, done: Manifest) -> None:
        """Leaves a spare tree, if only the new one linked file by file, for the next build."""
        if self._keep and not self._spare.exists():
            twin = Stage(self._spare, Manifest())
            twin.fill(done.files, str(self.output))
            save_manifest(self._manifest_path(self._spare), twin.manifest())
        current = {self._manifest_path(root) for root in (self.output, self._spare)}
        for path in self._place.glob("manifest-*"):
            if path not in current:
                path.unlink()

    def _discard(self) -> None:
        """Frees what a failed build took on the disk; the next one starts afresh."""
        with contextlib.suppress(OSError):
            remove(self._spare)

    def _live_manifest(self) -> Manifest:
        """What the output holds; found by reading it when the record is lost."""
        if not self.output.exists():
            return Manifest()
        recorded = self._manifest_of(self.output)
        if recorded.files:
            return recorded
        found = adopt(str(self.output))
        save_manifest(self._manifest_path(self.output), found)
        return found

    def _manifest_of(self, root: Path) -> Manifest:
        return load_manifest(self._manifest_path(root))

    def _manifest_path(self, root: Path) -> Path:
        """By inode, which a folder keeps when it is swapped: a manifest cannot be left behind."""
        try:
            return self._place / f"manifest-{root.lstat().st_ino}"
        except OSError:
            return self._place / "manifest-none"


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


def _checked(path: str, wanted: dict[str, FileRecord | None]) -> str:
    """The path, which must be a new one inside the output: anything else is a bug upstream."""
    segments = path.split("/")
    if path in wanted or any(segment in {"", ".", ".."} for segment in segments) or "\0" in path:
        raise ValueError(f"not a new path of the output: {path!r}")
    return path


def _workplace(output: Path, scratch: Path | None) -> Path | None:
    """Where under `scratch` the trees of this output are kept; None when a folder cannot be
    swapped from there."""
    if scratch is None:
        return None
    name = os.path.relpath(output, scratch)
    place = scratch / "trees" / blake2b(os.fsencode(name), digest_size=8).hexdigest()
    try:
        place.mkdir(parents=True, exist_ok=True)
        swappable = place.stat().st_dev == output.parent.stat().st_dev
    except OSError:
        return None
    return place if swappable and os.access(place, os.W_OK | os.X_OK) else None


def _beside(output: Path) -> Path:
    return output.with_name(f".{output.name}.staging")
