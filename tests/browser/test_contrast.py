"""Every colour of the theme can be read on every ground it is used on, in light and in dark.

Computed from the style sheet itself, so that a changed colour cannot slip through: WCAG 2.2 asks
for 4.5 to 1 for text and 3 to 1 for the edges of controls.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pygments.token import STANDARD_TYPES, Token

CSS = (Path(__file__).parents[2] / "templates/assets/css/style.css").read_text(encoding="utf-8")
THEMES = ("light", "dark")
GROUNDS_OF_CODE = ("sunken", "line-marked", "line-added", "line-removed")
PLAIN = {STANDARD_TYPES[kind] for kind in (Token, Token.Text, Token.Text.Whitespace)}


def _colours(theme: str) -> dict[str, str]:
    pairs = re.findall(r"--([a-z-]+): light-dark\((#\w+), (#\w+)\);", CSS)
    return {name: light if theme == "light" else dark for name, light, dark in pairs}


def _channels(colour: str) -> list[float]:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]


def _luminance(channels: list[float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: list[float], other: list[float]) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _mixed(over: list[float], under: list[float], share: float) -> list[float]:
    return [a * share + b * (1 - share) for a, b in zip(over, under, strict=True)]


def _token_colours() -> dict[str, str]:
    """Class of a token to the name of the variable that colours it."""
    found: dict[str, str] = {}
    rule = r"^\.code (?::is\(([^)]*)\)|(\.\w+)) \{[^}]*?\bcolor: var\(--([\w-]+)\)"
    for several, single, variable in re.findall(rule, CSS, re.MULTILINE):
        for name in (several or single).split(","):
            found[name.strip().removeprefix(".")] = variable
    return found


def _pairs() -> Iterator[tuple[str, str, float]]:
    for ground in ("paper", "raised", "sunken"):
        for ink in ("ink", "soft", "accent"):
            yield ink, ground, 4.5
        yield "edge", ground, 3.0
    yield "accent", "accent-soft", 4.5
    yield "ink", "accent-soft", 4.5
    yield "soft", "accent-soft", 4.5
    yield "on-accent", "accent", 4.5
    yield "ink", "mark", 4.5
    yield "ink", "mark-now", 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme: str) -> None:
    colours = _colours(theme)
    poor = [
        (ink, ground, round(contrast, 2))
        for ink, ground, least in _pairs()
        if (contrast := _contrast(_channels(colours[ink]), _channels(colours[ground]))) < least
    ]
    assert not poor


@pytest.mark.parametrize("theme", THEMES)
def test_every_token_of_code_can_be_read_on_every_line(theme: str) -> None:
    colours = _colours(theme)
    used = {*_token_colours().values(), "code-text", "soft"}
    poor = [
        (token, ground, round(contrast, 2))
        for token in sorted(used)
        for ground in GROUNDS_OF_CODE
        if (contrast := _contrast(_channels(colours[token]), _channels(colours[ground]))) < 4.5
    ]
    assert not poor


@pytest.mark.parametrize("theme", THEMES)
def test_titles_of_admonitions_can_be_read(theme: str) -> None:
    colours = _colours(theme)
    share = int(re.search(r"color-mix\(in srgb, var\(--tone\) (\d+)%", CSS)[1]) / 100  # type: ignore[index]
    for tone in ("note", "tip", "important", "warning", "caution"):
        own, paper = _channels(colours[tone]), _channels(colours["paper"])
        ground = _mixed(own, paper, share)
        assert _contrast(own, ground) >= 4.5, tone
        for inside in ("ink", "accent"):
            assert _contrast(_channels(colours[inside]), ground) >= 4.5, (tone, inside)


def test_every_kind_of_token_that_means_something_has_a_colour() -> None:
    families = {
        "Comment": "c", "Keyword": "k", "Literal.String": "s", "Literal.Number": "m",
        "Name.Function": "nf", "Name.Class": "nc", "Name.Builtin": "nb", "Name.Decorator": "nd",
        "Name.Tag": "nt", "Name.Attribute": "na", "Name.Variable": "nv", "Name.Exception": "ne",
        "Operator": "o", "Generic.Deleted": "gd", "Generic.Inserted": "gi", "Generic.Prompt": "gp",
        "Generic.Output": "go", "Error": "err",
    }  # fmt: skip
    coloured = _token_colours()
    for family, name in families.items():
        kind = Token
        for part in family.split("."):
            kind = getattr(kind, part)
        members = {STANDARD_TYPES[each] for each in STANDARD_TYPES if each in kind} - PLAIN
        assert name in members
        assert members <= coloured.keys(), (family, members - coloured.keys())


def test_no_colour_is_written_outside_the_variables() -> None:
    rules = CSS.partition("/* Page */")[2]
    outside = [
        line for line in rules.splitlines() if re.search(r"#[0-9a-f]{3,8}\b", line, re.IGNORECASE)
    ]
    assert all(line.lstrip().startswith(":root {") for line in outside), outside
