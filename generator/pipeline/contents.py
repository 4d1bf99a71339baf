"""Every file of content/ to its rendition: from the store where it is known, else made anew.

A rendition depends on the path and the bytes of its file and on our code, all of which are in its
key. Facts, body and analysis are stored apart, since most pages need only the facts of most others.
"""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from generator.content import read_file
from generator.model import Problem
from generator.pipeline.rendition import (
    ANALYSIS,
    BODY,
    FACTS,
    Rendition,
    SourceFile,
    attempt,
)
from generator.pipeline.source_files import SourceFiles, read_all
from generator.pipeline.stages import Stages
from generator.search import Analysis
from generator.site import Facts
from generator.store.cache import Store, read
from generator.store.workers import parallel_each

Value = TypeVar("Value")

_AT_ONCE = 256


class Contents:
    """All tutorials of a site, drafts included."""

    def __init__(
        self,
        store: Store,
        keys: Mapping[str, bytes],
        read: Callable[[str], bytes],
        renditions: Mapping[str, Rendition],
        facts: tuple[Facts, ...] = (),
        problems: tuple[Problem, ...] = (),
        rendered: int = 0,
    ) -> None:
        """`renditions` are those that the store does not hold, by path; `read` gives the bytes of
        a text, for those that it should hold and has lost."""
        self._store, self._read, self._renditions = store, read, renditions
        self.keys = keys
        """A digest of the file and our code, by path: names body and analysis, too."""
        self.facts = facts
        """In the order of their paths."""
        self.problems = problems
        self.rendered = rendered
        """How many were not in the store."""

    def facts_of(self, path: str) -> Facts:
        """The facts of one tutorial."""
        return self._values("facts", [path], FACTS, lambda made: made.facts)[0]

    def bodies(self, paths: Sequence[str]) -> list[str]:
        """HTML with symbolic addresses of these tutorials."""
        return self._values("bodies", paths, BODY, lambda made: made.body)

    def bodies_or_keys(self, paths: Sequence[str]) -> list[str | bytes]:
        """As `bodies`, but for those that the store should have, of which `kept_bodies` needs only
        the keys."""
        known = self._renditions
        return [
            BODY.decode(known[path].body) if path in known else self.keys[path] for path in paths
        ]

    def analyses(self, paths: Sequence[str]) -> list[Analysis]:
        """What search knows of these tutorials."""
        return self._values("analyses", paths, ANALYSIS, lambda made: made.analysis)

    def _values(
        self,
        kind: str,
        paths: Sequence[str],
        decoder: msgspec.msgpack.Decoder[Value] | msgspec.json.Decoder[Value],
        part: Callable[[Rendition], bytes],
    ) -> list[Value]:
        keys = [self.keys[path] for path in paths]
        stored = self._store.get_values(kind, keys, decoder)
        return [
            stored[key] if key in stored else decoder.decode(part(self._made(path)))
            for path, key in zip(paths, keys, strict=True)
        ]

    def _made(self, path: str) -> Rendition:
        """Made again where the store has lost it."""
        known = self._renditions.get(path)
        if known is None:
            known = attempt(SourceFile(path=path, data=self._read(path))).rendition
        assert known is not None, path
        return known


def kept_bodies(store: str, keys: Sequence[bytes]) -> dict[bytes, str]:
    """Bodies that the store in this file has, in any process that sees the file."""
    found = {}
    for key, data in read(store, "bodies", keys).items():
        with contextlib.suppress(msgspec.MsgspecError):
            found[key] = BODY.decode(data)
    return found


def read_contents(
    site: Path,
    store: Store,
    executor: Executor | None,
    stages: Stages,
    coming: Callable[[Sequence[str]], None] | None = None,
) -> Contents:
    """Scans, reads and renders content/. Broken files are left out; each has an error. `coming` is
    told which paths will be rendered, before the first is."""
    with stages.stage("read"):
        keys, sizes, problems = read_all(site)
    with stages.stage("load"):
        known = store.get_values("facts", keys.values(), FACTS)
    facts = list(known.values())
    missing = [path for path, key in keys.items() if key not in known]
    del known
    if coming:
        coming(missing)
    renditions: dict[str, Rendition] = {}
    with stages.stage("render", len(missing)) as step:
        keeping, files = Keeping(store, keys), SourceFiles(site, missing, keys)
        weights = [sizes[path] for path in missing]
        found: dict[int, tuple[Problem, ...]] = {}
        for index, made in parallel_each(attempt, files, executor=executor, weights=weights):
            path = missing[index]
            found[index] = made.problems
            stages.spend("tutorials", path, made.seconds)
            for language, seconds in made.colouring.items():
                stages.spend("languages of code", language or "none", seconds)
            if made.rendition is not None:
                facts.append(FACTS.decode(made.rendition.facts))
                if not keeping.keep(path, made.rendition, made.problems):
                    renditions[path] = made.rendition
            step.advance()
        renditions |= keeping.finish()
    return Contents(
        store=store,
        keys=keys,
        read=partial(_bytes, site),
        renditions=renditions,
        facts=tuple(sorted(facts, key=lambda item: item.path)),
        problems=(
            *problems,
            *files.problems,
            *(each for index in sorted(found) for each in found[index]),
        ),
        rendered=len(missing),
    )


class Keeping:
    """Puts renditions into the store while others are made, so that they need no memory."""

    def __init__(self, store: Store, keys: Mapping[str, bytes]) -> None:
        self._store, self._keys = store, keys
        self._waiting: dict[str, Rendition] = {}

    def keep(self, path: str, made: Rendition, problems: Sequence[Problem]) -> bool:
        """Whether it will be kept. Only what is free of reading problems is, so that problems are
        told every time."""
        if problems or self._store.problems:
            return False
        self._waiting[path] = made
        if len(self._waiting) >= _AT_ONCE:
            self._put()
        return True

    def finish(self) -> dict[str, Rendition]:
        """Puts the rest; returns what the store could not take."""
        last = self._waiting
        self._put()
        return last if self._store.problems else {}

    def _put(self) -> None:
        keyed = {self._keys[path]: made for path, made in self._waiting.items()}
        self._store.put_many("facts", {key: made.facts for key, made in keyed.items()})
        self._store.put_many("bodies", {key: made.body for key, made in keyed.items()})
        self._store.put_many("analyses", {key: made.analysis for key, made in keyed.items()})
        self._waiting = {}


def _bytes(site: Path, path: str) -> bytes:
    data = read_file(site, path)
    return b"" if isinstance(data, Problem) else data
