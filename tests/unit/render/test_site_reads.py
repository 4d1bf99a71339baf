"""Which pages show the number of tutorials: all that could are found, in a theme of any shape."""

from pathlib import Path

import pytest

from generator.render.site_reads import reads_count
from generator.render.theme import load_theme

FRAME = b"{% include 'partials/footer.html' %}{% block main %}{% endblock %}"


@pytest.mark.parametrize(
    "footer",
    [
        b"{{ site.tutorials }}",
        b"{{ site . tutorials | plural('tutorial') }}",
        b"{%- if site.tutorials > 9 -%} many {%- endif -%}",
        b"{% set all = site %}{{ all.tutorials }}",
        b"{{ site['tutor' ~ 'ials'] }}",
        b"{{ site | attr('tutorials') }}",
        b"{% import 'partials/deep.html' as deep with context %}",
        b'{% from "partials/deep.html" import deep with context %}',
        b"{% include 'partials/deep.html' ignore missing %}",
        b"{% include 'partials/' ~ page.kind ~ '.html' %}",
        b"{% include ['partials/none.html', 'partials/deep.html'] %}",
        b"{% include 'partials/plain.html' if page.path else 'partials/deep.html' %}",
        b"{% extends 'theme/partials/footer.html' %}",
    ],
)
def test_a_template_that_could_show_the_number_is_found(footer: bytes) -> None:
    files = {
        "base.html": FRAME,
        "tutorial.html": b"{% extends 'base.html' %}",
        "partials/footer.html": footer,
        "partials/deep.html": b"\n{{ site.tutorials }}",
        "partials/plain.html": b"{{ site.title }}",
        "theme/partials/footer.html": b"{{ site.tutorials }}",
    }
    assert reads_count(files, "tutorial.html")


def test_the_theme_shows_the_number_on_few_pages(tmp_path: Path) -> None:
    files = load_theme(tmp_path).files
    pages = ("tutorial", "listing", "terms", "search", "moved", "home", "404", "gone")
    assert {page for page in pages if reads_count(files, f"{page}.html")} == {"home", "404", "gone"}
