"""A clean tree as a document. In: elements after all clean-ups. Out: blocks and runs.

The walk carries the marks it is within, so that a mark around blocks is a mark within each of
them. Tags that mean nothing here lose themselves and keep their content.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import msgspec

from generator.importer.code_blocks import CODE_BLOCK
from generator.importer.document import (
    Block,
    Break,
    Code,
    CodeBlock,
    Details,
    Embed,
    Figure,
    Heading,
    List,
    Mark,
    Math,
    MathBlock,
    Media,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Rule,
    Run,
    Runs,
    Text,
)
from generator.importer.embeds import EMBED, MEDIA
from generator.importer.footnotes import NOTE
from generator.importer.heading_names import HEADINGS, NAMES
from generator.importer.html_tree import Element, Node, descendants, text_of
from generator.importer.mathematics import MATH
from generator.importer.reading_inline import InlineReader, Marks
from generator.importer.reading_lists import LISTS, read_definitions, read_list
from generator.importer.reading_tables import read_table
from generator.importer.runs import paragraphs

_PARAGRAPHS: Final = frozenset(
    "address article aside body caption center dd dialog div dt fieldset figcaption figure footer"
    " form header hgroup legend li main nav p section summary".split()
)


def read(tree: Element, base_url: str) -> tuple[Block, ...]:
    """The document that `tree` shows; relative addresses start from `base_url`."""
    return _Reader(base_url).blocks(tree.children, ())


class _Flow:
    """Blocks that grow; running text waits until a block ends the paragraph."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.waiting: list[Run] = []

    def add(self, blocks: Iterable[Block]) -> None:
        self.end_paragraph()
        self.blocks += blocks

    def end_paragraph(self) -> None:
        self.blocks += [Paragraph(runs=runs) for runs in paragraphs(self.waiting)]
        self.waiting = []


class _Reader:
    def __init__(self, base_url: str) -> None:
        self._inline = InlineReader(base_url)

    def blocks(self, nodes: Iterable[Node], marks: Marks) -> tuple[Block, ...]:
        flow = _Flow()
        self._walk(nodes, marks, flow)
        flow.end_paragraph()
        return tuple(flow.blocks)

    def line(self, nodes: Iterable[Node], marks: Marks) -> Runs:
        """All running text within `nodes`, whatever blocks it stands in, as one paragraph."""
        return _as_line(self.blocks(nodes, marks))

    def _walk(self, nodes: Iterable[Node], marks: Marks, flow: _Flow) -> None:
        for node in nodes:
            if isinstance(node, str):
                flow.waiting.append(Text(text=node, marks=marks))
            elif (block := _block_reader(node)) is not None:
                flow.add(block(self, node, marks))
            elif node.tag in _PARAGRAPHS:
                flow.end_paragraph()
                self._walk(node.children, marks, flow)
                flow.end_paragraph()
            elif (runs := self._inline.runs(node, marks)) is not None:
                flow.waiting += runs
            else:
                self._walk(node.children, self._inline.marks_within(node, marks), flow)

    def rule(self, _element: Element, _marks: Marks) -> Iterator[Block]:
        yield Rule()

    def quote(self, element: Element, marks: Marks) -> Iterator[Block]:
        if blocks := self.blocks(element.children, marks):
            yield Quote(blocks=blocks)

    def list(self, element: Element, marks: Marks) -> Iterator[Block]:
        return read_list(element, lambda nodes: self.blocks(nodes, marks))

    def table(self, element: Element, marks: Marks) -> Iterator[Block]:
        return read_table(element, marks, self.blocks, self.line)

    def definitions(self, element: Element, marks: Marks) -> Iterator[Block]:
        return read_definitions(element, lambda nodes: self.blocks(nodes, marks))

    def heading(self, element: Element, marks: Marks) -> Iterator[Block]:
        """The heading, then what a heading cannot hold."""
        blocks = self.blocks(element.children, marks)
        runs = _as_line(blocks)
        if any(isinstance(run, Text | Code | Math) for run in runs):
            names = tuple(element.attrs.get(NAMES, "").split())
            words = _without_whole_strong(runs)
            yield Heading(level=int(element.tag[1]), runs=words, names=names)
        elif runs:
            yield Paragraph(runs=runs)
        yield from (block for block in blocks if not list(_lines_of(block)))

    def details(self, element: Element, marks: Marks) -> Iterator[Block]:
        inner = [c for c in element.children if isinstance(c, Element) and c.tag == "summary"]
        summary = inner[0] if inner else Element("summary")
        rest = [c for c in element.children if c is not summary]
        yield Details(
            summary=self.line(summary.children, marks),
            blocks=self.blocks(rest, marks),
            is_open="open" in element.attrs,
        )

    def figure(self, element: Element, marks: Marks) -> Iterator[Block]:
        """What the caption is of, and the caption where it is the last and running text."""
        caption = _caption_below(element)
        blocks = self.blocks((c for c in element.children if c is not caption), marks)
        said = self.blocks(caption.children if caption else (), marks)
        line = _as_line(said)
        fits_html = not any(isinstance(run, Math | NoteReference) for run in line)
        if blocks and line and fits_html and all(isinstance(block, Paragraph) for block in said):
            yield Figure(blocks=blocks, caption=line)
        else:
            yield from (*blocks, *said)

    def link_around_blocks(self, element: Element, marks: Marks) -> Iterator[Block]:
        """A link around paragraphs stays one link, whose paragraphs are lines."""
        blocks = self.blocks(element.children, self._inline.marks_within(element, marks))
        lines = [block.runs for block in blocks if isinstance(block, Paragraph)]
        if len(lines) < len(blocks):
            yield from blocks
            return
        runs = itertools.chain.from_iterable((*line, Break(is_spaced=True)) for line in lines)
        for joined in paragraphs(runs):
            yield Paragraph(runs=joined)

    def code(self, element: Element, _marks: Marks) -> Iterator[Block]:
        yield CodeBlock(text=text_of(element), language=element.attrs["language"])

    def mathematics(self, element: Element, _marks: Marks) -> Iterator[Block]:
        yield MathBlock(tex=text_of(element))

    def embed(self, element: Element, _marks: Marks) -> Iterator[Block]:
        yield Embed(address=element.attrs["href"], title=element.attrs["title"])

    def media(self, element: Element, _marks: Marks) -> Iterator[Block]:
        attrs = element.attrs
        yield Media(tag=attrs["tag"], address=attrs["src"], poster=attrs["poster"])

    def note(self, element: Element, marks: Marks) -> Iterator[Block]:
        blocks = self.blocks(element.children, marks)
        yield Note(number=int(element.attrs["number"]), blocks=blocks)


_BlockReader = Callable[[_Reader, Element, Marks], Iterator[Block]]

_BLOCK_READERS: Final[dict[str, _BlockReader]] = {
    "hr": _Reader.rule,
    "blockquote": _Reader.quote,
    "table": _Reader.table,
    "details": _Reader.details,
    "figure": _Reader.figure,
    "dl": _Reader.definitions,
    CODE_BLOCK: _Reader.code,
    EMBED: _Reader.embed,
    MEDIA: _Reader.media,
    NOTE: _Reader.note,
    **dict.fromkeys(LISTS, _Reader.list),
    **dict.fromkeys(HEADINGS, _Reader.heading),
}


def _block_reader(element: Element) -> _BlockReader | None:
    if element.tag == "a" and any(e.tag in _PARAGRAPHS for e in descendants(element)):
        return _Reader.link_around_blocks
    if element.tag == MATH and "display" in element.attrs:
        return _Reader.mathematics
    if element.tag == "figure" and _caption_below(element) is None:
        return None
    return _BLOCK_READERS.get(element.tag)


def _caption_below(figure: Element) -> Element | None:
    rest = (
        child for child in reversed(figure.children) if isinstance(child, Element) or child.strip()
    )
    last = next(rest, None)
    return last if isinstance(last, Element) and last.tag == "figcaption" else None


def _as_line(blocks: Iterable[Block]) -> Runs:
    runs: list[Run] = []
    for block in blocks:
        for paragraph in _lines_of(block):
            runs += [Text(text=" "), *paragraph] if runs else paragraph
    return tuple(itertools.chain.from_iterable(paragraphs(runs)))


def _lines_of(block: Block) -> Iterator[Runs]:
    """The running text of a block where blocks cannot stand."""
    match block:
        case Paragraph() | Heading():
            yield block.runs
        case Quote():
            for inner in block.blocks:
                yield from _lines_of(inner)
        case Figure():
            for inner in (*block.blocks, Paragraph(runs=block.caption)):
                yield from _lines_of(inner)
        case List():
            for item in block.items:
                for inner in item.blocks:
                    yield from _lines_of(inner)


def _without_whole_strong(runs: Runs) -> Runs:
    """A heading that is bold as a whole is just a heading."""
    strong = Mark(tag="strong")
    if not all(strong in run.marks for run in runs):
        return runs
    return tuple(
        msgspec.structs.replace(run, marks=tuple(m for m in run.marks if m != strong))
        for run in runs
    )
