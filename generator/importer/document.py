"""What a body says, without its markup: blocks of runs. Read from HTML, written as Markdown.

Values only. A run is the smallest piece of running text; its marks are what lies around it, the
outermost first. Two marks that are equal are one mark when they meet, so marks that must stay
apart (links, keys) carry a `serial`.
"""

from msgspec import Struct


class Mark(Struct, frozen=True, kw_only=True):
    tag: str
    """strong, em, del, a, or an inline element that stays HTML."""
    href: str = ""
    title: str = ""
    serial: int = 0


class Text(Struct, frozen=True, kw_only=True):
    text: str
    marks: tuple[Mark, ...] = ()


class Code(Struct, frozen=True, kw_only=True):
    text: str
    marks: tuple[Mark, ...] = ()


class Image(Struct, frozen=True, kw_only=True):
    address: str
    alt: str
    title: str = ""
    width: int = 0
    height: int = 0
    """Pixels on the page; 0 where the source does not say."""
    srcset: str = ""
    """The same picture in finer ones for finer screens: `address 2x`, separated by commas."""
    marks: tuple[Mark, ...] = ()


class Math(Struct, frozen=True, kw_only=True):
    tex: str
    marks: tuple[Mark, ...] = ()


class NoteReference(Struct, frozen=True, kw_only=True):
    number: int
    marks: tuple[Mark, ...] = ()


class Break(Struct, frozen=True, kw_only=True):
    is_spaced: bool = False
    """Whether white space stood beside it: where all is one line, words may depend on it."""
    marks: tuple[Mark, ...] = ()


Run = Text | Code | Image | Math | NoteReference | Break
Runs = tuple[Run, ...]


class Paragraph(Struct, frozen=True, kw_only=True):
    runs: Runs


class Heading(Struct, frozen=True, kw_only=True):
    level: int
    runs: Runs
    names: tuple[str, ...] = ()
    """Other names that links of the page use."""


class CodeBlock(Struct, frozen=True, kw_only=True):
    text: str
    language: str = ""


class MathBlock(Struct, frozen=True, kw_only=True):
    tex: str


class Rule(Struct, frozen=True, kw_only=True):
    pass


class Embed(Struct, frozen=True, kw_only=True):
    """Something of another site that a page can show; at least a link to it."""

    address: str
    title: str = ""


class Media(Struct, frozen=True, kw_only=True):
    tag: str
    """audio or video"""
    address: str
    poster: str = ""


class Quote(Struct, frozen=True, kw_only=True):
    blocks: "tuple[Block, ...]"


class Item(Struct, frozen=True, kw_only=True):
    blocks: "tuple[Block, ...]"
    checked: bool | None = None
    """The box of a task; None for an entry that is none."""


class List(Struct, frozen=True, kw_only=True):
    items: tuple[Item, ...]
    start: int | None = None
    """The first number; None for bullets."""
    letters: str = ""
    """a, A, i or I, where entries are counted so."""
    is_reversed: bool = False
    tight: bool = True


class Cell(Struct, frozen=True, kw_only=True):
    blocks: "tuple[Block, ...]"
    is_header: bool = False
    colspan: int = 1
    rowspan: int = 1
    align: str = ""
    """left, center, right or \"\""""
    scope: str = ""
    """row, col, rowgroup, colgroup or \"\""""


class Table(Struct, frozen=True, kw_only=True):
    rows: tuple[tuple[Cell, ...], ...]
    caption: Runs = ()


class Details(Struct, frozen=True, kw_only=True):
    summary: Runs
    blocks: "tuple[Block, ...]"
    is_open: bool = False


class Figure(Struct, frozen=True, kw_only=True):
    """A picture, or anything else, with its caption below."""

    blocks: "tuple[Block, ...]"
    caption: Runs


class Definition(Struct, frozen=True, kw_only=True):
    """A term (`is_term`) or what is said about it."""

    blocks: "tuple[Block, ...]"
    is_term: bool


class Definitions(Struct, frozen=True, kw_only=True):
    entries: tuple[Definition, ...]


class Note(Struct, frozen=True, kw_only=True):
    """A footnote; `number` is counted from 1 in the order of the references."""

    number: int
    blocks: "tuple[Block, ...]"


Block = (
    Paragraph
    | Heading
    | CodeBlock
    | MathBlock
    | Rule
    | Embed
    | Media
    | Quote
    | List
    | Table
    | Details
    | Figure
    | Definitions
    | Note
)
