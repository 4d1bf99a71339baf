"""Formulas: MathML that a browser reads as it was meant, whatever the TeX."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.markdown import render_html
from generator.markdown.mathml import formula

TEX = st.lists(
    st.sampled_from(
        r"a 1 + ^ _ { } & < > \\ \frac \sqrt [ ] \left( \right) \text{ \href{ \begin{matrix} "
        r"\end{matrix} \unknown \color{red} <script> </math> <img/src=x/onerror=y> "
        r"\$ ' \" é \hspace{".split()
    ),
    max_size=15,
).map(" ".join)


@given(TEX, st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_tex_gives_balanced_markup_that_keeps_its_source(tex: str, is_block: bool) -> None:
    html = formula(tex, is_block=is_block)
    open_tags: list[str] = []
    for end, name in re.findall(r"<(/?)([a-z]+)", html):
        assert not end or open_tags.pop() == name
        if not end:
            open_tags.append(name)
    assert not open_tags
    source = re.search(r'(?:<annotation encoding="[^"]*">|<span class="math">)([^<]*)</', html)
    assert source is not None
    assert unescape(source[1]) == " ".join(tex.split())
    assert not re.search(r"<(script|img|svg|a)\b|\s(on\w+|style|href|src|xmlns)=", html)


@pytest.mark.parametrize(
    "tex", ["{" * 1900, "x^{" * 600, r"\sqrt{" * 300 + "x" + "}" * 300, "&" * 1999, "x" * 2001]
)
def test_tex_without_end_or_measure_is_shown_once_and_whole(tex: str) -> None:
    html = render_html(f"$$\n{tex}\n$$\n")
    assert html.count('<div class="math-block">') == 1
    assert tex in unescape(html)
    assert len(html) < 25 * len(tex) + 1000
