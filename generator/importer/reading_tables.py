"""A `table` element as a Table. In: the element and how to read what cells hold. Out: rows."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from generator.importer.document import Block, Cell, Mark, Runs, Table
from generator.importer.html_tree import Element, Node

_ALIGN: Final = re.compile(r"text-align:\s*(left|center|right)")
_ALIGN_CLASS: Final = re.compile(r"(?:^|[\s-])(?:align|text)-?(left|center|right)(?:\s|$)")
_SCOPES: Final = frozenset({"row", "col", "rowgroup", "colgroup"})
_MAX_SPAN: Final = 1000

_ReadBlocks = Callable[[Iterable[Node], tuple[Mark, ...]], tuple[Block, ...]]
_ReadLine = Callable[[Iterable[Node], tuple[Mark, ...]], Runs]


def read_table(
    table: Element, marks: tuple[Mark, ...], blocks: _ReadBlocks, line: _ReadLine
) -> Iterator[Table]:
    """The table, unless nothing stands in it."""
    rows: list[tuple[Cell, ...]] = []
    caption: Runs = ()
    for element in _parts(table):
        if element.tag == "caption":
            caption = line(element.children, marks)
            continue
        cells = tuple(
            Cell(
                blocks=blocks(cell.children, marks),
                is_header=cell.tag == "th",
                colspan=_span(cell, "colspan"),
                rowspan=_span(cell, "rowspan"),
                align=_align(cell),
                scope=_scope(cell),
            )
            for cell in element.children
            if isinstance(cell, Element) and cell.tag in ("td", "th")
        )
        if cells:
            rows.append(cells)
    if any(cell.blocks for row in rows for cell in row):
        yield Table(rows=tuple(rows), caption=caption)


def _parts(table: Element) -> Iterator[Element]:
    for child in table.children:
        if isinstance(child, Element):
            if child.tag in ("tr", "caption"):
                yield child
            elif child.tag in ("thead", "tbody", "tfoot"):
                yield from _parts(child)


def _span(cell: Element, name: str) -> int:
    written = cell.attrs.get(name, "").strip()
    return min(int(written), _MAX_SPAN) or 1 if re.fullmatch("[0-9]{1,9}", written) else 1


def _scope(cell: Element) -> str:
    scope = cell.attrs.get("scope", "").strip().lower()
    return scope if cell.tag == "th" and scope in _SCOPES else ""


def _align(cell: Element) -> str:
    styled = _ALIGN.search(cell.attrs.get("style", "")) or _ALIGN_CLASS.search(
        cell.attrs.get("class", "")
    )
    align = styled[1] if styled else cell.attrs.get("align", "").lower()
    return align if align in ("left", "center", "right") else ""
