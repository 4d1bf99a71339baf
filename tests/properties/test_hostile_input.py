"""Whatever a feed, a file of content or a site.toml holds: read or refused, and nothing alive.

The promises are those of fuzz/targets.py; here the inputs are put together from the pieces that
attacks are made of.
"""

import targets
from hypothesis import given, settings
from hypothesis import strategies as st

_TEXT = st.text(max_size=12)
_URLS = st.sampled_from(
    (
        "javascript:alert(1)",
        " java\nscript:alert(1)",
        "&#106;avascript&colon;alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "//evil.example/x",
        "https://user:word@evil.example/",
        "https://e.example/a b",
        "https:\\\\e.example",
        "blob:https://e.example/1",
        "#location",
        "/a?b=c&d",
        "https://www.youtube.com/embed/abcdefghijk",
        "x: y",
    )
)
_TAGS = st.sampled_from(
    "a b p div pre code img iframe script style svg math mi mtext table tr td th caption ul ol li"
    " details summary form input button select option textarea title template noscript object embed"
    " base link meta video audio source track blockquote h2 sup sub kbd ruby rt dl dt dd figure"
    " font marquee plaintext xmp noembed frameset body html head annotation-xml".split()
)
_NAMES = st.sampled_from(
    "href src srcset style id name class title alt onclick onerror onload srcdoc action formaction"
    " poster background xlink:href data cite lang dir colspan start type width".split()
)


@st.composite
def _attributes(draw: st.DrawFn) -> str:
    name, value = draw(_NAMES), draw(_URLS | _TEXT)
    quote = draw(st.sampled_from(("'", '"', "", "`")))
    return f" {name}={quote}{value}{quote}"


@st.composite
def _pieces_of_html(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(("start", "start", "end", "text", "odd")))
    tag = draw(_TAGS)
    if kind == "start":
        closing = draw(st.sampled_from((">", ">", "/>", "", " >")))
        return f"<{tag}{''.join(draw(st.lists(_attributes(), max_size=3)))}{closing}"
    if kind == "end":
        return f"</{tag}>"
    if kind == "text":
        return draw(_TEXT)
    odd = "<!-- --> --!> <![CDATA[ ]]> <!doctype <? &lt; &gt; &amp;lt; &#0; <a< \0 <!--> ` [x]("
    return draw(st.sampled_from(odd.split()))


_HTML = st.lists(_pieces_of_html(), max_size=14).map("".join)


@settings(max_examples=300)
@given(_HTML)
def test_html_of_an_entry_is_shown_and_nothing_in_it_lives(html: str) -> None:
    targets.body(html)


_MARKS = st.sampled_from(
    (
        "*", "**", "_", "`", "```", "~~~\n", "> ", "- ", "1. ", "    ", "\n", "\n\n", "# ", "[",
        "](",
        "][", ")", "![", "<", ">", "[^1]", "[^1]: ", "[a]: ", "|", "\n|---|\n", "$", "$$", "\\(",
        "\\)", "{#x}", "{.python}", "::: note\n", ":::\n", "\\", "&", "&lt;", "~~", "==", "- [ ] ",
        ": ", "=== ", '"', "!!! ", "\t", "\r", "\u2028", "\ufdd0", "\x00",
    )
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.one_of(_MARKS, _pieces_of_html(), _URLS, _TEXT), max_size=24).map("".join))
def test_markdown_of_anybody_is_shown_and_nothing_in_it_lives(markdown: str) -> None:
    targets.page(markdown)


_FIELDS = st.sampled_from(
    (
        "title", "link", "guid", "id", "pubDate", "updated", "author", "name", "category",
        "content",
        "description", "summary", "content:encoded", "dc:creator", "cc:license", "media:content",
        "itunes:keywords", "enclosure", "item", "entry", "channel", "rss", "feed", "div", "x:y",
    )
)  # fmt: skip
_DATES = st.sampled_from(("2024-02-30", "Mon, 01 Jan 2024", "9999-12-31T23:59:60Z", "-1", "12:00"))


@st.composite
def _pieces_of_xml(draw: st.DrawFn) -> str:
    field = draw(_FIELDS)
    inner = draw(st.one_of(_HTML, _URLS, _DATES, _TEXT))
    form = draw(
        st.sampled_from(
            (
                "<{0}>{1}</{0}>", "<{0}><![CDATA[{1}]]></{0}>", "<{0} type='html'>{1}</{0}>",
                "</{0}>",
                "<{0} type='xhtml'><div>{1}</div></{0}>", "<{0} href='{1}' rel='self'/>", "<{0}>",
                "<{0} xml:base='{1}'>", "<!--{1}", "<!DOCTYPE {0} [{1}]>", "&{0};", "{1}",
            )
        )
    )  # fmt: skip
    return form.format(field, inner)


_OPENINGS = st.sampled_from(
    (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>',
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry>',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/"><item>',
        '<opml version="2.0"><body>',
        '{"version":"https://jsonfeed.org/version/1.1","items":[{"content_html":"',
        "",
    )
)
_CLOSINGS = st.sampled_from(("</item></channel></rss>", "</entry></feed>", '"}]}', ""))


@settings(max_examples=200)
@given(_OPENINGS, st.lists(_pieces_of_xml(), max_size=10).map("".join), _CLOSINGS)
def test_a_feed_is_read_or_refused_in_one_line(opening: str, inner: str, closing: str) -> None:
    targets.feed(f"{opening}{inner}{closing}".encode("utf-8", "surrogatepass"))


_KEYS = st.sampled_from(
    "title date updated slug tags authors series part level draft aliases canonical description"
    " language source frozen feed id link licence imported".split()
)
_VALUES = st.one_of(
    st.sampled_from(
        (
            "x", "2024-01-02", "[a, b]", "{a: b}", "|\n  text", ">-\n  text", '"\\ud800"', "'a'",
            "~",
            "&a x", "*a", "!!python/object/apply:os.system [x]", "<<: {a: b}", "1e999", "0x1f",
            "true",
            "- a", "\n  feed: a\n  id: b", "[[[[", "? a", "1:30:00", "../x", "/a/",
            "https://e.example",
        )
    ),
    _TEXT,
)  # fmt: skip


@settings(max_examples=300)
@given(
    st.lists(st.tuples(_KEYS, _VALUES), max_size=8),
    st.sampled_from(("---\n", "...\n", "", "\n---\n\n")),
    _TEXT,
)
def test_front_matter_is_read_or_every_problem_is_told(
    lines: list[tuple[str, str]], end: str, body: str
) -> None:
    head = "".join(f"{key}: {value}\n" for key, value in lines)
    targets.front(f"---\n{head}{end}{body}".encode("utf-8", "surrogatepass"))


_SETTINGS = st.sampled_from(
    (
        "title = 'x'", 'base_url = "https://e.example/"', "base_url = 1", "language = 'en'",
        "[build]",
        "jobs = 99999999999999999999", "[[feeds]]", "name = 'a'", "name = '../b'", "url = 'f.xml'",
        "url = 'file:///etc/passwd'", "tags = ['a', 1]", "enabled = 'yes'", "images = 'copy'",
        "[check]",
        "[check.severity]", "x = 'y'", "[[nav]]", "[nav]", "a.b.c = {}", "date = 2024-02-30", "[",
        "'''", '"\\ud800"', "= 1", "title = 'y'", "inf = nan", "\x00", "[[feeds.x]]",
        "url = '''\n'''",
    )
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.one_of(_SETTINGS, _TEXT), max_size=10).map("\n".join))
def test_a_configuration_is_read_or_every_problem_is_told(text: str) -> None:
    targets.configuration(text.encode("utf-8", "surrogatepass"))
