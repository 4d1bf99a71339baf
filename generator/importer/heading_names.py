"""Names of headings that links of the page lead to. In: the tree. Out: `x:names` on headings.

Our pages name a heading by its words (GitHub's rule), whatever the source called it. Where a link
of the page uses another name, the heading keeps that name beside its own, so that the link works.
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from generator.importer.addresses import link_address
from generator.importer.code_blocks import CODE_BLOCK
from generator.importer.embeds import EMBED, MEDIA
from generator.importer.html_tree import Element, Node, descendants
from generator.text.slugs import heading_slug, numbered

NAMES: Final = "x:names"
"""Attribute: names, with spaces between them."""

HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))
_NAME: Final = re.compile(r"[^\s{}#]+")
_SHOWN: Final = frozenset({"img", "table", CODE_BLOCK, EMBED, MEDIA})


def mark_heading_names(tree: Element, base_url: str) -> None:
    wanted = frozenset(_fragments(tree, base_url))
    if not wanted:
        return
    named = _Named(wanted)
    named.walk(tree, None)
    taken: set[str] = set()
    for heading in (e for e in descendants(tree) if e.tag in HEADINGS):
        words = " ".join("".join(_words(heading)).split())
        anchor = numbered(heading_slug(words) or "section", taken)
        taken.add(anchor)
        names = [name for name in named.by_heading.get(id(heading), ()) if name != anchor]
        if names:
            heading.attrs[NAMES] = " ".join(names)


def _fragments(tree: Element, base_url: str) -> Iterator[str]:
    """What links of the page lead to within the page."""
    for link in descendants(tree):
        href = link.attrs.get("href", "") if link.tag == "a" else ""
        if "#" in href and (address := link_address(href, base_url)).startswith("#"):
            fragment = unquote(address[1:])
            if _NAME.fullmatch(fragment):
                yield fragment


class _Named:
    """Finds the heading that each wanted name belongs to: it is in it, around it or right before
    it, or else somewhere in its section.
    """

    def __init__(self, wanted: frozenset[str]) -> None:
        self.by_heading: dict[int, list[str]] = {}
        self._wanted = set(wanted)
        self._waiting: list[str] = []
        self._section: Element | None = None

    def walk(self, element: Element, heading: Element | None) -> None:
        for child in element.children:
            if isinstance(child, str):
                if child.strip():
                    self._settle()
                continue
            inner = child if child.tag in HEADINGS else heading
            self._waiting += self._names_of(child)
            if inner is not None:
                self._section = inner
            if inner is not None or child.tag in _SHOWN:
                self._settle()
            self.walk(child, inner)
        if element.tag == "body":
            self._settle()

    def _settle(self) -> None:
        """What waits belongs to the section that we are in."""
        if self._section is not None:
            self.by_heading.setdefault(id(self._section), []).extend(self._waiting)
        self._waiting.clear()

    def _names_of(self, element: Element) -> Iterator[str]:
        """Names of an element that are wanted; the first element with a name has it."""
        attrs = element.attrs
        given = [attrs.get("id", ""), attrs.get("name", ""), *attrs.get("data-names", "").split()]
        for name in given:
            if name in self._wanted:
                self._wanted.remove(name)
                yield name


def _words(node: Node) -> Iterator[str]:
    """The text that our pages make an anchor of."""
    if isinstance(node, str):
        yield node
    elif node.tag == "img":
        yield node.attrs.get("alt", "")
    elif node.tag == "br":
        yield " "
    else:
        for child in node.children:
            yield from _words(child)
