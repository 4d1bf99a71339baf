"""What a build under `serve` came to, as the browser and the terminal are told."""

import msgspec

from generator.model import Problem, Severity
from generator.pipeline.requests import BuildResult
from generator.report import SourceLines, located

SHOWN = 20
"""So many problems are shown at once; the first ones are usually the cause of the rest."""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A problem with the line of source it is about."""

    code: str
    message: str
    hint: str
    path: str
    line: int
    column: int
    source: str
    """Empty when there is no such line."""


class State(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of the latest build."""

    build: str
    """Differs whenever the site may differ, also after a restart of the server."""
    faults: tuple[Fault, ...] = ()
    """Empty when the build succeeded; else why the last good site is still shown."""
    more: int = 0
    """Faults beyond those told."""


def state_of(build: str, result: BuildResult, lines: SourceLines) -> State:
    """The state after a build; `lines` looks up source lines."""
    if result.ok:
        return State(build=build)
    errors = [problem for problem in result.problems if problem.severity is Severity.ERROR]
    faults = tuple(_fault(problem, lines) for problem in (errors or result.problems)[:SHOWN])
    unlisted = sum(n for kind, n in result.unlisted.items() if kind.startswith(Severity.ERROR))
    return State(build=build, faults=faults, more=max(0, len(errors) - SHOWN) + unlisted)


def _fault(problem: Problem, lines: SourceLines) -> Fault:
    problem = located(problem, lines.of)
    return Fault(
        code=problem.code,
        message=problem.message,
        hint=problem.hint,
        path=problem.path,
        line=problem.line,
        column=problem.column,
        source=lines(problem.path, problem.line) if problem.path and problem.line else "",
    )
