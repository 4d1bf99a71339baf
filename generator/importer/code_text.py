"""The exact text of code. In: elements that show code. Out: what an author typed.

Line numbers are left out; an element of its own for a line and `<br>` are line breaks. The
language is not looked for here.
"""

import re
from typing import Final

from generator.importer.html_tree import Element, descendants

_GUTTER: Final = frozenset(
    "gutter gl linenos lineno linenodiv linenum ln lnt lnlinks line-numbers-rows hljs-ln-numbers"
    " crayon-nums rouge-gutter linenumber react-syntax-highlighter-line-number line-number"
    " blob-num".split()
)
_CODE_TABLE: Final = re.compile(
    r"lntable|rouge-table|highlighttable|codehilitetable|CodeRay|hljs-ln"
)
_NOT_CODE: Final = frozenset({"button", "svg", "style", "script"})
_LINE_TAGS: Final = frozenset({"div", "p", "li", "tr"})
_LINE_CLASSES: Final = frozenset({"line", "grvsc-line", "code-line", "view-line", "token-line"})
_BLANK_START: Final = re.compile(r"^(?:[ \t]*\n)+")
_BLANK_END: Final = re.compile(r"(?:\n[ \t]*)+$")


def exact(text: str) -> str:
    """`text` without blank lines at both ends; no-break spaces become spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    text = _BLANK_END.sub("", _BLANK_START.sub("", text))
    return text if text.strip() else ""


def code_text(element: Element) -> str:
    """The code that `element` shows; "" where there is none."""
    table = next((e for e in (element, *descendants(element)) if is_code_table(e)), None)
    if table is not None:
        return exact("\n".join(_cell_text(cell) for cell in code_cells(table)))
    return exact(_raw_text(element))


def is_gutter(element: Element) -> bool:
    return not _GUTTER.isdisjoint(element.classes)


def is_code_table(table: Element) -> bool:
    """Whether `table` lays out code beside line numbers."""
    if table.tag != "table":
        return False
    if _CODE_TABLE.search(table.attrs.get("class", "")):
        return True
    return any(
        e.tag in ("td", "th") and (is_gutter(e) or "lntd" in e.classes) for e in descendants(table)
    )


def code_cells(table: Element) -> list[Element]:
    """The cells of a code table that hold code."""
    cells = [
        e
        for e in descendants(table)
        if e.tag == "td" and not is_gutter(e) and "line-numbers" not in e.classes
    ]
    if len(cells) == 1:
        return cells
    return [cell for cell in cells if not any(is_gutter(e) for e in descendants(cell))]


def _cell_text(cell: Element) -> str:
    return _BLANK_END.sub("", _raw_text(cell))


def _raw_text(element: Element) -> str:
    lines = _Lines()
    _append(element, lines, splits_spans=_has_bare_line_spans(element))
    return "".join(lines.pieces)


class _Lines:
    """Text that grows by pieces and knows whether it stands at the start of a line."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def add(self, text: str) -> None:
        if text:
            self.pieces.append(text)

    def end_line(self) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")


def _append(element: Element, lines: _Lines, *, splits_spans: bool) -> None:
    for child in element.children:
        if isinstance(child, str):
            lines.add(child)
        elif child.tag == "br":
            lines.add("\n")
        elif child.tag == "img":
            lines.add(child.attrs.get("alt", ""))
        elif child.tag not in _NOT_CODE and not is_gutter(child):
            is_line = child.tag in _LINE_TAGS or (splits_spans and _is_line_span(child))
            if is_line:
                lines.end_line()
            _append(child, lines, splits_spans=splits_spans)
            if is_line:
                lines.end_line()


def _is_line_span(element: Element) -> bool:
    return element.tag in ("span", "code") and not _LINE_CLASSES.isdisjoint(element.classes)


def _has_bare_line_spans(element: Element) -> bool:
    """Whether spans for lines are the only line breaks: no text between them breaks a line."""
    for parent in (element, *descendants(element)):
        spans = [c for c in parent.children if isinstance(c, Element) and _is_line_span(c)]
        if len(spans) > 1:
            between = [c for c in parent.children if isinstance(c, str)]
            has_breaks = any(e.tag == "br" for e in descendants(parent))
            return not has_breaks and not any("\n" in text for text in between)
    return False
