"""All pages in, the files below `search/` out."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, repeat
from operator import sub
from sys import intern
from typing import cast

import msgspec

from generator.model import Output
from generator.search.coding import digit, varint
from generator.search.pages import Analysis, SearchPage
from generator.search.shards import FOLDER, Shelf, called, cut
from generator.search.tokens import fold

SHARD_SIZE, WORDS_SIZE = 14_000, 9_000
POSTINGS_KEPT = 400
COMMON_WORD = 5
DOCUMENTS_A_BLOCK = 128

_Table = dict[str, list[int | str]]
"""For each term its pages and postings in turn: number, posting, number, posting.

An archive has ten million of them. One list a term and loops inside `map` and `zip` take half the
time of two lists and statements.
"""


def build_index(pages: Sequence[tuple[SearchPage, Analysis]]) -> tuple[Output, ...]:
    """Files of the index, all under `search/`; `search/index.json` names the others.

    It is there twice: as JSON, and in a call like all others (see `shards.called`).
    """
    ordered = sorted(pages, key=lambda item: (item[0].date, item[0].path))
    shelf = Shelf()
    table = _invert(ordered)
    terms = cut(_term_lines(table), SHARD_SIZE, shelf)
    words = cut(_word_lines(ordered), WORDS_SIZE, shelf)
    names = [shelf.put(_document(page, analysis)) for page, analysis in ordered]
    blocks = [
        shelf.put("".join(names[at : at + DOCUMENTS_A_BLOCK]))
        for at in range(0, len(names), DOCUMENTS_A_BLOCK)
    ]
    meta = {
        "format": 1,
        "pages": len(ordered),
        "terms": terms,
        "words": words,
        "documents": "".join(blocks),
    }
    entries = (
        Output(path=FOLDER + "index.js", data=called(meta)),
        Output(path=FOLDER + "index.json", data=msgspec.json.encode(meta)),
    )
    return (*entries, *shelf.outputs())


def _invert(pages: Sequence[tuple[SearchPage, Analysis]]) -> _Table:
    table: _Table = defaultdict(list)
    for number, (page, analysis) in enumerate(pages):
        terms = analysis.terms.split("\n") if analysis.terms else []
        postings = map(intern, analysis.postings.split("\n"))  # few differ: a tenth of the memory
        rows = map(table.__getitem__, terms)
        deque(map(list.extend, rows, zip(repeat(number), postings)), maxlen=0)
        for term in _filter_terms(page):
            table[term] += number, ""
    return table


def _filter_terms(page: SearchPage) -> list[str]:
    pairs = [
        *(("tag", tag) for tag in page.tags),
        *(("author", author) for author in page.authors),
        *(("lang", language) for language in page.code_languages),
        ("level", page.level),
        ("source", page.source),
        ("year", page.date[:4]),
    ]
    return sorted(
        {f"{kind}:{fold(value).lower().replace(' ', '-')}" for kind, value in pairs if value}
    )


def _term_lines(table: _Table) -> Iterator[tuple[str, str]]:
    for term in sorted(table):
        row = table[term]
        numbers, postings = cast("list[int]", row[::2]), cast("list[str]", row[1::2])
        count = len(numbers)
        if count > POSTINGS_KEPT and postings[0]:
            numbers, postings = _pruned(numbers, postings)
        gaps = map(sub, numbers, [-1, *numbers])
        text = "".join(chain.from_iterable(zip(map(_gap, gaps), postings, strict=True)))
        yield term, f"{term} {text} {count}" if count > len(numbers) else f"{term} {text}"


@lru_cache(maxsize=1 << 14)
def _gap(distance: int) -> str:
    """How many pages without the term lie before the next one with it."""
    return varint(distance - 1)


def _pruned(numbers: list[int], postings: list[str]) -> tuple[list[int], list[str]]:
    """The heaviest postings and those of titles, in the order of pages."""
    heads = [posting[:2] for posting in postings]
    heaviest = sorted(
        range(len(numbers)), key=[head[0] for head in heads].__getitem__, reverse=True
    )
    kept = heaviest[:POSTINGS_KEPT]
    kept += [at for at in heaviest[POSTINGS_KEPT:] if heads[at][1] > "&"]
    kept.sort()
    return [numbers[at] for at in kept], [postings[at] for at in kept]


def _word_lines(pages: Sequence[tuple[SearchPage, Analysis]]) -> Iterator[tuple[str, str]]:
    seen: Counter[str] = Counter()
    headlines: Counter[str] = Counter()
    for _, analysis in pages:
        seen.update(analysis.words.split("\n"))
        headlines.update(analysis.headline.split("\n"))
    for word in sorted(seen):
        if word and (seen[word] >= COMMON_WORD or word in headlines):
            yield (
                word,
                f"{word} {digit(seen[word].bit_length())}{digit(headlines[word].bit_length())}",
            )


def _document(page: SearchPage, analysis: Analysis) -> dict[str, object]:
    facts = {
        "tags": page.tags,
        "authors": page.authors,
        "level": page.level,
        "source": page.source,
        "date": page.date,
        "language": page.language,
        "cut": analysis.cut,
    }
    return {
        "path": page.path,
        "title": page.title,
        **{key: value for key, value in facts.items() if value},
        "sections": analysis.sections,
    }
