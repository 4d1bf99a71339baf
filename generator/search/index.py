"""All pages in, the files below `search/` out."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from sys import intern

import msgspec

from generator.model import Output
from generator.search.coding import VARINTS, digit, varint
from generator.search.pages import Analysis, SearchPage
from generator.search.shards import FOLDER, Shelf, cut
from generator.search.tokens import fold

SHARD_SIZE, WORDS_SIZE = 14_000, 9_000
POSTINGS_KEPT = 400
COMMON_WORD = 5
DOCUMENTS_A_BLOCK = 128

_Table = dict[str, tuple[list[int], list[str]]]
"""For each term the numbers of its pages, and beside them its postings there."""


def build_index(pages: Sequence[tuple[SearchPage, Analysis]]) -> tuple[Output, ...]:
    """Files of the index, all under `search/`; `search/index.json` names the others."""
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
    entry = Output(path=FOLDER + "index.json", data=msgspec.json.encode(meta))
    return (entry, *shelf.outputs())


def _invert(pages: Sequence[tuple[SearchPage, Analysis]]) -> _Table:
    table: _Table = defaultdict(lambda: ([], []))
    for number, (page, analysis) in enumerate(pages):
        postings = map(intern, analysis.postings.split("\n"))  # few differ: a tenth of the memory
        for term, posting in zip(analysis.terms.split("\n"), postings, strict=True):
            row = table[term]
            row[0].append(number)
            row[1].append(posting)
        for term in _filter_terms(page):
            table[term][0].append(number)
            table[term][1].append("")
    table.pop("", None)
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
        numbers, postings = table[term]
        count = len(numbers)
        if count > POSTINGS_KEPT and postings[0]:
            numbers, postings = _pruned(numbers, postings)
        last, out = -1, []
        for number, posting in zip(numbers, postings, strict=True):
            gap = number - last - 1
            out.append(VARINTS[gap] if gap < len(VARINTS) else varint(gap))
            out.append(posting)
            last = number
        text = "".join(out)
        yield term, f"{term} {text} {count}" if count > len(numbers) else f"{term} {text}"


def _pruned(numbers: list[int], postings: list[str]) -> tuple[list[int], list[str]]:
    """The heaviest postings and those of titles, in the order of pages."""
    heaviest = sorted(range(len(numbers)), key=lambda at: postings[at][0], reverse=True)
    kept = heaviest[:POSTINGS_KEPT]
    kept += [at for at in heaviest[POSTINGS_KEPT:] if postings[at][1] > "&"]
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
