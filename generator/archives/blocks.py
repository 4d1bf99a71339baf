"""Headings, paragraphs, lists, code, output and tables. In: chunks. Out: parts, in order.

A chunk is judged by its own lines first, then by its neighbours: blank lines inside code divide
it into chunks that belong together. What is uncertain stays running text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import msgspec

from generator.archives.chunks import Chunk, chunks
from generator.archives.depths import with_depths
from generator.archives.evidence import codeness, is_output_label, is_sentence, mean_codeness
from generator.archives.gluing import depth, glued
from generator.archives.headings import headings
from generator.archives.items import is_bullet, is_item
from generator.archives.languages import is_python, is_structure
from generator.archives.outputs import end_of_program, with_outputs
from generator.archives.printed import announced, in_cells
from generator.archives.segments import HEADING_SIGN
from generator.archives.tables import note_rows, numbered_notes, table_in_columns, table_rows
from generator.archives.values import Kind, Part, Style

_CODE: Final = 0.2
_TEXT: Final = -0.4
_MOST_LINES: Final = 300
"""Of a chunk in which captions are looked for: each is compared with all before it."""
_SURE: Final = 0.6
_WIDTH: Final = 72
_WORD: Final = re.compile(r"[\w-]+")
_BRANCH: Final = re.compile(r"[\s|│├└─`+-]*[\w./-]+(?:\s+(?:#|//|←|<-).*)?")
_FILE: Final = re.compile(r"\w\.\w+|/\w|\w/|[│├└]|\|--")
_NAME: Final = re.compile(r"\s*[\w-]+\s*")


def parts(lines: Sequence[str], style: Style) -> tuple[Part, ...]:
    """What the lines of one tutorial are."""
    pieces = [
        part for chunk in chunks(lines) for cell in in_cells(chunk) for part in _divided(cell)
    ]
    known = _said_twice(lines)
    judged = announced(
        [msgspec.structs.replace(_judged(piece, style, known), gap=piece.gap) for piece in pieces]
    )
    judged = _only_framed(with_notes(judged))
    if style is not Style.INDENTED:
        judged = glued(judged)
    return with_depths(headings(with_outputs(judged)))


def _only_framed(found: Sequence[Part]) -> list[Part]:
    """Where a text frames its code, a single line without a frame is code if it is announced."""
    if not any(part.is_framed for part in found):
        return list(found)
    made: list[Part] = []
    for part in found:
        bare = part.kind is Kind.CODE and not part.is_framed and len(part.lines) == 1
        after_text = bool(made) and made[-1].kind in (Kind.PARAGRAPH, Kind.TABLE, Kind.OUTPUT)
        if bare and after_text and not made[-1].lines[-1].rstrip().endswith((":", "：")):
            part = msgspec.structs.replace(part, kind=Kind.PARAGRAPH)
        made.append(part)
    return made


def _said_twice(lines: Sequence[str]) -> frozenset[str]:
    said = Counter(word.lower() for line in lines for word in _WORD.findall(line))
    return frozenset(word for word, times in said.items() if times > 1)


def _divided(chunk: Chunk) -> list[Chunk]:
    """A chunk at the borders of its lists: they touch code and figures without a blank line."""
    notes = numbered_notes(chunk.lines)
    if 0 < notes < len(chunk.lines) and _are_notes(
        chunk.lines[-notes:], "\n".join(chunk.lines[:-notes])
    ):
        code = Chunk(lines=chunk.lines[:-notes], gap=chunk.gap, is_code=chunk.is_code)
        return [*_divided(code), Chunk(lines=chunk.lines[-notes:], gap=0)]
    if chunk.is_code:
        return [chunk]
    end = end_of_program(chunk.lines)
    if end and is_python("\n".join(chunk.lines[:end])):
        return [
            Chunk(lines=chunk.lines[:end], gap=chunk.gap),
            Chunk(lines=chunk.lines[end:], gap=0),
        ]
    if not any(is_item(line) for line in chunk.lines):
        return _without_captions(chunk)
    runs: list[tuple[bool, list[str]]] = []
    for line in chunk.lines:
        inside = bool(runs) and runs[-1][0]
        listed = is_item(line) and (
            inside or is_bullet(line) or not runs or codeness(line.lstrip(" 0123456789.)")) < 0.5
        )
        if inside and not listed and (line[:1] == " " or _goes_on(runs[-1][1][-1], line)):
            listed = True
        if runs and listed == inside:
            runs[-1][1].append(line)
        else:
            runs.append((listed, [line]))
    return [
        Chunk(lines=tuple(run), gap=chunk.gap if at == 0 else 0) for at, (_, run) in enumerate(runs)
    ]


def _without_captions(chunk: Chunk) -> list[Chunk]:
    """Lines of text that touch code under them are captions."""
    if len(chunk.lines) > _MOST_LINES or _is_wrapped(chunk.lines):
        return [chunk]
    runs: list[list[str]] = [[]]
    for at, line in enumerate(chunk.lines):
        before, rest = runs[-1], chunk.lines[at + 1 :]
        if rest and _is_text(line) and (not before or not depth(before)):
            if all(map(_is_text, before)):
                runs[-1] += [line]
            elif before[-1].rstrip()[-1:] in ("}", ";") and line[0].isupper():
                runs.append([line])
            else:
                before.append(line)
        elif (
            before
            and all(map(_is_text, before))
            and (codeness(line) >= _SURE or mean_codeness([line, *rest]) >= _SURE)
        ):
            runs.append([line])
        else:
            before.append(line)
    return [Chunk(lines=tuple(run), gap=chunk.gap if at == 0 else 0) for at, run in enumerate(runs)]


def _is_text(line: str) -> bool:
    return line[:1] not in (" ", "\t") and " " in line and codeness(line) <= _TEXT


def _goes_on(entry: str, line: str) -> bool:
    """Whether an unmarked line is more text of an entry."""
    return codeness(line) < -0.3 and (line[:1].islower() or entry.rstrip().endswith(","))


def _judged(chunk: Chunk, style: Style, known: frozenset[str]) -> Part:
    lines = chunk.lines
    if chunk.is_code:
        return Part(kind=Kind.CODE, lines=lines, is_framed=True)
    if lines[0].startswith(HEADING_SIGN):
        return Part(kind=Kind.HEADING, lines=(" ".join(lines),))
    if is_item(lines[0]):
        return Part(kind=Kind.LIST, lines=lines)
    if style is Style.LYNX and _is_wrapped(lines):
        return Part(kind=Kind.PARAGRAPH, lines=lines)
    rows = (style is Style.LYNX and table_in_columns(lines)) or table_rows(lines, known)
    if rows:
        return Part(kind=Kind.TABLE, lines=lines, rows=rows, confidence=0.8)
    score = mean_codeness(lines)
    if _is_code(lines, score):
        return Part(kind=Kind.CODE, lines=lines, confidence=min(1.0, 0.5 + abs(score) / 2))
    return Part(kind=Kind.PARAGRAPH, lines=lines, confidence=min(1.0, 0.5 + abs(score) / 2))


def _is_code(lines: Sequence[str], score: float) -> bool:
    text = "\n".join(lines)
    if len(lines) == 1:
        return score > _CODE and not is_output_label(text) and not _NAME.fullmatch(text)
    if _is_tree(lines):
        return True
    if is_structure(text) or (score > -0.6 and is_python(text)):
        return True
    sentences = sum(is_sentence(line) for line in lines)
    return score > _CODE - 0.15 and sentences * 2 < len(lines)


def _is_tree(lines: Sequence[str]) -> bool:
    """Whether each line is a file or a folder, and most show it."""
    named = sum(_FILE.search(line) is not None for line in lines)
    return len(lines) > 2 and all(map(_BRANCH.fullmatch, lines)) and named * 2 >= len(lines)


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether each line is as full as it can be, as in text that was wrapped."""
    if len(lines) < 2 or any(line.startswith((" ", "\t")) for line in lines):
        return False
    full = all(
        len(line) + 1 + len(after.split(" ")[0]) > _WIDTH - 4 for line, after in pairwise(lines)
    )
    return full and max(map(len, lines)) <= _WIDTH and mean_codeness(lines) < 0.9


def with_notes(found: Sequence[Part]) -> list[Part]:
    """Lines numbered from 1 after code are notes on it: the code has their numbers in brackets."""
    made: list[Part] = []
    for part in found:
        notes = part.kind is not Kind.LIST and numbered_notes(part.lines) == len(part.lines)
        if notes and made and made[-1].kind is Kind.CODE and _are_notes(part.lines, made[-1].text):
            part = msgspec.structs.replace(part, kind=Kind.TABLE, rows=note_rows(part.lines))
        made.append(part)
    return made


def _are_notes(lines: Sequence[str], code: str) -> bool:
    said = [line.strip().split(" ", 1)[1] for line in lines]
    if code.rsplit("\n", 1)[-1].lstrip().startswith("0 "):
        return False
    return "(1)" in code or (len(lines) > 1 and all(codeness(text) < _TEXT for text in said))
