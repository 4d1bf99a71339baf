"""The text of a post without what surrounds it. In: its element and what is known of the post.
Out: the same element, changed in place, and every text that went, with the reason.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from generator.archives.pages.chrome import NO_WORDS, VERBATIM, is_byline, is_surely_byline
from generator.archives.pages.content import Weights
from generator.archives.pages.sayings import folded, heading_text, plain
from generator.archives.pages.values import Facts
from generator.archives.values import Removed
from generator.feeds.dates import parse_date
from generator.importer.html_tree import Element, Node, descendants, rewrite, text_of

_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FURNITURE: Final = re.compile(
    r"(?:share(?: (?:this|on|via|with).{0,40})?|like this|related(?: (?:posts?|articles?|reading"
    r"|tutorials?|content|stories))?|you (?:may|might) (?:also )?(?:like|enjoy).{0,40}"
    r"|more (?:from|posts|articles|stories).{0,60}|recommended(?: (?:for you|posts|reading))?"
    r"|recent (?:posts|articles|comments)|popular posts|read next|next article|previous article"
    r"|leave a (?:comment|reply)|(?:\d+ )?(?:comments?|responses|thoughts on.{0,200})"
    r"|subscribe.{0,60}"
    r"|(?:join|sign up for) (?:our|my|the) newsletter.{0,40}|on this page|table of contents"
    r"|contents|about the author|post navigation|tags|categories|filed under)\s*:?",
    re.IGNORECASE,
)
_LEFTOVER: Final = re.compile(
    r"read more\s*[»→…]?|continue reading\s*[»→…]?|scroll to top|back to top|share this:?"
    r"|like this:?|loading\.\.\.|skip to (?:main )?content|advertisement|copy(?: link)?|print"
    r"|tweet|pin it|\d{1,2} ?min(?:ute)?s? read|edit (?:this page|on github).{0,20}",
    re.IGNORECASE,
)
_READING_TIME: Final = re.compile(r"\d{1,3}\s*min(?:ute)?s?\b(?:\s+read)?", re.IGNORECASE)
_BYLINE_WORDS: Final = frozenset(
    "by posted published written updated last on in at and the from under filed tags tag categories"
    " category author date min mins minute minutes read reading time modified edited views comments"
    " comment no words ago".split()
)
_SILENT: Final = frozenset(("script", "style", "noscript", "template"))
_WEEKDAYS: Final = frozenset("mon tue wed thu fri sat sun".split())
_MOSTLY: Final = 0.8
_SHORT: Final = 300
_FEWEST_ANCHORS: Final = 3


def clean(content: Element, facts: Facts, weights: Weights) -> tuple[Removed, ...]:
    """Takes out chrome, the title, lines that say who and when, and lists of other pages."""
    return tuple(_Cleaning(content, facts, weights).run())


class _Cleaning:
    def __init__(self, content: Element, facts: Facts, weights: Weights) -> None:
        self.content = content
        self.facts = facts
        self.weights = weights
        self.removed: list[Removed] = []
        self.title_seen = False
        self.is_begun = False
        self.names = {word for name in facts.authors for word in _words(name)}
        self.known = {
            word for text in (*facts.authors, *facts.tags, facts.site) for word in _words(text)
        }

    def run(self) -> Iterator[Removed]:
        rewrite(self.content, self._without_chrome)
        _without_furniture(self.content, self._gone)
        yield from self.removed

    def _gone(self, node: Node, reason: str) -> None:
        text = plain(text_of(node) if isinstance(node, str) else _readable(node))
        if text:
            self.removed.append(Removed(text=text, reason=reason))

    def _without_chrome(self, element: Element, around: tuple[Element, ...]) -> list[Node] | None:
        if element.tag in NO_WORDS:
            return []
        reason = self._reason(element, around)
        if reason is None:
            return None
        self._gone(element, reason)
        return []

    def _reason(self, element: Element, around: tuple[Element, ...]) -> str | None:
        if any(outer.tag in VERBATIM for outer in around) or element.tag in VERBATIM:
            return None
        if reason := self.weights.chrome.get(id(element)):
            return reason
        if element.tag in _HEADINGS and self._is_title(element):
            return "repeats the title"
        if element.tag in ("a", "p", "span", "div") and _is_leftover(element):
            return "navigation"
        if self._is_byline(element, around):
            return "says who, when or under which tags"
        if element.tag in ("ul", "ol", "div", "p", "section") and self._leads_elsewhere(element):
            return "leads to neighbouring pages"
        if element.tag in ("ul", "ol") and _is_contents(element):
            return "a table of contents"
        return None

    def _is_byline(self, element: Element, around: tuple[Element, ...]) -> bool:
        """Above the text, a line that says nothing else needs no name."""
        if is_byline(element) and self._says_who_and_when(element, around):
            return True
        if self.is_begun or element.tag not in ("div", "p", "span", "a", "ul"):
            return False
        text = _readable(element, _SILENT | {"button"})
        if not text.strip() or any(e.tag in ("img", "pre") for e in descendants(element)):
            return False
        if self._is_stated(element):
            return bool(self.names.intersection(_words(text))) or any(map(str.isdigit, text))
        self.is_begun = element.tag == "p"
        return False

    def _is_title(self, heading: Element) -> bool:
        same = folded(heading_text(heading)) == folded(self.facts.title)
        is_first = same and not self.title_seen and heading.tag in ("h1", "h2")
        self.title_seen = self.title_seen or is_first
        return is_first

    def _says_who_and_when(self, element: Element, around: tuple[Element, ...]) -> bool:
        """Within running text, a time or a name is part of a sentence."""
        if element.tag in ("span", "a", "time", "small"):
            outer = around[-1]
            if outer.tag in ("p", "li", "td", "dd", *_HEADINGS) and not self._is_stated(outer):
                return False
        return is_surely_byline(element) or self._is_stated(element)

    def _is_stated(self, element: Element) -> bool:
        """Whether nothing stands in it but names, tags and dates that are known anyway."""
        text = plain(_readable(element, _SILENT | {"button"}))
        if len(text) > _SHORT:
            return False
        words = _words(_READING_TIME.sub(" ", text))
        rest = [word for word in words if word not in _BYLINE_WORDS | self.known]
        return not rest or _is_date(rest)

    def _leads_elsewhere(self, element: Element) -> bool:
        """The previous and the next page; nothing else."""
        rels = {
            rel
            for inner in descendants(element)
            if inner.tag == "a"
            for rel in inner.attrs.get("rel", "").lower().split()
        }
        return bool(rels & {"prev", "next"}) and self.weights.linked(element) >= _MOSTLY


def _without_furniture(element: Element, gone: Callable[[Node, str], None]) -> None:
    """Headings such as “Related posts”, with the links and forms that stand under them."""
    children = element.children
    at = 0
    while at < len(children):
        child = children[at]
        if isinstance(child, str) or child.tag in VERBATIM:
            at += 1
            continue
        if child.tag in (*_HEADINGS, "p", "strong") and _names_furniture(child):
            end = _end_of_links(children, at + 1)
            if end > at + 1 and any(not isinstance(n, str) for n in children[at + 1 : end]):
                for node in children[at:end]:
                    gone(node, "leads to other pages")
                del children[at:end]
                continue
        _without_furniture(child, gone)
        at += 1


def _names_furniture(element: Element) -> bool:
    return _FURNITURE.fullmatch(heading_text(element)) is not None


def _end_of_links(children: Sequence[Node], start: int) -> int:
    """Where what follows a heading stops being nothing but links."""
    at = start
    while at < len(children):
        child = children[at]
        if isinstance(child, str):
            if child.strip():
                break
        elif child.tag in _HEADINGS or not _is_only_links(child):
            break
        at += 1
    return at


def _is_only_links(element: Element) -> bool:
    if any(inner.tag in ("pre", "table") for inner in (element, *descendants(element))):
        return False
    linked = sum(_length(e) for e in descendants(element) if e.tag == "a")
    whole = _length(element)
    return whole > 0 and linked >= _MOSTLY * whole


def _is_leftover(element: Element) -> bool:
    return _length(element) < 40 and _LEFTOVER.fullmatch(plain(text_of(element))) is not None


def _is_contents(element: Element) -> bool:
    """Links to places of this page, and nothing else."""
    anchors = [e for e in descendants(element) if e.tag == "a"]
    inside = [a for a in anchors if a.attrs.get("href", "").startswith("#")]
    if len(anchors) < _FEWEST_ANCHORS or len(inside) < len(anchors):
        return False
    return sum(_length(a) for a in inside) >= _MOSTLY * _length(element)


def _readable(element: Element, without: frozenset[str] = _SILENT) -> str:
    """Text with a space between blocks, for people."""
    pieces: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            pieces.append(child)
        elif child.tag not in without:
            pieces.append(_readable(child, without) + ("" if child.tag == "a" else " "))
    return "".join(pieces)


def _is_date(words: Sequence[str]) -> bool:
    """Whether words are a date and nothing else; the first is a day, a month or a number."""
    first = words[0]
    begins = first[:3] in _WEEKDAYS or first.isdecimal() or parse_date(f"{first} 1, 2000")
    return bool(begins) and any(parse_date(joint.join(words)) for joint in (" ", ", ", "-"))


def _words(text: str) -> list[str]:
    return folded(text).split()


def _length(element: Element) -> int:
    return len(plain(text_of(element)))
