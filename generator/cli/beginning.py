"""`init` and `new`: the first minute of a site and of a tutorial."""

import argparse
import sys
from pathlib import Path

from generator.cli.clock import moment
from generator.cli.console import FINE, MISCONFIGURED, Console, exit_code
from generator.model import Level, Problem
from generator.scaffold import (
    InitOptions,
    Scaffolded,
    TutorialOptions,
    ask,
    ask_tutorial,
    default_title,
    init,
    new,
)


def run_init(arguments: argparse.Namespace) -> int:
    """Make a site; on a terminal, ask for what was not given."""
    directory: Path = arguments.directory or arguments.site
    console = Console(directory, quiet=arguments.quiet)
    options = InitOptions(
        title=arguments.title, base_url=arguments.base_url, feeds=tuple(arguments.feed)
    )
    if sys.stdin.isatty() and not arguments.yes:
        options = ask(options, default_title(directory), _question)
    now = moment()
    if isinstance(now, Problem):
        console.tell((now,))
        return MISCONFIGURED
    made = init(directory, options, now)
    if made.problems:
        console.tell(made.problems)
        return MISCONFIGURED
    console.say(*_init_lines(directory, made))
    return FINE


def run_new(arguments: argparse.Namespace) -> int:
    """Make a tutorial and print its path; on a terminal and without a title, ask."""
    site: Path = arguments.site
    console = Console(site, quiet=arguments.quiet)
    if console.lacks_site():
        return MISCONFIGURED
    options = TutorialOptions(
        title=arguments.title,
        tags=arguments.tags,
        level=Level(arguments.level) if arguments.level else None,
        series=arguments.series,
    )
    if not options.title and sys.stdin.isatty():
        options = ask_tutorial(options, _question)
    now = moment()
    made = now if isinstance(now, Problem) else new(site, options, now)
    if isinstance(made, Problem):
        console.tell((made,))
        return MISCONFIGURED if made.code == "title-empty" else exit_code((made,))
    console.give(str(made))
    return FINE


def _question(prompt: str) -> str:
    try:
        return input(prompt)
    except EOFError:
        return ""


def _init_lines(directory: Path, made: Scaffolded) -> list[str]:
    lines = [f"  {path}" for path in made.created]
    head = f"Made {len(lines)} files in {directory}:" if lines else f"All there in {directory}."
    kept = f"Left as they were: {', '.join(made.kept)}" if made.kept else ""
    where = "" if directory.resolve() == Path.cwd() else f" --site {directory}"
    steps = f"Next: tutorial-archive serve{where}"
    return [line for line in (head, *lines, kept, steps) if line]
