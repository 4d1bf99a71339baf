"""Tables without borders come back where every line divides in one way, and only there."""

import pytest

from generator.archives.tables import note_rows, numbered_notes, table_in_columns, table_rows

KNOWN = frozenset({"websocket", "git", "reflog", "log", "tide"})


def _rows(text: str) -> list[list[str]]:
    return [list(row) for row in table_rows(text.split("\n"), KNOWN)]


def test_cells_joined_by_a_space_begin_with_capitals_or_numbers() -> None:
    text = (
        "Problem Cause Cure\n"
        "the tide comes in early Moon is near Look at the table first\n"
        "Sand in the shoes Walking on the beach Take them off, or shake them"
    )
    assert _rows(text) == [
        ["Problem", "Cause", "Cure"],
        ["the tide comes in early", "Moon is near", "Look at the table first"],
        ["Sand in the shoes", "Walking on the beach", "Take them off, or shake them"],
    ]


def test_names_of_several_words_are_divided_evenly() -> None:
    text = "Shell Kind Size per shell\nWhelk 60 mm\nRed Whelk 80 mm\nCockle 35 mm"
    assert _rows(text)[0] == ["Shell Kind", "Size per shell"]
    assert _rows(text)[2] == ["Red Whelk", "80 mm"]


def test_cells_joined_by_nothing_are_cut_inside_words_that_stand_nowhere_else() -> None:
    text = (
        "FeatureHTTPWebSocket\n"
        "DirectionClient to server onlyBidirectional\n"
        "LatencyRound trip per requestNear real time"
    )
    assert _rows(text) == [
        ["Feature", "HTTP", "WebSocket"],
        ["Direction", "Client to server only", "Bidirectional"],
        ["Latency", "Round trip per request", "Near real time"],
    ]


def test_an_empty_cell_leaves_two_spaces() -> None:
    assert _rows("Code  Output\nno-op  L0\nprint 4 bytes  L4 L0") == [
        ["Code", "", "Output"],
        ["no-op", "", "L0"],
        ["print 4 bytes", "", "L4 L0"],
    ]


def test_columns_in_line_end_one_space_after_their_widest_cell() -> None:
    lines = [
        "Shell   Where it lives  Size",
        "Cockle  in the sand     small",
        "Periwinkle".ljust(8),
    ]
    assert table_in_columns(lines) == ()
    lines = ["Shell  Home     Size", "Cockle the sand small", "Whelk  rocks    large"]
    assert table_in_columns(lines) == (
        ("Shell", "Home", "Size"),
        ("Cockle", "the sand", "small"),
        ("Whelk", "rocks", "large"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "The tide comes in\nand goes out again\nevery day",
        "tide = 1\nmoon = 2\nsun = 3",
        "Anna Smith\nBert Jones\nCarl Brown",
        "total: 3  # all of them\nlow: 1  # the small ones",
        "let sunPath = Path(start: LowTide)\nlet moonPath = Path(start: HighTide)\nx",
        "One Two Three\nonly one Here\nfirst Then second Then third Then fourth",
    ],
)
def test_what_may_be_divided_in_several_ways_stays_text(text: str) -> None:
    assert _rows(text) == []


def test_lines_numbered_from_one_at_the_end_are_notes() -> None:
    lines = ["wait(tide); (1)", "go(); (2)", "1 Until it is low.", "2 Over the sand."]
    assert numbered_notes(lines) == 2
    assert note_rows(lines[2:]) == (("1", "Until it is low."), ("2", "Over the sand."))
    assert numbered_notes(["2 Over the sand.", "3 And back."]) == 0


def test_a_unit_stays_with_its_number_and_a_sign_joins_names() -> None:
    text = (
        "Feature nets + ropes Boats\n"
        "Needs a sail No Yes\n"
        "Best for shells Sand, rocks and pools Deep water\n"
        "Holds at most 3 KG Unlimited"
    )
    assert _rows(text) == [
        ["Feature", "nets + ropes", "Boats"],
        ["Needs a sail", "No", "Yes"],
        ["Best for shells", "Sand, rocks and pools", "Deep water"],
        ["Holds at most", "3 KG", "Unlimited"],
    ]
