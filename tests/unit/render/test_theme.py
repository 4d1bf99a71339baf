"""The theme: what a broken template is told as, and which of two themes wins."""

import pytest

from generator.render.theme import TemplateError, render, theme_of


def test_a_changed_template_changes_the_page_in_the_same_process() -> None:
    first, second = (theme_of({"page.html": text}) for text in (b"old", b"new"))
    assert [render(theme, "page.html", {}) for theme in (first, second, first)] == [
        b"old",
        b"new",
        b"old",
    ]
    assert first.digest != second.digest


def test_the_same_templates_are_compiled_once() -> None:
    first, second = (theme_of({"page.html": b"same"}) for _ in range(2))
    assert first.environment is second.environment


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"fine\n{% if %}\n", 2),
        (b"fine\n\xff\n", 2),
        (b"fine\n\n{{ missing.name }}\n", 3),
        (b"{% include 'part.html' %}", 2),
        (b"fine\n{{ 1 / 0 }}\n", 2),
        (b"fine\n{{ 'a' + 1 }}\n", 2),
        (b"fine\n{{ 'a'|round }}\n", 2),
        (b"fine\n{% include 'page.html' %}\n", 2),
    ],
)
def test_a_broken_template_is_named_with_its_line(text: bytes, line: int) -> None:
    theme = theme_of({"page.html": text, "part.html": b"\n{{ missing.name }}\n"})
    with pytest.raises(TemplateError) as raised:
        render(theme, "page.html", {})
    named = "part.html" if b"part.html" in text else "page.html"
    problem = raised.value.problem
    assert (problem.code, problem.path, problem.line) == (
        "template-broken",
        f"templates/{named}",
        line,
    )


def test_assets_are_apart_from_templates() -> None:
    theme = theme_of({"page.html": b"x", "assets/css/style.css": b"y"})
    assert theme.assets == {"css/style.css": b"y"}
