"""What an import did, as values: one row a feed, and the problems."""

import msgspec
from msgspec import Struct

from generator.archives.values import Removed
from generator.importer.duplicates import Group
from generator.importer.revise import Outcome
from generator.model import Problem, Severity
from generator.pipeline.recognised import Recognised
from generator.pipeline.records import Record


class FeedRow(Struct, frozen=True, kw_only=True):
    """What became of one feed; the numbers are entries."""

    name: str
    source: str = ""
    """As named by the user or by site.toml."""
    new: int = 0
    updated: int = 0
    merged: int = 0
    conflicts: int = 0
    unchanged: int = 0
    skipped: int = 0
    """Frozen, removed by the author, or the same text as in another source."""
    refused: str = ""
    """Why nothing was read; empty when something was."""
    note: str = ""
    """Why there was nothing to do, such as `not modified`."""
    quiet_since: str = ""
    """Day of its newest entry, where that is more than a year ago."""
    is_dead: bool = False
    """Whether it is gone for good, or has failed for weeks."""
    files: tuple[str, ...] = ()
    """Written or, in a dry run, to be written; relative to the site directory, sorted."""


class SourceReport(Struct, frozen=True, kw_only=True):
    """What was recognised in one source."""

    source: str
    """As named by the user or by site.toml."""
    name: str
    form: str
    """Such as `rss20`, or how a saved text is laid out."""
    records: tuple[Record, ...]
    recognised: tuple[Recognised, ...] = ()
    removed: tuple[Removed, ...] = ()
    """What belonged to no tutorial."""


class ImportReport(Struct, frozen=True, kw_only=True):
    """Rows in the order of the sources."""

    rows: tuple[FeedRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    sources: tuple[SourceReport, ...] = ()
    """Only where a report of what was recognised was asked for."""
    duplicates: tuple[Group, ...] = ()

    @property
    def exit_code(self) -> int:
        """0, or 3 when a feed was refused or failed: what succeeded is kept."""
        failed = any(row.refused for row in self.rows)
        errors = any(problem.severity is Severity.ERROR for problem in self.problems)
        return 3 if failed or errors else 0


_COLUMNS = {
    Outcome.NEW: "new",
    Outcome.UPDATED: "updated",
    Outcome.MERGED: "merged",
    Outcome.CONFLICT: "conflicts",
    Outcome.UNCHANGED: "unchanged",
    Outcome.FROZEN: "skipped",
    Outcome.DELETED: "skipped",
    Outcome.ALTERNATE: "skipped",
    Outcome.SKIPPED: "skipped",
}


def row_of(
    name: str, outcomes: dict[Outcome, int], *, source: str, files: tuple[str, ...]
) -> FeedRow:
    """A row from counted outcomes."""
    row = FeedRow(name=name, source=source, files=tuple(sorted(files)))
    for outcome, count in outcomes.items():
        column = _COLUMNS[outcome]
        row = msgspec.structs.replace(row, **{column: getattr(row, column) + count})
    return row
