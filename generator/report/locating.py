"""Where in its file a problem is, found from what it quotes, for those that know no better.

In: a problem, and the lines of its file. Out: the problem, with line and column where those are
found. A link is known by its line, a date or a tag not even by that, and the message quotes them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from generator.model import Problem

Lines = Callable[[str], Sequence[str]]
"""The lines of a file of the site by its path; none when it cannot be read."""

_QUOTED: Final = re.compile(
    r"“([^”]+)”|\b(\d{4}-\d\d-\d\d)\b|^(/\S*) was|^(https?://\S+) |^(<[a-z]+)"
)
_SEARCHED: Final = re.compile(r"site\.toml|content/.*\.md|\.archive/addresses\.tsv")


def located(problem: Problem, lines: Lines) -> Problem:
    """The problem at the first place of what it quotes.

    One with a line is looked for up to the end of its paragraph, one without in the whole file, or
    in the front matter of a tutorial, since the checks of its text know their lines.
    """
    if problem.column or not _SEARCHED.fullmatch(problem.path):
        return problem
    for found in _QUOTED.finditer(problem.message):
        quoted = next(filter(None, found.groups()))
        for number, text in _candidates(problem, lines(problem.path)):
            if column := text.find(quoted) + 1:
                return replace(problem, line=number, column=column)
    return problem


def _candidates(problem: Problem, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lines to look at, with their numbers."""
    end = "" if problem.line else "---" if problem.path.endswith(".md") else None
    for number, text in enumerate(lines[max(problem.line - 1, 0) :], max(problem.line, 1)):
        if text == end and number > 1:
            return
        yield number, text
