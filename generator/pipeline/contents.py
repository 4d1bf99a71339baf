"""Every file of content/ to its rendition: from the store where it is known, else made anew.

A rendition depends on the path and the bytes of its file and on our code, all of which are in its
key. Facts, body and analysis are stored apart, since most pages need only the facts of most others.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.content import read_file, scan
from generator.model import Problem
from generator.pipeline.libraries import LIBRARIES
from generator.pipeline.rendition import Attempt, Rendition, SourceFile, attempt
from generator.pipeline.stages import Stages
from generator.search import Analysis
from generator.site import Facts
from generator.store.cache import Store
from generator.store.code_digest import digest_of_code
from generator.store.workers import parallel_each

CODE = ("generator.text", "generator.model", "generator.content", "generator.markdown")
CODE_OF_FACTS = (
    "generator.site",
    "generator.search",
    "generator.check",
    "generator.pipeline.rendition",
)

# JSON: msgpack keeps moments without their offset, so a stored page would show another hour.
_FACTS = msgspec.json.Decoder(Facts)
_BODY = msgspec.msgpack.Decoder(str)
_ANALYSIS = msgspec.msgpack.Decoder(Analysis)


class Contents(Struct, frozen=True, kw_only=True):
    """All tutorials of a site, drafts included."""

    renditions: tuple[Rendition, ...]
    """In the order of their paths."""
    problems: tuple[Problem, ...]
    rendered: int
    """How many were not in the store."""


def read_contents(site: Path, store: Store, executor: Executor | None, stages: Stages) -> Contents:
    """Scans, reads and renders content/. Broken files are left out; each has an error."""
    with stages.stage("read"):
        files, problems = _read_all(site)
        keys = _keys(files)
    with stages.stage("load"):
        known = _stored(store, keys)
    missing = [file for file, key in zip(files, keys, strict=True) if key not in known]
    with stages.stage("render", len(missing)) as step:
        fresh: list[Attempt | None] = [None] * len(missing)
        for index, made in parallel_each(attempt, missing, executor=executor, weigh=_weight):
            fresh[index] = made
            step.advance()
    attempts = [made for made in fresh if made is not None]
    with stages.stage("store"):
        key_of = {file.path: key for file, key in zip(files, keys, strict=True)}
        _keep(store, key_of, attempts)
    renditions = [*known.values(), *(made.rendition for made in attempts if made.rendition)]
    return Contents(
        renditions=tuple(sorted(renditions, key=lambda item: item.facts.path)),
        problems=(*problems, *(problem for made in attempts for problem in made.problems)),
        rendered=len(missing),
    )


def _read_all(site: Path) -> tuple[list[SourceFile], list[Problem]]:
    paths, found = scan(site)
    problems = list(found)
    files = []
    for path in paths:
        data = read_file(site, path)
        if isinstance(data, Problem):
            problems.append(data)
        else:
            files.append(SourceFile(path=path, data=data))
    return files, problems


def _keys(files: Sequence[SourceFile]) -> list[bytes]:
    code = digest_of_code((*CODE, *CODE_OF_FACTS), LIBRARIES)
    keys = []
    for file in files:
        state = blake2b(code, digest_size=16)
        state.update(f"{len(file.path.encode())}:{file.path}".encode() + file.data)
        keys.append(state.digest())
    return keys


def _weight(file: SourceFile) -> int:
    return len(file.data)


def _stored(store: Store, keys: Sequence[bytes]) -> dict[bytes, Rendition]:
    facts = store.get_values("facts", keys, _FACTS)
    bodies = store.get_values("bodies", facts, _BODY)
    analyses = store.get_values("analyses", bodies, _ANALYSIS)
    return {
        key: Rendition(facts=facts[key], html=bodies[key], analysis=analysis)
        for key, analysis in analyses.items()
    }


def _keep(store: Store, key_of: dict[str, bytes], attempts: Sequence[Attempt]) -> None:
    """Only what is free of reading problems is kept, so that problems are told every time."""
    clean = [made.rendition for made in attempts if made.rendition and not made.problems]
    encode = msgspec.msgpack.Encoder().encode
    keyed = {key_of[made.facts.path]: made for made in clean}
    store.put_many("facts", {key: msgspec.json.encode(made.facts) for key, made in keyed.items()})
    store.put_many("bodies", {key: encode(made.html) for key, made in keyed.items()})
    store.put_many("analyses", {key: encode(made.analysis) for key, made in keyed.items()})
