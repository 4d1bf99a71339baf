"""`import` and `fetch`: feeds to files under content/."""

import argparse
from concurrent.futures import Executor
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime
from pathlib import Path
from typing import Final, Self

import msgspec

from generator.check import SEVERITIES, judged
from generator.cli.clock import moment
from generator.cli.console import MISCONFIGURED, Console, add_to_job_summary, exit_code
from generator.config import Config, load_config
from generator.importer.revise import Outcome
from generator.model import Problem
from generator.pipeline.import_report import FeedRow, ImportReport
from generator.report import Progress, Stage, count_line, harmless
from generator.store.workers import cores, process_pool

_KINDS: Final = ("new", "updated", "merged", "unchanged", "conflicts", "skipped")
_WORDS: Final = {"conflicts": "conflict"}
_ALWAYS: Final = frozenset(_KINDS) - {"merged"}


def run_import(arguments: argparse.Namespace) -> int:
    """Import what was named."""
    from generator.pipeline.importing import import_sources

    console, config, now = _ready(arguments)
    if config is None or now is None:
        return MISCONFIGURED
    with _Steps(console.progress()) as steps, _workers() as executor:
        report = import_sources(
            arguments.site,
            config,
            arguments.sources,
            now=now,
            allow_private=arguments.allow_private,
            dry_run=arguments.dry_run,
            wants_records=arguments.dry_run or arguments.report is not None,
            progress=steps,
            executor=executor,
        )
    console.say(*recognised_lines(report) if arguments.dry_run else ())
    code = _tell(console, config, report)
    return code if arguments.report is None else _write(console, arguments.report, report, code)


def run_fetch(arguments: argparse.Namespace) -> int:
    """Import every feed of site.toml."""
    from generator.pipeline.importing import fetch_feeds

    console, config, now = _ready(arguments)
    if config is None or now is None:
        return MISCONFIGURED
    with _Steps(console.progress()) as steps, _workers() as executor:
        report = fetch_feeds(
            arguments.site,
            config,
            now=now,
            allow_private=arguments.allow_private,
            dry_run=arguments.dry_run,
            progress=steps,
            executor=executor,
        )
    return _tell(console, config, report)


def _workers() -> AbstractContextManager[Executor | None]:
    """Processes that convert entries; none is started before there are many."""
    from generator.pipeline.converting import WORKERS_NEED

    return process_pool(cores(), WORKERS_NEED)


class _Steps:
    """Shows the entries of each feed as a stage of its own."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._open = ExitStack()
        self._feed = ""
        self._done = 0
        self._stage: Stage | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def __call__(self, feed: str, done: int, total: int) -> None:
        if self._stage is None or feed != self._feed:
            self._open.close()
            self._stage = self._open.enter_context(self._progress.stage(feed, total))
            self._feed, self._done = feed, 0
        self._stage.advance(done - self._done)
        self._done = done


def _ready(arguments: argparse.Namespace) -> tuple[Console, Config | None, datetime | None]:
    """What both commands need; what is missing has been told."""
    console = Console(arguments.site, form=arguments.format, quiet=arguments.quiet)
    now = moment()
    if isinstance(now, Problem):
        console.tell((now,))
        return console, None, None
    config, problems = load_config(arguments.site, SEVERITIES)
    if config is None:
        console.tell(problems)
    return console, config, now


def _tell(console: Console, config: Config, report: ImportReport) -> int:
    problems = judged(report.problems, config.check.severity)
    report = msgspec.structs.replace(report, problems=problems)
    rows = msgspec.to_builtins(report.rows)
    console.tell(report.problems, facts={"import": {"feeds": rows, "total": _totals(report.rows)}})
    console.say(*import_lines(report))
    if console.form == "github":
        add_to_job_summary(summary_table(report.rows))
    code = exit_code(report.problems)
    return code if code == MISCONFIGURED else report.exit_code


def import_lines(report: ImportReport) -> list[str]:
    """A line a feed, then the totals."""
    names = [row.name or row.source for row in report.rows]
    width = max(map(len, names), default=0)
    lines = [
        harmless(f"{name:<{width}}  {_outcome(row)}")
        for name, row in zip(names, report.rows, strict=True)
    ]
    found = count_line(report.problems)
    return [*lines, _totals_line(report.rows), *([f"{found}."] if found else [])]


def recognised_lines(report: ImportReport) -> list[str]:
    """A line for each tutorial that an import would make or change."""
    lines = []
    for source in report.sources:
        for record in source.records:
            body = record.outline
            if body is None or record.outcome is Outcome.UNCHANGED:
                continue
            blocks = sum(body.code.values())
            parts = [
                f"{body.words:,} words",
                *([f"{blocks} of code"] if blocks else []),
                *([f"{body.tables} tables"] if body.tables else []),
                *([record.front.level.value] if record.front and record.front.level else []),
            ]
            title = f"{record.outcome.value:<9} {record.file}  “{record.title}”"
            lines.append(harmless(f"{title}  {', '.join(parts)}"))
    return lines


def _write(console: Console, path: Path, report: ImportReport, code: int) -> int:
    from generator.content import replace_file
    from generator.pipeline.report_file import report_text

    try:
        replace_file(path, report_text(report).encode("utf-8", "replace"))
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        console.tell((Problem(code="report-failed", message=message, path=str(path)),))
        return code or 3
    return code


def summary_table(rows: tuple[FeedRow, ...]) -> str:
    """What became of each feed, as Markdown for the job's page: those first that need a look."""
    if not rows:
        return "No feeds in site.toml.\n\n"
    heads = ["Feed", *(_WORDS.get(kind, kind).capitalize() for kind in _KINDS), "Note"]
    lines = [f"**{_totals_line(rows)}**\n", f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for row in sorted(rows, key=_needs_no_look):
        counts = [str(getattr(row, kind) or "") for kind in _KINDS]
        note = "; ".join(part for part in (row.refused or row.note, _life(row)) if part)
        cells = [
            harmless(text).replace("|", "\\|").replace("<", "&lt;") for text in (row.name, note)
        ]
        lines.append(f"| {cells[0]} | {' | '.join(counts)} | {cells[1]} |")
    return "\n".join(lines) + "\n\n"


def _needs_no_look(row: FeedRow) -> bool:
    return not (row.refused or row.conflicts or row.is_dead)


def _totals_line(rows: tuple[FeedRow, ...]) -> str:
    totals = _totals(rows)
    states = {
        "quiet": sum(bool(row.quiet_since) and not row.is_dead for row in rows),
        "dead": sum(row.is_dead for row in rows),
    }
    counted = [
        f"{totals[kind]:,} {_WORDS.get(kind, kind)}"
        for kind in _KINDS
        if totals[kind] or kind in _ALWAYS
    ]
    feeds = [f"{count} {word}" for word, count in states.items() if count]
    told = f"; of {len(rows)} feeds {', '.join(feeds)}" if feeds else ""
    return f"{', '.join(counted)}{told}."


def _life(row: FeedRow) -> str:
    if row.is_dead:
        return "dead: remove it from site.toml, or enabled = false; what it gave stays"
    return f"quiet: nothing new since {row.quiet_since}" if row.quiet_since else ""


def _outcome(row: FeedRow) -> str:
    counted = [
        f"{getattr(row, kind):,} {_WORDS.get(kind, kind)}" for kind in _KINDS if getattr(row, kind)
    ]
    told = f"refused: {row.refused}" if row.refused else ", ".join(counted)
    life = _life(row)
    return (told or row.note or "nothing in it") + (f" ({life})" if life else "")


def _totals(rows: tuple[FeedRow, ...]) -> dict[str, int]:
    return {kind: sum(getattr(row, kind) for row in rows) for kind in _KINDS}
