"""Tables that lost their borders. In: lines. Out: rows, or none where columns are unsure."""

import re
from collections.abc import Sequence
from typing import Final

_GAP: Final = re.compile(r"\s{2,}|\t")
_MOST_COLUMNS: Final = 12

Rows = tuple[tuple[str, ...], ...]


def table_rows(lines: Sequence[str]) -> Rows:
    """Rows of as many cells each: cut at gaps, or where each word is a cell."""
    if len(lines) < 2:
        return ()
    for split in (_GAP.split, str.split):
        rows = tuple(tuple(split(line.strip())) for line in lines)
        width = len(rows[0])
        if 2 <= width <= _MOST_COLUMNS and all(len(row) == width for row in rows):
            return rows
    return ()
