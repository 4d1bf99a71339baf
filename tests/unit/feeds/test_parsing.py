"""Whatever arrives in place of a feed is read, mended or refused in one line; nothing crashes."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.feeds.bodies import MAX_TAGS
from generator.feeds.document import MAX_NAME, MAX_TAG, open_document
from generator.feeds.markup import MAX_MENDED
from generator.feeds.opml import parse_opml
from generator.feeds.parse import parse_feed
from generator.feeds.survey import MAX_ATTRIBUTES, MAX_ELEMENTS, MAX_ENTRIES, MAX_FIELDS
from generator.model import Feed, Problem

TITLE = "Café naïve – 日本語 😀"


def rss(items: str = "", *, declaration: str = "", doctype: str = "") -> str:
    return (
        f"{declaration}{doctype}<rss version='2.0'><channel><title>T</title>"
        f"<link>https://example.org/</link>{items}</channel></rss>"
    )


def item(title: str = "A title", body: str = "&lt;p&gt;Body&lt;/p&gt;") -> str:
    return (
        f"<item><title>{title}</title><link>https://example.org/p</link>"
        f"<description>{body}</description></item>"
    )


def parsed(data: bytes, content_type: str = "") -> Feed:
    feed = parse_feed(data, name="feed", content_type=content_type)
    assert isinstance(feed, Feed)
    return feed


def refused(data: bytes, url: str = "") -> Problem:
    problem = parse_feed(data, name="feed", url=url)
    assert isinstance(problem, Problem)
    assert problem.path == "feed"
    assert "\n" not in problem.message
    return problem


@pytest.mark.parametrize(
    "encoding",
    "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 iso-8859-1 windows-1252 shift_jis euc-jp"
    " gb18030 gb2312 koi8-r big5 euc-kr".split(),
)
def test_titles_are_right_in_every_encoding(encoding: str) -> None:
    declared = encoding.removesuffix("-sig")
    text = rss(item(TITLE), declaration=f'<?xml version="1.0" encoding="{declared}"?>\n')
    feed = parsed(text.encode(encoding, "xmlcharrefreplace"))
    assert feed.entries[0].title == TITLE
    assert feed.problems == ()


def test_the_transfer_may_say_the_encoding() -> None:
    data = rss(item("日本語")).encode("shift_jis")
    assert parsed(data, "text/xml; charset=Shift_JIS").entries[0].title == "日本語"


@pytest.mark.parametrize("claim", ["utf-8", "us-ascii", "iso-8859-1", "no-such-encoding", "utf-7"])
def test_a_false_claim_costs_no_letter_of_utf_8(claim: str) -> None:
    text = rss(item(TITLE), declaration=f'<?xml version="1.0" encoding="{claim}"?>')
    assert parsed(text.encode()).entries[0].title == TITLE


def test_bytes_that_fit_no_claim_are_read_with_a_warning() -> None:
    text = rss(item("Café – naïve"), declaration='<?xml version="1.0" encoding="utf-8"?>')
    feed = parsed(text.encode("cp1252"))
    assert feed.entries[0].title == "Café – naïve"
    assert [p.code for p in feed.problems] == ["feed-encoding"]


def test_a_replacement_character_never_comes_without_a_warning() -> None:
    feed = parsed(rss(item("a\u0081b")).encode("latin-1"))
    assert "\ufffd" not in feed.entries[0].title or feed.problems


@pytest.mark.parametrize("before", ["\n\n  ", "\ufeff", "<!-- hello -->\n", "\ufeff\n<!-- x -->"])
def test_things_before_the_declaration_do_no_harm(before: str) -> None:
    text = before + rss(item(), declaration='<?xml version="1.0"?>')
    assert parsed(text.encode()).entries[0].title == "A title"


def test_forbidden_characters_vanish() -> None:
    feed = parsed(rss(item("A\x0bB&#0;&#1;C&#xFFFF;")).encode())
    assert feed.entries[0].title == "ABC"
    assert feed.problems == ()


def test_entities_of_html_and_stray_ampersands_are_read() -> None:
    feed = parsed(rss(item("&eacute;&nbsp;&hellip; R&D &amp; &unknown;")).encode())
    assert feed.entries[0].title == "é … R&D & &unknown;"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/e.dtd" [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]>',
        "<!DOCTYPE rss [<!ENTITY % p \"<!ENTITY b 'x'>\">%p;]>",
        '<!DOCTYPE rss [ <!ELEMENT a ">"> <!ENTITY a "lol"> ]>',
    ],
)
def test_a_document_type_with_entities_is_refused(doctype: str) -> None:
    assert refused(rss(item("&x;"), doctype=doctype).encode()).code == "feed-entities"


def test_a_document_type_without_entities_does_no_harm() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://my.example/rss-0.91.dtd">'
    assert parsed(rss(item(), doctype=doctype).encode()).entries


def test_depth_is_bounded() -> None:
    deep = "<a>" * 100_000 + "</a>" * 100_000
    assert refused(rss(f"<item>{deep}</item>").encode()).code == "feed-too-deep"


def test_size_is_bounded_also_after_decompression() -> None:
    assert refused(b"<rss>" + b" " * 21_000_000).code == "feed-too-large"
    assert refused(gzip.compress(b"<rss>" + b" " * 21_000_000)).code == "feed-too-large"


def test_a_compressed_feed_is_read() -> None:
    assert parsed(gzip.compress(rss(item()).encode())).entries


def test_a_title_of_megabytes_is_cut() -> None:
    assert len(parsed(rss(item("T" * 2_000_000)).encode()).entries[0].title) <= 300


def test_a_body_that_is_too_large_costs_only_its_entry() -> None:
    feed = parsed(rss(item("Huge", "x " * 3_000_000) + item("Good")).encode())
    assert [entry.title for entry in feed.entries] == ["Good"]
    assert [p.code for p in feed.problems] == ["entry-too-large"]


@pytest.mark.parametrize("data", [b"", b"\0" * 1000, b"  \n"])
def test_nothing_is_refused_as_nothing(data: bytes) -> None:
    assert refused(data).code == "feed-empty"


def test_binary_is_refused() -> None:
    assert refused(bytes((n * 7919 + 13) % 256 for n in range(65536))).code == "feed-unknown"


@pytest.mark.parametrize("text", ["<svg/>", "<sitemapindex/>", "just words", '{"a": 1}', "[1]"])
def test_what_is_no_feed_is_refused(text: str) -> None:
    assert refused(text.encode()).code == "feed-unknown"


def test_a_web_page_is_refused_and_its_feed_named() -> None:
    page = (
        "<!doctype html><html><head><link rel='alternate' type='application/rss+xml' href='/f.xml'>"
        "<link rel=alternate type=application/atom+xml href='file:///etc/passwd'></head></html>"
    )
    problem = refused(page.encode(), "https://example.org/blog/")
    assert problem.code == "feed-is-web-page"
    assert "https://example.org/f.xml" in problem.hint
    assert "passwd" not in problem.hint


def test_a_list_of_feeds_is_refused_as_a_feed() -> None:
    assert refused(b'<opml version="2.0"><body/></opml>').code == "feed-is-list"


@pytest.mark.parametrize("cut", range(20, 690, 23))
def test_of_a_document_that_is_cut_only_whole_entries_are_read(cut: int) -> None:
    whole = rss("".join(item(f"T{n}", f"Body of {n}.") for n in range(6))).encode()
    feed = parse_feed(whole[:cut], name="feed")
    if isinstance(feed, Problem):
        assert feed.code in ("feed-truncated", "feed-unknown")
        return
    assert [entry.title for entry in feed.entries] == [f"T{n}" for n in range(len(feed.entries))]
    assert all(entry.html == f"Body of {n}." for n, entry in enumerate(feed.entries))
    assert [p.code for p in feed.problems] == ["feed-truncated"]


def test_json_of_any_depth_and_any_number_does_no_harm() -> None:
    assert refused(b"[" * 100_000).code == "feed-too-deep"
    version = '"version": "https://jsonfeed.org/version/1.1"'
    number = f'{{{version}, "items": [{{"id": {"9" * 100_000}, "content_text": "x"}}]}}'
    assert parsed(number.encode()).entries[0].html == "<p>x</p>"


def test_wrong_types_in_json_cost_the_field_and_not_the_feed() -> None:
    good = {"id": "ok", "title": "OK", "content_html": "<p>ok</p>", "url": "https://e.example/ok"}
    bad = {"id": None, "title": 5, "content_html": ["<p>"], "tags": "x", "authors": {"name": 1}}
    items = [bad, None, [], "x", good]
    document = {"version": "https://jsonfeed.org/version/1.1", "title": ["x"], "items": items}
    feed = parsed(json.dumps(document).encode())
    assert [entry.title for entry in feed.entries] == ["OK"]
    assert len(feed.problems) == 4


def test_lists_within_lists_are_read_and_only_web_addresses_kept() -> None:
    document = open_document(
        b"<opml version='2.0'><body><outline text='A' xmlUrl='https://a.example/f'/>"
        b"<outline text='Folder'><outline title='B' text='b' xmlurl='http://b.example/'/>"
        b"<outline text='A again' xmlUrl='https://a.example/f'/>"
        b"<outline text='Evil' xmlUrl='file:///etc/passwd'/></outline></body></opml>",
        name="list",
    )
    assert not isinstance(document, Problem)
    feeds = parse_opml(document, name="list")
    assert feeds == (("A", "https://a.example/f"), ("B", "http://b.example/"))


@pytest.mark.parametrize("opened", ["<!-- ", "<![CDATA[", "&lt;", "&lt;a ", "<?", "]]>"])
def test_what_is_opened_again_and_again_takes_no_more_time_than_its_length(opened: str) -> None:
    for rest in ("", "</description></item></channel></rss>"):
        text = "<rss version='2.0'><channel><item><title>x</title><description>"
        found = parse_feed(f"{text}{opened * 100_000}{rest}".encode(), name="feed")
        assert isinstance(found, Feed | Problem)


def test_a_document_that_the_lenient_parser_cannot_read_is_refused() -> None:
    """Found by fuzzing: an element of Creative Commons that ends and never began."""
    end = '<x xmlns:cc="http://backend.userland.com/creativeCommonsRssModule"></y></cc:license>'
    assert refused(rss(item()).replace("</channel>", end).encode()).code == "feed-malformed"


def test_a_body_of_too_many_tags_is_left_out_and_the_others_are_not() -> None:
    crowd = "&lt;b&gt;" * (MAX_TAGS + 1)
    feed = parsed(rss(item("crowd", crowd) + item("good")).encode())
    assert [entry.title for entry in feed.entries] == ["good"]
    assert [problem.code for problem in feed.problems] == ["entry-too-large"]


def test_references_that_are_too_many_to_mend_are_refused() -> None:
    assert refused(rss(item(body="& " * (MAX_MENDED + 1))).encode()).code == "feed-too-large"


def test_entries_that_are_too_many_are_left_out_and_that_is_told() -> None:
    feed = parsed(rss("<item><title>x</title></item>" * (MAX_ENTRIES + 5)).encode())
    assert len(feed.entries) == MAX_ENTRIES
    assert [problem.code for problem in feed.problems] == ["feed-entries"]


@pytest.mark.parametrize("broken", [False, True])
def test_elements_that_are_too_many_are_refused(broken: bool) -> None:
    many = "<link/>" * (MAX_FIELDS + 1)
    title = "<title>x</t>" if broken else "<title>x</title>"
    assert refused(rss(f"<item>{title}{many}</item>").encode()).code == "feed-too-large"


def test_attributes_that_are_too_many_are_refused() -> None:
    crowd = " ".join(f'a{n}="1"' for n in range(MAX_ATTRIBUTES + 1))
    assert refused(rss(f"<item><link {crowd}/></item>").encode()).code == "feed-too-large"


def test_names_and_tags_without_end_are_refused_and_pictures_in_tags_are_not() -> None:
    name = rss(f"<item><{'a' * (MAX_NAME + 1)}").encode()
    attributes = rss(f"<item {'a=b ' * (MAX_TAG // 4 + 1)}/>").encode()
    assert refused(name).code == refused(attributes).code == "feed-too-large"
    picture = f'<img src="data:image/png;base64,{"A" * 1_500_000}"/>'
    for body in (f"{picture * 3}Text", f"<![CDATA[{picture * 3}Text]]>"):
        (entry,) = parsed(rss(item(body=body)).encode()).entries
        assert entry.html.endswith("Text")


def test_values_that_are_too_many_are_refused() -> None:
    items = "[]," * MAX_ELEMENTS
    version = '"version": "https://jsonfeed.org/version/1.1"'
    document = f'{{{version}, "items": [{items} 1]}}'
    assert refused(document.encode()).code == "feed-too-large"


@pytest.mark.parametrize("as_bytes", [b"{}", b"file://{}", b"  {}\n"])
def test_text_that_is_a_path_or_an_address_is_never_opened(as_bytes: bytes, tmp_path: Path) -> None:
    """feedparser opens a string that names a file or an address."""
    path = tmp_path / "feed.xml"
    path.write_text(rss(item()))
    assert refused(as_bytes.replace(b"{}", str(path).encode())).code == "feed-unknown"


_PIECES = st.sampled_from(
    (
        "<rss version='2.0'>", "<channel>", "<item>", "</item>", "</channel>", "</rss>", "<title>",
        "</title>", "<description>", "</description>", "<![CDATA[", "]]>", "&amp;", "&", "&#0;",
        "&bogus;", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "</entry>", "</feed>",
        "<content type='xhtml'><div>", "</div></content>", "<link href='x'/>", "<!--", "-->",
        "<?xml version='1.0' encoding='utf-16'?>", "<!DOCTYPE x [", "]>", "<html>", "<b", "'", '"',
    )
)  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=40))
def test_no_heap_of_pieces_of_a_feed_crashes(pieces: list[str]) -> None:
    found = parse_feed("".join(pieces).encode("utf-8", "surrogatepass"), name="feed")
    assert isinstance(found, Feed | Problem)


@given(st.binary(max_size=300), st.sampled_from(("", "text/xml; charset=utf-16", "a/b;charset=x")))
def test_no_bytes_crash(data: bytes, content_type: str) -> None:
    assert isinstance(parse_feed(data, name="feed", content_type=content_type), Feed | Problem)
