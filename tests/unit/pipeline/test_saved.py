"""A saved text is imported like a feed: as files, once, with what it states."""

from datetime import UTC, datetime
from pathlib import Path

from generator.config.model import Config
from generator.pipeline.importing import import_sources

TEXT = """Sorting Shells

Sorting Shells

Advanced

You will sort shells by their size, and then by their colour, which is harder.

Finding Pearls

Finding Pearls

Beginner

Pearls are found in oysters, and the search for them takes patience.
"""


def test_a_second_import_of_a_saved_text_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "beach.txt").write_text(TEXT, encoding="utf-8")
    now = datetime(2026, 3, 1, tzinfo=UTC)
    first = import_sources(tmp_path, Config(title="Beach"), ["beach.txt"], now=now)
    files = {path: path.read_bytes() for path in sorted((tmp_path / "content").rglob("*.md"))}
    later = datetime(2026, 4, 1, tzinfo=UTC)
    second = import_sources(tmp_path, Config(title="Beach"), ["beach.txt"], now=later)
    assert (first.exit_code, first.rows[0].new, second.rows[0].new) == (0, 2, 0)
    assert {path: path.read_bytes() for path in files} == files
    assert b"level: advanced" in files[tmp_path / "content/beach/sorting-shells.md"]


def test_a_text_without_tutorials_is_refused_as_before(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Just a note.\n", encoding="utf-8")
    report = import_sources(
        tmp_path, Config(title="Beach"), ["note.txt"], now=datetime(2026, 3, 1, tzinfo=UTC)
    )
    assert [problem.code for problem in report.problems] == ["feed-unknown"]
