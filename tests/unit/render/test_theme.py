"""The theme: what a broken template is told as, and which of two themes wins."""

from pathlib import Path

import pytest

from generator.render.theme import TemplateError, load_theme, render, theme_of


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


def test_a_site_replaces_one_file_and_keeps_the_rest(tmp_path: Path) -> None:
    (tmp_path / "templates" / "partials").mkdir(parents=True)
    (tmp_path / "templates" / "partials" / "footer.html").write_text("ours")
    own, shipped = load_theme(tmp_path), load_theme(tmp_path / "nowhere")
    changed = {name for name, data in shipped.files.items() if own.files[name] != data}
    assert changed == {"partials/footer.html"}


def test_a_template_of_a_site_may_build_on_the_one_it_replaces(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "404.html").write_text(
        "{% extends 'theme/404.html' %}{% block main %}{{ super() }}And ours.{% endblock %}"
    )
    environment = load_theme(tmp_path).environment
    shipped = environment.get_template("theme/404.html")
    assert environment.get_template("404.html").blocks.keys() <= shipped.blocks.keys()
    assert environment.get_template("theme/home.html").filename == "templates/home.html"
