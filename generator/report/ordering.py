"""In which order problems are told, how many of a kind, and how many there are."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from generator.model import Problem, Severity

SHOWN_OF_A_CODE: Final = 20
_RANK: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def worst_first(problems: Iterable[Problem]) -> list[Problem]:
    """Errors, warnings, notes; within each by place."""
    return sorted(problems, key=lambda problem: (_RANK[problem.severity], *_place(problem)))


def worst_last(problems: Iterable[Problem]) -> list[Problem]:
    """As people read a terminal: what matters most stands just above the prompt."""
    return sorted(problems, key=lambda problem: (-_RANK[problem.severity], *_place(problem)))


def first_of_each_code(
    problems: Iterable[Problem], unlisted: Mapping[str, int]
) -> tuple[list[Problem], list[tuple[str, int]]]:
    """The first problems of each code, and how many more there are by code, those counted that are
    `unlisted`."""
    seen: Counter[str] = Counter()
    shown: list[Problem] = []
    for problem in problems:
        seen[problem.code] += 1
        if seen[problem.code] <= SHOWN_OF_A_CODE:
            shown.append(problem)
    seen.update(unlisted)
    more = ((code, count - SHOWN_OF_A_CODE) for code, count in seen.items())
    return shown, sorted((code, count) for code, count in more if count > 0)


def count_line(problems: Iterable[Problem], unlisted: Mapping[str, int] | None = None) -> str:
    """Such as `2 errors, 1 warning`; empty when there is nothing to tell. `unlisted` counts more of
    them by severity and code: `warning link-broken`."""
    counts = Counter(problem.severity for problem in problems)
    for kind, count in (unlisted or {}).items():
        counts[Severity(kind.split()[0])] += count
    parts = [
        f"{counts[severity]:,} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in _RANK
        if counts[severity]
    ]
    return ", ".join(parts)


def by_code(unlisted: Mapping[str, int]) -> dict[str, int]:
    """Counts by severity and code to counts by code."""
    found: dict[str, int] = {}
    for kind, count in unlisted.items():
        code = kind.split()[1]
        found[code] = found.get(code, 0) + count
    return found


def _place(problem: Problem) -> tuple[str, int, int, str, str]:
    return (problem.path, problem.line, problem.column, problem.code, problem.message)
