"""With which words a pattern can begin. In: a compiled pattern. Out: a few words, or no answer.

A word is what stands between two characters that are none (`\\w`). Keywords are most of what a
lexer tries and misses; knowing the word at hand, only its own patterns need to be tried. What is
not understood has no answer: the pattern may begin with any word.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from generator.markdown.firsts import Parts, parsed

MOST: Final = 1000
_MOST_IN_SET: Final = 16
_MOST_TURNS: Final = 4
_WORD: Final = re.compile(r"\w")
_RELATIVES: Final = {"i": "iI\u0130\u0131", "s": "sS\u017f", "k": "kK\u212a"}
"""Letters with more than two cases, as `re` sees them."""
_SPACE: Final = "CATEGORY_SPACE"

Words = frozenset[str]


class _Any(Exception):  # noqa: N818 - no error: an answer
    """Any word will do, or more than are worth a table."""


def leads(pattern: re.Pattern[str]) -> Words | None:
    """All words that may stand where `pattern` matches, the empty one where none does; None: any.

    A word is whole: it does not go on after the characters given.
    """
    if pattern.flags & re.ASCII:
        return None
    whole: set[str] = set()
    try:
        begun = _after(parsed(pattern), {""}, whole, bool(pattern.flags & re.IGNORECASE))
    except _Any:
        return None
    return None if begun else frozenset(whole)


def _after(parts: Parts, begun: set[str], whole: set[str], ignore: bool) -> set[str]:
    """What `begun` words become by `parts`; those that are complete are added to `whole`."""
    for kind, value in parts:
        if not begun:
            break
        begun = _after_part(str(kind), value, begun, whole, ignore)
        if len(begun) + len(whole) > MOST:
            raise _Any
    return begun


def _after_part(kind: str, value: Any, begun: set[str], whole: set[str], ignore: bool) -> set[str]:
    if kind in ("ASSERT", "ASSERT_NOT"):
        return begun
    if kind == "AT":
        return _after_place(str(value), begun, whole)
    if kind in ("LITERAL", "IN"):
        chars, ends = _chars([(kind, value)] if kind == "LITERAL" else value)
        if ends:
            whole |= begun
        return {word + case for word in begun for char in chars for case in _cases(char, ignore)}
    if kind == "SUBPATTERN":
        _group, added, removed, parts = value
        if (added | removed) & (re.IGNORECASE | re.ASCII):
            raise _Any
        return _after(parts, begun, whole, ignore)
    if kind == "ATOMIC_GROUP":
        return _after(value, begun, whole, ignore)
    if kind == "BRANCH":
        return set().union(*(_after(parts, begun, whole, ignore) for parts in value[1]))
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, repeated = value
        return _after_repeat(least, most, repeated, begun, whole, ignore)
    raise _Any


def _after_place(place: str, begun: set[str], whole: set[str]) -> set[str]:
    if place == "AT_BOUNDARY":  # before a word, or behind it
        whole |= begun - {""}
        return begun & {""}
    if place.startswith("AT_END"):
        whole |= begun
        return set()
    return begun


def _after_repeat(
    least: int, most: int, parts: Any, begun: set[str], whole: set[str], ignore: bool
) -> set[str]:
    found = set(begun) if least == 0 else set()
    for turn in range(1, int(most) + 1):
        begun = _after(parts, begun, whole, ignore)
        if turn >= least:
            if begun <= found:
                return found
            found |= begun
        if turn > _MOST_TURNS:
            raise _Any
    return found


def _chars(items: Parts) -> tuple[str, bool]:
    """The characters of words in a set, and whether there are any others in it."""
    chars, ends, is_negated = "", False, False
    for kind, value in items:
        name = str(kind)
        if name == "NEGATE":
            is_negated = True
        elif name == "LITERAL":
            chars += chr(value)
        elif name == "RANGE" and value[1] - value[0] < _MOST_IN_SET:
            chars += "".join(map(chr, range(value[0], value[1] + 1)))
        elif name == "CATEGORY" and str(value) == _SPACE:
            ends = True
        elif is_negated and str(value) == "CATEGORY_NOT_SPACE":
            return "", True
        else:
            raise _Any
    if is_negated:
        raise _Any
    words = "".join(filter(_WORD.match, chars))
    if len(words) > _MOST_IN_SET:
        raise _Any
    return words, ends or len(words) < len(chars)


def _cases(char: str, ignore: bool) -> Iterable[str]:
    if not ignore:
        return char
    if not char.isascii():
        raise _Any
    return {*_RELATIVES.get(char.lower(), char), char.lower(), char.upper(), char}
