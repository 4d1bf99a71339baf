"""A saved web page to the posts in it. In: its text. Out: a Page. Nothing is lost without a reason.

A page that lists posts gives each of them; what is only an excerpt there is marked as one.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from generator.archives.pages.cleaning import clean
from generator.archives.pages.content import Weights, articles, main_content
from generator.archives.pages.metadata import base_of, facts_of
from generator.archives.pages.sayings import folded, heading_text, plain
from generator.archives.pages.shapes import plain_shapes
from generator.archives.pages.values import Facts, Page, Post
from generator.archives.values import Removed
from generator.importer.html_tree import Element, descendants, parse, text_of
from generator.text.links import web_address

_FEWEST: Final = 2
_MOST_OF_A_LISTING: Final = 0.6
_EXCERPT: Final = 600
_HEADINGS: Final = frozenset(("h1", "h2", "h3"))
_SILENT: Final = frozenset(("script", "style", "template", "noscript", "head", "title", "svg"))


def read_page(text: str, *, name: str = "", saved_from: str = "") -> Page:
    """The posts of a page; none where it has no text. `name` is the title of last resort,
    `saved_from` the address that the page had, where something other than itself knows it.
    """
    tree = parse(text)
    facts = facts_of(tree, text, saved_from=saved_from)
    base = base_of(tree, text, saved_from=saved_from, address=facts.address)
    weights = Weights(tree)
    listed = _listed(tree, weights)
    if listed:
        posts = tuple(_listed_post(article, facts, weights, base) for article in listed)
        return Page(posts=posts, base=base)
    found = main_content(tree, weights)
    title = _headed(found.element, facts) or facts.title or _first_heading(found.element) or name
    facts = msgspec.structs.replace(facts, title=title)
    outside = tuple(_outside(tree, found.element, weights))
    removed = clean(found.element, facts, weights)
    plain_shapes(found.element)
    if not _says_something(found.element):
        return Page(posts=(), base=base)
    post = Post(
        facts=facts,
        content=found.element,
        found_by=found.found_by,
        confidence=found.confidence,
        removed=(*outside, *removed),
    )
    return Page(posts=(post,), base=base)


def _listed(tree: Element, weights: Weights) -> Sequence[Element]:
    """The articles of a listing: several, each with a heading of its own that leads to it."""
    found = [element for element in articles(tree, weights) if _headline(element) is not None]
    most = max((weights.of(element) for element in found), default=0)
    alike = len(found) >= _FEWEST and most < _MOST_OF_A_LISTING * weights.kept
    return found if alike else ()


def _headline(article: Element) -> Element | None:
    """The link in its first heading, or around it."""
    for element in descendants(article):
        if element.tag in _HEADINGS:
            inside = next((e for e in descendants(element) if e.tag == "a"), None)
            return inside or _link_around(article, element)
    return None


def _link_around(article: Element, heading: Element) -> Element | None:
    links = (e for e in descendants(article) if e.tag == "a")
    return next((a for a in links if any(e is heading for e in descendants(a))), None)


def _listed_post(article: Element, page: Facts, weights: Weights, base: str) -> Post:
    link = _headline(article)
    heading = next(e for e in descendants(article) if e.tag in _HEADINGS)
    own = facts_of(article, "")
    facts = msgspec.structs.replace(
        own,
        title=heading_text(heading),
        site=page.site,
        address=web_address(link.attrs.get("href", ""), base) if link else "",
        language=page.language,
        authors=own.authors or page.authors,
        generator=page.generator,
    )
    removed = clean(article, facts, weights)
    plain_shapes(article)
    structured = any(e.tag in ("pre", "table", "h3", "h4") for e in descendants(article))
    short = len(plain(text_of(article))) < _EXCERPT and not structured
    return Post(
        facts=facts,
        content=article,
        found_by="article of a listing",
        confidence=0.8,
        removed=removed,
        is_excerpt=short,
    )


def _outside(tree: Element, content: Element, weights: Weights) -> Iterator[Removed]:
    """What stands beside the content, each block with its reason."""
    if tree is content:
        return
    for child in tree.children:
        if child is content:
            continue
        if isinstance(child, str):
            if text := plain(child):
                yield Removed(text=text, reason="outside the main content")
        elif child.tag in _SILENT:
            continue
        elif id(child) not in weights.chrome and any(e is content for e in descendants(child)):
            yield from _outside(child, content, weights)
        elif text := plain(text_of(child)):
            reason = weights.chrome.get(id(child), "outside the main content")
            yield Removed(text=text, reason=reason)


def _headed(content: Element, facts: Facts) -> str:
    """The text's only main heading, where it stands before all others."""
    headings = [e for e in descendants(content) if e.tag in _HEADINGS]
    mains = [e for e in headings if e.tag == "h1"]
    if len(mains) != 1 or headings[0] is not mains[0]:
        return ""
    text = heading_text(mains[0])
    return "" if folded(text) == folded(facts.site) else text[:300]


def _first_heading(content: Element) -> str:
    headings = (e for e in descendants(content) if e.tag in _HEADINGS)
    return next((text for e in headings if (text := heading_text(e))), "")


def _says_something(content: Element) -> bool:
    if any(e.tag in ("img", "iframe", "video", "audio") for e in descendants(content)):
        return True
    return bool(plain(text_of(content)))
