"""All pages in, the files below `search/` out: made whole, or edited where pages changed.

What comes out depends on the pages alone: an index that was edited any number of times has the
bytes of one made at once. Where rows are kept for the next edit, and which process does what, is
the caller's business.
"""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from msgspec import Struct

from generator.model import Output
from generator.search.merging import Deal, Part, Rows, merged
from generator.search.pages import Analysis
from generator.search.ranges import MadeRange, Range, Read, edited
from generator.search.rows import KINDS, Edit
from generator.search.shards import (
    BRANCH,
    FOLDER,
    MOST_NAMED,
    FirstAndDigest,
    Shelf,
    Table,
    called,
    digest_of,
    encode,
    names,
    table,
)

_SAMPLE, _AT_ONCE = 64, 512
_MOST_EDITED = 200
"""Where more pages changed, all is made anew."""


class Entry(NamedTuple):
    """A page of the index. Entries are in order, and number the pages: later ones are newer."""

    date: str
    path: str
    """Site path without a leading slash: `python/asyncio/`."""
    key: bytes = b""
    """Stands for its analysis."""


class State(Struct, frozen=True):
    """An index, as the next build needs it."""

    entries: tuple[Entry, ...]
    documents: tuple[bytes, ...]
    """Digests of the files of pages."""
    tables: dict[str, tuple[Range, ...]]
    """By the name of their kind."""


AnalysesOf = Callable[[Sequence[Entry]], Sequence[Analysis]]
Keep = Callable[[Mapping[bytes, bytes]], None]
Spread = Callable[[Callable[[Part], list[MadeRange]], Iterable[Part]], Iterable[list[MadeRange]]]


class Edited(Struct, frozen=True):
    """What edits make of an index."""

    files: tuple[Output, ...]
    standing: tuple[bytes, ...]
    """Digests of the files that stay as they are."""
    state: State


def build_index(pages: Iterable[tuple[Entry, Analysis]], language: str = "") -> tuple[Output, ...]:
    """All files of an index, made at once; `search/index.json` names the others."""
    ordered = sorted(pages, key=lambda page: page[0])
    known = dict(ordered)
    entries = [entry for entry, _ in ordered]
    return tuple(whole(entries, lambda some: [known[entry] for entry in some], language))


def whole(
    entries: Sequence[Entry],
    analyses: AnalysesOf,
    language: str = "",
    spread: Spread = map,
    keep: Keep = lambda _: None,
    rows: Callable[[], Rows] = list,
) -> Generator[Output, None, State | None]:
    """The files of an index of these entries, which are sorted; then its state, or None where the
    names of files are of no use to another build. `keep` is given rows by their digests; `rows` is
    for those of all pages, as many as the pages have words."""
    shelf = Shelf()
    documents: list[bytes] = []
    sample = analyses(entries[:: len(entries) // _SAMPLE + 1])
    deals = [
        Deal(kind, [_held(each)[kind][0] for each in sample], len(entries), rows) for kind in KINDS
    ]
    for start in range(0, len(entries), _AT_ONCE):
        some = entries[start : start + _AT_ONCE]
        for number, (entry, analysis) in enumerate(zip(some, analyses(some), strict=True), start):
            documents.append(shelf.put(_document(entry, analysis)))
            for deal, (keys, values) in zip(deals, _held(analysis).values(), strict=True):
                deal.add(number, keys, values)
        yield from shelf.outputs()
    tables: dict[str, list[Range]] = {kind: [] for kind in KINDS}
    parts = [part for deal in deals for part in deal.parts]
    for part, made in zip(parts, spread(merged, parts), strict=True):
        tables[part.kind] += [_put(each, shelf, keep) for each in made]
        yield from shelf.outputs()
    state = _state(entries, documents, tables)
    yield from _first_files(state, language, shelf)
    yield from shelf.outputs()
    return None if shelf.shifted else state


def after_edits(
    state: State,
    entries: Sequence[Entry],
    analyses: AnalysesOf,
    read: Read,
    language: str = "",
    keep: Keep = lambda _: None,
) -> Edited | None:
    """What is left to do where few pages changed; None where the index has to be made whole.

    `analyses` raises LookupError where it does not have one; `read` gives what `keep` was given.
    """
    pairs = enumerate(zip_longest(state.entries, entries))
    places = [place for place, (old, new) in pairs if old != new]
    if len(places) > _MOST_EDITED:
        return None
    try:
        old, new = (_analysed(some, places, analyses) for some in (state.entries, entries))
    except LookupError:
        return None
    edits = _edits(old, new)
    ranges = {kind: edited(KINDS[kind], state.tables[kind], edits[kind], read) for kind in KINDS}
    if None in ranges.values():
        return None
    documents = list(state.documents[: len(entries)])
    stay = [digest for place, digest in enumerate(documents) if place not in new]
    for some in ranges.values():
        stay += chain.from_iterable(
            each.digests() for each in some or () if isinstance(each, Range)
        )
    shelf = Shelf(stay)
    for place, analysis in new.items():
        documents[place : place + 1] = [shelf.put(_document(entries[place], analysis))]
    tables = {
        kind: [each if isinstance(each, Range) else _put(each, shelf, keep) for each in some or ()]
        for kind, some in ranges.items()
    }
    after = _state(entries, documents, tables)
    first = _first_files(after, language, shelf)
    return None if shelf.shifted else Edited((*first, *shelf.outputs()), tuple(stay), after)


def _analysed(
    entries: Sequence[Entry], places: Sequence[int], analyses: AnalysesOf
) -> dict[int, Analysis]:
    """The pages at these places, where there are any."""
    there = [place for place in places if place < len(entries)]
    return dict(zip(there, analyses([entries[place] for place in there]), strict=True))


def _held(analysis: Analysis) -> dict[str, tuple[str, str]]:
    """What a page has of each kind: keys and values, one a line."""
    return {
        "terms": (analysis.terms, analysis.postings),
        "filters": (analysis.filters, "\n" * analysis.filters.count("\n")),
        "words": (analysis.words, analysis.marks),
    }


def _edits(
    old: Mapping[int, Analysis], new: Mapping[int, Analysis]
) -> dict[str, dict[str, list[Edit]]]:
    """For each kind and key, what became of it on which page."""
    edits: dict[str, dict[str, list[Edit]]] = {kind: defaultdict(list) for kind in KINDS}
    for place in sorted(old.keys() | new.keys()):
        for kind, found in edits.items():
            was, becomes = (_by_key(each.get(place), kind) for each in (old, new))
            for key in dict.fromkeys((*was, *becomes)):
                if was.get(key) != becomes.get(key):
                    found[key].append((place, was.get(key), becomes.get(key)))
    return edits


def _by_key(analysis: Analysis | None, kind: str) -> dict[str, str]:
    keys, values = _held(analysis)[kind] if analysis else ("", "")
    return dict(zip(keys.split("\n"), values.split("\n"), strict=True)) if keys else {}


def _document(entry: Entry, analysis: Analysis) -> bytes:
    return b'shard({"path":' + encode(entry.path) + b"," + analysis.document + b")"


def _put(made: MadeRange, shelf: Shelf, keep: Keep) -> Range:
    """Files to the shelf, rows to be kept."""
    digest = digest_of(made.rows)
    keep({digest: made.rows})
    return Range(
        made.first,
        digest,
        tuple((first, shelf.put(data)) for first, data in made.files),
        tuple((first, shelf.put(data)) for first, data in made.lists),
    )


def _state(
    entries: Sequence[Entry], documents: Sequence[bytes], tables: Mapping[str, Sequence[Range]]
) -> State:
    return State(
        tuple(entries), tuple(documents), {kind: tuple(some) for kind, some in tables.items()}
    )


def _first_files(state: State, language: str, shelf: Shelf) -> tuple[Output, Output]:
    """What readers fetch first, as JSON and in a call. These, and the tables and lists of names
    that they name, are made every time."""

    def of(files: Iterable[FirstAndDigest], most: int = MOST_NAMED) -> Table:
        return table(tuple(files), shelf, most)

    meta = {
        "format": 5,
        "pages": len(state.documents),
        "language": language,
        **{
            kind: of(chain.from_iterable(each.files for each in ranges))
            for kind, ranges in state.tables.items()
        },
        "common": of(chain.from_iterable(each.lists for each in state.tables["terms"]), BRANCH),
        "documents": names(state.documents, shelf),
    }
    return (
        Output(path=FOLDER + "index.js", data=called(meta)),
        Output(path=FOLDER + "index.json", data=encode(meta)),
    )
