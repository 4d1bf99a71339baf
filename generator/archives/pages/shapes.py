"""What generators build out of nameless elements, as the elements that mean it.

In: the text of a post. Out: the same text, in place: notes and warnings are quotes under their
title, tabs stand one after the other under their labels. No word goes.
"""

import re
from typing import Final

from generator.importer.html_tree import Element, Node, descendants, rewrite, text_of

_NOTE: Final = re.compile(
    r"^(?:admonition|theme-admonition|markdown-alert|callout|starlight-aside|custom-block|hint)$"
)
_TITLE: Final = re.compile(r"(?:^|[-_])(?:title|heading)|^admonitionHeading", re.IGNORECASE)
_SET: Final = re.compile(r"^(?:tabbed-set|tabs-container|theme-tabs-container|sphinx-tabs|tabs)$")


def plain_shapes(content: Element) -> None:
    """Changes the tree in place."""
    rewrite(content, _plain)


def _plain(element: Element, around: tuple[Element, ...]) -> list[Node] | None:
    if any(outer.tag == "pre" for outer in around):
        return None
    if element.tag in ("div", "aside", "section") and any(map(_NOTE.match, element.classes)):
        _make_quote(element)
        return None
    if element.tag == "div" and any(map(_SET.match, element.classes)):
        return _in_a_row(element)
    return None


def _make_quote(note: Element) -> None:
    """The importer knows quotes; the title of a note is its first line."""
    note.tag, note.attrs = "blockquote", {}
    first = next((child for child in note.children if isinstance(child, Element)), None)
    if first is not None and any(map(_TITLE.search, first.classes)):
        first.tag, first.attrs = "p", {}
        first.children = [Element("strong", {}, [" ".join(text_of(first).split())])]


def _in_a_row(tabs: Element) -> list[Node] | None:
    """Only where every panel has its label; nothing else of words may stand between them."""
    inside = list(descendants(tabs))
    labels = [
        label for e in inside for label in ((e,) if e.attrs.get("role") == "tab" else _labels_in(e))
    ]
    panels = [e for e in inside if e.attrs.get("role") == "tabpanel" or "tabbed-block" in e.classes]
    shown = "".join(text_of(e) for e in (*labels, *panels))
    if not panels or len(labels) != len(panels) or _letters(shown) != _letters(text_of(tabs)):
        return None
    for panel in panels:
        panel.attrs.pop("hidden", None)
    rows: list[Node] = []
    for label, panel in zip(labels, panels, strict=True):
        rows += [Element("p", {}, [Element("strong", {}, [text_of(label).strip()])]), panel]
    return rows


def _letters(text: str) -> str:
    return "".join(text.split())


def _labels_in(element: Element) -> list[Element]:
    if "tabbed-labels" not in element.classes:
        return []
    return [child for child in element.children if isinstance(child, Element)]
