"""Whether `*`, `**` and `~~` mean what they should. In: text with delimiters. Out: which fail.

A delimiter opens or closes by the characters around it, and pairs with another by rules of its
own (CommonMark 0.31, section 6.2). Instead of a list of cases this runs the rules and compares.
"""

import unicodedata
from collections.abc import Sequence
from typing import Final

from msgspec import Struct


class Delimiter(Struct, frozen=True):
    """One end of the mark that has the number `mark`."""

    mark: int
    tag: str
    """strong, em or del"""
    is_opening: bool


DELIMITERS: Final = {"strong": "**", "em": "*", "del": "~~"}


class _Sign(Struct):
    """One character of a run of delimiters, or the pair of tildes."""

    mark: int
    is_opening: bool
    char: str
    length: int
    can_open: bool
    can_close: bool
    is_paired: bool = False


def misread(pieces: Sequence[str | Delimiter]) -> set[int]:
    """The numbers of marks that a Markdown parser would not read as they are meant."""
    signs = _signs(pieces)
    wrong: set[int] = set()
    for at, closer in enumerate(signs):
        if not closer.can_close or closer.is_paired:
            continue
        opener_at = _opener(signs, at)
        if opener_at is None:
            continue
        opener = signs[opener_at]
        opener.is_paired = closer.is_paired = True
        if opener.mark != closer.mark or not opener.is_opening or closer.is_opening:
            wrong |= {opener.mark, closer.mark}
        for between in signs[opener_at + 1 : at]:
            if not between.is_paired:
                wrong.add(between.mark)
                between.is_paired = True
    return wrong | {sign.mark for sign in signs if not sign.is_paired}


def _opener(signs: list[_Sign], closer_at: int) -> int | None:
    closer = signs[closer_at]
    for at in range(closer_at - 1, -1, -1):
        opener = signs[at]
        if opener.is_paired or opener.char != closer.char or not opener.can_open:
            continue
        is_both = opener.can_close or closer.can_open
        is_odd = (opener.length + closer.length) % 3 == 0 and (
            opener.length % 3 != 0 or closer.length % 3 != 0
        )
        if not (is_both and is_odd):
            return at
    return None


def _signs(pieces: Sequence[str | Delimiter]) -> list[_Sign]:
    signs: list[_Sign] = []
    before = " "
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if isinstance(piece, str):
            before = piece[-1] if piece else before
            at += 1
            continue
        cluster = _cluster(pieces, at)
        at += len(cluster)
        following = next((p for p in pieces[at:] if p), " ")
        after = following[0] if isinstance(following, str) else DELIMITERS[following.tag][0]
        signs += _cluster_signs(cluster, before, after)
        before = DELIMITERS[cluster[-1].tag][0]
    return signs


def _cluster(pieces: Sequence[str | Delimiter], start: int) -> list[Delimiter]:
    """Neighbouring delimiters of one character."""
    cluster: list[Delimiter] = []
    for piece in pieces[start:]:
        if not isinstance(piece, Delimiter):
            break
        if cluster and DELIMITERS[piece.tag][0] != DELIMITERS[cluster[0].tag][0]:
            break
        cluster.append(piece)
    return cluster


def _cluster_signs(cluster: list[Delimiter], before: str, after: str) -> list[_Sign]:
    char = DELIMITERS[cluster[0].tag][0]
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
