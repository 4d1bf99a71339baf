"""`build`, `check` and `serve`: content/ to a site, to a list of problems, to a browser."""

import argparse
import contextlib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator.cli.clock import moment
from generator.cli.console import MISCONFIGURED, Console, exit_code
from generator.model import Problem, Severity
from generator.pipeline.requests import BuildRequest, BuildResult
from generator.report import SHOWN_OF_A_CODE, by_code, count_line, profile_lines

if TYPE_CHECKING:
    from concurrent.futures import Executor


def run_build(arguments: argparse.Namespace) -> int:
    """Build the site, tell what is wrong, then what was made."""
    from generator.pipeline.building import build

    console = Console(arguments.site, form=arguments.format, quiet=arguments.quiet)
    request = _request(arguments)
    if isinstance(request, Problem):
        console.tell((request,))
        return MISCONFIGURED
    with _executor(arguments) as executor:
        if isinstance(executor, Problem):
            console.tell((executor,))
            return MISCONFIGURED
        result = build(request, progress=console.progress(), executor=executor)
    people = arguments.format == "text"
    console.tell(
        _worth_telling(result.problems) if people else result.problems,
        facts=_facts(result),
        unlisted=_unlisted_warnings(result),
    )
    console.say(*_summary(result))
    if arguments.profile:
        console.say(*profile_lines(result.seconds, result.spent))
    return exit_code(result.problems, strict=arguments.strict) or (0 if result.ok else 1)


def run_check(arguments: argparse.Namespace) -> int:
    """Tell every problem; the list is the result, so it goes to standard output."""
    from generator.pipeline.building import check

    console = Console(arguments.site, form=arguments.format, quiet=arguments.quiet)
    request = _request(arguments)
    if isinstance(request, Problem):
        console.tell((request,))
        return MISCONFIGURED
    result = check(request, progress=console.progress())
    problems = result.problems
    if arguments.external:
        from generator.pipeline.outside import check_external

        now = datetime.now(UTC)  # what others answer is of today, whatever the site's date
        problems += check_external(arguments.site, now=now, progress=console.progress())
    unlisted = by_code(result.unlisted)
    console.tell(problems, to=sys.stdout, facts=_facts(result), unlisted=unlisted)
    found = count_line(problems, result.unlisted) or "No problems"
    console.say(f"{found} in {_many(result.tutorials, 'tutorial')}.")
    return exit_code(problems, strict=arguments.strict)


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    from generator.dev import serve

    console = Console(arguments.site, quiet=arguments.quiet)
    if console.lacks_site():
        return MISCONFIGURED
    problems = serve(
        arguments.site, host=arguments.host, port=arguments.port, open_browser=arguments.open
    )
    console.tell(problems)
    return exit_code(problems)


def _request(arguments: argparse.Namespace) -> BuildRequest | Problem:
    now = moment()
    if isinstance(now, Problem):
        return now
    if fault := _address_fault(arguments.base_url):
        return Problem(
            code="config-base-url",
            message=f"--base-url {fault}",
            hint="Write it as https://example.org/archive/.",
        )
    return BuildRequest(
        site=arguments.site,
        output=getattr(arguments, "output", None),
        base_url=arguments.base_url,
        jobs=arguments.jobs,
        clean=getattr(arguments, "clean", False),
        strict=arguments.strict,
        keep_going=getattr(arguments, "keep_going", False),
        drafts=arguments.drafts,
        listed=SHOWN_OF_A_CODE if arguments.format == "text" else 0,
        now=now,
    )


def _address_fault(address: str | None) -> str:
    if not address:
        return ""
    from generator.config import address_fault

    return address_fault(address)


@contextlib.contextmanager
def _executor(arguments: argparse.Namespace) -> "Iterator[Executor | Problem | None]":
    if arguments.executor is None:
        yield None
        return
    from generator.pipeline.engines import executor_at

    with executor_at(arguments.executor, arguments.jobs) as executor:
        yield executor


def _facts(result: BuildResult) -> dict[str, object]:
    facts = msgspec.to_builtins(result, enc_hook=str)
    del facts["problems"], facts["unlisted"], facts["spent"]
    return {"build": {**facts, "output": str(result.output), "seconds": dict(result.seconds)}}


def _worth_telling(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Without the notes on tutorials: an imported archive has hundreds, and `check` lists them."""
    return tuple(
        problem
        for problem in problems
        if problem.severity is not Severity.NOTE or not problem.path.startswith("content/")
    )


def _unlisted_warnings(result: BuildResult) -> dict[str, int]:
    """As `_worth_telling`: a note that is not listed is one of hundreds, so one on a tutorial."""
    note = f"{Severity.NOTE} "
    return by_code({k: n for k, n in result.unlisted.items() if not k.startswith(note)})


def _summary(result: BuildResult) -> list[str]:
    found = count_line(result.problems, result.unlisted)
    if not result.ok:
        return [f"Nothing was written: {found or 'the build failed'}."]
    seconds = sum(spent for _, spent in result.seconds)
    lines = [
        f"Built {_many(result.tutorials, 'tutorial')} into {_many(result.pages, 'page')} "
        f"({_many(result.outputs, 'file')}; {result.written:,} written, {_size(result.bytes)}) "
        f"in {seconds:.1f} s: {_shown(result.output)}"
    ]
    if seconds >= 1:
        slowest = sorted(result.seconds, key=lambda stage: -stage[1])[:4]
        lines.append("  " + ", ".join(f"{name} {spent:.1f} s" for name, spent in slowest))
    if result.drafts:
        lines.append(f"{_many(result.drafts, 'draft')} left out; --drafts publishes them too.")
    if found:
        unseen = len(result.problems) > len(_worth_telling(result.problems))
        hint = " `tutorial-archive check` lists the notes." if unseen else ""
        lines.append(f"{found}.{hint}")
    return lines


def _shown(path: Path) -> str:
    try:
        return f"{path.resolve().relative_to(Path.cwd())}/"
    except ValueError:
        return f"{path}/"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _size(count: int) -> str:
    if count < 1_000_000:
        return f"{count / 1000:.0f} kB"
    return f"{count / 1_000_000:,.1f} MB"
