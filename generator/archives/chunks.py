"""Lines between blank ones. In: the lines of a tutorial. Out: chunks, some known to be code.

Lines of spaces only are blank lines of code: what they frame is code for certain.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from generator.archives.evidence import codeness
from generator.archives.items import is_item

_TEXT: Final = -0.3
_NO_CODE: Final = 0.0


class Chunk(Struct, frozen=True, kw_only=True):
    lines: tuple[str, ...]
    is_code: bool = False
    gap: int = 1
    """Blank lines before it."""


def chunks(lines: Sequence[str]) -> tuple[Chunk, ...]:
    """All that says something, in order."""
    found: list[Chunk] = []
    for gap, run in _runs(lines):
        for at, piece in enumerate(_ended(run)):
            before = gap if at == 0 else 0
            if any(not line.strip() for line in piece):
                found += _framed(piece, before)
            else:
                found.append(Chunk(lines=tuple(piece), gap=before))
    return tuple(found)


def _ended(run: Sequence[str]) -> list[Sequence[str]]:
    """A run, divided where a line of many spaces ends code and text comes after it."""
    ends = [
        at
        for at, (line, after) in enumerate(pairwise(run), 1)
        if len(line) > 1
        and not line.strip()
        and after.strip()
        and not after.startswith(("  ", "\t"))
        and codeness(after) < _NO_CODE
    ]
    edges = [0, *ends, len(run)]
    return [run[start:end] for start, end in pairwise(edges)]


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    run: list[str] = []
    gap = 1
    for line in lines:
        if line:
            run.append(line)
            continue
        if any(said.strip() for said in run):
            yield gap, run
            gap = 0
        run = []
        gap += 1
    if any(said.strip() for said in run):
        yield gap, run


def _framed(run: Sequence[str], gap: int) -> Iterator[Chunk]:
    """Code between lines of spaces; what stands before or after it within the run is its own."""
    blank = [at for at, line in enumerate(run) if not line.strip()]
    first, last = blank[0], blank[-1]
    if last == len(run) - 1 and first != last:
        start, end = first, last
    elif first == 0:
        start, end = 0, len(run) if first == last else last
    else:
        start, end = 0, len(run)
        while start < first and (is_item(run[start]) or codeness(run[start]) < _TEXT):
            start += 1
    if start:
        yield Chunk(lines=tuple(run[:start]), gap=gap)
    if any(line.strip() for line in run[start:end]):
        for block in _blocks(run[start:end], run[last]):
            yield Chunk(lines=_trimmed(block), is_code=True, gap=gap)
    rest = [line for line in run[end:] if line.strip()]
    if rest:
        yield Chunk(lines=tuple(rest), gap=0)


def _blocks(run: Sequence[str], frame: str) -> list[Sequence[str]]:
    """Blocks that touch: two lines of spaces, the first of which is as wide as the last of all."""
    if run[0].strip():
        return [run]
    starts = [0]
    for at in range(2, len(run) - 1):
        if run[at].strip() or run[at - 1] != frame or run[at - 1].strip():
            continue
        sure = len(frame) > 1 or (run[at - 2].rstrip()[-1:] in ";}" and run[at + 1][:1] == "{")
        if sure and run[at + 1].strip() and run[at - 2].strip():
            starts.append(at)
    return [run[start:end] for start, end in zip(starts, [*starts[1:], len(run)], strict=True)]


def _trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    said = [at for at, line in enumerate(lines) if line.strip()]
    return tuple(line if line.strip() else "" for line in lines[said[0] : said[-1] + 1])
