"""Promises that hold for every body, however odd: nothing lost, nothing live, nothing drifts."""

import html
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.importer import html_to_markdown
from generator.markdown import render_html

_BASE = "https://example.org/post/"
_SIGNS = "ab1 *_`[]()<>!#+-=.:~|&;$^'\"/?@%é中，\xa0"
_PROSE = st.text(alphabet=_SIGNS, min_size=1, max_size=40)
_CODE = st.text(alphabet=_SIGNS.replace("\xa0", "") + "\\{}\t\n", min_size=1, max_size=80)
_ADDRESSES = st.text(alphabet="ab/?&=()[]<>\"' %é#.", max_size=20)


def _seen(page: str) -> str:
    """The words a reader sees."""
    body = LexborHTMLParser(page).body
    return " ".join(body.text().split()) if body is not None else ""


def _again(markdown: str) -> str:
    return html_to_markdown(render_html(markdown), _BASE)


@given(_PROSE)
def test_running_text_is_shown_as_it_was(text: str) -> None:
    markdown = html_to_markdown(f"<p>{html.escape(text)}</p>", _BASE)
    page = render_html(markdown)
    assert _seen(page) == " ".join(text.split())
    assert _again(markdown) == markdown


@given(st.lists(st.tuples(st.sampled_from(["", "b", "i", "s", "sub", "code"]), _PROSE), max_size=4))
def test_marks_never_show_their_delimiters(pieces: list[tuple[str, str]]) -> None:
    # A formula between dollar signs is drawn without them.
    assume(sum(text.count("$") for _, text in pieces) < 2)
    source = "".join(
        f"<{tag}>{html.escape(text)}</{tag}>" if tag else html.escape(text) for tag, text in pieces
    )
    markdown = html_to_markdown(f"<p>{source}</p>", _BASE)
    assert _seen(render_html(markdown)) == " ".join("".join(t for _, t in pieces).split())
    assert _again(markdown) == markdown


@given(_CODE, st.sampled_from(["<pre>{}</pre>", "<ul><li><pre><code>{}</code></pre></li></ul>"]))
def test_code_is_exact(code: str, shape: str) -> None:
    assume(code.strip())
    markdown = html_to_markdown(shape.format("\n" + html.escape(code)), _BASE)
    block = LexborHTMLParser(render_html(markdown)).css_first("pre code")
    kept = re.sub(r"(\n[ \t]*)+$", "", re.sub(r"^([ \t]*\n)+", "", code))
    assert block is not None
    assert block.text().removesuffix("\n") == kept


@given(_ADDRESSES)
def test_addresses_stay_in_their_place(address: str) -> None:
    source = f'<p>a <a href="/{html.escape(address)}">link</a> b</p>'
    markdown = html_to_markdown(source, _BASE)
    assert _seen(render_html(markdown)) == "a link b"
    assert _again(markdown) == markdown


_INLINE = st.recursive(
    _PROSE.map(html.escape) | st.sampled_from(["<br>", '<img src="/i.png" alt="a [b]">']),
    lambda inner: st.tuples(
        st.sampled_from(["b", "i", "code", "a", "sub", "kbd", "span"]), st.lists(inner, max_size=3)
    ).map(lambda made: f'<{made[0]} href="/x">{" ".join(made[1])}</{made[0]}>'),
    max_leaves=5,
)
_BLOCKS = st.recursive(
    _INLINE.map("<p>{}</p>".format) | _INLINE.map("<h3>{}</h3>".format) | st.just("<hr>"),
    lambda inner: st.tuples(
        st.sampled_from(
            [
                "<ul><li>{}</li></ul>",
                '<ol start="3"><li>{}</li><li>x</li></ol>',
                "<blockquote>{}</blockquote>",
                "<table><tr><td>{}</td><td>y</td></tr></table>",
                "<details><summary>s</summary>{}</details>",
                "<dl><dt>t</dt><dd>{}</dd></dl>",
                "<figure>{}</figure>",
                "<pre>{}</pre>",
            ]
        ),
        st.lists(inner, max_size=3),
    ).map(lambda made: made[0].format("".join(made[1]))),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(_BLOCKS)
def test_importing_again_drifts_no_further_than_once(source: str) -> None:
    """One step may settle an odd nesting of marks; from then on nothing moves."""
    assume("$" not in source)
    once = _again(html_to_markdown(source, _BASE))
    assert _again(once) == once


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>/abipre=\"' &;!-", max_size=200))
def test_no_input_fails(source: str) -> None:
    html_to_markdown(source, _BASE)


@pytest.mark.parametrize(
    "tag", ["div", "b", "ul><li", "blockquote", "table><tr><td", "a href=x", "h1><div", "code"]
)
def test_nesting_of_any_depth_is_read(tag: str) -> None:
    assert "deep" in html_to_markdown(f"<{tag}>" * 3000 + "deep", _BASE)


def test_attributes_beyond_count_cost_no_words() -> None:
    """The parser compares each pair of attributes: 50,000 of them would take seconds."""
    crowd = " ".join(f"a{n}=x" for n in range(50_000))
    assert html_to_markdown(f"<p {crowd}>x</p><b>y</b>", _BASE) == "x\n\n**y**\n"


@pytest.mark.parametrize(
    "source",
    [
        "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
        "<table><tr><td colspan=2>&lt;img src=x onerror=alert(1)&gt;</td></tr></table>",
        '<img src="x" alt="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;">',
        '<a href="/x" title="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;">a</a>',
        "<pre>```\n&lt;img src=x onerror=alert(1)&gt;\n```</pre>",
        "<details><summary>&lt;img src=x onerror=alert(1)&gt;</summary>a</details>",
        '<a href="javascript&colon;alert(1)">a</a>',
        '<a href="&#1;javascript:alert(1)">a</a>',
        '<iframe src="javascript:alert(1)"></iframe>',
        '<iframe src="https://e.org/"><a href="javascript:alert(1)">a</a></iframe>',
        '<video src="javascript:alert(1)" onerror="alert(1)"></video>',
        '<b onclick="alert(1)" style="color: red" id="x">a</b>',
        "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    ],
)
def test_nothing_a_feed_says_becomes_live(source: str) -> None:
    page = LexborHTMLParser(render_html(html_to_markdown(source, _BASE)))
    for node in page.css("*"):
        assert node.tag not in ("script", "iframe", "object", "embed", "style")
        for name, value in node.attributes.items():
            assert not name.startswith("on")
            assert "javascript" not in (value or "").lower()
