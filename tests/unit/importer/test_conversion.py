"""What a feed shows is what the imported tutorial shows: case by case, rule by rule.

The cases are text files of triples: a name, HTML, and the Markdown it becomes, separated by lines
with a single dot.
"""

import re
from pathlib import Path

import pytest

from generator.importer import html_to_markdown
from generator.markdown import render_html

_BASE = "https://example.org/post/"
_TRIPLE = re.compile(r"(?P<name>[^\n]+)\n\.\n(?P<html>.*?)\n\.\n(?P<markdown>.*?)\n\.\n", re.DOTALL)


def _cases() -> list[tuple[str, str, str]]:
    files = sorted(Path(__file__).with_name("cases").glob("*.txt"))
    return [
        (found["name"], found["html"], found["markdown"])
        for file in files
        for found in _TRIPLE.finditer(file.read_text(encoding="utf-8"))
    ]


_ALL = pytest.mark.parametrize(
    ("html", "markdown"), [pytest.param(h, m, id=name) for name, h, m in _cases()]
)


def test_there_are_cases_for_every_rule_of_the_body() -> None:
    named = {name.split()[0] for name, _, _ in _cases()}
    assert named >= {f"B{number}" for number in range(1, 18)} - {"B16"}


@_ALL
def test_html_becomes_the_markdown_an_author_would_write(html: str, markdown: str) -> None:
    assert html_to_markdown(html, _BASE).rstrip("\n") == markdown


@_ALL
def test_importing_the_page_that_was_made_of_it_changes_nothing(html: str, markdown: str) -> None:
    page = render_html(markdown + "\n")
    assert html_to_markdown(page, _BASE).rstrip("\n") == markdown


@pytest.mark.parametrize("html", ["", " \n ", "<p></p>", "<script>alert(1)</script>", "<!-- -->"])
def test_a_body_that_says_nothing_is_empty(html: str) -> None:
    assert html_to_markdown(html, _BASE) == ""


def test_a_feed_that_names_no_site_keeps_its_paths() -> None:
    html = '<a href="/a.html">a</a> <img src="b.png" alt="b">'
    assert html_to_markdown(html, "/2020/post/") == "[a](/a.html) ![b](/2020/post/b.png)\n"


def test_characters_that_no_file_can_hold_are_left_out() -> None:
    assert html_to_markdown("<p>a\x00b\x1bc\ud800d</p>", _BASE) == "abcd\n"
    # found by fuzzing: references are resolved by the parser
    html = '<p>a&#5;b&#x1b;c</p><img src="/i.png" alt="d&#7;e">'
    assert html_to_markdown(html, _BASE) == "abc\n\n![de](https://example.org/i.png)\n"
