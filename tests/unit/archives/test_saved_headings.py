"""Headings of saved texts, how deep they stand, and what is left out with its reason."""

from generator.archives import read_archive
from generator.archives.values import Archive, Kind

TEXT = "Shells are found by walking slowly along the line that the tide has left behind."
MORE = "The best hour for it is the one before low water, when nobody else is about."


def _archive(body: str) -> Archive:
    archive = read_archive(f"A Day at the Sea\n\nA Day at the Sea\n\nBeginner\n\n{body}\n")
    assert archive is not None
    return archive


def _headings(body: str) -> list[tuple[str, int]]:
    parts = _archive(body).tutorials[0].parts
    return [(part.text, part.depth) for part in parts if part.kind is Kind.HEADING]


def test_questions_that_are_answered_stand_under_their_heading() -> None:
    asked = [
        "Where do shells come from, and who was it that lived in them before?",
        "Are they heavy?",
    ]
    body = f"Frequently Asked Questions (FAQ)\n\n{asked[0]}\n\n{TEXT}\n\n{asked[1]}\n\n{MORE}"
    assert _headings(body) == [
        ("Frequently Asked Questions (FAQ)", 1),
        (asked[0], 2),
        (asked[1], 2),
    ]


def test_steps_that_are_counted_anew_stand_inside_their_sections() -> None:
    steps = "\n\n".join(f"{n}. Take the Path\n\n{TEXT}" for n in (1, 2))
    other = "\n\n".join(f"{n}. Look at the Sand\n\n{MORE}" for n in (1, 2))
    body = f"Going There\n\n{TEXT}\n\n{steps}\n\nComing Back\n\n{MORE}\n\n{other}"
    assert [depth for _, depth in _headings(body)] == [1, 2, 2, 1, 2, 2]


def test_a_text_that_is_one_count_of_sections_has_no_deeper_ones() -> None:
    body = "\n\n".join(f"{n}. Take the Path\n\n{TEXT}" for n in (1, 2, 3))
    assert [depth for _, depth in _headings(body)] == [1, 1, 1]


def test_what_touches_code_is_its_caption_and_no_heading() -> None:
    code = "tide = 1\nprint(tide + 1)"
    assert _headings(f"{TEXT}\n\nThe Tide in Code\n{code}\n\n{MORE}") == []


def test_a_caption_that_repeats_the_description_of_its_image_goes_once() -> None:
    line = "Cockles and whelks on a table by the window."
    archive = _archive(f"{TEXT}\n\n{line}\n{line}\n\n{MORE}")
    assert archive.tutorials[0].html.count(line) == 1
    assert [gone.reason for gone in archive.removed if gone.text == line] == [
        "repeats the line before it"
    ]


def test_code_that_repeats_a_line_keeps_both() -> None:
    archive = _archive(f"{TEXT}\n\nsea.wait()\nsea.wait()\n\n{MORE}")
    assert archive.tutorials[0].html.count("sea.wait()") == 2


def test_backslashes_of_a_tool_go_from_text_where_they_stood_in_code() -> None:
    code = "\n".join(f'say(\\"tide {n}\\")' for n in range(6))
    archive = _archive(
        f'{TEXT}\n\n{code}\n\nWe said \\"tide\\" more often than we had to, it seems.'
    )
    assert "We said “tide”".replace("“", '"').replace("”", '"') in archive.tutorials[0].html
    assert any("before a quote" in gone.reason for gone in archive.removed)
