"""A clean tree as a document. In: elements after all clean-ups. Out: blocks and runs.

The walk carries the marks it is within, so that a mark around blocks is a mark within each of
them. Tags that mean nothing here lose themselves and keep their content.
"""

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from generator.importer import reading_tables
from generator.importer.addresses import image_source, link_address, media_address
from generator.importer.code_blocks import CODE_BLOCK
from generator.importer.document import (
    Block,
    Break,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Details,
    Embed,
    Heading,
    Image,
    Item,
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
from generator.importer.footnotes import NOTE, REFERENCE
from generator.importer.html_tree import Element, Node, descendants, text_of
from generator.importer.mathematics import MATH
from generator.importer.runs import paragraphs

Marks = tuple[Mark, ...]

_SHARED_MARKS: Final = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "del": "del",
    "s": "del",
    "strike": "del",
}
_HTML_MARKS: Final = frozenset(
    "abbr cite dfn ins kbd mark q rp rt ruby samp small sub sup u var".split()
)
_PARAGRAPHS: Final = frozenset(
    "address article aside body caption center dd dialog div dt fieldset figcaption figure footer"
    " form header hgroup legend li main nav p section summary".split()
)
_LISTS: Final = frozenset({"ul", "ol", "menu", "dir"})
_HEADING: Final = re.compile(r"h([1-6])")


def read(tree: Element, base_url: str) -> tuple[Block, ...]:
    """The document that `tree` shows; relative addresses start from `base_url`."""
    return _Reader(base_url).blocks(tree.children, ())


class _Flow:
    """Blocks that grow; running text waits until a block ends the paragraph."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.waiting: list[Run] = []

    def add(self, *blocks: Block) -> None:
        self.end_paragraph()
        self.blocks += blocks

    def end_paragraph(self) -> None:
        self.blocks += [Paragraph(runs=runs) for runs in paragraphs(self.waiting)]
        self.waiting = []


class _Reader:
    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._serials = itertools.count(1)

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
            elif node.tag in _PARAGRAPHS:
                flow.end_paragraph()
                self._walk(node.children, marks, flow)
                flow.end_paragraph()
            elif node.tag == "a" and _holds_paragraphs(node):
                flow.add(*self._link_of_lines(node, marks))
            elif not self._run(node, marks, flow) and not self._block(node, marks, flow):
                self._walk(node.children, self._marked(node, marks), flow)

    def _marked(self, element: Element, marks: Marks) -> Marks:
        """The marks within `element`, which is inline and holds something."""
        tag = element.tag
        if shared := _SHARED_MARKS.get(tag):
            mark = Mark(tag=shared)
            return marks if mark in marks else (*marks, mark)
        if tag == "a":
            return self._linked(element, marks)
        if tag in ("code", "tt"):
            return (*marks, Mark(tag="code", serial=next(self._serials)))
        if tag == "acronym":
            tag = "abbr"
        if tag not in _HTML_MARKS:
            return marks
        title = element.attrs.get("title", "") if tag in ("abbr", "dfn") else ""
        return (*marks, Mark(tag=tag, title=title, serial=next(self._serials)))

    def _link_of_lines(self, link: Element, marks: Marks) -> Iterator[Paragraph]:
        """A link around paragraphs stays one link, whose paragraphs are lines."""
        runs: list[Run] = []
        for block in self.blocks(link.children, self._linked(link, marks)):
            assert isinstance(block, Paragraph)
            runs += [Break(), *block.runs] if runs else block.runs
        for joined in paragraphs(runs):
            yield Paragraph(runs=joined)

    def _linked(self, link: Element, marks: Marks) -> Marks:
        href = link_address(link.attrs.get("href", ""), self._base_url)
        if "href" not in link.attrs or not href or any(mark.tag == "a" for mark in marks):
            return marks
        title = " ".join(link.attrs.get("title", "").split())
        return (*marks, Mark(tag="a", href=href, title=title, serial=next(self._serials)))

    def _run(self, element: Element, marks: Marks, flow: _Flow) -> bool:
        """Adds what `element` is within a line; False where it is no such thing."""
        match element.tag:
            case "br":
                flow.waiting.append(Break(marks=marks))
            case "img":
                flow.waiting += self._image(element, marks)
            case "code" | "tt" if not any(_is_formatting(e) for e in descendants(element)):
                flow.waiting.append(Code(text=text_of(element), marks=marks))
            case "code" | "tt" if (inner := _only_child(element)) is not None:
                code = Element("code", {}, inner.children)
                self._walk([Element(inner.tag, inner.attrs, [code])], marks, flow)
            case t if t == MATH and "display" not in element.attrs:
                flow.waiting.append(Math(tex=text_of(element), marks=marks))
            case t if t == REFERENCE:
                number = int(element.attrs["number"])
                flow.waiting.append(NoteReference(number=number, marks=marks))
            case _:
                return False
        return True

    def _image(self, image: Element, marks: Marks) -> Iterator[Run]:
        address = media_address(image_source(image), self._base_url)
        alt = " ".join(image.attrs.get("alt", "").split())
        title = " ".join(image.attrs.get("title", "").split())
        if address:
            yield Image(address=address, alt=alt, title=title, marks=marks)
        elif alt:
            yield Text(text=alt, marks=marks)

    def _block(self, element: Element, marks: Marks, flow: _Flow) -> bool:
        """Adds what `element` is as a block; False where it is no such thing."""
        tag, attrs = element.tag, element.attrs
        if level := _HEADING.fullmatch(tag):
            flow.end_paragraph()
            flow.add(*self._heading(element, int(level[1]), marks))
            return True
        match tag:
            case "hr":
                flow.add(Rule())
            case "blockquote":
                if inner := self.blocks(element.children, marks):
                    flow.add(Quote(blocks=inner))
            case "ul" | "ol" | "menu" | "dir":
                flow.add(*self._list(element, marks))
            case "table":
                flow.add(*reading_tables.read_table(element, marks, self.blocks, self.line))
            case "details":
                flow.add(self._details(element, marks))
            case "dl":
                flow.add(*self._definitions(element, marks))
            case t if t == CODE_BLOCK:
                flow.add(CodeBlock(text=text_of(element), language=attrs["language"]))
            case t if t == MATH:
                flow.add(MathBlock(tex=text_of(element)))
            case t if t == EMBED:
                flow.add(Embed(address=attrs["href"], title=attrs["title"]))
            case t if t == MEDIA:
                flow.add(Media(tag=attrs["tag"], address=attrs["src"], poster=attrs["poster"]))
            case t if t == NOTE:
                blocks = self.blocks(element.children, marks)
                flow.add(Note(number=int(attrs["number"]), blocks=blocks))
            case _:
                return False
        return True

    def _heading(self, element: Element, level: int, marks: Marks) -> Iterator[Block]:
        """The heading, then what a heading cannot hold."""
        blocks = self.blocks(element.children, marks)
        runs = _as_line(blocks)
        if any(isinstance(run, Text | Code | Math) for run in runs):
            yield Heading(level=level, runs=_without_whole_strong(runs))
        elif runs:
            yield Paragraph(runs=runs)
        yield from (block for block in blocks if not list(_lines_of(block)))

    def _list(self, element: Element, marks: Marks) -> Iterator[Block]:
        items: list[Item] = []
        tight = True
        start = _number(element.attrs.get("start", "")) if element.tag == "ol" else None
        for entry in _entries(element):
            value = _number(entry.attrs.get("value", "")) if element.tag == "ol" else None
            blocks = self.blocks(entry.children, marks)
            if not blocks:
                continue
            if value is not None and items and value != (start or 1) + len(items):
                yield self._finished_list(element, items, start, tight=tight)
                items, tight, start = [], True, value
            elif value is not None and not items:
                start = value
            tight = tight and not any(
                isinstance(c, Element) and c.tag == "p" for c in entry.children
            )
            items.append(Item(blocks=blocks, checked=_box(entry)))
        if items:
            yield self._finished_list(element, items, start, tight=tight)

    def _finished_list(
        self, element: Element, items: list[Item], start: int | None, *, tight: bool
    ) -> List:
        first = (1 if start is None else start) if element.tag == "ol" else None
        return List(items=tuple(items), start=first, tight=tight)

    def _details(self, element: Element, marks: Marks) -> Details:
        summary = next((c for c in element.children if _is(c, "summary")), None)
        runs = self.line(summary.children, marks) if isinstance(summary, Element) else ()
        rest = [c for c in element.children if c is not summary]
        return Details(
            summary=runs, blocks=self.blocks(rest, marks), is_open="open" in element.attrs
        )

    def _definitions(self, element: Element, marks: Marks) -> Iterator[Definitions]:
        entries: list[Definition] = []
        for child in _unwrapped(element, frozenset({"dt", "dd"})):
            if blocks := self.blocks(child.children, marks):
                entries.append(Definition(blocks=blocks, is_term=child.tag == "dt"))
        if entries:
            yield Definitions(entries=tuple(entries))


def _is(node: Node, tag: str) -> bool:
    return isinstance(node, Element) and node.tag == tag


def _is_formatting(element: Element) -> bool:
    return (
        element.tag in _SHARED_MARKS
        or element.tag in _HTML_MARKS
        or element.tag in ("a", "img", "br", "code", REFERENCE, MATH)
        or element.tag in _PARAGRAPHS
    )


def _holds_paragraphs(element: Element) -> bool:
    """Whether the blocks in an element, and there are some, are nothing but paragraphs."""
    inner = list(descendants(element))
    return any(e.tag in _PARAGRAPHS for e in inner) and not any(_is_other_block(e) for e in inner)


def _is_other_block(element: Element) -> bool:
    return (
        element.tag in _LISTS
        or element.tag in ("blockquote", "details", "dl", "hr", "li", "table", NOTE, EMBED, MEDIA)
        or element.tag in (CODE_BLOCK, MATH)
        or _HEADING.fullmatch(element.tag) is not None
    )


def _only_child(element: Element) -> Element | None:
    """The one element that holds all text of `element`."""
    inner = [c for c in element.children if isinstance(c, Element) or c.strip()]
    only = inner[0] if len(inner) == 1 else None
    is_mark = isinstance(only, Element) and (only.tag == "a" or only.tag in _SHARED_MARKS)
    return only if isinstance(only, Element) and is_mark else None


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


def _number(written: str) -> int | None:
    return int(written) if re.fullmatch(r"[0-9]{1,9}", written.strip()) else None


def _box(entry: Element) -> bool | None:
    """The state of a task's box: an input at the start of an entry."""
    first = next((c for c in entry.children if isinstance(c, Element) or c.strip()), None)
    while isinstance(first, Element) and first.tag in ("p", "label", "div", "span"):
        first = next((c for c in first.children if isinstance(c, Element) or c.strip()), None)
    if isinstance(first, Element) and first.tag == "input":
        return "checked" in first.attrs if first.attrs.get("type") == "checkbox" else None
    return None


def _unwrapped(element: Element, tags: frozenset[str]) -> Iterator[Element]:
    """Children with one of `tags`; wrappers around them are looked through."""
    for child in element.children:
        if isinstance(child, Element):
            if child.tag in tags:
                yield child
            elif child.tag == "div":
                yield from _unwrapped(child, tags)


def _entries(element: Element) -> list[Element]:
    """Entries of a list; what stands between them belongs to the entry before it."""
    entries: list[Element] = []
    for child in element.children:
        if _is(child, "li"):
            assert isinstance(child, Element)
            entries.append(child)
        elif isinstance(child, str) and not child.strip():
            continue
        elif entries:
            last = entries[-1]
            entries[-1] = Element("li", last.attrs, [*last.children, child])
        elif isinstance(child, Element) and child.tag in _LISTS:
            entries += _entries(child)
        else:
            entries.append(Element("li", {}, [child]))
    return entries
