"""The packed index: the same from the same pages, and little of it new after an edit."""

import functools
import json
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.model import CodeBlock, Output, Rendered, Section
from generator.search import (
    Analysis,
    Entry,
    SearchPage,
    State,
    after_edits,
    analyse,
    build_index,
    whole,
)
from generator.search.coding import DIGITS, varint
from generator.search.rows import POSTINGS_KEPT
from generator.search.shards import Shelf, encode, path_of, table

_WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()

_RENDERED = Rendered(
    html="",
    headings=(),
    links=(),
    images=(),
    code_blocks=(),
    sections=(),
    words=1,
    code_lines=1,
    excerpt="",
    problems=(),
)


def _page(number: int, text: str) -> tuple[Entry, Analysis]:
    section = Section(anchor="", heading="", level=0, text=text, inline_code=("a.b",))
    block = CodeBlock(text="x ??= y", language="js", title="", line=1, section=0)
    rendered = replace(_RENDERED, code_blocks=(block,), sections=(section,))
    title = f"Page {number}"
    entry = Entry("2024-01-01", f"p/{number:04}/", text.encode())
    return entry, analyse(SearchPage(title=title, date=entry.date, tags=("t",)), rendered)


def _pages(count: int) -> list[tuple[Entry, Analysis]]:
    return [
        _page(number, " ".join(f"{word}{number * 7 % 97} {word}" for word in _WORDS * 3))
        for number in range(count)
    ]


def _files(outputs: tuple[Output, ...]) -> dict[str, bytes]:
    return {output.path: output.data for output in outputs}


def test_the_order_of_pages_does_not_matter() -> None:
    pages = _pages(40)
    assert build_index(pages) == build_index(pages[::-1])


def test_all_files_hold_json_below_search_and_are_named_by_content() -> None:
    files = _files(build_index(_pages(30)))
    assert len(files) > 30
    for path, data in files.items():
        assert path.startswith("search/")
        json.loads(data.removeprefix(b"shard(").removesuffix(b")"))
    changed = _files(build_index([*_pages(29), _page(29, "quite another text")]))
    for path in files.keys() & changed.keys() - {"search/index.json", "search/index.js"}:
        assert files[path] == changed[path]


def test_an_edited_page_leaves_most_files_alone() -> None:
    pages = _pages(300)
    before = _files(build_index(pages))
    pages[150] = _page(150, "wholly different words about observability")
    after = _files(build_index(pages))
    assert len(after.keys() - before.keys()) < len(before) / 10


def test_an_empty_archive_has_an_index() -> None:
    files = _files(build_index([]))
    entry = files["search/index.json"]
    assert json.loads(entry)["pages"] == 0
    assert files == {"search/index.json": entry, "search/index.js": b"shard(" + entry + b")"}


def test_words_of_the_language_itself_are_ordinary() -> None:
    page = _page(1, "__proto__ constructor prototype")
    files = b"".join(output.data for output in build_index([page]))
    for word in (b'"__proto__ ', b'"constructor ', b'"prototyp '):
        assert word in files


def test_a_large_site_gets_a_tree_of_tables() -> None:
    files = [(f"t{number:06}", bytes(16)) for number in range(10_000)]
    top = table(files, Shelf())
    assert top.deep
    assert len(encode(top)) < 10_000


@settings(max_examples=200)
@given(st.integers(min_value=0, max_value=10**9))
def test_numbers_survive_their_encoding(number: int) -> None:
    value, unit = 0, 1
    for character in varint(number):
        digit = DIGITS.index(character)
        value += digit % 45 * unit
        unit *= 45
    assert value == number


@functools.lru_cache(maxsize=2000)
def _analysed(text: str) -> Analysis:
    return _page(0, text)[1]


class _Store:
    """What an index keeps for the next build."""

    def __init__(self) -> None:
        self.rows: dict[bytes, bytes] = {}
        self.known: dict[Entry, Analysis] = {}

    def read(self, digests: Sequence[bytes]) -> dict[bytes, bytes]:
        return {digest: self.rows[digest] for digest in digests if digest in self.rows}

    def analyses(self, entries: Sequence[Entry]) -> list[Analysis]:
        return [self.known[entry] for entry in entries]

    def whole(self, entries: Sequence[Entry]) -> tuple[dict[str, bytes], State]:
        states: list[State | None] = []

        def made() -> Iterator[Output]:
            states.append((yield from whole(entries, self.analyses, keep=self.rows.update)))

        files = _files(tuple(made()))
        assert states[0] is not None
        return files, states[0]


_MANY = [*_WORDS, "a.b", "数组方法", *(f"w{number}" for number in range(600))]
_TEXTS = st.text(alphabet="abc d", max_size=30) | st.lists(
    st.sampled_from([*_WORDS, "a.b", "数组方法", *(f"w{number}" for number in range(600))]),
    max_size=60,
).map(" ".join)
_SITE = st.lists(_TEXTS, max_size=6)


@pytest.fixture
def small_spans() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.search.rows.SPAN", 64)
        yield


@pytest.mark.usefixtures("small_spans")
@settings(max_examples=60, deadline=None)
@given(st.lists(_SITE, min_size=2, max_size=5), st.booleans())
def test_an_edited_index_is_the_one_made_at_once(sites: list[list[str]], common: bool) -> None:
    store = _Store()
    files: dict[str, bytes] = {}
    state: State | None = None
    for texts in sites:
        crowd = [f"{' '.join(_WORDS)} n{number}" for number in range(450 if common else 0)]
        entries = []
        for number, text in enumerate([*crowd, *texts]):
            entry = Entry("2024-01-01", f"p/{number:04}/", text.encode())
            if entry not in store.known:
                store.known[entry] = _analysed(text)
            entries.append(entry)
        expected, after = store.whole(entries)
        if state is not None:
            done = after_edits(state, entries, store.analyses, store.read, keep=store.rows.update)
            assert done is not None
            stay = {path_of(digest): files[path_of(digest)] for digest in done.standing}
            assert stay | {made.path: made.data for made in done.files} == expected
            assert done.state == after
        files, state = expected, after


def test_what_is_lost_between_builds_asks_for_a_whole_index() -> None:
    store = _Store()
    pages = _pages(40)
    store.known = dict(pages)
    entries = [entry for entry, _ in pages]
    _, state = store.whole(entries)
    edited = [*entries[:-1], Entry("2024-01-01", "p/0039/", b"other")]
    store.known[edited[-1]] = _analysed("other words")
    assert after_edits(state, edited, store.analyses, store.read) is not None
    assert after_edits(state, edited, store.analyses, lambda _: {}) is None
    del store.known[entries[-1]]
    assert after_edits(state, edited, store.analyses, store.read) is None


def test_the_number_of_parts_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = _pages(60)
    at_once = build_index(pages)
    monkeypatch.setattr("generator.search.merging.VALUES_A_PART", 50)
    assert build_index(pages) == at_once


def test_common_terms_have_all_their_pages_listed() -> None:
    pages = [_page(number, "everywhere") for number in range(POSTINGS_KEPT + 1)]
    files = _files(build_index(pages))
    assert json.loads(files["search/index.json"])["common"]["names"]
    assert not json.loads(_files(build_index(pages[1:]))["search/index.json"])["common"]["names"]


def test_two_files_never_share_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "generator.search.shards.name_of", lambda digest: digest[:1].hex() + "0" * 8
    )
    outputs = build_index(_pages(30))
    assert len(_files(outputs)) == len(outputs) > 30


def test_a_posting_tells_how_much_of_a_heading_its_word_is() -> None:
    sections = tuple(
        Section(anchor="", heading=heading, level=2, text="alpha", inline_code=())
        for heading in ("", "Alpha", "Alpha beta gamma")
    )
    page = analyse(SearchPage(title="Else"), replace(_RENDERED, sections=sections))
    by_term = dict(zip(page.terms.split("\n"), page.postings.split("\n"), strict=True))
    places = by_term["alpha"][2:]
    shares = {
        DIGITS.index(at): DIGITS.index(said) // 8
        for at, said in zip(places[::2], places[1::2], strict=True)
    }
    assert shares == {0: 0, 1: 1, 2: 3}


def test_a_word_of_most_titles_costs_readers_no_more_than_its_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def listed() -> int:
        files = _files(build_index(_pages(POSTINGS_KEPT + 60)))
        rows = [row for data in files.values() if b'"page ' in data for row in _rows(data)]
        row = next(row for row in rows if row.startswith("page ") and row.count(" ") == 2)
        return len(row.split(" ")[1])

    long = listed()
    monkeypatch.setattr("generator.search.rows.TITLES_KEPT", 20)
    assert listed() < long


def _rows(data: bytes) -> list[str]:
    found: list[str] = json.loads(data.removeprefix(b"shard(").removesuffix(b")"))
    return found
