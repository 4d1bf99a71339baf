"""The elements of a page that speak of it. In: its tree. Out: what they say, by name."""

import re
from collections import defaultdict
from typing import Final

from generator.archives.pages.chrome import is_byline, is_comments
from generator.archives.pages.json_ld import Stated, stated_in
from generator.importer.html_tree import Element, descendants, text_of

_UPDATED: Final = re.compile(r"(?:^|[\s_-])(?:last-?)?(?:updated?|modified)", re.IGNORECASE)
_TITLE: Final = re.compile(r"(?:^|[\s_-])(?:entry|post|article)-title(?:$|\s)", re.IGNORECASE)
_WRITER: Final = re.compile(r"(?:post|entry|article)?-?(?:author|byline)(?:-name)?$", re.IGNORECASE)
_BY: Final = re.compile(r"^(?:posted |written )?by:?\s+", re.IGNORECASE)
_TAG_LINK: Final = re.compile(r"(?:^|[\s_-])tags?(?:$|[\s_-])", re.IGNORECASE)
_WORD: Final = re.compile(r"\w+")


class Sayings:
    """The elements of a page that speak of it, read once."""

    def __init__(self, tree: Element) -> None:
        self.meta: defaultdict[str, list[str]] = defaultdict(list)
        self.links: defaultdict[str, list[str]] = defaultdict(list)
        self.props: defaultdict[str, list[str]] = defaultdict(list)
        self.classes: defaultdict[str, list[Element]] = defaultdict(list)
        self.rel: defaultdict[str, list[Element]] = defaultdict(list)
        self.headings: list[Element] = []
        self.titles: list[Element] = []
        self.times: list[str] = []
        self.updates: list[str] = []
        self.bylines: list[str] = []
        self.writers: list[str] = []
        self.title = ""
        scripts: list[str] = []
        self._walk(tree, scripts, is_update=False)
        self.stated: Stated = stated_in(scripts)

    def _walk(self, element: Element, scripts: list[str], *, is_update: bool) -> None:
        """Readers' comments have authors and dates of their own."""
        for child in element.children:
            if isinstance(child, str) or is_comments(child):
                continue
            if child.tag == "script" and "ld+json" in child.attrs.get("type", ""):
                scripts.append(text_of(child))
            inside = is_update or _UPDATED.search(child.attrs.get("class", "")) is not None
            self._note(child, is_update=inside)
            self._note_names(child, is_update=inside)
            self._walk(child, scripts, is_update=inside)

    def _note(self, element: Element, *, is_update: bool) -> None:
        attrs, tag = element.attrs, element.tag
        if tag == "meta":
            for key in ("name", "property", "http-equiv", "itemprop"):
                if attrs.get(key):
                    self.meta[attrs[key].lower()].append(plain(attrs.get("content", "")))
        elif tag == "title" and not self.title:
            self.title = plain(text_of(element))
        elif tag == "time" and attrs.get("datetime"):
            (self.updates if is_update else self.times).append(attrs["datetime"])
        elif tag in ("h1", "h2", "h3") and _TITLE.search(attrs.get("class", "")):
            self.titles.append(element)
        if tag == "h1":
            self.headings.append(element)

    def _note_names(self, element: Element, *, is_update: bool) -> None:
        attrs, tag = element.attrs, element.tag
        if not is_update and is_byline(element):
            text = plain(text_of(element))
            self.bylines += [] if _UPDATED.search(text) else [text]
            if any(_WRITER.match(name) for name in element.classes):
                self.writers.append(_BY.sub("", text))
        if tag == "a" and _TAG_LINK.search(attrs.get("class", "")):
            self.rel["tag-like"].append(element)
        if tag in ("link", "a"):
            for rel in attrs.get("rel", "").lower().split():
                self.links[rel].append(attrs.get("href", ""))
                self.rel[rel].append(element)
        if "itemprop" in attrs and tag != "meta":
            for name in attrs["itemprop"].split():
                self.props[name].append(value_of(element))
        for name in element.classes:
            if name.startswith(("p-", "dt-", "u-")):
                self.classes[name].append(element)

    def said(self, *names: str) -> str:
        """The first `meta` of these names that says something."""
        return next((text for name in names for text in self.meta[name] if text), "")

    def prop(self, name: str) -> str:
        return next((text for text in self.props[name] if text), "")


def plain(text: str) -> str:
    return " ".join(text.split())


def folded(text: str) -> str:
    """Only what readers would call the words of a title."""
    return " ".join(_WORD.findall(text.casefold()))


def heading_text(heading: Element) -> str:
    """Its words without the sign of its permalink."""
    return plain(text_of(heading)).rstrip("¶#🔗§ ")


def value_of(element: Element) -> str:
    attrs = element.attrs
    stated = attrs.get("content") or attrs.get("datetime")
    if element.tag == "abbr":
        stated = stated or attrs.get("title")
    if element.tag in ("a", "link") and not text_of(element).strip():
        stated = stated or attrs.get("href")
    named = next((e for e in descendants(element) if e.attrs.get("itemprop") == "name"), None)
    return plain(stated or text_of(named or element)[:500])
