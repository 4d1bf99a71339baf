"""The HTML of one tutorial and every fact about it that other pages need.

All of it comes from one pass over the token stream; our own HTML is never parsed again.
"""

from msgspec import Struct

from generator.model.problem import Problem


class Heading(Struct, frozen=True, kw_only=True):
    """A heading inside the body; `anchor` is unique on the page, by GitHub's rule."""

    level: int
    text: str
    anchor: str
    line: int


class Link(Struct, frozen=True, kw_only=True):
    """A link as the author wrote it, absolute or relative."""

    href: str
    text: str
    line: int


class Image(Struct, frozen=True, kw_only=True):
    """An image as the author wrote it."""

    src: str
    alt: str
    line: int


class CodeBlock(Struct, frozen=True, kw_only=True):
    """A fenced or indented block of code."""

    text: str
    language: str
    """One name a language (`python`, never `py`); empty when unknown."""
    title: str
    """File name, when the block names one."""
    line: int
    section: int
    """Index into `Rendered.sections`."""


class Section(Struct, frozen=True, kw_only=True):
    """A heading and the text up to the next: one unit of search and of deep links."""

    anchor: str
    """Empty for the text before the first heading."""
    heading: str
    level: int
    text: str
    """Prose as plain text, inline code included, one line a block; code blocks are not in it."""
    inline_code: tuple[str, ...]


class Rendered(Struct, frozen=True, kw_only=True):
    """What `render` makes of one tutorial.

    In `html`, the address of the n-th of `links` (counted from 0) that is not absolute stands as
    `LINK_OPEN n ADDRESS_CLOSE`, that of the n-th of `images` as `IMAGE_OPEN n ADDRESS_CLOSE`; pages
    put the real addresses in, so that renaming one tutorial re-renders none.
    """

    html: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    code_blocks: tuple[CodeBlock, ...]
    sections: tuple[Section, ...]
    """Never empty: the first is the text before the first heading."""
    words: int
    """Words of prose; each character of a script without spaces counts as half a word."""
    code_lines: int
    excerpt: str
    """Plain text of the first paragraphs, at most about 240 characters, cut at a word."""
    problems: tuple[Problem, ...]
    """Line numbers are those of the body, from 1; `path` is empty."""


# Noncharacters of Unicode: content is cleared of them when it is read, so no author can write them.
LINK_OPEN, IMAGE_OPEN, ADDRESS_CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"
