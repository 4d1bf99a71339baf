"""A key and everything the index has under it, as one line of text; how such lines are edited.

Three kinds of keys have rows: terms, filters and words. A row of the first two lists pages by
number: for each page the gap to the one before and, for a term, its posting. A row of a word has
two counts: of the pages with the word, and of those with it in their title or a heading.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, islice
from operator import sub

from msgspec import Struct

from generator.search.coding import DIGITS, HALF, digit, varint
from generator.search.pages import MARK

POSTINGS_KEPT = 400
"""Postings of a term that queries rank by; the pages of commoner terms are also listed whole."""
TITLES_KEPT = 2500
"""Postings of titles that are kept beside these: of `how`, which begins half of them, not all."""
COMMON_WORD = 5
_BESIDE = "\t"

Edit = tuple[int, str | None, str | None]
"""A page, and what it had and has under a key: a posting, a mark, or nothing."""


class Kind(Struct, frozen=True, kw_only=True):
    """How the rows of one kind of keys are made. A row is "" when nothing is under its key."""

    file_size: int
    """Characters of a file, roughly."""
    pack: Callable[[Sequence[int], Sequence[str]], str]
    """Pages in order and their values to a row."""
    edit: Callable[[str, Sequence[Edit]], str]
    shown: Callable[[str, str], tuple[str, str]]
    """Key and row to the line that is published, and the line of all pages of a common term."""


def pack_pages(numbers: Sequence[int], values: Sequence[str]) -> str:
    """The row of pages in order, with what each has."""
    gaps = map(sub, numbers, [-1, *numbers])
    return "".join(chain.from_iterable(zip(map(_gap, gaps), values, strict=True)))


@lru_cache(maxsize=1 << 14)
def _gap(distance: int) -> str:
    """How many pages without the key lie before the next one with it."""
    return varint(distance - 1)


_MORE, _LAST = re.escape(DIGITS[HALF:]), re.escape(DIGITS[:HALF])
_SECTIONS = "|".join(f"[{re.escape(DIGITS[n::4])}].{{{2 * n}}}" for n in range(4))
_POSTING = re.compile(f"([{_MORE}]*[{_LAST}])(.(?:{_SECTIONS}))", re.DOTALL)
_PAGE = re.compile(f"([{_MORE}]*[{_LAST}])()")


def _unpacked(row: str, pattern: re.Pattern[str]) -> tuple[list[int], list[str]]:
    found = pattern.findall(row)
    return list(accumulate([_distance(gap) for gap, _ in found], initial=-1))[1:], [
        value for _, value in found
    ]


@lru_cache(maxsize=1 << 14)
def _distance(gap: str) -> int:
    value = 0
    for character in reversed(gap):
        value = value * HALF + DIGITS.index(character) % HALF
    return value + 1


def _editor(pattern: re.Pattern[str]) -> Callable[[str, Sequence[Edit]], str]:
    def edited(row: str, edits: Sequence[Edit]) -> str:
        values = dict(zip(*_unpacked(row.partition(_BESIDE)[0], pattern), strict=True))
        for number, _, new in edits:
            if new is None:
                values.pop(number, None)
            else:
                values[number] = new
        numbers = sorted(values)
        return pack_pages(numbers, [values[number] for number in numbers])

    return edited


def _shown_term(term: str, row: str) -> tuple[str, str]:
    """Of a common term the heaviest postings, those of titles, and how many there are."""
    row, *beside = row.split(_BESIDE)
    if beside:
        return f"{term} {beside[0]}", f"{term} {beside[1]}"
    if len(row) > 3 * POSTINGS_KEPT:
        numbers, postings = _unpacked(row, _POSTING)
        if len(numbers) > POSTINGS_KEPT:
            kept = _heaviest(postings)
            short = pack_pages([numbers[at] for at in kept], [postings[at] for at in kept])
            return f"{term} {short} {len(numbers)}", f"{term} {_listed(numbers)}"
    return f"{term} {row}", ""


def _listed(numbers: Sequence[int]) -> str:
    return pack_pages(numbers, [""] * len(numbers))


def _heaviest(postings: Sequence[str]) -> list[int]:
    heads = [posting[:2] for posting in postings]
    heaviest = sorted(range(len(heads)), key=[head[0] for head in heads].__getitem__, reverse=True)
    in_titles = (at for at in heaviest[POSTINGS_KEPT:] if heads[at][1] > "&")
    return sorted(chain(heaviest[:POSTINGS_KEPT], islice(in_titles, TITLES_KEPT)))


def _pack_word(numbers: Sequence[int], marks: Sequence[str]) -> str:
    return f"{len(numbers)} {marks.count(MARK)}"


def _edit_word(row: str, edits: Sequence[Edit]) -> str:
    seen, headlines = map(int, row.split()) if row else (0, 0)
    for _, old, new in edits:
        seen += (new is not None) - (old is not None)
        headlines += (new == MARK) - (old == MARK)
    return f"{seen} {headlines}" if seen else ""


def _shown_word(word: str, row: str) -> tuple[str, str]:
    """Words of several pages or of a headline, with powers of two near their counts."""
    seen, headlines = map(int, row.split())
    if seen < COMMON_WORD and not headlines:
        return "", ""
    return f"{word} {digit(seen.bit_length())}{digit(headlines.bit_length())}", ""


KINDS = {
    "terms": Kind(file_size=14_000, pack=pack_pages, edit=_editor(_POSTING), shown=_shown_term),
    "filters": Kind(
        file_size=14_000,
        pack=pack_pages,
        edit=_editor(_PAGE),
        shown=lambda key, row: (f"{key} {row}", ""),
    ),
    "words": Kind(file_size=9_000, pack=_pack_word, edit=_edit_word, shown=_shown_word),
}
"""By their names in `search/index.json`."""


def kept(key: str, row: str, line: str, listed: str) -> str:
    """A line to keep: key and row; and, of a common term, what is shown, which takes long to make
    and is asked for again when a neighbour is edited."""
    if not listed or _BESIDE in row:
        return f"{key} {row}"
    return _BESIDE.join(
        [f"{key} {row}", line.removeprefix(key + " "), listed.removeprefix(key + " ")]
    )


def keyed(rows: str) -> Iterator[tuple[str, str]]:
    """Lines of text to keys and rows."""
    for line in rows.split("\n") if rows else ():
        key, _, row = line.partition(" ")
        yield key, row
