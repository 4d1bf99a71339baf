"""Footnotes of any producer become references and notes. In: the tree. Out: `x:ref` and `x:note`.

A reference is a short link in the page to an element further down that reads as a note. Notes are
numbered by their first reference and moved to the end, which is where Markdown shows them. A note
that nothing refers to stays where it is.
"""

import itertools
import re
from typing import Final
from urllib.parse import unquote

from generator.importer.html_tree import Element, Node, rewrite, text_of

REFERENCE: Final = "x:ref"
NOTE: Final = "x:note"
"""Both have the attribute `number`."""

_FRAGMENT: Final = re.compile(
    r"(?:^|[-_:.])(?:fn|ftn|foot|note|easy-footnote|cite|ref)", re.IGNORECASE
)
_SIGN: Final = re.compile(r"\[?\^?\d+(?::\d+)?\]?|[*†‡]+")
_BACK_SIGN: Final = re.compile(r"\[?\^?\d+\]?\.?|[*†‡↩︎⤴^↑⏎\ufe0e\ufe0f\s]+|(?i:back|return).{0,20}")
_SECTION: Final = re.compile(r"footnotes|endnotes")
_SECTION_TAGS: Final = frozenset({"div", "section", "aside", "footer"})
_NOTE_TAGS: Final = frozenset({"li", "p", "div", "dd", "aside"})


class _Place:
    """Where an element with an id stands: its turn in the document and what is around it."""

    __slots__ = ("around", "element", "turn")

    def __init__(self, element: Element, around: tuple[Element, ...], turn: int) -> None:
        self.element, self.around, self.turn = element, around, turn


def mark_footnotes(tree: Element) -> None:
    places, links = _survey(tree)
    numbers: dict[int, int] = {}
    notes: list[Element] = []
    references: dict[int, int] = {}
    for link, fragment in links:
        target = places.get(fragment)
        if target is None or target.turn < link.turn or not _is_sign(link.element, fragment):
            continue
        note = _note_of(target)
        if note is None or note in link.around:
            continue
        if id(note) not in numbers:
            notes.append(note)
            numbers[id(note)] = len(notes)
        references[id(link.element)] = numbers[id(note)]
    if notes:
        backs = {
            id(link.element) for link, fragment in links if _leads_back(link, fragment, places)
        }
        _move(tree, references, numbers, backs)
        tree.children += [
            Element(NOTE, {"number": str(number)}, _without_label(note.children))
            for number, note in enumerate(notes, 1)
        ]


def _survey(tree: Element) -> tuple[dict[str, _Place], list[tuple[_Place, str]]]:
    """All places with an id, and all links within the page with the id they lead to."""
    places: dict[str, _Place] = {}
    links: list[tuple[_Place, str]] = []
    turn = 0

    def visit(element: Element, around: tuple[Element, ...]) -> None:
        nonlocal turn
        turn += 1
        place = _Place(element, around, turn)
        for name in ("id", "name"):
            if element.attrs.get(name):
                places.setdefault(element.attrs[name], place)
        fragment = element.attrs.get("href", "").partition("#")[2]
        if element.tag == "a" and fragment:
            links.append((place, unquote(fragment)))

    rewrite(tree, visit)
    return places, links


def _is_sign(link: Element, fragment: str) -> bool:
    named = _FRAGMENT.search(fragment) or "footnote" in link.attrs.get("class", "")
    return bool(named) and _SIGN.fullmatch(text_of(link).strip()) is not None


def _note_of(target: _Place) -> Element | None:
    """The entry or paragraph that the target is or stands in; none within a table."""
    if any(e.tag == "table" for e in target.around):
        return None
    nearest = (target.element, *reversed(target.around))
    return next((e for e in nearest[:4] if e.tag in _NOTE_TAGS), None)


def _leads_back(link: _Place, fragment: str, places: dict[str, _Place]) -> bool:
    target = places.get(fragment)
    if target is None:
        return "backref" in link.element.attrs.get("class", "")
    return (
        target.turn <= link.turn
        and _BACK_SIGN.fullmatch(text_of(link.element).strip() or "x") is not None
    )


def _move(
    tree: Element, references: dict[int, int], numbers: dict[int, int], backs: set[int]
) -> None:
    def replace(element: Element, _around: tuple[Element, ...]) -> list[Node] | None:
        if id(element) in references:
            return [Element(REFERENCE, {"number": str(references[id(element)])})]
        if id(element) in numbers:
            rewrite(element, replace)
            return []
        if id(element) in backs:
            return []
        if element.tag == "sup":
            rewrite(element, replace)
            inner = [e for e in element.children if isinstance(e, Element) and e.tag == REFERENCE]
            return list(inner) or None
        return None

    rewrite(tree, replace)
    _drop_emptied(tree)


def _without_label(children: list[Node]) -> list[Node]:
    """The point after a number that led back, and is gone, goes too."""
    words = list(itertools.takewhile(lambda child: isinstance(child, str), children))
    first = re.sub(r"^\s*\.\s", "", "".join(map(text_of, words)))
    return [first, *children[len(words) :]]


def _drop_emptied(tree: Element) -> None:
    """The list that held the notes goes, and the rule above it."""

    def emptied(element: Element, _around: tuple[Element, ...]) -> list[Node] | None:
        if element.tag in ("ol", "ul") and not _has_content(element):
            return []
        names = " ".join(element.attrs.get(name, "") for name in ("class", "id", "role"))
        if element.tag in _SECTION_TAGS and _SECTION.search(names):
            element.children = [c for c in element.children if isinstance(c, str) or c.tag != "hr"]
        return None

    rewrite(tree, emptied)


def _has_content(element: Element) -> bool:
    return any(isinstance(child, Element) or child.strip() for child in element.children)
