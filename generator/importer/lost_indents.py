"""Indents that Python lost. In: text. Out: the text with them, where only one way is possible.

The first line may have lost its own; lines that begin with tabs may stand under lines that begin
with spaces; or all indents are gone: then they come back if the code can be read in one way only.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

_STEP: Final = "    "
_TABS: Final = 4
_MOST_LINES: Final = 60
_MOST_TRIES: Final = 2000
_OPENS: Final = re.compile(r":\s*(?:#.*)?$")
_LEAVES: Final = re.compile(r"(?:return|raise|break|continue)\b")
_CLAUSE: Final = re.compile(r"(else|elif|except|finally)\b")
_OPENERS: Final = {
    "else": ("if", "elif", "for", "while", "try", "except"),
    "elif": ("if", "elif"),
    "except": ("try", "except"),
    "finally": ("try", "except", "else"),
}
_NOT_ALONE: Final = re.compile(r"[(\[{,\\]\s*$|\"\"\"|'''")


def with_indents(text: str) -> str:
    """As many lines as before, each with the text it had; `text` itself where unsure."""
    lines = text.split("\n")
    said = [line for line in lines if line.strip()]
    if "\t" in text and any(line.startswith(" ") for line in said):
        return "\n".join(_without_tabs(line) for line in lines)
    rest = [_indent(line) for line in said[1:]]
    if rest and min(rest) > 0 and _indent(said[0]) == 0:
        return "\n".join([lines[0], *(line[min(rest) :] for line in lines[1:])])
    if not any(rest) and len(said) <= _MOST_LINES and not any(map(_NOT_ALONE.search, said)):
        return _as_only_possible(lines)
    return text


def _without_tabs(line: str) -> str:
    start = line[: len(line) - len(line.lstrip())]
    return start.expandtabs(_TABS) + line.lstrip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _as_only_possible(lines: Sequence[str]) -> str:
    statements = [line for line in lines if line.strip() and not line.startswith("#")]
    tries = iter(range(_MOST_TRIES, 0, -1))
    ways = _ways(statements, (), 0, tries)
    way = next(ways, None)
    if way is None or not any(way) or next(ways, None) is not None or not next(tries, 0):
        return "\n".join(lines)
    depths = iter(way)
    made: list[str] = []
    for line in lines:
        own = line.strip() and not line.startswith("#")
        made.append(_STEP * next(depths) + line if own else line)
    return "\n".join(made)


def _ways(
    statements: Sequence[str], open_at: tuple[str, ...], depth: int, tries: Iterator[int]
) -> Iterator[tuple[int, ...]]:
    """The depths that the statements may have; `open_at` are the words that opened each depth."""
    if not statements:
        yield ()
    if not statements or not next(tries, 0):
        return
    line, rest = statements[0], statements[1:]
    word = re.match(r"\w*", line.removeprefix("async "))
    name = word[0] if word else ""
    clause = _CLAUSE.match(line)
    if clause and (depth >= len(open_at) or open_at[depth] not in _OPENERS[clause[1]]):
        return
    opened = (*open_at[:depth], name)
    for deeper in _next_depths(line, depth):
        for way in _ways(rest, opened, deeper, tries):
            yield (depth, *way)
        if not rest:
            return


def _next_depths(line: str, depth: int) -> range:
    """Where the next statement may stand."""
    if _OPENS.search(line):
        return range(depth + 1, depth + 2)
    return range(depth if _LEAVES.match(line) else depth + 1)
