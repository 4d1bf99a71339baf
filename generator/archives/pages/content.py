"""Where a page's own text is. In: its tree. Out: the element that holds it, and why that one.

Authors' programs say it in several ways, and are believed in this order: an article body by
microdata or microformats, a container that a known generator uses, `article`, `main`. What is
marked must hold a good part of the text. On a page without marks, we go down as long as one
element holds nearly all text, and never past code or tables.
"""

from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct

from generator.archives.pages.chrome import NO_WORDS, VERBATIM, why_chrome
from generator.importer.html_tree import Element, Node, descendants, text_of

_MOSTLY: Final = 0.5
_NEARLY_ALL: Final = 0.9
_BODIES: Final = frozenset(
    "entry-content post-content article-content post-body article-body articlebody markdown-body"
    " post__content article__body article__content crayons-article__body theme-doc-markdown"
    " md-content__inner td-content book-content sl-markdown-content vp-doc rst-content gh-content"
    " post-entry entry-body page-content blog-post-content kg-post postarticle-content".split()
)
_IDS: Final = frozenset(("article-body", "post-content", "mw-content-text", "main-content"))
_LEAVES: Final = frozenset("p pre ul ol dl blockquote figure h1 h2 h3 h4 h5 h6 details".split())
_WHOLE: Final = VERBATIM | {"blockquote"}
_NEVER_LEFT: Final = frozenset("pre table figure img h1".split())


class Weight(Struct, frozen=True):
    """Characters of text in an element: its own, and those of links."""

    own: int = 0
    linked: int = 0


class Found(Struct, frozen=True, kw_only=True):
    """The element of a page's text."""

    element: Element
    found_by: str
    confidence: float


class Weights:
    """How much text each element has that is the author's."""

    def __init__(self, tree: Element) -> None:
        self._raw: dict[int, Weight] = {}
        self._sum(tree, in_link=False, counted=self._raw, skips=_skips_nothing)
        self.total = max(1, self._raw[id(tree)].own)
        self.chrome: dict[int, str] = {}
        self._kept: dict[int, Weight] = {}
        self._sum(tree, in_link=False, counted=self._kept, skips=self._is_chrome)
        self.kept = max(1, self._kept[id(tree)].own)

    def share(self, element: Element) -> float:
        """Of all text of the page, chrome and all."""
        return self._raw[id(element)].own / self.total

    def of(self, element: Element) -> int:
        """Characters that are neither links nor chrome; 0 within chrome."""
        return self._kept.get(id(element), Weight()).own

    def linked(self, element: Element) -> float:
        """The part of an element's text that stands in links, from 0 to 1."""
        weight = self._raw[id(element)]
        return weight.linked / max(1, weight.own + weight.linked)

    def _is_chrome(self, element: Element) -> bool:
        reason = why_chrome(element, self.share(element))
        if reason:
            self.chrome[id(element)] = reason
        return bool(reason)

    def _sum(
        self,
        element: Element,
        *,
        in_link: bool,
        counted: dict[int, Weight],
        skips: Callable[[Element], bool],
    ) -> Weight:
        own = linked = 0
        for child in element.children:
            if isinstance(child, str):
                length = len("".join(child.split()))
                own, linked = (own, linked + length) if in_link else (own + length, linked)
            elif child.tag in NO_WORDS or child.tag in ("script", "noscript") or skips(child):
                counted.setdefault(id(child), Weight())
            else:
                inner = self._sum(
                    child,
                    in_link=in_link or child.tag == "a",
                    counted=counted,
                    skips=_skips_nothing if child.tag in _WHOLE else skips,
                )
                own, linked = own + inner.own, linked + inner.linked
        weight = counted[id(element)] = Weight(own, linked)
        return weight


def _skips_nothing(_: Element) -> bool:
    return False


def main_content(tree: Element, weights: Weights) -> Found:
    """The one element that holds the text of the page."""
    for found_by, confidence, enough, marked in _GROUPS:
        best = _heaviest(tree, marked, weights)
        if best is not None and weights.of(best) >= enough * weights.kept:
            return Found(element=best, found_by=found_by, confidence=confidence)
    element = _densest(tree, weights)
    return Found(element=element, found_by="density of text", confidence=0.7)


def articles(tree: Element, weights: Weights) -> tuple[Element, ...]:
    """Articles that stand in no other, in order; those of comments and boxes are none."""
    return tuple(
        element
        for element in _outermost(tree, _is_article, weights)
        if weights.of(element) and not _is_link_only(element, weights)
    )


def _is_link_only(element: Element, weights: Weights) -> bool:
    return weights.linked(element) > _MOSTLY


def _is_body(element: Element) -> bool:
    """As stated by microdata, microformats or RDFa."""
    properties = f"{element.attrs.get('itemprop', '')} {element.attrs.get('property', '')}".split()
    stated = {"articleBody", "schema:articleBody", "content:encoded"}
    return bool(stated.intersection(properties)) or "e-content" in element.classes


def _is_container(element: Element) -> bool:
    if any(name.lower() in _BODIES for name in element.classes):
        return True
    named = element.attrs.get("id", "") in _IDS
    return named or ("body" in element.classes and element.attrs.get("role") == "main")


def _is_article(element: Element) -> bool:
    return element.tag == "article" or element.attrs.get("role", "") == "article"


def _is_main(element: Element) -> bool:
    return element.tag == "main" or element.attrs.get("role", "") == "main"


_GROUPS: Final[tuple[tuple[str, float, float, Callable[[Element], bool]], ...]] = (
    ("stated article body", 1.0, 0.2, _is_body),
    ("container of a known generator", 0.95, 0.5, _is_container),
    ("article element", 0.95, 0.5, _is_article),
    ("main element", 0.9, 0.5, _is_main),
)
"""What tells of a text, how sure it is, how much of the page's text must be in it, and the test."""


def _heaviest(tree: Element, marked: Callable[[Element], bool], weights: Weights) -> Element | None:
    candidates = list(_outermost(tree, marked, weights))
    return max(candidates, key=weights.of, default=None)


def _outermost(
    element: Element, marked: Callable[[Element], bool], weights: Weights
) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, str) or id(child) in weights.chrome:
            continue
        if marked(child):
            yield child
        else:
            yield from _outermost(child, marked, weights)


def _densest(tree: Element, weights: Weights) -> Element:
    """Down while one child holds nearly all text of what is around it."""
    element = tree
    while True:
        inside = [child for child in element.children if isinstance(child, Element)]
        best = max(inside, key=weights.of, default=None)
        if best is None or not weights.of(best) or best.tag in _LEAVES or _is_data(best):
            return element
        if weights.of(best) < _NEARLY_ALL * weights.of(element):
            return element
        rest = [child for child in element.children if child is not best]
        if any(_is_content(child, weights) for child in rest):
            return element
        element = best


def _is_data(table: Element) -> bool:
    """A table whose cells hold no blocks is no way of laying out a page."""
    return table.tag == "table" and not any(
        inner.tag in ("p", "h1", "h2", "h3", "pre", "ul") for inner in descendants(table)
    )


def _is_content(node: Node, weights: Weights) -> bool:
    if isinstance(node, str):
        return len(node.strip()) > 40
    if id(node) in weights.chrome:
        return False
    named = node.tag in _NEVER_LEFT and node.tag != "img" and bool(text_of(node).strip())
    return named or any(
        inner.tag in _NEVER_LEFT and text_of(inner).strip() for inner in descendants(node)
    )
