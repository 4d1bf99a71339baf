"""Problems for people: one line each, or with the line of the file and a caret under the fault."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final
from unicodedata import combining, east_asian_width

from generator.model import Problem, Severity
from generator.report.ordering import first_of_each_code, worst_last
from generator.report.style import Style, harmless, sentences

SourceLine = Callable[[str, int], str]
"""The text of a line of a file, by path and number from 1; empty when there is none."""

_NONE: Final[Mapping[str, int]] = MappingProxyType({})
_WIDTH: Final = 96
_ALL: Final = "--format json tells all"


def plain_lines(problems: Iterable[Problem], unlisted: Mapping[str, int] = _NONE) -> list[str]:
    """`path:line: code message`, one line a problem, as contracts with other programs have it.

    `unlisted` tells how many more there are of each code.
    """
    shown, more = first_of_each_code(worst_last(problems), unlisted)
    lines = [harmless(f"{_where(problem)}: {problem.code} {_what(problem)}") for problem in shown]
    return lines + [f"… and {count:,} more {code} ({_ALL})" for code, count in more]


def detailed(
    problems: Iterable[Problem],
    source: SourceLine,
    style: Style,
    unlisted: Mapping[str, int] = _NONE,
) -> list[str]:
    """As `plain_lines`, with column, severity, the line of the file, a caret and the cure."""
    shown, more = first_of_each_code(worst_last(problems), unlisted)
    lines = [line for problem in shown for line in _detail(problem, source, style)]
    return lines + [style.faint(f"… and {count:,} more {code} ({_ALL})") for code, count in more]


def _where(problem: Problem) -> str:
    place = problem.path or "tutorial-archive"
    return f"{place}:{problem.line}" if problem.line else place


def _what(problem: Problem) -> str:
    label = "" if problem.severity is Severity.ERROR else f"{problem.severity}: "
    return f"{label}{sentences(problem)}"


def _detail(problem: Problem, source: SourceLine, style: Style) -> Iterator[str]:
    where = _where(problem) + (f":{problem.column}" if problem.line and problem.column else "")
    label = style.severity(problem.severity, problem.severity)
    code = style.faint(problem.code)
    yield f"{style.strong(harmless(where))}: {label} {code} {harmless(problem.message)}"
    if problem.line and (text := source(problem.path, problem.line)):
        yield from _excerpt(problem, text, style)
    if problem.hint:
        yield f"      {style.faint('help:')} {harmless(problem.hint)}"


def _excerpt(problem: Problem, text: str, style: Style) -> Iterator[str]:
    start = max(0, problem.column - 1 - _WIDTH // 2) if len(text) > _WIDTH else 0
    shown = harmless(text[start : start + _WIDTH])
    number = f"{problem.line:>5}"
    yield f"{style.faint(number + ' │')} {shown}"
    if problem.column:
        before = shown[: problem.column - 1 - start]
        caret = style.severity(problem.severity, "^")
        yield f"{style.faint('      │')} {' ' * sum(map(_columns, before))}{caret}"


def _columns(character: str) -> int:
    """Columns of a terminal that a character takes."""
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
