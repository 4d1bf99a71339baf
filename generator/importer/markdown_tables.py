"""Pipe tables. In: a table. Out: whether pipes can hold it, and its lines."""

from collections.abc import Iterable
from typing import Final

from generator.importer.document import Cell, Paragraph, Table
from generator.importer.markdown_inline import markdown_line

_ALIGNMENTS: Final = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}


def fits_pipes(table: Table) -> bool:
    """One header row at most, as many cells in each row, and only running text in cells."""
    width = len(table.rows[0])
    return not table.caption and all(
        len(row) == width
        and all(_fits_cell(cell) for cell in row)
        and (
            all(c.is_header for c in row)
            if at == 0 and row[0].is_header
            else not any(c.is_header for c in row)
        )
        for at, row in enumerate(table.rows)
    )


def _fits_cell(cell: Cell) -> bool:
    is_line = not cell.blocks or (len(cell.blocks) == 1 and isinstance(cell.blocks[0], Paragraph))
    return is_line and cell.colspan == cell.rowspan == 1


def pipe_table(table: Table) -> str:
    rows = [[_pipe_cell(cell) for cell in row] for row in table.rows]
    alignments = [_ALIGNMENTS[cell.align] for cell in table.rows[-1]]
    if not table.rows[0][0].is_header:
        rows.insert(0, ["" for _ in alignments])
    return "\n".join(_pipe_row(row) for row in [rows[0], alignments, *rows[1:]])


def _pipe_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _pipe_cell(cell: Cell) -> str:
    if not cell.blocks:
        return ""
    paragraph = cell.blocks[0]
    assert isinstance(paragraph, Paragraph)
    return markdown_line(paragraph.runs).replace("|", "\\|")
