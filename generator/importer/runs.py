"""Running text as a browser lays it out. In: runs in source order. Out: paragraphs of runs.

White space collapses, disappears at the edges of lines, and moves out of marks; two line breaks
in a row end a paragraph; neighbouring pieces of the same kind and marks become one.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

import msgspec

from generator.importer.document import Break, Code, Mark, Run, Runs, Text

_SPACE: Final = re.compile("[ \t\n\v\f\x1c-\x1f\x85\u2028\u2029]+")
_SPACES: Final = re.compile("[ \xa0]{2,}")
_EDGES: Final = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def paragraphs(runs: Iterable[Run]) -> list[Runs]:
    """The paragraphs that `runs` make, without empty ones."""
    found: list[Runs] = []
    line: list[Run] = []
    for run in _pieces(runs):
        last = line[-1] if line else None
        if isinstance(run, Break):
            if isinstance(last, Break):
                found.append(_finished(line))
                line = []
            elif last is not None:
                _add_break(line, run)
        elif not _is_space(run):
            line.append(run)
        elif isinstance(last, Break):
            line[-1] = Break(is_spaced=True)
        elif last is not None and not _is_space(last):
            line.append(run)
    found.append(_finished(line))
    return [paragraph for paragraph in found if paragraph]


def _add_break(line: list[Run], run: Break) -> None:
    """White space before a break goes; that it stood there is kept."""
    is_spaced = run.is_spaced
    if _is_space(line[-1]):
        line.pop()
        is_spaced = True
    line.append(Break(is_spaced=is_spaced))


def _pieces(runs: Iterable[Run]) -> list[Run]:
    """White space at the edges of a text becomes a piece of its own."""
    pieces: list[Run] = []
    for run in runs:
        if not isinstance(run, Text | Code):
            pieces.append(run)
            continue
        text = _SPACES.sub(" ", _SPACE.sub(" ", run.text))
        edges = _EDGES.fullmatch(text)
        assert edges is not None
        before, core, after = edges.groups()
        if before:
            pieces.append(Text(text=before, marks=run.marks))
        if core:
            core = core.replace("\xa0", " ") if isinstance(run, Code) else core
            pieces.append(msgspec.structs.replace(run, text=core))
        if after:
            pieces.append(Text(text=after, marks=run.marks))
    return pieces


def _is_space(run: Run) -> bool:
    return isinstance(run, Text) and run.text.isspace()


def _finished(line: list[Run]) -> Runs:
    while line and (isinstance(line[-1], Break) or _is_space(line[-1])):
        line.pop()
    for at in range(1, len(line) - 1):
        if _is_space(line[at]) or isinstance(line[at], Break):
            shared = _shared(line[at - 1].marks, line[at + 1].marks)
            line[at] = msgspec.structs.replace(line[at], marks=shared)
    merged = _merged(line)
    uses = Counter(mark.serial for run in merged for mark in run.marks)
    return tuple(_merged([_as_code(run, uses) for run in merged]))


def _as_code(run: Run, uses: Counter[int]) -> Run:
    """Text that is all there is within a mark of code is plain code."""
    mark = next((mark for mark in run.marks if mark.tag == "code"), None)
    if not isinstance(run, Text) or mark is None or uses[mark.serial] > 1:
        return run
    marks = tuple(m for m in run.marks if m != mark)
    return Code(text=run.text.replace("\xa0", " "), marks=marks)


def _shared(left: tuple[Mark, ...], right: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The marks that both have, from the outside in."""
    count = 0
    while count < min(len(left), len(right)) and left[count] == right[count]:
        count += 1
    return left[:count]


def _merged(line: list[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in line:
        last = merged[-1] if merged else None
        if isinstance(run, Text | Code) and type(last) is type(run) and last.marks == run.marks:
            merged[-1] = msgspec.structs.replace(run, text=last.text + run.text)
        else:
            merged.append(run)
    return merged
