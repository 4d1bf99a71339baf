"""The search module by itself, in a blank page: the same terms as the generator's, and every
feature a reader may use, over an index that the generator packed."""

import functools
import hashlib
import json
import random
import threading
from collections.abc import Iterable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from playwright.sync_api import Browser, Page

from generator.model import CodeBlock, Rendered, Section
from generator.search import Entry, SearchPage, analyse, build_index
from generator.search.rows import KINDS, POSTINGS_KEPT
from generator.search.shards import Shelf, cut, encode, name_of, names, table
from generator.search.tokens import fold, operators, pieces, terms
from generator.text.slugs import heading_slug

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "tests/search_vectors/terms.json").read_text(encoding="utf-8"))
BASE = "/some/where/"

TERMS = """async (texts) => {
  const m = await import(new URL("assets/search/analyse.js", location.href));
  return texts.map((text) => {
    const folded = m.fold(text), found = [...m.pieces(folded), ...m.operators(folded)];
    return { pieces: found, terms: found.map((piece) => m.terms(piece)) };
  });
}"""
LISTED = """async (row) => {
  const m = await import(new URL("assets/search/shards.js", location.href));
  return m.postings(row, true).pages;
}"""
NAMED = """async ([first, files, pages, asked]) => {
  const m = await import(new URL("assets/search/shards.js", location.href));
  const get = (name) => files[`search/${name.slice(0, 2)}/${name.slice(2)}.js`] ?? name;
  return Promise.all(asked.map((page) => m.documentOf({ get }, first, pages, page)));
}"""
ROWS = """async ([table, files, keys, prefix]) => {
  const m = await import(new URL("assets/search/shards.js", location.href));
  const get = (name) => files[`search/${name.slice(0, 2)}/${name.slice(2)}.js`];
  const rows = new m.Rows({ get }, table);
  return [await Promise.all(keys.map((key) => rows.row(key))), await rows.starting(prefix)];
}"""
SEARCH = """async ([query, options]) => {
  const m = await import(new URL("assets/search/index.js", location.href));
  window.index ??= await m.openIndex(location.href);
  const found = await window.index.search(query, options);
  return { results: [...found], total: found.total, corrected: found.corrected ?? null,
    partial: found.partial ?? false, atLeast: found.atLeast ?? false,
    words: found.words };
}"""
FILTERS = """async (text) => {
  const m = await import(new URL("assets/search/index.js", location.href));
  return (await m.openIndex(location.href)).filtersFrom(text);
}"""


def _rendered(*sections: tuple[str, str, tuple[str, ...], str]) -> Rendered:
    return Rendered(
        html="",
        headings=(),
        links=(),
        images=(),
        code_blocks=tuple(
            CodeBlock(text=code, language="", title="", line=0, section=number)
            for number, (_, _, _, code) in enumerate(sections)
            if code
        ),
        sections=tuple(
            Section(
                anchor=heading.lower().replace(" ", "-"),
                heading=heading,
                level=2,
                text=text,
                inline_code=inline,
            )
            for heading, text, inline, _ in sections
        ),
        words=0,
        code_lines=0,
        excerpt="",
        problems=(),
    )


PAGES = (
    (
        "python/gathering/",
        SearchPage(
            title="Gathering results",
            date="2024-02-03",
            tags=("python", "async io"),
            authors=("Ada Byron",),
            level="beginner",
            source="own",
            code_languages=("python",),
        ),
        _rendered(
            ("", "Many awaitables at once.", (), ""),
            (
                "Wait for all",
                "Call asyncio.gather with every awaitable. It keeps their order.",
                ("asyncio.gather",),
                "await asyncio.gather(one(), two())\n",
            ),
            ("Cancel", "Cancelling the group cancels each of them.", (), ""),
        ),
    ),
    (
        "python/decorators/",
        SearchPage(
            title="Decorators",
            date="2023-05-06",
            tags=("python",),
            level="advanced",
            authors=("Grace Murray",),
            code_languages=("python", "toml"),
        ),
        _rendered(
            ("", "The constructor __init__ and __proto__ are ordinary words.", ("__init__",), ""),
            ("Fixtures", "Mark one with @pytest.fixture and ask for it.", ("@pytest.fixture",), ""),
        ),
    ),
    (
        "images/",
        SearchPage(title="Small images", date="2022-01-01", tags=("docker",)),
        _rendered(
            ("", "Build without a cache: pip install --no-cache-dir saves space.", (), ""),
            ("C++ images", "Compile C++ in one stage and copy the result.", (), "RUN make -j4\n"),
        ),
    ),
    (
        "zh/array/",
        SearchPage(title="数组方法", date="2022-02-02", language="zh"),
        _rendered(("", "数组提供了很多方法。", (), "")),
    ),
    (
        "pt/config/",
        SearchPage(title="Configuração", date="2022-03-03", language="pt"),
        _rendered(("", "A introdução à configuração do servidor.", (), "")),
    ),
)


def _write_index(site: Path, pages: Iterable[tuple[str, SearchPage, Rendered]]) -> None:
    indexed = [(Entry(page.date, path), analyse(page, body)) for path, page, body in pages]
    for output in build_index(indexed):
        path = site / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with the module and an index, as files."""
    _write_index(tmp_path, PAGES)
    scripts = tmp_path / "assets/search"
    scripts.mkdir(parents=True)
    for script in (ROOT / "templates/assets/js/search").glob("*.js"):
        (scripts / script.name).write_bytes(script.read_bytes())
    (tmp_path / "index.html").write_text("<!doctype html><title>-</title>", encoding="utf-8")
    return tmp_path


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript"}

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(BASE.rstrip("/")))

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def blank(chromium: Browser, site: Path) -> Iterator[Page]:
    """A blank page of a site below a base path."""
    handler = functools.partial(_Handler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        page = chromium.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}{BASE}index.html")
        page.evaluate("history.replaceState(null, '', './')")
        yield page
        page.close()
        server.shutdown()
        thread.join()


def _search(page: Page, query: str, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(SEARCH, [query, options])
    return found


def _paths(page: Page, query: str, **options: Any) -> list[str]:
    found = _search(page, query, **options)["results"]
    return [result["url"].removeprefix(BASE) for result in found]


def _random_texts(count: int) -> list[str]:
    chance = random.Random(20)
    ranges = [(32, 126)] * 6 + [(0xA0, 0x24F), (0x370, 0x3FF), (0x400, 0x4FF), (0x900, 0x97F)]
    ranges += [
        (0xE01, 0xE3A),
        (0x3041, 0x30FF),
        (0x4E00, 0x9FFF),
        (0xAC00, 0xD7A3),
        (0x2010, 0x2044),
    ]
    words = "running relational --flag a.b.c __x__ it's C++ #tag @dec std::x JSONText 1.2.3".split()

    def text() -> str:
        parts = []
        for _ in range(chance.randrange(1, 12)):
            if chance.random() < 0.3:
                parts.append(chance.choice(words))
            low, high = chance.choice(ranges)
            length = chance.randrange(1, 9)
            parts.append("".join(chr(chance.randint(low, high)) for _ in range(length)))
            if chance.random() < 0.4:
                parts.append(" ")
        return "".join(parts)

    return [text() for _ in range(count)]


def _letters(count: int) -> list[str]:
    chance = random.Random(21)
    ends = "s es ed ing ization ational fulness ies y e ly er able ment iviti alism ll ness".split()
    return [
        "".join(
            chance.choices(
                "abcdefghijklmnopqrstuvwxyz",
                weights=[8, 2, 3, 4, 12] + [3] * 21,
                k=chance.randrange(1, 9),
            )
        )
        + chance.choice(ends)
        for _ in range(count)
    ]


def test_the_browser_finds_the_same_terms_as_the_generator(blank: Page) -> None:
    texts = [vector["text"] for vector in VECTORS] + _random_texts(4000) + _letters(4000)
    for text, found in zip(texts, blank.evaluate(TERMS, texts), strict=True):
        folded = fold(text)
        own = pieces(folded) + operators(folded)
        assert found["pieces"] == own, text
        assert found["terms"] == [[list(kind) for kind in terms(piece)] for piece in own], text


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("asyncio.gather", "python/gathering/"),
        ("gather", "python/gathering/"),
        ("--no-cache-dir", "images/"),
        ("__init__", "python/decorators/"),
        ("__proto__", "python/decorators/"),
        ("constructor", "python/decorators/"),
        ("C++", "images/"),
        ("@pytest.fixture", "python/decorators/"),
        ("数组", "zh/array/"),
        ("数", "zh/array/"),
        ('"数组提供了很"', "zh/array/"),
        ("configuracao", "pt/config/"),
        ("decorat", "python/decorators/"),
        ("gathring", "python/gathering/"),
        ('"keeps their order"', "python/gathering/"),
        ("“keeps their order”", "python/gathering/"),
        ('"keeps their ord', "python/gathering/"),
        ('"decorat', "python/decorators/"),
        ("python -gather", "python/decorators/"),
        ("tag:docker small", "images/"),
        ("cancelled", "python/gathering/"),
    ],
)
def test_finds(blank: Page, query: str, first: str) -> None:
    assert _paths(blank, query)[:1] == [first]


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("tag:python", {"python/gathering/", "python/decorators/"}),
        ('tag:"async io"', {"python/gathering/"}),
        ("level:advanced", {"python/decorators/"}),
        ("-level:advanced tag:python", {"python/gathering/"}),
        ("tag:python -gather", {"python/decorators/"}),
        ("TAG:Python", {"python/gathering/", "python/decorators/"}),
        ("author:ada-byron", {"python/gathering/"}),
        ("source:own", {"python/gathering/"}),
        ("year:2022", {"images/", "zh/array/", "pt/config/"}),
        ("lang:toml", {"python/decorators/"}),
        ("tag:nothing", set()),
        ('"order their keeps"', set()),
        ('"order their keeps a', set()),
        ("“keeps their ord”", set()),
        ("", set()),
        ("   ", set()),
        ('"', set()),
        ("-", set()),
    ],
)
def test_filters_alone_list_pages(blank: Page, query: str, paths: set[str]) -> None:
    assert set(_paths(blank, query)) == paths


def test_filters_may_be_passed(blank: Page) -> None:
    assert _paths(blank, "", filters={"tag": ["python"], "level": "beginner"}) == [
        "python/gathering/"
    ]


def test_results_link_to_sections_and_mark_matches_and_code(blank: Page) -> None:
    (best, *_) = _search(blank, "asyncio.gather")["results"]
    section = best["sections"][0]
    assert (section["anchor"], section["heading"]) == ("wait-for-all", "Wait for all")
    marked = [run for run in section["excerpt"] if run["match"]]
    assert marked
    assert all(run["code"] for run in marked)
    assert {run["text"] for run in marked} == {"asyncio.gather"}
    assert best["title"] == "Gathering results"
    assert best["level"] == "beginner"


def test_says_what_it_corrected(blank: Page) -> None:
    assert _search(blank, "decoratrs")["corrected"] == {"from": "decoratrs", "to": "decorators"}
    assert _search(blank, "decorators")["corrected"] is None


def test_corrected_words_stand_in_the_order_they_were_typed(blank: Page) -> None:
    corrected = _search(blank, "xecorators gathring cancle")["corrected"]  # the first takes longest
    assert corrected["from"] == "xecorators gathring cancle"
    assert corrected["to"] == "decorators gathering cancel"


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("tag:", ["tag:python", "tag:async-io", "tag:docker"]),
        ("Tag:PY", ["tag:python"]),
        ("tag:python", []),
        ("tag:async i", ["tag:async-io"]),
        ("author:Gräce", ["author:grace-murray"]),
        ("tag:zzz", []),
    ],
)
def test_a_filter_goes_on_to_the_values_there_are(
    blank: Page, typed: str, filters: list[str]
) -> None:
    assert [name for name, _ in blank.evaluate(FILTERS, typed)] == filters


def test_words_of_every_page_are_not_marked_beside_rarer_ones(blank: Page, site: Path) -> None:
    bodies = ["the zebra and the gnu", *["the gnu"] * 30]
    pages = [
        (f"p/{number}/", SearchPage(title=f"Page {number}"), _rendered((body, body, (), "")))
        for number, body in enumerate(bodies)
    ]
    _write_index(site, pages)

    def marked(query: str) -> set[str]:
        (best, *_) = _search(blank, query)["results"]
        runs = [run for section in best["sections"] for run in section["excerpt"]]
        return {run["text"] for run in runs if run["match"]}

    assert marked("the zebra ") == {"zebra"}
    assert _search(blank, "the zebra ")["words"] == ["zebra"]
    assert _search(blank, "the zebar")["words"] == ["zebra"]
    assert marked("the ") == {"the"}


@pytest.fixture
def named(site: Path) -> None:
    """A page with a heading that is a name, and one that has its first part in the title."""
    name = _rendered(("frob.nicate", "Calls it once.", (), ""))
    part = _rendered(("", "Frob, and frob again.", (), ""))
    pages = [("a/", SearchPage(title="A"), name), ("b/", SearchPage(title="Frob"), part)]
    _write_index(site, pages)


@pytest.mark.usefixtures("named")
def test_a_misspelt_name_is_corrected_though_its_parts_are_known(blank: Page) -> None:
    assert _paths(blank, "frob.nictae") == ["a/", "b/"]
    found = _search(blank, "frob.nictae")
    assert found["corrected"] == {"from": "frob.nictae", "to": "frob.nicate"}
    assert _search(blank, "frob.nicate")["corrected"] is None


@pytest.mark.usefixtures("named")
def test_a_name_is_completed_behind_its_dot(blank: Page) -> None:
    assert _paths(blank, "frob.nic") == ["a/", "b/"]
    assert _search(blank, "frob.nic")["corrected"] is None


def test_an_unknown_version_is_not_taken_for_another(blank: Page, site: Path) -> None:
    body = _rendered(("", "Ubuntu 18.04 and 18.10, of 2018", (), ""))
    _write_index(site, [("a/", SearchPage(title="Ubuntu 18.04"), body)])
    assert _search(blank, "ubuntu 18.05")["corrected"] is None


def test_limit_and_total(blank: Page) -> None:
    found = _search(blank, "python", limit=1)
    assert len(found["results"]) == 1


def test_nothing_is_fetched_before_it_is_asked(blank: Page) -> None:
    asked: list[str] = []
    blank.on("request", lambda request: asked.append(request.url))
    blank.evaluate(
        "async () => { await import(new URL('assets/search/index.js', location.href)); }"
    )
    assert not [url for url in asked if "/search/" in url and "/assets/" not in url]


@pytest.mark.parametrize("damage", ["missing", "truncated", "empty"])
def test_a_damaged_index_gives_what_is_left_and_says_so(
    blank: Page, site: Path, damage: str
) -> None:
    for path in sorted((site / "search").glob("*/*.js")):
        data = path.read_bytes()
        if data.startswith(b'shard({"path"'):
            continue
        if damage == "missing":
            path.unlink()
        else:
            path.write_bytes(data[: len(data) // 2] if damage == "truncated" else b"")
    found = _search(blank, "gather python")
    assert found["partial"]
    assert found["results"] == []


def test_a_missing_page_text_leaves_the_other_results(blank: Page, site: Path) -> None:
    for path in (site / "search").glob("*/*.js"):
        if path.read_bytes().startswith(b'shard({"path":"python/gathering/"'):
            path.unlink()
    found = _search(blank, "tag:python")
    assert found["partial"]
    assert [result["title"] for result in found["results"]] == ["Decorators"]


_ODD = (
    "tag: -tag: level:x year:-1 lang:c++ \" '' \"\" - -- -- - __proto__ constructor toString "
    "hasOwnProperty tag:__proto__ -constructor: [object] <script> </script> {{7*7}} %00 \\ ../ "
    "a:b:c "
    "\u202e \u0000 \ud83d 数组 é e\u0301 :: () [] {} * ? + ^ $ | C++ .net --no-cache-dir NaN 1e999 "
    "source:own author: tag:\"async"
).split(" ")  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.one_of(st.sampled_from(_ODD), st.text(max_size=9)), max_size=8).map(" ".join))
def test_whatever_is_typed_gets_an_answer_of_plain_text(blank: Page, query: str) -> None:
    found = _search(blank, query)
    for result in found["results"]:
        assert not result["url"].startswith(("javascript:", "//"))
        assert isinstance(result["title"], str)
        for section in result["sections"]:
            assert all(isinstance(run["text"], str) for run in section["excerpt"])


def test_a_query_without_end_ends(blank: Page) -> None:
    for query in ("a" * 100_000, "-" * 100_000, '"' * 50_001, "tag:" * 20_000, "gather " * 20_000):
        assert _search(blank, query)["results"] is not None


def test_what_has_to_be_exact_reads_no_shortened_list(blank: Page, site: Path) -> None:
    """Lists for ranking name 400 of 450 pages; the first one says least of the common words."""
    texts = ["common words, then rare", *["common words " * 20 + "rare"] * 449]
    _write_index(
        site,
        [
            (f"p/{number}/", SearchPage(title=f"Page {number}"), _rendered(("", text, (), "")))
            for number, text in enumerate(texts)
        ],
    )
    assert _search(blank, "rare")["total"] > 0
    assert _search(blank, "rare -common")["total"] == 0
    assert _search(blank, 'rare -"words, then rare"')["total"] > 0
    assert "p/0/" not in _paths(blank, 'rare -"words, then rare"', limit=90)
    whole = _search(blank, 'rare -"words, then rare"', limit=500)
    assert whole["total"] == len(whole["results"])
    phrase = _search(blank, '"common words"')
    assert phrase["atLeast"]
    assert not _search(blank, '"then rare"')["atLeast"]
    assert _paths(blank, '"then rare"') == ["p/0/"]


def test_a_phrase_far_down_a_page_is_found_in_the_page(blank: Page, site: Path) -> None:
    """What the index stores of a long text is cut. Then pages are read, as long as that may pay."""
    long, said = "filler and words " * 400, {12: "blue &amp; <b>grey</b> zebra", 13: "grey zebra"}
    body = _rendered(("", f"{long} blue zebra, grey", (), ""))
    pages = [(f"p/{number:02}/", SearchPage(title="Page"), body) for number in range(30)]
    _write_index(site, pages)
    for number, (path, _, _) in enumerate(pages):
        text = f"<div data-body><p>{long}{said.get(number, 'blue zebra, grey')}</p></div>"
        (site / path).mkdir(parents=True)
        (site / path / "index.html").write_text(text, encoding="utf-8")
    asked: list[str] = []
    blank.on("request", lambda request: asked.append(request.url))
    assert set(_paths(blank, '"grey zebra"')) == {"p/12/", "p/13/"}
    assert len([url for url in asked if "/p/" in url]) < 30
    assert set(_paths(blank, '"blue & grey"')) == {"p/12/"}
    assert set(_paths(blank, 'page -"grey zebra"', limit=30)) == {
        path for path, _, _ in pages if path not in ("p/12/", "p/13/")
    }


def test_pages_with_an_excluded_phrase_leave_their_places_to_others(
    blank: Page, site: Path
) -> None:
    """The best pages have what is not wanted; so others are shown, as many as there are."""
    texts = ["rare " * 40 + "not wanted"] * 60 + ["a rare word, wanted or not, among others"] * 30
    pages = [
        (f"p/{number}/", SearchPage(title=f"Page {number}"), _rendered(("", text, (), "")))
        for number, text in enumerate(texts)
    ]
    _write_index(site, pages)
    assert len(_paths(blank, 'rare -"not wanted"')) == 10
    found = _search(blank, 'rare -"not wanted"', limit=50)
    assert (len(found["results"]), found["total"]) == (30, 30)


def test_long_lists_and_names_of_many_pages_are_read_as_they_were_written(blank: Page) -> None:
    """More pages than a test can make: of common terms, and of files named by files."""
    chance = random.Random(1)
    for numbers in ([0, 3695, 3696, 15984], sorted(chance.sample(range(50_000), 900))):
        pages = [*range(POSTINGS_KEPT), *[POSTINGS_KEPT + number for number in numbers]]
        row = KINDS["terms"].pack(pages, ["###"] * len(pages))
        assert blank.evaluate(LISTED, row.split("\t")[2]) == pages
    digests = [hashlib.sha256(f"{page}".encode()).digest() for page in range(200_000)]
    shelf = Shelf()
    first = names(digests, shelf)
    assert len(first) < 4_000
    files = {output.path: json.loads(output.data[6:-1]) for output in shelf.outputs()}
    asked = [0, 63, 64, 4095, 4096, 199_999]
    found = blank.evaluate(NAMED, [first, files, len(digests), asked])
    assert found == [name_of(digests[page]) for page in asked]


def test_rows_are_found_below_a_tree_of_tables(blank: Page) -> None:
    shelf = Shelf()
    lines = [f"k{number:04} {number}" for number in range(3000)]
    files = [(first, shelf.put(data)) for first, data in cut(lines, 40)]
    top = table(files, shelf, most=8)
    assert top.deep
    stored = {output.path: json.loads(output.data[6:-1]) for output in shelf.outputs()}
    keys = ["k0000", "k0999", "k1000", "k2999", "k", "k1000a", "z"]
    rows, started = blank.evaluate(ROWS, [json.loads(encode(top)), stored, keys, "k12"])
    assert rows == ["0", "999", "1000", "2999", None, None, None]
    assert started == lines[1200:1300]


def test_the_page_that_defines_a_name_comes_before_news_that_begin_with_it(
    blank: Page, site: Path
) -> None:
    tasks = _rendered(
        ("", "How to wait for many things. " * 20, (), ""),
        ("Together", "loop.gather(*things, errors=(None,))\nRuns things together.", (), ""),
    )
    news = _rendered(("", "loop.gather() is faster now. (Contributed by Ada in issue 7.)", (), ""))
    pages = [
        ("news/", SearchPage(title="What is new"), news),
        ("tasks/", SearchPage(title="Tasks"), tasks),
    ]
    _write_index(site, pages)
    assert _paths(blank, "loop.gather") == ["tasks/", "news/"]


FILLING = "So it goes on. " * 10
TOGETHER = f"{FILLING}Weekly they bring what barley and late harvest give. {FILLING}{FILLING}"
APART = f"{FILLING}Weekly they bring {FILLING}what barley {FILLING}and late harvest give."


@pytest.mark.parametrize(("first", "second"), [("a/", "b/"), ("b/", "a/")])
def test_words_in_one_sentence_come_before_words_far_apart(
    blank: Page, site: Path, first: str, second: str
) -> None:
    together = _rendered(("", TOGETHER, (), ""))
    apart = _rendered(("", APART, (), ""))
    pages = [
        (first, SearchPage(title="One"), together),
        (second, SearchPage(title="Two"), apart),
    ]
    _write_index(site, pages)
    assert _paths(blank, "harvest barley weekly") == [first, second]


def test_the_section_that_has_all_words_in_one_sentence_is_shown_first(
    blank: Page, site: Path
) -> None:
    page = _rendered(("Apart", APART, (), ""), ("Together", TOGETHER, (), ""))
    _write_index(site, [("a/", SearchPage(title="One"), page)])
    [found] = _search(blank, "harvest barley weekly")["results"]
    assert [section["heading"] for section in found["sections"]] == ["Together", "Apart"]


def test_the_page_that_names_an_operator_comes_before_one_that_uses_it(
    blank: Page, site: Path
) -> None:
    code = ("x := 1", "y := 2", "z := 3")
    uses = _rendered(("", "We write x := 1, y := 2 and z := 3.", code, "a := 0\nb := 0\n"))
    names = _rendered(("", "The sign := gives a value to a name.", (":=",), ""))
    _write_index(site, [("a/", SearchPage(title="A"), names), ("b/", SearchPage(title="B"), uses)])
    assert _paths(blank, ":=") == ["a/", "b/"]


@pytest.mark.parametrize(
    ("sign", "text"),
    [("~", "~"), ("%s", "a %s b"), (":hover", "a:hover, :hover"), ("{%", "{% if %}"), ("$1", "$1")],
)
def test_signs_of_code_are_words(blank: Page, site: Path, sign: str, text: str) -> None:
    says = _rendered(("", f"Here it is: {text}", (text,), ""))
    other = _rendered(("", "Here it is: s, 1, if and hover.", (), ""))
    _write_index(
        site, [("a/", SearchPage(title="A"), says), ("b/", SearchPage(title="Hover"), other)]
    )
    assert _paths(blank, sign)[:1] == ["a/"]


def test_the_page_that_defines_an_exception_comes_before_a_table_of_them(
    blank: Page, site: Path
) -> None:
    defines = _rendered(("", "exception KeyError\nRaised when a key is not found.", (), ""))
    table = _rendered(("", "PyKeyError\nKeyError\nPyIndexError\nIndexError", (), ""))
    pages = [("a/", SearchPage(title="A"), defines), ("b/", SearchPage(title="B"), table)]
    _write_index(site, pages)
    assert _paths(blank, "KeyError") == ["a/", "b/"]


@pytest.mark.parametrize(
    ("query", "paths"),
    [("resume", ["b/", "a/"]), ("résumé", ["a/", "b/"]), ("re\u0301sume\u0301", ["a/", "b/"])],
)
def test_accents_find_the_page_that_has_them_first(
    blank: Page, site: Path, query: str, paths: list[str]
) -> None:
    written = _rendered(("", "How to write a résumé, in short.", (), ""))
    bare = _rendered(("", "How to write and resume, in short. Then resume again.", (), ""))
    pages = [("a/", SearchPage(title="One"), written), ("b/", SearchPage(title="Two"), bare)]
    _write_index(site, pages)
    assert _paths(blank, query) == paths


def test_an_excerpt_says_where_its_text_goes_on(blank: Page, site: Path) -> None:
    last = "and here the zebra stands"
    long = _rendered(("Long", "so it goes on " * 400 + last, (), ""))
    whole = _rendered(("Short", last, (), ""))
    pages = [("a/", SearchPage(title="Zebra"), long), ("b/", SearchPage(title="Else"), whole)]
    _write_index(site, pages)
    found = _search(blank, "goes zebra")["results"]
    ends = {r["url"].removeprefix(BASE): r["sections"][0]["excerpt"][-1]["text"] for r in found}
    assert ends["a/"].endswith("…")
    assert not ends["b/"].endswith("…")


@pytest.mark.parametrize(
    "heading",
    [
        "`asyncio.gather(*tasks)` & friends — an overview",
        "C++ / C#: a  comparison_(2)",
        "Configuração é preciso: İstanbul, ΣΊΣΥΦΟΣ",
        "数组 的 方法（map）",
        "हिन्दी और ⅷ ½ ",
        "???",
    ],
)
def test_links_lead_to_the_anchors_of_the_page(blank: Page, site: Path, heading: str) -> None:
    """Those too that are not made of the heading: of a second one, and of an author's choice."""
    anchors = [heading_slug(heading) or "section", "same-1", "own"]
    plain = _rendered(*[(name, "zebra", (), "") for name in (heading, "Same", "Chosen")])
    pairs = zip(plain.sections, anchors, strict=True)
    sections = tuple(replace(section, anchor=anchor) for section, anchor in pairs)
    page = ("a/", SearchPage(title="A"), replace(plain, sections=sections))
    _write_index(site, [page])
    (found,) = _search(blank, "zebra")["results"]
    assert sorted(each["anchor"] for each in found["sections"]) == sorted(anchors)
