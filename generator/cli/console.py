"""Where a command's words go: results to standard output, problems and progress to the other."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TextIO

from generator import __version__
from generator.model import Problem, Severity
from generator.report import (
    BarProgress,
    LineProgress,
    NoProgress,
    Progress,
    SourceLines,
    Style,
    detailed,
    located,
    plain_lines,
)

FINE: Final = 0
FAILED: Final = 1
MISCONFIGURED: Final = 2


class Console:
    """The two streams of one run, and how it wants to be told things."""

    def __init__(self, site: Path, *, form: str = "text", quiet: bool = False) -> None:
        self.site = site
        self.form = form
        self.quiet = quiet
        self.out: TextIO = sys.stdout

    def say(self, *lines: str) -> None:
        """Tell what was done; silent when only problems were asked for, or JSON is."""
        if not self.quiet and self.form not in ("json", "sarif"):
            for line in lines:
                print(line, file=self.out)

    def give(self, result: str) -> None:
        """Write what the command was run for, quiet or not."""
        print(result, file=self.out)

    def tell(
        self,
        problems: tuple[Problem, ...],
        *,
        to: TextIO | None = None,
        facts: dict[str, object] | None = None,
        unlisted: Mapping[str, int] | None = None,
    ) -> None:
        """Tell problems in the form that was asked for; `facts` are for the JSON document. People
        are told how many more there are of each code: `unlisted`."""
        lines = SourceLines(self.site)
        problems = tuple(located(problem, lines.of) for problem in problems)
        if self.form == "json":
            from generator.report.json_form import problems_json

            print(problems_json(problems, facts), file=self.out)
        elif self.form == "sarif":
            print(_sarif(problems, _repository_prefix(self.site)), file=self.out)
        elif self.form == "github":
            from generator.report.github import annotations, job_summary

            for line in annotations(problems, _repository_prefix(self.site)):
                print(line, file=self.out)
            add_to_job_summary(job_summary(problems, _source_address(self.site)))
        else:
            self._tell_people(problems, to or sys.stderr, unlisted or {}, lines)

    def lacks_site(self) -> bool:
        """Whether there is no site.toml; if so, that is told."""
        from generator.config import FILE_NAME, load_config

        if (self.site / FILE_NAME).is_file():
            return False
        self.tell(load_config(self.site)[1])
        return True

    def progress(self) -> Progress:
        """A bar on a terminal, lines in a log, nothing when quiet."""
        if self.quiet:
            return NoProgress()
        terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        return BarProgress(sys.stderr) if terminal else LineProgress(sys.stderr)

    def _tell_people(
        self,
        problems: tuple[Problem, ...],
        stream: TextIO,
        unlisted: Mapping[str, int],
        source: SourceLines,
    ) -> None:
        if stream.isatty():
            told = detailed(problems, source, Style.for_stream(stream), unlisted)
        else:
            told = plain_lines(problems, unlisted)
        self.out.flush()  # what was said before stands before
        for line in told:
            print(line, file=stream)


def exit_code(problems: tuple[Problem, ...], *, strict: bool = False) -> int:
    """0, 1 or 2: by the worst problem, and whether it is one of configuration."""
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    codes = [problem.code for problem in problems if problem.severity in failing]
    if any(code.startswith("config-") for code in codes):
        return MISCONFIGURED
    return FAILED if codes else FINE


def _sarif(problems: tuple[Problem, ...], prefix: str) -> str:
    from generator.check import CODES  # not above: other forms explain no codes
    from generator.report.sarif import Rule, sarif

    rules = {
        code: Rule(meaning=info.meaning, help=f"{info.cause} {info.cure}", severity=info.severity)
        for code, info in CODES.items()
    }
    return sarif(problems, rules, __version__, prefix)


def _repository_prefix(site: Path) -> str:
    workspace = os.environ.get("GITHUB_WORKSPACE", "")
    try:
        inside = site.resolve().relative_to(Path(workspace).resolve()) if workspace else Path()
    except ValueError:
        return ""
    return f"{inside.as_posix()}/" if inside.parts else ""


def _source_address(site: Path) -> str:
    """Where GitHub shows the files of the site, as they are in this job; empty elsewhere."""
    parts = [os.environ.get(f"GITHUB_{name}", "") for name in ("SERVER_URL", "REPOSITORY", "SHA")]
    if not all(parts):
        return ""
    server, repository, commit = parts
    return f"{server}/{repository}/blob/{commit}/{_repository_prefix(site)}"


def add_to_job_summary(text: str) -> None:
    """Append Markdown to the page of the GitHub job that this runs in, if it runs in one."""
    file = os.environ.get("GITHUB_STEP_SUMMARY", "")
    if file and text:
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(text)
