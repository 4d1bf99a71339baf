"""What the last build of an output came to, and whether the next can go on from there.

In: what this build is asked, and the stat data of every file that it could read. Out: the last
result, problems included, when the inputs, the options, the code and the output are all as they
were; else, when nothing but texts was written to, the imprint of the last build and which texts.
Nothing is read or rendered here, and no library that renders is loaded.
"""

import os
import sys
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

import generator
from generator.model import Problem, Severity
from generator.model.register import REGISTER
from generator.pipeline.findings import SHOWN, shortened
from generator.pipeline.libraries import LIBRARIES
from generator.pipeline.requests import BuildRequest, BuildResult
from generator.render.theme_files import theme_folders
from generator.store.cache import Store
from generator.store.code_digest import digest_of_code
from generator.store.inputs import Inputs, look_at
from generator.store.signatures import Signature, signature
from generator.store.tree import Tree

if TYPE_CHECKING:  # it knows what a site is, which is more than most builds need
    from generator.pipeline.imprint import Imprint

_KIND = "builds"
_CONTENT = "content"
_OTHERS = ("site.toml", "static", "templates")
_AT_MOST = 64
"""Texts; more edits than that are a new state of the site."""


class _Record(Struct, frozen=True, kw_only=True, array_like=True):
    inputs: bytes
    """Digest of all inputs; empty when it vouches for nothing."""
    seal: bytes
    """Of the output."""
    feeds: tuple[str, ...]
    """Local feeds, as site.toml names them."""
    problems: tuple[Problem, ...]
    unlisted: dict[str, int]
    tutorials: int
    drafts: int
    pages: int
    outputs: int


_DECODER = msgspec.msgpack.Decoder(_Record)


class LastBuild:
    """The record of the last build with the same options into the same output."""

    def __init__(self, request: BuildRequest, output: Path, store: Store, probe: Path) -> None:
        """Looks at all inputs, before any is read; `probe` as in `store.signatures`."""
        self._site, self._output, self._store, self._probe = request.site, output, store, probe
        self._listed = request.listed
        self.key = _key(request, output)
        """Names the options and the output."""
        self._record = store.get_values(_KIND, [self.key], _DECODER).get(self.key)
        self._register: tuple[Signature | None, bytes] | None = None
        self._feeds = self._record.feeds if self._record else ()
        self._seen = self._look()
        self._counts = True

    def result(self, tree: Tree) -> BuildResult | None:
        """The result of a build now, when it surely is what stands in `tree`."""
        record, inputs = self._record, self._seen.digest
        if record is None or not inputs or record.inputs != self._with_register(inputs):
            return None
        if record.unlisted and not 0 < self._listed <= SHOWN:
            return None
        if tree.standing() != record.seal:
            return None
        return self._told(record)

    def edited(self, tree: Tree) -> "tuple[Imprint, tuple[str, ...]] | None":
        """The imprint of the last build and the texts that were written to since, when all other
        inputs are as they were; whether the output is, is still to be seen."""
        from generator.pipeline.imprint import load_imprint

        if self._record is None or not self._seen.settled:
            return None
        imprint = load_imprint(self._store, self.key)
        if imprint is None or imprint.others != self._with_register(self._seen.others):
            return None
        if imprint.seal != self._record.seal or imprint.texts.keys() != self._seen.texts.keys():
            return None
        if imprint.findings.are_many and not 0 < self._listed <= SHOWN:
            return None
        changed = imprint.texts.items() ^ self._seen.texts.items()
        paths = tuple(sorted({path for path, _ in changed}))
        if not paths or len(paths) > _AT_MOST:
            return None
        tree.expect_edit()
        return imprint, paths

    def imported(self, feeds: Sequence[str]) -> None:
        """Local feeds were imported: what that changed or told is of this build alone, so such a
        build is not remembered, only its feeds."""
        self._counts = tuple(feeds) == self._feeds
        self._feeds = tuple(feeds)
        if self._counts and feeds:
            self._counts = self._look() == self._seen

    def keep(self, result: BuildResult, seal: bytes, imprint: "Imprint") -> None:
        """Remembers a build that left the output in the state that `seal` names, with its imprint,
        to which the inputs that were looked at are added."""
        from generator.pipeline.imprint import keep_imprint

        sound = self._counts and not self._store.problems
        sound = sound and all(each.severity is not Severity.ERROR for each in result.problems)
        problems, unlisted = imprint.findings.listed(SHOWN)
        inputs = self._seen.digest
        record = _Record(
            inputs=self._with_register(inputs) if sound and inputs else b"",
            seal=seal,
            feeds=self._feeds,
            problems=problems,
            unlisted=unlisted,
            tutorials=result.tutorials,
            drafts=result.drafts,
            pages=result.pages,
            outputs=result.outputs,
        )
        if record != self._record:
            self._store.put_many(_KIND, {self.key: msgspec.msgpack.encode(record)})
        if sound and self._seen.settled:
            unsure = dict.fromkeys(self._seen.unsettled, (0, 0, 0, 0))
            others, texts = self._with_register(self._seen.others), self._seen.texts | unsure
            found = imprint.findings.trimmed()
            imprint = replace(imprint, seal=seal, others=others, texts=texts, findings=found)
            keep_imprint(self._store, self.key, imprint)

    def _told(self, record: _Record) -> BuildResult:
        problems, unlisted = shortened(record.problems, record.unlisted, self._listed)
        return BuildResult(
            ok=True,
            problems=problems,
            unlisted=unlisted,
            output=self._output,
            tutorials=record.tutorials,
            drafts=record.drafts,
            pages=record.pages,
            outputs=record.outputs,
        )

    def _with_register(self, inputs: bytes) -> bytes:
        """The register is told by its bytes: a build that writes it may be remembered all the
        same, since to build with the addresses of before or of after makes no difference."""
        path = self._site / REGISTER
        state = signature(path.stat()) if path.is_file() else None
        if self._register is None or self._register[0] != state:
            self._register = state, path.read_bytes() if state else b""
        return blake2b(inputs + self._register[1], digest_size=16).digest()

    def _look(self) -> Inputs:
        package = Path(generator.__file__).parent
        others = [self._site / name for name in _OTHERS]
        archive = self._site / ".archive"
        if archive.is_dir():
            others += sorted(path for path in archive.iterdir() if path != self._site / REGISTER)
        local = [place for feed in self._feeds for place in (Path(feed), self._site / feed)]
        paths = [package, *theme_folders(self._site), *others, *local]
        return look_at(paths, self._probe, self._site / _CONTENT)


def _key(request: BuildRequest, output: Path) -> bytes:
    options = (
        os.path.abspath(output),  # noqa: PTH100 - resolves no links
        Path.cwd().as_posix(),  # local feeds may be named from there
        request.base_url,
        request.strict,
        request.keep_going,
        request.drafts,
        request.dev,
        sys.version,
        digest_of_code((), LIBRARIES).hex(),
    )
    return blake2b(repr(options).encode(), digest_size=16).digest()
