"""Text in, search terms out: whole identifiers and their parts, stems, pairs of characters.

A term is *whole* (what was written: `asyncio.gather`, `--no-cache-dir`, `c++`, the stem of a
word) or a *part* of a whole (`asyncio`, `gather`). The same rules are in
`templates/assets/js/search/analyse.js`; both are held to the vectors in `tests/search_vectors`.
Counting and weighing is not done here.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from generator.search.stem import stem

LONGEST = 48
"""Characters of a term; longer ones are data, not words."""
LONGEST_OPERATOR = 4

_MARKS = re.compile("[\u0300-\u036f]+")
_ODD = re.compile("[ßæœøđłıÆŒØĐŁ‘’“”–—]")
_EVEN = (
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"}
    | {"Æ": "AE", "Œ": "OE", "Ø": "O", "Đ": "D", "Ł": "L"}
    | {"‘": "'", "’": "'", "“": '"', "”": '"', "–": " ", "—": " "}
)
_WORD = "[\\w\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd\u102b-\u103e\u17b4-\u17d3]"
_SIGN = r"[!$%&*+\-/:<=>?@^|~.]"


def _piece(word: str, flags: int) -> re.Pattern[str]:
    rest = f"{word}+(?:(?:[.'\\-]|::|->){word}+)*(?:\\+\\+|#(?!{word}))?"
    prefix = (
        "(?<![^\\s(\\[{`'\"=,])(?:--?|\\*\\*?|\\.|::?)(?=[a-zA-Z])|[@$#](?=[a-zA-Z_])|\\$(?=[0-9])"
        "|<(?=[a-zA-Z][\\w\\-]*(?:>| [\\w\\-]+=))"
        f"|[\\\\%](?=[a-zA-Z](?!{word}))"
    )
    begin = f"(?={word}|[-*.:@$#%<\\\\])"  # a set is looked at much faster than the alternatives
    return re.compile(f"({begin}(?:{rest}|(?:{prefix}){rest}))", flags)


_PIECE = _piece(_WORD, 0)
_PIECE_ASCII = _piece("\\w", re.ASCII)
_HAS_WORD = re.compile(_WORD)
_OPERATOR = re.compile(
    r"#!|[$#]\{|\{[{%#]|"  # the first line of a script, and what templates begin their values with
    rf"(?<!{_SIGN})(?<!\\){_SIGN}{{2,{LONGEST_OPERATOR}}}(?!{_SIGN})(?!\\)"
)
_PART = re.compile(f"(?:(?!_){_WORD})+")
_HUMP = re.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PAIRED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_PAIRED}]+|[^{_PAIRED}]+")
_HAS_PAIRED = re.compile(f"[{_PAIRED}]")

Terms = tuple[tuple[str, ...], tuple[str, ...]]
"""The whole terms of a piece of text, and the parts of those."""


def fold(text: str) -> str:
    """Compatibility forms and accents resolved, letters of one shape made one; case is kept."""
    if text.isascii():
        return text
    evened = _ODD.sub(lambda found: _EVEN[found[0]], text)
    if evened.isascii():
        return evened
    decomposed = unicodedata.normalize("NFKD", evened)
    return unicodedata.normalize("NFC", _MARKS.sub("", decomposed))


def pieces(folded: str) -> list[str]:
    """Words and identifiers of folded text, as written, in order; where a script has no spaces,
    each pair of neighbours."""
    return tokens(folded)[0]


def operators(folded: str) -> list[str]:
    """Runs of two to four signs outside words, such as `??=`; meant for code and headings."""
    return tokens(folded)[1]


def is_sign(text: str) -> bool:
    """Whether a text is a single sign, which is a term only where it is all of inline code."""
    return len(text) == 1 and not text.isalnum() and text.isascii()


def tokens(folded: str) -> tuple[list[str], list[str]]:
    """`pieces` and `operators`, for the price of one."""
    found = (_PIECE_ASCII if folded.isascii() else _PIECE).split(folded)
    words, between = found[1::2], found[::2]
    if is_paired(folded):
        words = [word for written in words for word in _cut(written)]
    return words, [sign for rest in between if len(rest) > 1 for sign in _signs(rest)]


def _cut(piece: str) -> Iterator[str]:
    """A piece, in pairs of characters where it is of a script without spaces."""
    for run in _RUN.findall(piece):
        if _HAS_PAIRED.match(run):
            yield from (run[at : at + 2] for at in range(max(1, len(run) - 1)))
        else:
            yield from [run] if run == piece else pieces(run)


@lru_cache(maxsize=1 << 12)
def _signs(between: str) -> list[str]:
    return _OPERATOR.findall(between)


def is_paired(text: str) -> bool:
    """Whether a text has characters of a script without spaces, which is searched by pairs."""
    return not text.isascii() and _HAS_PAIRED.search(text) is not None


@lru_cache(maxsize=1 << 16)
def terms(piece: str) -> Terms:
    """The terms of one piece that `pieces` or `operators` gave."""
    if piece.isascii() and piece.isalpha() and not _HUMP.search(piece):
        return ((stem(piece.lower()[:LONGEST]),), ())
    return _of_compound(piece) if _HAS_WORD.search(piece) else ((piece,), ())


def _of_compound(piece: str) -> Terms:
    piece = _without_apostrophes(piece)
    whole = _plain(piece)
    parts = dict.fromkeys(_plain(hump) for part in _PART.findall(piece) for hump in _humps(part))
    parts |= dict.fromkeys(_tails(piece))
    if piece.endswith("++"):
        parts["++"] = None
    parts.pop(whole, None)
    parts.pop("", None)
    return ((whole,), tuple(parts)) if whole else ((), tuple(parts))


def _plain(word: str) -> str:
    return stem(word.lower()[:LONGEST])


def _without_apostrophes(piece: str) -> str:
    """`don't` is dont, `user's` is user, `l'eau` is eau."""
    if "'" not in piece:
        return piece
    first, *rest = piece.split("'")
    if rest[-1] in ("s", "S", "") and len(rest) == 1:
        return first
    return "".join(rest) if len(first) <= 2 else first + "".join(rest)


def _humps(part: str) -> list[str]:
    humps = _HUMP.split(part)
    return [part, *humps] if len(humps) > 1 else humps


def _tails(piece: str) -> list[str]:
    """What a dotted or prefixed name is also called: without its prefix, by its last names."""
    bare = piece.lstrip("-@$#.:%*<\\")
    tails = [bare] if bare != piece else []
    if "." in bare:
        names = bare.split(".")
        tails.append(".".join(names[-2:]))
        if "_" in names[-1]:
            tails.append(names[-1])
    return [_plain(tail) for tail in tails]
