"""The page while it is written: HTML so far, facts so far, and how links and images are spelled."""

from typing import Final

from generator.markdown.addresses import is_absolute
from generator.markdown.facts import Facts
from generator.markdown.highlighting import Highlighter
from generator.markdown.markup import escape, quote
from generator.markdown.options import RenderOptions
from generator.model.problem import Problem, Severity
from generator.model.rendered import ADDRESS_CLOSE, IMAGE_OPEN, LINK_OPEN, Image, Link

MAX_REFUSALS: Final = 2
"""Blocks of a page that may use up the time of the highlighter before it is asked no more."""

_IMAGE: Final = ' loading="lazy" decoding="async"'


class TooLargeError(Exception):
    """The page would grow out of all proportion to its source."""


class Draft:
    """Where all writers of one document put their HTML."""

    def __init__(
        self, options: RenderOptions, highlight: Highlighter, *, symbolic: bool, limit: int
    ) -> None:
        self.options = options
        self.facts = Facts()
        self.html: list[str] = []
        self.line = 0
        """Of the source, from 1: where the writer is."""
        self.needs_cleaning = False
        """True once the page holds what its author wrote as HTML."""
        self.settled: list[int] = []
        """Indices in `html` of what is clean already, whatever stands around it."""
        self.lowered = 0
        """Levels that every heading goes down; up where it is negative."""
        self._highlight = highlight
        self._refusals = 0
        self._symbolic = symbolic
        self._limit = limit
        self._reported: set[tuple[str, str]] = set()
        self._links: list[tuple[int, int]] = []
        self._heading: tuple[int, int, int] | None = None
        self._names: tuple[str, ...] = ()
        self.anchors: dict[str, str] = {}
        """Of headings, by the other names that their author gave them."""
        self.tables = 0
        self.open_raw: list[str] = []
        """Names of raw elements inside the current block, the innermost last."""
        self.raw_depth = 0
        """Raw blocks that have begun and not ended."""
        self.boxes: list[str] = []
        """Kinds of the boxes we are in; `tab` where a tab of `tabs` has begun."""

    def problem(self, code: str, message: str, hint: str = "") -> None:
        """A warning about the current line; of equal ones the first."""
        if (code, message) in self._reported:
            return
        self._reported.add((code, message))
        self.facts.problems.append(
            Problem(
                code=code, message=message, hint=hint, severity=Severity.WARNING, line=self.line
            )
        )

    def highlight(self, text: str, language: str) -> str | None:
        """HTML of code; None when it would take too long, or others on the page did already."""
        if self._refusals >= MAX_REFUSALS:
            return None
        html = self._highlight(text, language)
        self._refusals += html is None
        return html

    def open_link(self, href: str, title: str = "") -> None:
        """Writes a start tag; `close_link` notes the text in between."""
        links = self.facts.links
        self._links.append((len(links), self.facts.mark()))
        address = self._address(href, LINK_OPEN, len(links), title)
        links.append(Link(href=href, text="", line=self.line))
        rel = f' rel="{quote(self.options.external_rel)}"' if _leaves_site(href) else ""
        self.html.append(f'<a href="{address}"{_title(title)}{rel}>')

    def close_link(self) -> bool:
        """Writes the end tag of the link opened last; False when none is open."""
        if not self._links:
            return False
        index, mark = self._links.pop()
        link = self.facts.links[index]
        text = self.facts.text_since(mark)
        self.facts.links[index] = Link(href=link.href, text=text, line=link.line)
        self.html.append("</a>")
        return True

    def file(self, src: str) -> str:
        """The value of an attribute that names a film or a sound, noted as a link without text."""
        links = self.facts.links
        address = self._address(src, LINK_OPEN, len(links), "")
        links.append(Link(href=src, text="", line=self.line))
        return address

    def picture(self, src: str) -> str:
        """The value of an attribute that names a picture, noted as an image without words."""
        images = self.facts.images
        address = self._address(src, IMAGE_OPEN, len(images), "")
        images.append(Image(src=src, alt="", line=self.line))
        return address

    def image(self, src: str, alt: str, title: str = "", more: str = "") -> None:
        """An image; `more` holds further attributes as HTML."""
        images = self.facts.images
        address = self._address(src, IMAGE_OPEN, len(images), title)
        images.append(Image(src=src, alt=alt, line=self.line))
        self.facts.text(alt)
        self.html.append(f'<img src="{address}" alt="{quote(alt)}"{_title(title)}{more}{_IMAGE}>')

    def open_heading(self, level: int, names: tuple[str, ...] = ()) -> None:
        """Begins a heading; its tag is filled in by `close_heading`, when its text is known."""
        if self._heading:
            self.close_heading()
        self.facts.end_block()
        self._heading = (min(level + self.lowered, 6), self.line, len(self.html))
        self._names = names
        self.html.append("")

    def close_heading(self) -> bool:
        """Ends the heading that is open; False when none is."""
        if self._heading is None:
            return False
        level, line, at = self._heading
        self._heading = None
        heading = self.facts.heading(level, line)
        anchor, label = quote(heading.anchor), quote(heading.text)
        for name in self._names:
            self.anchors.setdefault(name, heading.anchor)
        names = f' data-names="{quote(" ".join(self._names))}"' if self._names else ""
        self.html[at] = f'<h{level} id="{anchor}"{names}>'
        link = f'<a class="anchor" href="#{anchor}" aria-label="{label}"></a>'
        self.html.append(f"{link}</h{level}>\n")
        return True

    def finish(self) -> str:
        """The whole HTML."""
        self.close_heading()
        self.facts.finish()
        return "".join(self.html)

    def _address(self, address: str, opening: str, index: int, title: str) -> str:
        # A definition may be long and used often: the only markup that multiplies its source.
        self._limit -= len(address) + len(title)
        if self._limit < 0:
            raise TooLargeError
        if self._symbolic and not is_absolute(address):
            return f"{opening}{index}{ADDRESS_CLOSE}"
        return quote(address)

    def write_settled(self, markup: str) -> None:
        """A whole element of our own: a `div` and a line break, or phrasing."""
        self.settled.append(len(self.html))
        self.html.append(markup)

    def write_text(self, text: str) -> None:
        """Prose, escaped here."""
        self.facts.text(text)
        self.html.append(escape(text))


def _leaves_site(href: str) -> bool:
    return href[:4].lower() == "http" and is_absolute(href)


def _title(title: str) -> str:
    return f' title="{quote(title)}"' if title else ""
