"""Tutorials that say the same: nearly one text, or two texts on one subject.

In: titles, sketches and bodies. Out: groups. Candidates are found by marks and words that few
texts have, so that ten thousand are looked through in a moment; only candidates are compared.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from enum import StrEnum
from functools import lru_cache
from typing import Final

from msgspec import Struct

from generator.importer.likeness import COMMON, marks, runs, shared

NEARLY: Final = 0.5
"""Two texts at least this alike have most of their sentences in common."""
_SHARED_MARKS: Final = 3
"""Of twelve: texts alike by `NEARLY` share fewer once in fifty times."""
_TITLES_ALIKE: Final = 0.6
_VOCABULARY: Final = 0.5
_COMPARED: Final = 8
_READ: Final = 200
"""Bodies that are kept while their neighbours are compared with them."""
_TITLE_WORD: Final = re.compile(r"\w+")


class Kind(StrEnum):
    TEXT = "nearly the same text"
    SUBJECT = "two texts on one subject"


class Sketched(Struct, frozen=True, kw_only=True):
    """What is known of a tutorial without reading it."""

    title: str
    sketch: str


class Group(Struct, frozen=True, kw_only=True):
    """Files that say the same, sorted; `degree` is that of the least alike pair, from 0 to 1."""

    kind: Kind
    degree: float
    files: tuple[str, ...]


def groups(
    known: Mapping[str, Sketched], fresh: Set[str], body_of: Callable[[str], str]
) -> tuple[Group, ...]:
    """Groups that hold at least one of the `fresh` files; keys of `known` are files."""
    found: dict[tuple[str, str], tuple[Kind, float]] = {}
    read = lru_cache(_READ)(lambda file: runs(body_of(file)))
    for one, other in sorted({*_by_marks(known, fresh), *_by_titles(known, fresh)}):
        alike = _judged(known[one].title, read(one), known[other].title, read(other))
        if alike is not None:
            found[one, other] = alike
    return tuple(_joined(found))


def _judged(
    title: str, first: frozenset[str], other_title: str, second: frozenset[str]
) -> tuple[Kind, float] | None:
    degree = shared(first, second)
    if degree >= NEARLY:
        return Kind.TEXT, degree
    if _title_likeness(_words(title), _words(other_title)) < _TITLES_ALIKE:
        return None
    shorter, longer = sorted((_vocabulary(first), _vocabulary(second)), key=len)
    if len(shorter & longer) < _VOCABULARY * max(1, len(shorter)):
        return None
    return Kind.SUBJECT, degree


def _vocabulary(found: frozenset[str]) -> set[str]:
    return {word for run in found for word in run.split()}


def _by_marks(known: Mapping[str, Sketched], fresh: Set[str]) -> Iterator[tuple[str, str]]:
    index: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted(known):
        for mark in marks(known[file].sketch):
            if len(index[mark]) < COMMON:
                index[mark].append(file)
    for file in sorted(fresh & known.keys()):
        counts = Counter(other for mark in marks(known[file].sketch) for other in index[mark])
        del counts[file]
        likely = [other for other, count in counts.most_common() if count >= _SHARED_MARKS]
        yield from (_pair(file, other) for other in likely[:_COMPARED])


def _by_titles(known: Mapping[str, Sketched], fresh: Set[str]) -> Iterator[tuple[str, str]]:
    """Titles alike by `_TITLES_ALIKE` share one of their few rarest words (prefix filtering)."""
    titles = {file: _words(known[file].title) for file in sorted(known)}
    often = Counter(word for found in titles.values() for word in found)
    index: defaultdict[str, list[str]] = defaultdict(list)
    rarest: dict[str, list[str]] = {}
    for file, found in titles.items():
        ordered = sorted(found, key=lambda word: (often[word], word))
        rarest[file] = ordered[: len(found) - int(_TITLES_ALIKE * len(found)) + 1]
        for word in rarest[file]:
            if len(index[word]) < COMMON:
                index[word].append(file)
    for file in sorted(fresh & known.keys()):
        near = {other for word in rarest[file] for other in index[word] if other != file}
        alike = [
            (-degree, other)
            for other in near
            if (degree := _title_likeness(titles[file], titles[other])) >= _TITLES_ALIKE
        ]
        yield from (_pair(file, other) for _, other in sorted(alike)[:_COMPARED])


def _title_likeness(first: set[str], second: set[str]) -> float:
    """Parts of a series, whose titles differ in a number only, are not alike."""
    differing = first ^ second
    if not first or not second or (differing and all(map(str.isdecimal, differing))):
        return 0.0
    return len(first & second) / len(first | second)


def _words(title: str) -> set[str]:
    return set(_TITLE_WORD.findall(title.casefold()))


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _joined(found: Mapping[tuple[str, str], tuple[Kind, float]]) -> Iterator[Group]:
    """What is alike with something of a group belongs to it; texts first, most alike first."""
    for kind in Kind:
        pairs = {pair: degree for pair, (its, degree) in found.items() if its is kind}
        leader: dict[str, str] = {}
        for one, other in pairs:
            first, second = _leader(leader, one), _leader(leader, other)
            leader[max(first, second)] = min(first, second)
        files: defaultdict[str, set[str]] = defaultdict(set)
        least: dict[str, float] = {}
        for (one, other), degree in pairs.items():
            name = _leader(leader, one)
            files[name] |= {one, other}
            least[name] = min(degree, least.get(name, 1.0))
        for name in sorted(files, key=lambda name: (-least[name], name)):
            yield Group(kind=kind, degree=round(least[name], 2), files=tuple(sorted(files[name])))


def _leader(leader: dict[str, str], file: str) -> str:
    while leader.setdefault(file, file) != file:
        file = leader[file]
    return file
