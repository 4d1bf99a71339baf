"""Whether `*`, `**` and `~~` mean what they should. In: text with delimiters. Out: which fail.

A delimiter opens or closes by the characters around it, and pairs with another by rules of its
own (CommonMark 0.31, section 6.2). Instead of a list of cases this runs the rules and compares.
"""

import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct


class Delimiter(Struct, frozen=True):
    """One end of the mark that has the number `mark`."""

    mark: int
    tag: str
    """strong, em or del"""
    is_opening: bool


DELIMITERS: Final = {"strong": "**", "em": "*", "del": "~~"}


class _Sign(Struct, frozen=True):
    """One character of a run of delimiters, or the pair of tildes."""

    mark: int
    is_opening: bool
    char: str
    length: int
    can_open: bool
    can_close: bool


def misread(pieces: Sequence[str | Delimiter]) -> set[int]:
    """The numbers of marks that a Markdown parser would not read as they are meant."""
    wrong: set[int] = set()
    waiting: list[_Sign] = []
    for sign in _signs(pieces):
        at = _opener(waiting, sign) if sign.can_close else None
        if at is not None:
            opener = waiting[at]
            if opener.mark != sign.mark or not opener.is_opening or sign.is_opening:
                wrong |= {opener.mark, sign.mark}
            wrong |= {between.mark for between in waiting[at + 1 :]}
            del waiting[at:]
        elif sign.can_open:
            waiting.append(sign)
        else:
            wrong.add(sign.mark)
    return wrong | {sign.mark for sign in waiting}


def _opener(waiting: list[_Sign], closer: _Sign) -> int | None:
    for at in range(len(waiting) - 1, -1, -1):
        opener = waiting[at]
        is_both = opener.can_close or closer.can_open
        is_odd = (opener.length + closer.length) % 3 == 0 and (
            opener.length % 3 != 0 or closer.length % 3 != 0
        )
        if opener.char == closer.char and not (is_both and is_odd):
            return at
    return None


def _signs(pieces: Sequence[str | Delimiter]) -> list[_Sign]:
    groups = [list(group) for _, group in groupby((p for p in pieces if p), key=_char)]
    signs: list[_Sign] = []
    for at, group in enumerate(groups):
        if _char(group[0]):
            before = _edge(groups[at - 1][-1], -1) if at else " "
            after = _edge(groups[at + 1][0], 0) if at + 1 < len(groups) else " "
            cluster = [piece for piece in group if isinstance(piece, Delimiter)]
            signs += _cluster_signs(cluster, before, after)
    return signs


def _char(piece: str | Delimiter) -> str:
    """The character of a delimiter, "" for text."""
    return "" if isinstance(piece, str) else DELIMITERS[piece.tag][0]


def _edge(piece: str | Delimiter, at: int) -> str:
    return piece[at] if isinstance(piece, str) else _char(piece)


def _cluster_signs(cluster: list[Delimiter], before: str, after: str) -> list[_Sign]:
    char = _char(cluster[0])
    # Tildes pair two by two, and the rule of three does not hold for them.
    length = 0 if char == "~" else sum(len(DELIMITERS[d.tag]) for d in cluster)
    can_open = not after.isspace() and (
        not _is_punctuation(after) or before.isspace() or _is_punctuation(before)
    )
    can_close = not before.isspace() and (
        not _is_punctuation(before) or after.isspace() or _is_punctuation(after)
    )
    return [
        _Sign(d.mark, d.is_opening, char, length, can_open, can_close)
        for d in cluster
        for _ in (DELIMITERS[d.tag] if char == "*" else "~")
    ]


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
