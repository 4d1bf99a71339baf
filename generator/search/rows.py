"""A key and everything the index has under it, as one line of text; how such lines are edited.

Three kinds of keys have rows: terms, filters and words. A row of the first two lists pages by
number: for each page the gap to the one before and, for a term, its posting. A row of a word has
two counts: of the pages with the word, and of those with it in their title or a heading.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, islice, pairwise
from operator import sub

from msgspec import Struct

from generator.search.coding import DIGITS, HALF, digit, varint
from generator.search.pages import MARK

POSTINGS_KEPT = 400
"""Postings of a term that queries rank by; the pages of commoner terms are also listed whole."""
TITLES_KEPT = 2500
"""Postings of titles that are kept beside these: of `how`, which begins half of them, not all."""
COMMON_WORD = 5
SPAN = 4096
"""Pages whose postings of a common term are read and made anew when one of them is edited."""
_BESIDE, _NEXT_SPAN = "\t", "!"

Edit = tuple[int, str | None, str | None]
"""A page, and what it had and has under a key: a posting, a mark, or nothing."""


class Kind(Struct, frozen=True, kw_only=True):
    """How the rows of one kind of keys are made. A row is "" when nothing is under its key."""

    keys_a_range: int = 256
    """On average."""
    file_size: int
    """Characters of a file, roughly; a range has one or more."""
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
    gaps, values = zip(*pattern.findall(row), strict=True) if row else ((), ())
    return list(accumulate(map(_distance, gaps), initial=-1))[1:], list(values)


@lru_cache(maxsize=1 << 14)
def _distance(gap: str) -> int:
    value = 0
    for character in reversed(gap):
        value = value * HALF + DIGITS.index(character) % HALF
    return value + 1


def _edited(
    row: str, edits: Sequence[Edit], pattern: re.Pattern[str]
) -> tuple[list[int], list[str]]:
    numbers, values = _unpacked(row, pattern)
    for number, _, new in edits:
        at = bisect_left(numbers, number)
        end = at + (numbers[at : at + 1] == [number])
        numbers[at:end] = [number] if new is not None else []
        values[at:end] = [new] if new is not None else []
    return numbers, values


def _edit_filter(row: str, edits: Sequence[Edit]) -> str:
    return pack_pages(*_edited(row, edits, _PAGE))


def _pack_term(numbers: Sequence[int], postings: Sequence[str]) -> str:
    """Of a common term, beside all postings, the heaviest with how many there are, and all pages;
    the first and the last in spans."""
    if len(numbers) <= POSTINGS_KEPT:
        return pack_pages(numbers, postings)
    kept = _heaviest(postings)
    short = pack_pages([numbers[at] for at in kept], [postings[at] for at in kept])
    listed = _in_spans(numbers, [""] * len(numbers))
    return _BESIDE.join([_in_spans(numbers, postings), f"{short} {len(numbers)}", listed])


def _edit_term(row: str, edits: Sequence[Edit]) -> str:
    row, *beside = row.split(_BESIDE)
    if not beside:
        return _pack_term(*_edited(row, edits, _POSTING))
    short, before = beside[0].split(" ")
    count = int(before) + sum((new is not None) - (old is not None) for _, old, new in edits)
    spans = _edit_spans(row, edits, _POSTING)
    if count <= POSTINGS_KEPT or _matter(edits, short):
        return _pack_term(*_from_spans(spans))
    pages = [(number, old and "", new and "") for number, old, new in edits]
    return _BESIDE.join([spans, f"{short} {count}", _edit_spans(beside[1], pages, _PAGE)])


def _in_spans(numbers: Sequence[int], values: Sequence[str]) -> str:
    """Rows of the pages below each multiple of `SPAN`, so that an edit has to read one of them."""
    starts = range(0, numbers[-1] + SPAN + 1, SPAN)
    cuts = [bisect_left(numbers, start) for start in starts]
    return _NEXT_SPAN.join(
        pack_pages([number % SPAN for number in numbers[start:end]], values[start:end])
        for start, end in pairwise(cuts)
    )


def _from_spans(row: str) -> tuple[list[int], list[str]]:
    numbers: list[int] = []
    postings: list[str] = []
    for place, span in enumerate(row.split(_NEXT_SPAN)):
        some, values = _unpacked(span, _POSTING)
        numbers += [place * SPAN + number for number in some]
        postings += values
    return numbers, postings


def _edit_spans(row: str, edits: Sequence[Edit], pattern: re.Pattern[str]) -> str:
    spans = row.split(_NEXT_SPAN)
    for number, old, new in edits:
        place, within = divmod(number, SPAN)
        spans += [""] * (place + 1 - len(spans))
        spans[place] = pack_pages(*_edited(spans[place], [(within, old, new)], pattern))
    return _NEXT_SPAN.join(spans).rstrip(_NEXT_SPAN)


def _matter(edits: Sequence[Edit], short: str) -> bool:
    """Whether any edit may change which postings are the heaviest, of which there is the row."""
    weights = sorted([posting[0] for posting in _unpacked(short, _POSTING)[1]], reverse=True)
    changed = [posting for _, *both in edits for posting in both if posting is not None]
    return any(_in_title(each) or each[0] >= weights[POSTINGS_KEPT - 1] for each in changed)


def _in_title(posting: str) -> bool:
    return posting[1] > "&"


def _shown_term(term: str, row: str) -> tuple[str, str]:
    """Of a common term the heaviest postings, those of titles, and how many there are."""
    row, *beside = row.split(_BESIDE)
    return (f"{term} {beside[0]}", f"{term} {beside[1]}") if beside else (f"{term} {row}", "")


def _heaviest(postings: Sequence[str]) -> list[int]:
    weights = [posting[0] for posting in postings]
    heaviest = sorted(range(len(weights)), key=weights.__getitem__, reverse=True)
    in_titles = (at for at in heaviest[POSTINGS_KEPT:] if _in_title(postings[at]))
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
    "terms": Kind(file_size=7_000, pack=_pack_term, edit=_edit_term, shown=_shown_term),
    "filters": Kind(
        file_size=14_000,
        pack=pack_pages,
        edit=_edit_filter,
        shown=lambda key, row: (f"{key} {row}", ""),
    ),
    "words": Kind(
        keys_a_range=1024,
        file_size=9_000,
        pack=_pack_word,
        edit=_edit_word,
        shown=_shown_word,
    ),
}
"""By their names in `search/index.json`."""


def keyed(rows: str) -> Iterator[tuple[str, str]]:
    """Lines of text to keys and rows."""
    for line in rows.split("\n") if rows else ():
        key, _, row = line.partition(" ")
        yield key, row
