"""In which order problems are told, how many of a kind, and how many there are."""

from collections import Counter
from collections.abc import Iterable
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
    problems: Iterable[Problem], limit: int = SHOWN_OF_A_CODE
) -> tuple[list[Problem], list[tuple[str, int]]]:
    """The first `limit` problems of each code, and how many more there are, by code."""
    seen: Counter[str] = Counter()
    shown: list[Problem] = []
    for problem in problems:
        seen[problem.code] += 1
        if seen[problem.code] <= limit:
            shown.append(problem)
    return shown, sorted((code, n - limit) for code, n in seen.items() if n > limit)


def count_line(problems: Iterable[Problem]) -> str:
    """Such as `2 errors, 1 warning`; empty when there is nothing to tell."""
    counts = Counter(problem.severity for problem in problems)
    parts = [
        f"{counts[severity]:,} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in _RANK
        if counts[severity]
    ]
    return ", ".join(parts)


def _place(problem: Problem) -> tuple[str, int, int, str, str]:
    return (problem.path, problem.line, problem.column, problem.code, problem.message)
