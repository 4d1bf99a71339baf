"""Triples of title, Markdown and HTML: what an author writes and what a reader gets."""

from pathlib import Path

import pytest

from generator.markdown import render_html

TRIPLES = Path(__file__).parents[2] / "markdown"


def _cases() -> list[object]:
    cases: list[object] = []
    for path in sorted(TRIPLES.glob("*.txt")):
        parts = ("\n" + path.read_text(encoding="utf-8")).split("\n.\n")
        for title, markdown, html in zip(parts[0::3], parts[1::3], parts[2::3], strict=False):
            cases.append(pytest.param(markdown, html, id=f"{path.stem}: {title.strip()}"))
    return cases


@pytest.mark.parametrize(("markdown", "html"), _cases())
def test_markdown_becomes_the_html_beside_it(markdown: str, html: str) -> None:
    given = render_html(markdown + "\n")
    assert given.replace('=""', "").rstrip("\n") == html.rstrip("\n")
