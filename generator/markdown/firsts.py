"""With which characters a pattern can begin. In: a compiled pattern. Out: ASCII characters.

Asked of the standard library's own parser of patterns, so that patterns which cannot match need
not be tried. What is not understood may begin with anything: the answer errs on that side alone.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import import_module
from typing import Any, Final, Protocol

ASCII: Final = frozenset(map(chr, range(128)))


class _Parser(Protocol):
    def parse(self, source: str, flags: int) -> "Parts": ...


# No public name since Python 3.11, but `re` itself is made of it.
_parser: Final[_Parser] = import_module("re._parser")
Parts = Iterable[tuple[Any, Any]]
"""A pattern, or a part of it, as the parser of patterns sees it: kinds and values."""
_CATEGORIES: Final = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}
_NO_WIDTH: Final = frozenset({"AT", "ASSERT", "ASSERT_NOT"})


def firsts(pattern: re.Pattern[str]) -> frozenset[str]:
    """ASCII characters that may stand where `pattern` matches; all if it may match nothing."""
    found, may_be_empty = _of_sequence(parsed(pattern), bool(pattern.flags & re.IGNORECASE))
    return ASCII if may_be_empty else found


def is_one_character(pattern: re.Pattern[str]) -> bool:
    """Whether `pattern` matches wherever its first character stands, and takes nothing more."""
    parts = list(parsed(pattern))
    return len(parts) == 1 and str(parts[0][0]) in ("LITERAL", "IN")


def is_space(pattern: re.Pattern[str]) -> bool:
    """Whether all that `pattern` can match is white space; false where that is not plain."""
    return (
        re.fullmatch(
            r"(?:\[ \tnt]+\][*+]?|\\s[*+]?|\\[nt][*+]?|[ \n][*+]?|\[\^\\S\\n\][*+]?)+",
            pattern.pattern,
        )
        is not None
    )


def begins_line(pattern: re.Pattern[str]) -> bool:
    """Whether `pattern` matches at the beginning of a line only, or of the text."""
    return _begins_line(parsed(pattern))


def _begins_line(parts: Parts) -> bool:
    for kind, value in parts:
        name = str(kind)
        if name == "AT" and str(value).startswith("AT_BEGINNING"):
            return True
        if name == "SUBPATTERN":
            return _begins_line(value[3])
        if name not in _NO_WIDTH:
            return False
    return False


@lru_cache(maxsize=1)  # several questions are asked of each pattern in turn
def parsed(pattern: re.Pattern[str]) -> Parts:
    """What `pattern` is made of."""
    return _parser.parse(pattern.pattern, pattern.flags)


def _of_sequence(parts: Parts, ignore: bool) -> tuple[frozenset[str], bool]:
    """The characters, and whether the sequence may match without taking one."""
    found: frozenset[str] = frozenset()
    for kind, value in parts:
        if str(kind) == "ASSERT" and value[0] > 0:
            ahead, may_be_empty = _of_sequence(value[1], ignore)
            if not may_be_empty and not found:
                return ahead, False
        more, may_be_empty = _of_part(str(kind), value, ignore)
        found |= more
        if not may_be_empty:
            return found, False
    return found, True


def _of_part(kind: str, value: Any, ignore: bool) -> tuple[frozenset[str], bool]:
    if kind in _NO_WIDTH:
        return frozenset(), True
    if kind in _SINGLE:
        return _cases(frozenset(_SINGLE[kind](value)), ignore), False
    if kind == "SUBPATTERN":
        _group, added, removed, parts = value
        # Flags for a part only: rare, and both readings together are on the safe side.
        return _of_sequence(parts, ignore or bool((added | removed) & re.IGNORECASE))
    if kind == "ATOMIC_GROUP":
        return _of_sequence(value, ignore)
    if kind == "BRANCH":
        branches = [_of_sequence(parts, ignore) for parts in value[1]]
        chars = frozenset().union(*(found for found, _ in branches))
        return chars, any(may_be_empty for _, may_be_empty in branches)
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _most, parts = value
        found, may_be_empty = _of_sequence(parts, ignore)
        return found, may_be_empty or least == 0
    return ASCII, True


def _cases(chars: frozenset[str], ignore: bool) -> frozenset[str]:
    """With both cases of letters; two of them have relatives outside of ASCII, that match too."""
    if not ignore:
        return chars
    return chars | {c for c in ASCII if c.lower() in chars or c.upper() in chars} | {*"ikIKsS"}


def _of_set(items: Parts) -> frozenset[str]:
    found: set[str] = set()
    is_negated = False
    for kind, value in items:
        name = str(kind)
        if name == "NEGATE":
            is_negated = True
        elif name == "LITERAL":
            found.add(chr(value))
        elif name == "RANGE":
            found.update(map(chr, range(value[0], min(value[1], 127) + 1)))
        else:
            found.update(c for c in ASCII if re.match(_CATEGORIES[str(value)], c))
    return ASCII - found if is_negated else ASCII & found


_SINGLE: Final[dict[str, Callable[[Any], Iterable[str]]]] = {
    "LITERAL": lambda value: {chr(value)} & ASCII,
    "NOT_LITERAL": lambda value: ASCII - {chr(value)},
    "ANY": lambda _: ASCII,
    "IN": _of_set,
}
