"""Cells of a table that one space or nothing joins. In: lines. Out: rows, or none when unsure.

A cell begins with a capital or a number. Where a capital follows a capital, a border may run or
not: every line must then allow the same number of cells in one way only.
"""

import re
from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import Final

_FEWEST_ROWS: Final = 3
_MOST_WORDS: Final = 60
_MOST_PLACES: Final = 10
_NUMBER: Final = re.compile(r"[-+~<>≈$€£]?\d")
_NAME: Final = re.compile(r"[A-Za-zÀ-ÿ#%&/()'+-]+\d?")
_UNIT: Final = re.compile(r"[A-Za-zµ%]{1,3}")
_JOINS: Final = frozenset("+ & / vs and or of".split())
_INSIDE: Final = re.compile(
    r"(?<=[a-z)%?])(?=[A-Z])|(?<=[a-z_)]{3})(?=\d)|(?<=[A-Z]{2})(?=[A-Z][a-z])|(?<=\d)(?=[A-Z][a-z])"
)
_PARTS: Final = re.compile(r"[\w()%?-]+")

Row = tuple[str, ...]
Rows = tuple[Row, ...]
_Places = tuple[list[int], list[int]]


def spaced_rows(lines: Sequence[str]) -> Rows:
    """Cells joined by one space, under names without a number in them."""
    words = [line.split() for line in lines]
    head, *body = words
    if len(lines) < _FEWEST_ROWS or max(map(len, words)) > _MOST_WORDS:
        return ()
    if not all(map(_NAME.fullmatch, head)) or not head[0][:1].isupper():
        return ()
    places = [_places(row) for row in body]
    if sum(bool(sure) for sure, _ in places) * 2 < len(body):
        return ()
    fewest = max(len(sure) for sure, _ in places)
    most = min(len(sure) + len(maybe) for sure, maybe in places)
    borders = fewest if all(len(sure) == fewest for sure, _ in places) else most
    cuts = [_cuts(place, borders) for place in places]
    names = _names(head, borders)
    if not borders or not names or any(cut is None for cut in cuts):
        return ()
    return tuple(_cells(row, cut or []) for row, cut in zip(words, [names, *cuts], strict=True))


def _places(words: Sequence[str]) -> _Places:
    """Where a cell begins for certain, and where one may begin."""
    sure: list[int] = []
    maybe: list[int] = []
    for at, (before, word) in enumerate(pairwise(words), 1):
        number = bool(_NUMBER.match(word))
        if not (word[:1].isupper() or number) or before.endswith((",", "(", ":", "-")):
            continue
        if _NUMBER.match(before) and _UNIT.fullmatch(word):
            continue
        after_name = before[:1].isupper() and not number and not before.endswith(")")
        (maybe if after_name else sure).append(at)
    return sure, maybe


def _cuts(places: _Places, borders: int) -> list[int] | None:
    sure, maybe = places
    if len(sure) == borders:
        return sure
    return sorted([*sure, *maybe]) if len(sure) + len(maybe) == borders else None


def _names(words: Sequence[str], borders: int) -> list[int] | None:
    """Each word a name, or those that a sign joins; else by capitals; else as even as can be."""
    apart = [
        at
        for at, (before, word) in enumerate(pairwise(words), 1)
        if before not in _JOINS and word not in _JOINS
    ]
    if len(apart) == borders:
        return apart
    return _cuts(_places(words), borders) or _even_names(words, borders)


def _even_names(words: Sequence[str], borders: int) -> list[int] | None:
    """More names than columns: as few words in each as can be, the later columns first."""
    sure, maybe = _places(words)
    places = sorted([*sure, *maybe])
    if not borders < len(places) <= _MOST_PLACES:
        return None
    ways = [list(cut) for cut in combinations(places, borders)]
    return min(ways, key=lambda cut: (_longest(cut, len(words)), cut))


def _longest(cuts: Sequence[int], end: int) -> int:
    return max(right - left for left, right in pairwise([0, *cuts, end]))


def _cells(words: Sequence[str], cuts: Sequence[int]) -> Row:
    return tuple(" ".join(words[left:right]) for left, right in pairwise([0, *cuts, len(words)]))


def glued_rows(lines: Sequence[str], known: frozenset[str]) -> Rows:
    """Cells joined by nothing: the border runs inside a word that the tutorial has nowhere else."""
    if len(lines) < _FEWEST_ROWS:
        return ()
    found = [_inside(line, known) for line in lines]
    borders = len(found[1])
    if not borders or any(len(places) != borders for places in found[1:]):
        return ()
    names = found[0] if len(found[0]) == borders else _fitting(lines[0], borders, known)
    if not names:
        return ()
    return tuple(_pieces(line, cut) for line, cut in zip(lines, [names, *found[1:]], strict=True))


def _inside(line: str, known: frozenset[str]) -> list[int]:
    found: list[int] = []
    for part in _PARTS.finditer(line):
        start, end = part.span()
        edges = [start, *(at.start() for at in _INSIDE.finditer(line, start, end)), end]
        for before, at, after in zip(edges, edges[1:], edges[2:], strict=False):
            if start < at and line[before:after].lower() not in known:
                found.append(at)
    return found


def _fitting(line: str, borders: int, known: frozenset[str]) -> list[int]:
    """The one way to divide names that begin small so that all their words are known."""
    places = [
        at
        for part in _PARTS.finditer(line)
        if part[0].lower() not in known
        for at in range(part.start() + 1, part.end())
        if {line[part.start() : at].lower(), line[at : part.end()].lower()} <= known
    ]
    return places if len(places) == borders else []


def _pieces(line: str, cuts: Sequence[int]) -> Row:
    return tuple(line[left:right].strip() for left, right in pairwise([0, *cuts, len(line)]))
