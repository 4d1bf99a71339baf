"""Blocks as Markdown. In: a document. Out: lines of Markdown without one at the end.

What Markdown cannot hold (a table with spans or blocks in cells) is raw HTML, which never has a
blank line in it and always one after it.
"""

import itertools
import re
from collections.abc import Sequence
from typing import Final

from generator.importer.document import (
    Block,
    CodeBlock,
    Definitions,
    Details,
    Embed,
    Figure,
    Heading,
    Item,
    List,
    MathBlock,
    Media,
    Note,
    Paragraph,
    Quote,
    Rule,
    Table,
)
from generator.importer.escape import escape_attribute
from generator.importer.html_blocks import html_block
from generator.importer.html_inline import html_line
from generator.importer.markdown_inline import (
    embed_line,
    markdown_line,
    markdown_lines,
    markdown_term,
)
from generator.importer.markdown_tables import fits_pipes, pipe_table

_CLOSING_HASHES: Final = re.compile(r"(^|\s)(#+)$")
_CLOSING_NAMES: Final = re.compile(r"(?<=\s)\{#[^{}]*\}$")


def markdown(blocks: Sequence[Block]) -> str:
    """All of `blocks`, separated by blank lines."""
    return _joined(blocks, "\n\n")


def _joined(blocks: Sequence[Block], separator: str) -> str:
    written: list[str] = []
    previous: Block | None = None
    alternate = False
    for block in blocks:
        # Two lists in a row would be one, but for another marker.
        alternate = _would_merge(previous, block) and not alternate
        if isinstance(block, List) and not _needs_tags(block):
            written.append(_list(block, alternate=alternate))
        else:
            if isinstance(previous, Definitions) and isinstance(block, Definitions):
                written.append("<!-- -->")
            written.append(_block(block))
        previous = block
    return separator.join(written)


def _needs_tags(block: List) -> bool:
    """Letters and numbers that fall are beyond Markdown."""
    return bool(block.letters) or block.is_reversed


def _would_merge(previous: Block | None, block: Block) -> bool:
    return (
        isinstance(previous, List)
        and isinstance(block, List)
        and (previous.start is None) == (block.start is None)
    )


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return markdown_lines(block.runs)
        case Heading():
            return _heading(block)
        case CodeBlock():
            return _fenced(block)
        case MathBlock():
            return "$$\n" + re.sub(r"\n\s*\n", "\n", block.tex) + "\n$$"
        case Rule():
            return "---"
        case Embed():
            return embed_line(block)
        case Media():
            return _player(block)
    return _container(block)


def _container(block: Quote | List | Table | Details | Figure | Definitions | Note) -> str:
    match block:
        case Quote():
            return _prefixed(markdown(block.blocks), ">")
        case List():
            return html_block(block)
        case Table():
            return pipe_table(block) if fits_pipes(block) else html_block(block)
        case Details():
            return _details(block)
        case Figure():
            return _figure(block)
        case Definitions():
            return _definitions(block) if _fits_colons(block) else html_block(block)
        case Note():
            return f"[^{block.number}]: " + _indented(markdown(block.blocks), 4)


def _heading(heading: Heading) -> str:
    line = _CLOSING_HASHES.sub(r"\1\\\2", markdown_line(heading.runs))
    line = _CLOSING_NAMES.sub(r"\\\g<0>", line)
    names = " ".join(f"#{name}" for name in heading.names)
    return f"{'#' * heading.level} {line}" + (f" {{{names}}}" if names else "")


def _fenced(block: CodeBlock) -> str:
    """A fence longer than any in the code."""
    longest = max((len(ticks) for ticks in re.findall("`{3,}", block.text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{block.language}\n{block.text}\n{fence}"


def _player(media: Media) -> str:
    poster = f' poster="{escape_attribute(media.poster)}"' if media.poster else ""
    source = escape_attribute(media.address)
    return f'<{media.tag} controls src="{source}"{poster}></{media.tag}>'


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join(f"{prefix} {line}" if line else prefix for line in text.split("\n"))


def _indented(text: str, width: int) -> str:
    """All lines but the first, and no blank ones."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(" " * width + line if line else line for line in rest)])


# Lists


def _list(block: List, *, alternate: bool) -> str:
    tight = all(_fits_tight(item) for item in block.items) and (
        block.tight
        or not any(isinstance(b, Paragraph) for item in block.items for b in item.blocks)
    )
    entries = [
        _item(item, _marker(block, at, alternate=alternate), "\n" if tight else "\n\n")
        for at, item in enumerate(block.items)
    ]
    return ("\n" if tight else "\n\n").join(entries)


def _marker(block: List, at: int, *, alternate: bool) -> str:
    if block.start is None:
        return "* " if alternate else "- "
    return f"{block.start + at}{')' if alternate else '.'} "


def _item(item: Item, marker: str, separator: str) -> str:
    box = "" if item.checked is None else "[x] " if item.checked else "[ ] "
    text = _joined(item.blocks, separator)
    if isinstance(item.blocks[0], Rule):
        text = text.replace("-", "_", 3)
    return marker + box + _indented(text, len(marker))


def _fits_tight(item: Item) -> bool:
    """Whether each block starts where the one before it stands, without a blank line."""
    return all(
        (
            isinstance(first, Heading | CodeBlock)
            and isinstance(second, Paragraph | Heading | CodeBlock | List | Quote)
        )
        or (isinstance(first, Paragraph) and _may_interrupt(second))
        for first, second in zip(item.blocks, item.blocks[1:], strict=False)
    )


def _may_interrupt(block: Block) -> bool:
    if isinstance(block, List):
        return block.start in (None, 1)
    return isinstance(block, CodeBlock | Quote | Heading)


# Folds, figures and definitions


def _details(details: Details) -> str:
    start = "<details open>" if details.is_open else "<details>"
    summary = f"<summary>{html_line(details.summary)}</summary>\n" if details.summary else ""
    inner = f"\n{markdown(details.blocks)}\n" if details.blocks else ""
    return f"{start}\n{summary}{inner}\n</details>"


def _figure(figure: Figure) -> str:
    caption = f"<figcaption>{html_line(figure.caption)}</figcaption>"
    return f"<figure>\n\n{markdown(figure.blocks)}\n\n{caption}\n</figure>"


def _fits_colons(definitions: Definitions) -> bool:
    """Terms of one line, one at a time, each followed by at least one definition."""
    kinds = [entry.is_term for entry in definitions.entries]
    return (
        kinds[0]
        and not kinds[-1]
        and not any(both == (True, True) for both in itertools.pairwise(kinds))
        and all(
            len(entry.blocks) == 1 and isinstance(entry.blocks[0], Paragraph)
            for entry in definitions.entries
            if entry.is_term
        )
    )


def _definitions(definitions: Definitions) -> str:
    lines: list[str] = []
    after_term = True
    for entry in definitions.entries:
        if not entry.is_term:
            lines.append(": " + _indented(markdown(entry.blocks), 2))
        elif isinstance(term := entry.blocks[0], Paragraph):
            lines += [markdown_term(term.runs)] if after_term else ["", markdown_term(term.runs)]
        after_term = entry.is_term
    return "\n".join(lines)
