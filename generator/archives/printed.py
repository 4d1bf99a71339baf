"""What stands around code: labels of tools, cells of notebooks.

In: chunks and parts. Out: the same, divided where the one ends and the other begins.
"""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from generator.archives.chunks import Chunk
from generator.archives.values import Kind, Part

_CELL: Final = re.compile(r"\s*(?:In|Out) ?\[(?:\d+|\*| )\]:\s*")
_ANNOUNCES: Final = re.compile(r"(?:Skip code block|Copy(?: code)?)\s*[▼⧉]?", re.IGNORECASE)
_ANNOUNCED_OFTEN: Final = 3


def in_cells(chunk: Chunk) -> list[Chunk]:
    """A chunk with each label of a notebook's cell, such as `In [3]:`, on its own."""
    if not any(_CELL.fullmatch(line) for line in chunk.lines):
        return [chunk]
    runs: list[list[str]] = [[]]
    for line in chunk.lines:
        if _CELL.fullmatch(line):
            runs += [[line], []]
        else:
            runs[-1].append(line)
    said = [run for run in runs if any(line.strip() for line in run)]
    return [
        Chunk(lines=tuple(run), is_code=chunk.is_code, gap=chunk.gap if at == 0 else 1)
        for at, run in enumerate(said)
    ]


def announced(parts: Sequence[Part]) -> list[Part]:
    """What follows the label of a tool is code; where a tool labels all code, nothing else is."""
    places = [
        at
        for at, part in enumerate(parts)
        if len(part.lines) == 1 and _ANNOUNCES.fullmatch(part.lines[0].strip())
    ]
    made = [
        msgspec.structs.replace(part, kind=Kind.PARAGRAPH) if _is_label(part) else part
        for part in parts
    ]
    for place in places:
        made[place] = msgspec.structs.replace(made[place], kind=Kind.PARAGRAPH)
        if place + 1 < len(made):
            made[place + 1] = msgspec.structs.replace(
                made[place + 1], kind=Kind.CODE, rows=(), confidence=1.0
            )
    if len(places) < _ANNOUNCED_OFTEN:
        return made
    return [_doubted(made, at) for at in range(len(made))]


def _doubted(parts: Sequence[Part], at: int) -> Part:
    part = parts[at]
    alone = len(part.lines) == 1 and part.kind is Kind.CODE and part.confidence < 1
    near = at > 0 and parts[at - 1].kind is Kind.CODE
    return msgspec.structs.replace(part, kind=Kind.PARAGRAPH) if alone and not near else part


def _is_label(part: Part) -> bool:
    return len(part.lines) == 1 and _CELL.fullmatch(part.lines[0]) is not None
