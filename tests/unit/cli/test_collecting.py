"""What a run of `fetch` tells about its feeds, on a terminal and on the page of a job."""

from generator.cli.collecting import import_lines, summary_table
from generator.pipeline.import_report import FeedRow, ImportReport

ROWS = (
    FeedRow(name="busy", new=2, updated=1),
    FeedRow(name="still", note="not modified", quiet_since="2024-03-01"),
    FeedRow(name="torn", conflicts=1),
    FeedRow(name="<gone>", refused="answers 404 | not found", is_dead=True),
)


def test_the_summary_shows_first_what_needs_a_person() -> None:
    head, _, names, _, *rows = summary_table(ROWS).splitlines()
    assert (
        head
        == "**2 new, 1 updated, 0 unchanged, 1 conflict, 0 skipped; of 4 feeds 1 quiet, 1 dead.**"
    )
    assert names.startswith("| Feed | New | Updated |")
    assert [row.split(" | ")[0] for row in rows if row] == [
        "| torn",
        "| &lt;gone>",
        "| busy",
        "| still",
    ]
    assert "answers 404 \\| not found; dead: remove it from site.toml" in rows[1]
    assert "not modified; quiet: nothing new since 2024-03-01" in rows[3]


def test_a_terminal_has_a_line_for_each_feed() -> None:
    lines = import_lines(ImportReport(rows=ROWS))
    assert lines[0] == "busy    2 new, 1 updated"
    assert lines[1] == "still   not modified (quiet: nothing new since 2024-03-01)"
    assert lines[-1].endswith("of 4 feeds 1 quiet, 1 dead.")
