"""What other pages learn of a tutorial, and that its cost has an end."""

import re
import sys
import threading
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from generator.markdown import RenderOptions, highlight, render, render_html, token_classes
from generator.markdown.deadline import bounded
from generator.markdown.sanitise import clean
from generator.model.rendered import ADDRESS_CLOSE, IMAGE_OPEN, LINK_OPEN

MARKUP = st.text(alphabet=st.sampled_from("ab \n\t#*_`[]()!<>|-+~$:=\\\"'&;^1.{}/漢"), max_size=200)
PARTS = (
    "<b> </b> <p> </div> <div> <h2> </h2> <script> </script> <svg> <!-- --> <table> <td> x </a> "
    "<a~href=javascript:x> <a~href='/x'> <img~src=x~onerror=y> <pre> </pre> <code> </iframe> & "
    "<iframe~src='https://a.b'> </article> <form> <input> <style> &lt; ` * [y](z)"
)
HTML = st.lists(st.sampled_from(PARTS.split())).map(
    lambda parts: " ".join(part.replace("~", " ") for part in parts)
)


def test_addresses_inside_the_site_stay_symbolic() -> None:
    page = render("[a](./b.md) [c](https://example.org) ![d](e.png) <a href='f'>g</a>")
    assert f'href="{LINK_OPEN}0{ADDRESS_CLOSE}"' in page.html
    assert 'href="https://example.org"' in page.html
    assert f'src="{IMAGE_OPEN}0{ADDRESS_CLOSE}"' in page.html
    assert f'href="{LINK_OPEN}2{ADDRESS_CLOSE}"' in page.html
    assert [link.href for link in page.links] == ["./b.md", "https://example.org", "f"]
    assert [link.text for link in page.links] == ["a", "c", "g"]
    assert [(image.src, image.alt) for image in page.images] == [("e.png", "d")]


def test_links_to_another_name_of_a_heading_lead_to_its_anchor() -> None:
    page = render("[a](#tftp) [b](#set-up) [c](#%C3%BC)\n\n## Set up {#tftp #ü}\n")
    assert [link.href for link in page.links] == ["#set-up"] * 3
    assert [(h.text, h.anchor) for h in page.headings] == [("Set up", "set-up")]


def test_lines_are_those_of_the_body() -> None:
    page = render("a\n[b](c)\n\n## D\n\n```py\nx\n```\n\n| h |\n|---|\n| [e](f) |\n")
    assert [link.line for link in page.links] == [2, 12]
    assert page.headings[0].line == 4
    assert page.code_blocks[0].line == 6


def test_sections_hold_prose_and_inline_code_but_no_blocks_of_code() -> None:
    page = render("Before `x`.\n\n# One `y`\n\nText\nmore.\n\n- item\n\n```\ncode\n```\n\n## Two\n")
    assert [(s.anchor, s.heading, s.level, s.text, s.inline_code) for s in page.sections] == [
        ("", "", 0, "Before x.", ("x",)),
        ("one-y", "One y", 1, "Text more.\nitem", ("y",)),
        ("two", "Two", 2, "", ()),
    ]
    assert page.code_blocks[0].section == 1


def test_words_count_scripts_without_spaces_by_halves() -> None:
    assert render("It's a well-known fact.").words == 4
    assert render("漢字かな").words == 2


def test_the_excerpt_is_cut_at_a_word() -> None:
    page = render("# Title\n\n" + "word " * 100)
    assert page.excerpt.endswith("word…")
    assert len(page.excerpt) <= 241


def test_a_heading_that_repeats_the_title_goes_and_others_follow_the_title() -> None:
    options = RenderOptions(title="The  title", top_level=2)
    page = render("# The title\n\n# Part\n\n## Sub\n", options)
    assert [(h.level, h.text) for h in page.headings] == [(2, "Part"), (3, "Sub")]
    assert [h.level for h in render("## Part\n", options).headings] == [2]


@pytest.mark.parametrize(
    ("body", "levels"),
    [
        ("### A\n\n#### B\n\n### C\n", [2, 3, 2]),
        ("# A\n\n###### B\n", [2, 6]),
        ("<!-- <h1> -->\n\n#### A\n\n<h3>B</h3>\n", [3, 2]),
        ("#### A\n\nText <h3>B</h3>\n", [3, 2]),
        ("```html\n<h1>\n```\n\n`<h1>`\n\n## A\n", [2]),
    ],
    ids=["up", "down", "raw", "inline", "code"],
)
def test_no_level_is_skipped_between_the_title_and_the_shallowest_heading(
    body: str, levels: list[int]
) -> None:
    page = render(body, RenderOptions(title="T", top_level=2))
    assert [heading.level for heading in page.headings] == levels
    assert [int(level) for level in re.findall(r"<h(\d) id=", page.html)] == levels


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        "![" * 60_000,
        "[a]: /" + "u" * 40_000 + "\n\n" + "[a] " * 20_000,
        "[a]: /b '" + "u" * 40_000 + "'\n\n" + "[a] " * 20_000,
        "> " * 5_000 + "a",
        "- " * 5_000 + "a",
        "".join(" " * 2 * depth + "- a\n" for depth in range(300)),
        "a" * 500_001,
    ],
    ids=["brackets", "images", "references", "titles", "quotes", "list", "lists", "long"],
)
def test_a_body_that_costs_too_much_is_shown_as_it_is_and_named(body: str) -> None:
    page = render(body)
    assert [problem.code for problem in page.problems] == ["page-not-rendered"]
    assert unescape(re.sub("<[^>]*>", "", page.html)).strip() == body.strip()


@pytest.mark.parametrize("body", [">::: note\n>", "- ::: note\n-", "::: note\n::: tip\n:::"])
def test_a_box_ends_with_the_page_whatever_its_last_line_lacks(body: str) -> None:
    assert render(body).problems == ()
    assert "<p>:::" not in render(body).html


def test_a_fault_of_ours_costs_one_page_its_look_and_not_the_site_its_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_: str) -> list[Token]:
        raise IndexError

    monkeypatch.setattr(sys.modules["generator.markdown.render"], "parse", broken)
    page = render("*Text* <b>")
    assert page.html == '<pre class="plain" tabindex="0">*Text* &lt;b&gt;</pre>\n'
    assert [problem.code for problem in page.problems] == ["page-not-rendered"]


def test_raw_blocks_cannot_be_nested_without_end() -> None:
    page = render("<div>" * 50_000 + "text")
    assert page.html.count("<div>") == 100
    assert "text" in page.html


def test_code_on_which_a_lexer_hangs_is_plain_and_named() -> None:
    page = render("a\n\n```scala\n" + '"' + "\\" * 5000 + "\n```\n")
    assert [(problem.code, problem.line) for problem in page.problems] == [("code-not-coloured", 3)]
    assert "\\" * 5000 in page.html


def test_work_without_end_is_stopped_even_inside_a_regular_expression() -> None:
    endless = re.compile(r"(a+)+b")
    assert bounded(0.1, lambda: endless.match("a" * 60)) is None
    assert bounded(5, lambda: 42) == 42


def test_pages_are_rendered_outside_the_main_thread_too() -> None:
    found: list[str] = []
    thread = threading.Thread(
        target=lambda: found.append(render_html("# a\n\n```py\nx = 1\n```\n"))
    )
    thread.start()
    thread.join()
    assert found == [render_html("# a\n\n```py\nx = 1\n```\n")]


@given(MARKUP)
@settings(max_examples=150, deadline=None)
def test_any_markup_gives_a_page_with_unique_ids_and_the_same_bytes_again(body: str) -> None:
    page = render(body)
    ids = re.findall(r' id="([^"]*)"', page.html)
    assert len(ids) == len(set(ids))
    assert render(body) == page


@given(HTML)
@settings(max_examples=300, deadline=None)
def test_no_html_of_an_author_is_active_or_closes_what_it_did_not_open(body: str) -> None:
    html = render_html(body)
    assert not re.search(r"<(script|style|svg|form|iframe|article|/article)\b", html)
    assert not re.search(r'<[^>]*\s(on\w+|style)=|<[^>]*="\s*javascript:', html)
    depth = 0
    for end in re.findall(r"<(/?)div\b", html):
        depth += -1 if end else 1
        assert depth >= 0
    assert depth == 0


CODE = "\n\n```python app.py\nx = '<&\"'\n```\n\n"
SWALLOWING = re.compile("<(?:script|style|pre|!--)")


@given(st.lists(st.one_of(HTML, st.just(CODE))))
@settings(max_examples=200, deadline=None)
def test_code_stays_whole_whatever_html_stands_around_it(parts: list[str]) -> None:
    parts = [SWALLOWING.sub("<b", part) for part in parts]
    html = render_html("<p>x</p>" + "\n\n".join(parts))
    assert html.count(render_html(CODE)) == parts.count(CODE)


@given(st.text(), st.sampled_from(["python", "html x<y.html", "sh {1} linenos", 'c title="<&"']))
@settings(max_examples=200, deadline=None)
def test_the_sanitiser_has_nothing_to_do_on_code(text: str, info: str) -> None:
    html = render_html(f"~~~~{info}\n" + text.replace("~~~~", "") + "\n~~~~\n")
    assert clean(html) == html.replace("\xa0", "&nbsp;")


@given(
    st.sampled_from(["python", "cpp", "bash", "html", "yaml", "javascript", "php", "sql"]),
    st.text(),
)
@settings(max_examples=200, deadline=None)
def test_colours_never_change_a_character_of_code(language: str, text: str) -> None:
    html = highlight(text, language)
    assert html is not None
    assert unescape(re.sub(r"</?span[^>]*>", "", html)) == unescape(
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    )
    assert set(re.findall(r'class="([^"]*)"', html)) <= token_classes()
