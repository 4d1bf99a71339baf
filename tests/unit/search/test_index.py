"""The packed index: the same from the same pages, and little of it new after an edit."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.model import CodeBlock, Output, Rendered, Section
from generator.search import Analysis, SearchPage, analyse, build_index
from generator.search.coding import DIGITS, varint

_WORDS = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()


def _page(number: int, text: str) -> tuple[SearchPage, Analysis]:
    section = Section(anchor="", heading="", level=0, text=text, inline_code=("a.b",))
    block = CodeBlock(text="x ??= y", language="js", title="", line=1, section=0)
    rendered = Rendered(
        html="",
        headings=(),
        links=(),
        images=(),
        code_blocks=(block,),
        sections=(section,),
        words=1,
        code_lines=1,
        excerpt="",
        problems=(),
    )
    title = f"Page {number}"
    page = SearchPage(path=f"p/{number:04}/", title=title, date="2024-01-01", tags=("t",))
    return page, analyse(title, (), rendered)


def _pages(count: int) -> list[tuple[SearchPage, Analysis]]:
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
    pages = _pages(2)
    terms = "\n".join(sorted(f"t{number:06}" for number in range(400_000)))
    postings = "\n".join(["#$##"] * 400_000)
    large = replace(pages[0][1], terms=terms, postings=postings)
    files = _files(build_index([(pages[0][0], large), pages[1]]))
    meta = json.loads(files["search/index.json"])
    assert meta["terms"]["deep"]
    assert len(files["search/index.json"]) < 10_000


@settings(max_examples=200)
@given(st.integers(min_value=0, max_value=10**9))
def test_numbers_survive_their_encoding(number: int) -> None:
    value, unit = 0, 1
    for character in varint(number):
        digit = DIGITS.index(character)
        value += digit % 45 * unit
        unit *= 45
    assert value == number
