"""How alike two texts are, and a small mark by which alike ones are found among thousands.

In: Markdown bodies. Out: numbers and short strings; addresses and markup do not count as text.
"""

import re
from base64 import b85encode
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from heapq import nsmallest
from typing import Final, TypeVar

Key = TypeVar("Key")

SAME: Final = 0.9
"""Two texts at least this alike are one text that appears twice."""

FEWEST_WORDS: Final = 40
"""Shorter texts are alike by accident."""

COMPARED: Final = 400_000
"""Characters at the beginning that count: each word takes some hundred bytes of memory."""

COMMON: Final = 64
"""A mark that more texts have tells nothing: an index keeps no more of them."""

_SHINGLE: Final = 3
_MARKS: Final = 12
_MARK_LENGTH: Final = 5
_ADDRESS: Final = re.compile(r"\]\([^()\s]*\)|<https?://[^<>\s]*>|https?://\S+|<[^<>\n]*>")
_WORD: Final = re.compile(r"\w+")
_SCRIPT_WITHOUT_SPACES: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def words(body: str) -> tuple[str, ...]:
    """The words of a Markdown body, or of its first `COMPARED` characters, folded; characters of
    scripts without spaces are words."""
    text = _SCRIPT_WITHOUT_SPACES.sub(r" \g<0> ", _ADDRESS.sub(" ", body[:COMPARED]))
    return tuple(_WORD.findall(text.casefold()))


def likeness(one: str, other: str) -> float:
    """From 0 to 1: the share of runs of three words that two bodies have in common (Jaccard)."""
    return shared(runs(one), runs(other))


def runs(body: str) -> frozenset[str]:
    """The runs of three words of a body."""
    return frozenset(_shingles(words(body)))


def shared(first: frozenset[str], second: frozenset[str]) -> float:
    """The share of runs that two bodies have in common, from 0 to 1."""
    if not first or not second:
        return 1.0 if first == second else 0.0
    return len(first & second) / len(first | second)


def sketch(body: str) -> str:
    """The smallest digests of a body's runs of words (a bottom-k sketch, Broder 1997).

    Bodies alike by `SAME` share most of them. Empty for a text too short to be told apart.
    """
    found = words(body)
    if len(found) < FEWEST_WORDS:
        return ""
    digests = {blake2b(run.encode(), digest_size=4).digest() for run in _shingles(found)}
    return "".join(b85encode(digest).decode() for digest in nsmallest(_MARKS, digests))


def marks(sketched: str) -> tuple[str, ...]:
    """The single marks of a sketch."""
    return tuple(
        sketched[start : start + _MARK_LENGTH] for start in range(0, len(sketched), _MARK_LENGTH)
    )


def candidates(sketched: str, index: Mapping[str, Iterable[Key]]) -> tuple[Key, ...]:
    """What shares at least half of the marks, most first; `index` is from mark to keys."""
    counts: dict[Key, int] = {}
    found = marks(sketched)
    for mark in found:
        for key in index.get(mark, ()):
            counts[key] = counts.get(key, 0) + 1
    enough = [key for key, count in counts.items() if count * 2 >= len(found)]
    return tuple(sorted(enough, key=lambda key: -counts[key]))


def _shingles(found: tuple[str, ...]) -> Iterable[str]:
    if len(found) < _SHINGLE:
        return [" ".join(found)] if found else []
    return (" ".join(found[i : i + _SHINGLE]) for i in range(len(found) - _SHINGLE + 1))
