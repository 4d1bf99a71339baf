"""What other pages need to know about a tutorial, gathered while its HTML is written.

In: texts, headings, links, images and code in document order. Out: the tuples of `Rendered`.
"""

import re
from typing import Final

from generator.model.problem import Problem
from generator.model.rendered import CodeBlock, Heading, Image, Link, Section
from generator.text.slugs import heading_slug, numbered

EXCERPT: Final = 240
"""Characters of an excerpt, about."""

_SPACELESS: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_WORD: Final = re.compile(rf"[^\W{_SPACELESS}]+(?:['’.\-][^\W{_SPACELESS}]+)*")
_ASCII_WORD: Final = re.compile(r"\w+(?:['.\-]\w+)*", re.ASCII)
_CHARACTER: Final = re.compile(f"[{_SPACELESS}]")


def count_words(text: str) -> int:
    """Words of `text`; each character of a script without spaces is half a word."""
    if text.isascii():
        return len(_ASCII_WORD.findall(text))
    halves = len(_CHARACTER.findall(text))
    return len(_WORD.findall(text)) + (halves + 1) // 2


class Facts:
    """Grows with the document; `text` and `end_block` build up the lines of the current section."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.code_blocks: list[CodeBlock] = []
        self.problems: list[Problem] = []
        self.sections: list[Section] = []
        self._anchors: set[str] = set()
        self._section = ("", "", 0)
        self._lines: list[str] = []
        self._code: list[str] = []
        self._block: list[str] = []
        self._block_code: list[str] = []
        self._excerpt: list[str] = []
        self._excerpt_length = 0

    def text(self, text: str) -> None:
        """Prose of the current block."""
        self._block.append(text)

    def code(self, text: str) -> None:
        """Inline code: prose, and by itself."""
        self._block.append(text)
        self._block_code.append(text)

    def mark(self) -> int:
        """A place in the current block, for `text_since`."""
        return len(self._block)

    def text_since(self, mark: int) -> str:
        """The prose of the current block from `mark` on, on one line."""
        return " ".join("".join(self._block[mark:]).split())

    def end_block(self, *, is_paragraph: bool = False) -> None:
        """The current block is a line of the section; paragraphs go into the excerpt."""
        if not self._block:
            return
        line = self._take_block()
        if not line:
            return
        self._take_code()
        self._lines.append(line)
        if is_paragraph and self._excerpt_length < EXCERPT:
            self._excerpt.append(line)
            self._excerpt_length += len(line) + 1

    def heading(self, level: int, line: int) -> Heading:
        """The current block is a heading, which begins a section."""
        text = self._take_block()
        anchor = numbered(heading_slug(text) or "section", self._anchors)
        self._anchors.add(anchor)
        heading = Heading(level=level, text=text, anchor=anchor, line=line)
        self.headings.append(heading)
        self._close_section()
        self._section = (anchor, text, level)
        self._take_code()
        return heading

    def _take_block(self) -> str:
        line = self.text_since(0)
        self._block.clear()
        return line

    def _take_code(self) -> None:
        self._code += self._block_code
        self._block_code.clear()

    def finish(self) -> None:
        """The document ends."""
        self.end_block()
        self._close_section()

    def _close_section(self) -> None:
        anchor, heading, level = self._section
        self.sections.append(
            Section(
                anchor=anchor,
                heading=heading,
                level=level,
                text="\n".join(self._lines),
                inline_code=tuple(self._code),
            )
        )
        self._lines.clear()
        self._code.clear()

    def excerpt(self) -> str:
        """The first paragraphs, cut at a word."""
        text = " ".join(self._excerpt)
        if len(text) <= EXCERPT:
            return text
        cut = text[: EXCERPT + 1]
        at_word = cut.rfind(" ")
        return cut[: at_word if at_word > EXCERPT // 2 else EXCERPT].rstrip(" ,;:-") + "…"
