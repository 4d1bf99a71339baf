"""What a build is asked, and what came of it."""

from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.model import Problem, Severity

ENGINE: Final = r"dask://(?:[A-Za-z0-9.\-\[\]:]+:[0-9]{1,5})?"
"""Addresses of executors that we know, as a pattern."""


class BuildRequest(Struct, frozen=True, kw_only=True):
    """One build or check of a site directory."""

    site: Path
    output: Path | None = None
    """Default: `output` in the site directory."""
    base_url: str | None = None
    """Wins over site.toml."""
    jobs: int | None = None
    """Processes for rendering; default: as many as cores."""
    clean: bool = False
    """Believe no cache and no time of a file."""
    strict: bool = False
    """Warnings fail too."""
    keep_going: bool = False
    """Leave broken files out, report them, and build the rest."""
    drafts: bool = False
    dev: bool = False
    listed: int = 0
    """How many problems of a kind the result lists at most, the first by their place; 0: all. What
    is not listed is counted."""
    now: datetime | None = None
    """Moment of import for new entries of local feeds (None: the newest date of each feed); for
    a check, the day after which dates lie in the future."""


class BuildResult(Struct, frozen=True, kw_only=True):
    """What a build did."""

    ok: bool
    """False: nothing was written, the old site stands."""
    problems: tuple[Problem, ...]
    """By their place."""
    output: Path
    unlisted: dict[str, int] = {}
    """How many more there are of each kind (see `findings.kind_of`)."""
    tutorials: int = 0
    drafts: int = 0
    """Tutorials that were left out because they are drafts."""
    pages: int = 0
    outputs: int = 0
    """Files of the site."""
    written: int = 0
    """Files that changed."""
    bytes: int = 0
    rendered: int = 0
    """Tutorials that were not in the store."""
    seconds: tuple[tuple[str, float], ...] = ()
    """Name of each stage and the time it took."""
    spent: tuple[tuple[str, tuple[tuple[str, float], ...]], ...] = ()
    """Of the tutorials, languages of code and templates that were worked on, those that took most
    processor time, with their seconds."""


def failing(problem: Problem, *, strict: bool) -> bool:
    """Whether the problem fails a build."""
    return problem.severity is Severity.ERROR or (strict and problem.severity is Severity.WARNING)


def refused(output: Path, problem: Problem) -> BuildResult:
    """The result of a build that could not be."""
    return BuildResult(ok=False, problems=(problem,), output=output)
