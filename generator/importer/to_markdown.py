"""HTML of a feed entry to Markdown. In: the body and its address. Out: Markdown, sanitised.

This module only puts the passes in order. Nothing a feed says is lost on the way, and nothing of
it can become live: what is written is either text, escaped, or markup that we chose.
"""

from msgspec import Struct

from generator.importer.code_blocks import mark_code_blocks
from generator.importer.code_repair import Repair
from generator.importer.document import Block, Item, List, Note
from generator.importer.embeds import mark_embeds
from generator.importer.footnotes import mark_footnotes
from generator.importer.heading_names import mark_heading_names
from generator.importer.html_tree import parse
from generator.importer.markdown_blocks import markdown
from generator.importer.mathematics import mark_mathematics
from generator.importer.reading import read
from generator.importer.sanitise import remove_furniture


class Conversion(Struct, frozen=True, kw_only=True):
    """A body as Markdown, and what was mended in its code."""

    markdown: str
    repairs: tuple[Repair, ...] = ()


def html_to_markdown(html: str, base_url: str) -> str:
    """`html` as Markdown that ends in a line break, or "" where it says nothing.

    `base_url` is where relative addresses start. Never fails, whatever `html` holds.
    """
    return convert_html(html, base_url).markdown


def convert_html(html: str, base_url: str) -> Conversion:
    """What `html_to_markdown` gives, and the repairs of code, block by block."""
    tree = parse(html)
    mark_mathematics(tree)
    repairs = mark_code_blocks(tree)
    remove_furniture(tree)
    mark_embeds(tree, base_url)
    mark_footnotes(tree)
    mark_heading_names(tree, base_url)
    text = markdown(_with_notes(read(tree, base_url)))
    return Conversion(markdown=text + "\n" if text else "", repairs=repairs)


def _with_notes(blocks: tuple[Block, ...]) -> list[Block]:
    """Notes that only raw HTML refers to would not be shown: they become numbered entries."""
    rest: list[Block] = [block for block in blocks if not isinstance(block, Note)]
    notes = [block for block in blocks if isinstance(block, Note)]
    text = markdown([*rest, *notes]) if notes else ""
    return rest + [
        note
        if text.count(f"[^{note.number}]") > 1
        else List(items=(Item(blocks=note.blocks),), start=note.number)
        for note in notes
    ]
