"""Tables that lost their borders. In: lines. Out: rows of cells, or none where columns are unsure.

What tools leave of a table: columns in line, cells joined by one space (an empty cell leaves two),
or cells joined by nothing. Lines are rows only where all divide into as many cells in one way.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from generator.archives.evidence import mean_codeness
from generator.archives.joined_cells import glued_rows, spaced_rows

_NUMBER: Final = re.compile(r"[-+~<>≈$€£]?\d[\d.,:/-]*[A-Za-z%µ]{0,4}")
_NUMBERED: Final = re.compile(r"\s?(\d{1,2}) (?=\S)")
_COMMENT: Final = re.compile(r"\S {2,}(?:#|//|/\*|<!--|--) ")
_MOST_COLUMNS: Final = 12
_LONGEST_CELL: Final = 160
_FEWEST_ROWS: Final = 3
_CODE: Final = 0.2

Row = tuple[str, ...]
Rows = tuple[Row, ...]


def table_rows(lines: Sequence[str], known: frozenset[str]) -> Rows:
    """Rows of cells that were joined; the first names the columns.

    `known` are words that the tutorial has elsewhere too: no border runs through them.
    """
    plain = all(line.strip() and line.rstrip()[-1] not in "{};\\:" for line in lines)
    if len(lines) < _FEWEST_ROWS - 1 or not plain or any(map(_COMMENT.search, lines)):
        return ()
    for rows in (_by_empty_cells(lines), _by_words(lines)):
        if _is_table(rows):
            return rows
    if mean_codeness(lines) > _CODE or any(" = " in line for line in lines):
        return ()
    rows = spaced_rows(lines) or glued_rows(lines, known)
    return rows if _is_table(rows) else ()


def table_in_columns(lines: Sequence[str]) -> Rows:
    """Columns that begin at the same place in every line, one space after their widest cell."""
    width = max(map(len, lines))
    padded = [line.ljust(width) for line in lines]
    edges = [0, *(at for at in range(2, width) if _begins_column(padded, at)), width]
    rows = tuple(
        tuple(line[left:right].strip() for left, right in pairwise(edges)) for line in padded
    )
    whole = all(row[0] and row[-1] for row in rows)
    return rows if whole and _is_table(rows) else ()


def _begins_column(padded: Sequence[str], at: int) -> bool:
    """A gap in all lines ends here, as wide as one space in the line with the widest cell."""
    if not all(line[at - 1] == " " != line[at] for line in padded):
        return False
    gaps = [line[at - 2] == " " for line in padded]
    return any(gaps) and not all(gaps)


def numbered_notes(lines: Sequence[str]) -> int:
    """How many of the last lines are notes on code, numbered from 1 without a point."""
    for count in range(1, len(lines) + 1):
        found = _NUMBERED.match(lines[-count])
        if not found:
            return 0
        if found[1] == "1":
            numbers = [_NUMBERED.match(line) for line in lines[-count:]]
            rising = all(n and int(n[1]) == at for at, n in enumerate(numbers, 1))
            return count if rising else 0
    return 0


def note_rows(lines: Sequence[str]) -> Rows:
    """Number and text of each note, under no names."""
    divided = (line.strip().split(" ", 1) for line in lines)
    return tuple((number, text.strip()) for number, text in divided)


def _is_table(rows: Rows) -> bool:
    if len(rows) < 2 or not 2 <= len(rows[0]) <= _MOST_COLUMNS:
        return False
    if any(len(row) != len(rows[0]) for row in rows):
        return False
    named = sum(any(sign.isalpha() for sign in cell) for cell in rows[0])
    return named > 0 and max(len(cell) for row in rows for cell in row) <= _LONGEST_CELL


def _by_empty_cells(lines: Sequence[str]) -> Rows:
    """Two spaces are what an empty cell leaves; empty cells at the end of a line left nothing."""
    gaps = sum("  " in line.strip() for line in lines)
    if gaps * 10 < len(lines) * 8 or any("   " in line.strip() for line in lines):
        return ()
    divided = [_around_gaps(line) for line in lines]
    width = max(map(len, divided))
    if sum(len(row) == width for row in divided) * 2 < len(divided):
        return ()
    return tuple((*row, *[""] * (width - len(row))) for row in divided)


def _around_gaps(line: str) -> Row:
    first, *rest = line.rstrip().split("  ")
    return (first.strip(), *(cell for part in rest for cell in ("", part.strip())))


def _by_words(lines: Sequence[str]) -> Rows:
    """As many words in each line, under names, with a column of numbers or of few words."""
    rows = tuple(tuple(line.split()) for line in lines)
    if len(rows) < _FEWEST_ROWS or len({len(row) for row in rows}) > 1:
        return ()
    if any(map(_NUMBER.fullmatch, rows[0])) or not any(cell[:1].isupper() for cell in rows[0]):
        return ()
    body = rows[1:]
    counted = any(all(map(_NUMBER.fullmatch, column)) for column in zip(*body, strict=True))
    said = Counter(cell for row in body for cell in row)
    return rows if counted or len(said) * 2 <= sum(said.values()) else ()
