"""Lists and definitions. In: their elements and how to read what entries hold. Out: blocks."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

import msgspec

from generator.importer.document import Block, Definition, Definitions, Item, List
from generator.importer.html_tree import Element, Node

_LETTERS: Final = frozenset({"a", "A", "i", "I"})
LISTS: Final = frozenset({"ul", "ol", "menu", "dir"})

_Read = Callable[[Iterable[Node]], tuple[Block, ...]]
_Entry = tuple[Element, tuple[Block, ...]]


def read_list(element: Element, read: _Read) -> Iterator[List]:
    """The list; several, where an entry has a number that does not follow from the one before."""
    found = ((entry, read(entry.children)) for entry in _entries(element))
    entries = [(entry, blocks) for entry, blocks in found if blocks]
    if element.tag != "ol":
        if entries:
            yield _finished(entries, None)
        return
    start = _number(element.attrs.get("start", ""), 1)
    letters = element.attrs.get("type", "").strip()
    is_reversed = "reversed" in element.attrs
    if entries and (letters in _LETTERS or is_reversed):
        found_letters = letters if letters in _LETTERS else ""
        plain = _finished(entries, start)
        yield msgspec.structs.replace(plain, letters=found_letters, is_reversed=is_reversed)
        return
    first = 0
    for at, (entry, _) in enumerate(entries):
        number = start + at - first
        value = _number(entry.attrs.get("value", ""), number)
        if value != number:
            if at > first:
                yield _finished(entries[first:at], start)
            first, start = at, value
    if entries:
        yield _finished(entries[first:], start)


def read_definitions(element: Element, read: _Read) -> Iterator[Definitions]:
    found = ((e.tag == "dt", read(e.children)) for e in _terms(element))
    entries = tuple(Definition(blocks=blocks, is_term=term) for term, blocks in found if blocks)
    if entries:
        yield Definitions(entries=entries)


def _finished(entries: list[_Entry], start: int | None) -> List:
    tight = not any(
        isinstance(child, Element) and child.tag == "p" for e, _ in entries for child in e.children
    )
    items = tuple(Item(blocks=blocks, checked=_box(entry)) for entry, blocks in entries)
    return List(items=items, start=start, tight=tight)


def _entries(element: Element) -> list[Element]:
    """Entries of a list; what stands between them belongs to the entry before it."""
    entries: list[Element] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag == "li":
            entries.append(child)
        elif isinstance(child, str) and not child.strip():
            continue
        elif entries:
            last = entries[-1]
            entries[-1] = Element("li", last.attrs, [*last.children, child])
        elif isinstance(child, Element) and child.tag in LISTS:
            entries += _entries(child)
        else:
            entries.append(Element("li", {}, [child]))
    return entries


def _terms(element: Element) -> Iterator[Element]:
    """Terms and what is said about them; wrappers are looked through."""
    for child in element.children:
        if isinstance(child, Element) and child.tag in ("dt", "dd"):
            yield child
        elif isinstance(child, Element) and child.tag in ("div", "p"):
            yield from _terms(child)
        elif isinstance(child, Element) or child.strip():
            yield Element("dd", {}, [child])


def _number(written: str, default: int) -> int:
    return int(written) if re.fullmatch(r"\s*[0-9]{1,8}\s*", written) else default


def _box(entry: Element) -> bool | None:
    """The state of a task's box: an input at the start of an entry."""
    first: Node | None = entry
    while isinstance(first, Element) and first.tag in ("li", "p", "label", "div", "span"):
        first = next((c for c in first.children if isinstance(c, Element) or c.strip()), None)
    if not isinstance(first, Element) or first.attrs.get("type") != "checkbox":
        return None
    return "checked" in first.attrs
