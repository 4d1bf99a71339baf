"""Inline elements as runs and marks. In: an element of a line. Out: runs, or the marks it makes."""

import itertools
import re
from typing import Final

from generator.importer.addresses import finer_images, image_source, link_address, media_address
from generator.importer.document import (
    Break,
    Code,
    Image,
    Mark,
    Math,
    NoteReference,
    Runs,
    Text,
)
from generator.importer.footnotes import REFERENCE
from generator.importer.html_tree import Element, descendants, text_of
from generator.importer.mathematics import MATH

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
_HTML_MARKS: Final = {
    tag: tag for tag in "abbr cite dfn ins kbd mark q rp rt ruby samp small sub sup u var".split()
} | {"acronym": "abbr", "code": "code", "tt": "code"}
_PIXELS: Final = re.compile(r"\s*([1-9][0-9]{0,4})(?:px)?\s*")
_PLAIN_IN_CODE: Final = frozenset({"span", "font", "bdi", "wbr", "nobr"})


class InlineReader:
    """Knows the address that relative ones start from, and counts the marks it makes."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._serials = itertools.count(1)

    def runs(self, element: Element, marks: Marks) -> Runs | None:
        """What `element` is within a line; None where it only marks its content."""
        match element.tag:
            case "br":
                return (Break(marks=marks),)
            case "img":
                return self._image(element, marks)
            case "code" | "tt" if not _is_code(marks) and _is_plain(element):
                return (Code(text=text_of(element), marks=marks),)
            case t if t == MATH:
                return (Math(tex=text_of(element), marks=marks),)
            case t if t == REFERENCE:
                return (NoteReference(number=int(element.attrs["number"]), marks=marks),)
        return None

    def marks_within(self, element: Element, marks: Marks) -> Marks:
        """The marks that the content of `element` has."""
        if shared := _SHARED_MARKS.get(element.tag):
            mark = Mark(tag=shared)
            return marks if mark in marks else (*marks, mark)
        if element.tag == "a":
            return self._linked(element, marks)
        tag = _HTML_MARKS.get(element.tag)
        if tag is None or (tag == "code" and _is_code(marks)):
            return marks
        title = element.attrs.get("title", "") if tag in ("abbr", "dfn") else ""
        return (*marks, Mark(tag=tag, title=title, serial=next(self._serials)))

    def _linked(self, link: Element, marks: Marks) -> Marks:
        if "href" not in link.attrs or any(mark.tag == "a" for mark in marks):
            return marks
        href = link_address(link.attrs["href"], self._base_url)
        title = _one_line(link.attrs.get("title", ""))
        mark = Mark(tag="a", href=href, title=title, serial=next(self._serials))
        return (*marks, mark) if href else marks

    def _image(self, image: Element, marks: Marks) -> Runs:
        address = media_address(image_source(image), self._base_url)
        alt = _one_line(image.attrs.get("alt", ""))
        title = _one_line(image.attrs.get("title", ""))
        if address:
            width, height = _pixels(image, "width"), _pixels(image, "height")
            shown = Image(
                address=address,
                alt=alt,
                title=title,
                width=width,
                height=height,
                srcset=finer_images(image, self._base_url),
                marks=marks,
            )
            return (shown,)
        return (Text(text=alt, marks=marks),)


def _pixels(image: Element, side: str) -> int:
    found = _PIXELS.fullmatch(image.attrs.get(side, ""))
    return int(found[1]) if found else 0


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _is_code(marks: Marks) -> bool:
    return any(mark.tag == "code" for mark in marks)


def _is_plain(code: Element) -> bool:
    """Whether nothing in `code` has to be more than its text."""
    return all(e.tag in _PLAIN_IN_CODE for e in descendants(code))
