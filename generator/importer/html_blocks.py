"""Blocks as raw HTML, for the places where Markdown cannot stand. In: a block. Out: lines of HTML.

No blank line ever stands in it: that would end a raw block in Markdown. Only elements and
attributes that a page may hold are written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from generator.importer.document import (
    Block,
    Cell,
    CodeBlock,
    Definitions,
    Details,
    Embed,
    Figure,
    Heading,
    List,
    MathBlock,
    Media,
    Note,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from generator.importer.escape import escape_attribute, escape_html
from generator.importer.html_inline import html_line

_BLANK_LINE: Final = re.compile(r"\n([ \t]*)(?=\n)")


def html_block(block: Block) -> str:
    return "\n".join(_lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f"<p>{html_line(block.runs)}</p>"
        case Heading():
            yield f"<h{block.level}>{html_line(block.runs)}</h{block.level}>"
        case CodeBlock():
            yield _code(block)
        case MathBlock():
            yield f"<p>{escape_html(' '.join(block.tex.split()))}</p>"
        case Rule():
            yield "<hr>"
        case Embed():
            href = escape_attribute(block.address)
            yield f'<p><a href="{href}">{escape_html(block.title or block.address)}</a></p>'
        case Media():
            yield f'<{block.tag} controls src="{escape_attribute(block.address)}"></{block.tag}>'
        case _:
            yield from _container(block)


def _container(
    block: Quote | List | Table | Details | Figure | Definitions | Note,
) -> Iterator[str]:
    match block:
        case Quote():
            yield from _around("<blockquote>", _all(block.blocks), "</blockquote>")
        case List():
            yield from _list(block)
        case Table():
            yield from _table(block)
        case Details():
            summary = f"<summary>{html_line(block.summary)}</summary>"
            start = "<details open>" if block.is_open else "<details>"
            yield from _around(start, [summary, *_all(block.blocks)], "</details>")
        case Figure():
            caption = f"<figcaption>{html_line(block.caption)}</figcaption>"
            yield from _around("<figure>", [*_all(block.blocks), caption], "</figure>")
        case Definitions():
            entries = [_element("dt" if e.is_term else "dd", e.blocks) for e in block.entries]
            yield from _around("<dl>", entries, "</dl>")
        case Note():
            yield from _all(block.blocks)


def _all(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _lines(block)


def _around(start: str, lines: Iterable[str], end: str) -> Iterator[str]:
    yield start
    yield from lines
    yield end


def _element(tag: str, blocks: Sequence[Block], attributes: str = "", *, tight: bool = True) -> str:
    """An element; running text at its start stands right in it where it is `tight`."""
    start, end = f"<{tag}{attributes}>", f"</{tag}>"
    inner = list(_all(blocks))
    if tight and blocks and isinstance(blocks[0], Paragraph | Embed):
        start, inner = start + inner[0].removeprefix("<p>").removesuffix("</p>"), inner[1:]
    return "\n".join(_around(start, inner, end)) if inner else start + end


def _code(block: CodeBlock) -> str:
    name = f' class="language-{block.language}"' if block.language else ""
    text = _BLANK_LINE.sub(r"&#10;\1", escape_html(block.text))
    return f"<pre><code{name}>{text}\n</code></pre>"


def _list(block: List) -> Iterator[str]:
    start = f' start="{block.start}"' if block.start not in (None, 1) else ""
    tag = "ul" if block.start is None else "ol"
    start += f' type="{block.letters}"' if block.letters else ""
    start += " reversed" if block.is_reversed else ""
    # Paragraphs make a list loose, as they would in Markdown.
    tight = block.tight and not any(
        isinstance(later, Paragraph) for item in block.items for later in item.blocks[1:]
    )
    items = [_element("li", item.blocks, tight=tight) for item in block.items]
    yield from _around(f"<{tag}{start}>", items, f"</{tag}>")


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    if table.caption:
        yield f"<caption>{html_line(table.caption)}</caption>"
    for row in table.rows:
        yield "<tr>"
        for cell in row:
            yield _cell(cell)
        yield "</tr>"
    yield "</table>"


def _cell(cell: Cell) -> str:
    spans = [(n, v) for n, v in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if v != 1]
    scope = [("scope", cell.scope)] if cell.scope else []
    attributes = "".join(f' {name}="{value}"' for name, value in (*spans, *scope))
    tight = len(cell.blocks) == 1
    return _element("th" if cell.is_header else "td", cell.blocks, attributes, tight=tight)
