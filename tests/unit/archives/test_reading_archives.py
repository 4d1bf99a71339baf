"""A saved text gives back its tutorials: their borders, titles, levels, parts, and every word."""

import re
from collections import Counter
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from generator.archives import read_archive
from generator.archives.values import Archive, Kind, Style

INDENTED = """Tag: gardens

  • Watering by Timer

    A timer is kinder than memory, and it costs next to nothing to build one.

    What You Need

    • a board
    • a valve

    Set the clock first:

{frame}
    import clock
{frame}
    def now():
        return clock.read()
{end}

    That is all of it.

  • Counting Seeds

    Seeds are counted by weight, as every gardener knows by now.
""".format(frame=" " * 4, end=" " * 16)

FLAT = """Sorting Shells on the Beach

Sorting Shells on the Beach

Skill Level: Intermediate

You will sort shells by their size, and then by their colour, which is harder.

How Sorting Works

shells = ["cockle", "whelk"]

for shell in sorted(shells):
    print(shell)

Output:

cockle
whelk

Finding Pearls

Finding Pearls

Beginner

Pearls are found in oysters, and the search for them takes patience.
"""

LISTING = """beach

shells on a table

Sorting Shells

You will sort shells by their size, and then by their colour.

Sorting Shells Read More »

Finding Pearls

Pearls are found in oysters, if at all.

Finding Pearls Read More »

Scroll to Top
"""


def _read(text: str) -> Archive:
    archive = read_archive(text)
    assert archive is not None
    return archive


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def test_an_indented_page_is_cut_at_its_titles() -> None:
    archive = _read(INDENTED)
    assert archive.style is Style.INDENTED
    assert [t.title for t in archive.tutorials] == ["Watering by Timer", "Counting Seeds"]


def test_lines_of_spaces_frame_code_that_keeps_its_lines() -> None:
    code = [part for part in _read(INDENTED).tutorials[0].parts if part.kind is Kind.CODE]
    assert [part.text for part in code] == [
        "import clock\n\ndef now():\n    return clock.read()",
    ]
    assert code[0].language == "python"


def test_titles_that_stand_twice_begin_tutorials_with_their_levels() -> None:
    tutorials = _read(FLAT).tutorials
    assert [(t.title, t.level) for t in tutorials] == [
        ("Sorting Shells on the Beach", "intermediate"),
        ("Finding Pearls", "beginner"),
    ]


def test_code_is_put_together_across_blank_lines_and_its_output_told_apart() -> None:
    parts = _read(FLAT).tutorials[0].parts
    assert [part.kind for part in parts] == [
        Kind.PARAGRAPH,
        Kind.HEADING,
        Kind.CODE,
        Kind.PARAGRAPH,
        Kind.OUTPUT,
    ]
    assert parts[2].lines[0] == 'shells = ["cockle", "whelk"]'
    assert parts[2].lines[-1] == "    print(shell)"


def test_a_listing_gives_excerpts_without_its_navigation() -> None:
    archive = _read(LISTING)
    assert [t.title for t in archive.tutorials] == ["Sorting Shells", "Finding Pearls"]
    assert all(t.is_excerpt for t in archive.tutorials)
    assert "Read More" not in "".join(t.html for t in archive.tutorials)


def test_a_text_without_titles_is_no_archive() -> None:
    assert read_archive("Just a note.\nNothing stands twice here.\n") is None
    assert read_archive("") is None


_LINES = st.lists(
    st.sampled_from(
        [
            "",
            "x = 1",
            "if x:",
            "    y = f(x)",
            "Some Words",
            "It is what you see here, and more.",
            "  • an entry",
            "  1. first",
            "Output:",
            "{",
            "}",
            "In [3]:",
            "Skip code block ▼",
            "one  two",
            "Name Size Home",
            "Whelk 3 Rocks",
            "FeatureHTTPWebSocket",
            "OneTwo to threeFour",
            "1 Wait for the tide.",
            "wait(tide) (1)",
            'print("tide", f"It is {y}")',
            "tide 3",
            'say(\\"tide\\")',
            "Where does the tide go?",
            "Shells are found by walking slowly along the line of the tide.",
            "    ",
            "        ",
        ]
    ),
    max_size=25,
)


@given(_LINES)
def test_every_word_is_in_a_tutorial_or_left_out_with_a_reason(lines: list[str]) -> None:
    _loses_nothing("\n".join(["A Title", "", "A Title", "", *lines]))


@given(_LINES)
def test_no_word_of_an_indented_page_is_lost(lines: list[str]) -> None:
    _loses_nothing("\n".join(["  • A Title", "", *(f"    {line}" for line in lines)]))


def _loses_nothing(text: str) -> None:
    archive = _read(text)
    kept = " ".join(
        f"{t.title} {t.level} " + " ".join(part.text for part in t.parts) for t in archive.tutorials
    )
    gone = " ".join(removed.text for removed in archive.removed)
    shown = " ".join(f"{t.title} {t.level} {_shown(t.html)}" for t in archive.tutorials)
    assert _words(kept) + _words(gone) == _words(text)
    assert not _words(text) - _words(gone) - _words(shown) - _numbers(text)
    assert all(removed.reason for removed in archive.removed)


def _shown(html: str) -> str:
    return unescape(re.sub("<[^>]*>", " ", html))


def _numbers(text: str) -> Counter[str]:
    """Those of lists are markers, not words; cells that were joined are words of their own."""
    listed = re.findall(r"^ *(\d+)\.", text, re.MULTILINE)
    return Counter([*listed, "FeatureHTTPWebSocket", "OneTwo", "threeFour"] * 30)
