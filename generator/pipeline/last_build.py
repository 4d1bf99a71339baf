"""What the last build of an output came to, told again when nothing has changed since.

In: what this build is asked, and the stat data of every file that it could read. Out: the last
result, problems included, when the inputs, the options, the code and the output are all as they
were. Nothing is read or rendered here, and no library that renders is loaded.
"""

import os
import sys
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct

import generator
from generator.model import Problem, Severity
from generator.model.register import REGISTER
from generator.pipeline.libraries import LIBRARIES
from generator.pipeline.requests import BuildRequest, BuildResult
from generator.render.theme_files import theme_folders
from generator.store.cache import Store
from generator.store.code_digest import digest_of_code
from generator.store.inputs import Inputs, look_at
from generator.store.tree import Tree

_KIND = "builds"
_SOURCES = ("site.toml", "content", "static", "templates")


class _Record(Struct, frozen=True, kw_only=True, array_like=True):
    inputs: bytes
    output: bytes
    """Digest of the tree."""
    feeds: tuple[str, ...]
    """Local feeds, as site.toml names them."""
    problems: tuple[Problem, ...]
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
        self._key = _key(request, output)
        self._record = store.get_values(_KIND, [self._key], _DECODER).get(self._key)
        self._feeds = self._record.feeds if self._record else ()
        self._before = self._look()
        self._inputs = b""

    def result(self, tree: Tree) -> BuildResult | None:
        """The result of a build now, when it surely is what stands in `tree`."""
        record = self._record
        if record is None or record.inputs != self._with_register(self._before.digest):
            return None
        if tree.standing() != record.output:
            return None
        return BuildResult(
            ok=True,
            problems=record.problems,
            output=self._output,
            tutorials=record.tutorials,
            drafts=record.drafts,
            pages=record.pages,
            outputs=record.outputs,
        )

    def imported(self, feeds: Sequence[str]) -> None:
        """Local feeds were imported: what that changed or told is of this build alone, so such a
        build is not remembered, only its feeds."""
        same = tuple(feeds) == self._feeds
        self._feeds = tuple(feeds)
        if same and feeds:
            same = self._look().digest == self._before.digest
        self._inputs = self._before.digest if same and self._before.settled else b""

    def keep(self, result: BuildResult, content: bytes) -> None:
        """Remembers a build whose output has this digest."""
        failed = any(problem.severity is Severity.ERROR for problem in result.problems)
        record = _Record(
            inputs=b"" if failed or self._store.problems else self._with_register(self._inputs),
            output=content,
            feeds=self._feeds,
            problems=result.problems,
            tutorials=result.tutorials,
            drafts=result.drafts,
            pages=result.pages,
            outputs=result.outputs,
        )
        if record != self._record:
            self._store.put_many(_KIND, {self._key: msgspec.msgpack.encode(record)})

    def _with_register(self, inputs: bytes) -> bytes:
        """The register is told by its bytes: a build that writes it may be remembered all the
        same, since to build with the addresses of before or of after makes no difference."""
        path = self._site / REGISTER
        known = path.read_bytes() if path.is_file() else b""
        return blake2b(inputs + known, digest_size=16).digest() if inputs else b""

    def _look(self) -> Inputs:
        package = Path(generator.__file__).parent
        sources = [self._site / name for name in _SOURCES]
        archive = self._site / ".archive"
        if archive.is_dir():
            sources += sorted(path for path in archive.iterdir() if path != self._site / REGISTER)
        local = [place for feed in self._feeds for place in (Path(feed), self._site / feed)]
        return look_at([package, *theme_folders(self._site), *sources, *local], self._probe)


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
