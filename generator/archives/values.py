"""What is found in a saved archive. Values only."""

from enum import StrEnum

from msgspec import Struct


class Style(StrEnum):
    """How a saved text lays out its tutorials."""

    INDENTED = "indented tag page"
    FLAT = "flat sequence"
    LISTING = "category listing"
    LYNX = "wrapped and centred text"
    MARKDOWN = "Markdown-like text"


class Kind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CODE = "code"
    OUTPUT = "output"
    LIST = "list"
    TABLE = "table"


class Part(Struct, frozen=True, kw_only=True):
    """One recognised block: its lines as they stand in the text, without the page's indent."""

    kind: Kind
    lines: tuple[str, ...]
    language: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells, for a table."""
    confidence: float = 1.0
    """From 0 to 1: how sure the kind is."""
    gap: int = 1
    """Blank lines before it; none where it touches what stands above."""
    depth: int = 1
    """Of a heading: 1 for a section, 2 for one inside a section."""
    is_framed: bool = False
    """Between lines of spaces: code for certain, and all of it."""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class Removed(Struct, frozen=True, kw_only=True):
    """A line that is not in the result."""

    text: str
    reason: str


class Segment(Struct, frozen=True, kw_only=True):
    """The lines of one tutorial; a line of spaces only is kept, for it tells of code."""

    title: str
    lines: tuple[str, ...]
    level: str = ""
    is_excerpt: bool = False


class SavedTutorial(Struct, frozen=True, kw_only=True):
    """One tutorial: its parts, or HTML where the text had marks of its own."""

    title: str
    level: str = ""
    parts: tuple[Part, ...] = ()
    html: str
    is_excerpt: bool = False


class Archive(Struct, frozen=True, kw_only=True):
    """All that a saved text holds, in its order."""

    style: Style
    tutorials: tuple[SavedTutorial, ...]
    removed: tuple[Removed, ...] = ()
