"""HTML text to a light tree. In: the body of a feed entry. Out: `Element`s and strings.

Parsing follows the HTML standard, as browsers do. The tree is ours to change: the passes of this
room work on it in place, and nobody else ever sees it. Comments are left out; what is content and
what is not is decided elsewhere.
"""

import itertools
import re
from collections.abc import Callable, Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_DEPTH: Final = 80
"""Elements deeper than this lose their tags and keep their text: every later pass may recurse."""

_ABYSS: Final = 1000
_TAG: Final = re.compile(r"<(/?)([A-Za-z][^\s/<>]*)[^<>]*>")
MAX_ATTRIBUTES: Final = 200
"""Of one tag: the parser looks at each pair of them."""
_LONG_TAG: Final = 4096
_ANY_TAG: Final = re.compile(r"<[A-Za-z][^>]*")
_ATTRIBUTE: Final = re.compile(
    r"""[\s/]+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>][^\s>]*))?"""
)
# Elements that have no end, or end where the next one starts.
_ENDLESS: Final = frozenset(
    "area base br col dd dt embed hr img input li link meta option p param source td th tr track"
    " wbr".split()
)
# What no later format can hold: C0 controls, half characters and non-characters.
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Element:
    """One element; `attrs` holds "" for an attribute without a value."""

    __slots__ = ("attrs", "children", "tag")

    def __init__(
        self, tag: str, attrs: dict[str, str] | None = None, children: "list[Node] | None" = None
    ) -> None:
        self.tag = tag
        self.attrs = {} if attrs is None else attrs
        self.children: list[Node] = [] if children is None else children

    @property
    def classes(self) -> list[str]:
        return self.attrs.get("class", "").split()


Node = Element | str


def parse(html: str) -> Element:
    """The body of `html`, at most `MAX_DEPTH` levels deep."""
    cleaned = _FORBIDDEN.sub("", html).replace("\r\n", "\n").replace("\r", "\n")
    source = _without_crowds(_without_abyss(cleaned))
    body = LexborHTMLParser("<!doctype html><body>" + source).body
    root = Element("body")
    if body is not None and body.child is not None:
        _copy(body.child, root)
    return root


def _without_abyss(html: str) -> str:
    """`html` without the tags that go too deep: parsing takes the square of the depth."""
    if html.count("<") <= _ABYSS:
        return html
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[2].lower() in _ENDLESS:
            return tag[0]
        is_below = depth > _ABYSS
        depth = max(0, depth - 1) if tag[1] else depth + 1
        return "" if is_below else tag[0]

    return _TAG.sub(kept, html)


def _without_crowds(html: str) -> str:
    """`html` without the attributes that are too many for one tag."""
    if all(len(part) < _LONG_TAG for part in html.split(">")):
        return html
    return _ANY_TAG.sub(_with_few_attributes, html)


def _with_few_attributes(tag: re.Match[str]) -> str:
    if len(tag[0]) < _LONG_TAG:
        return tag[0]
    crowd = itertools.islice(_ATTRIBUTE.finditer(tag[0]), MAX_ATTRIBUTES, None)
    first = next(crowd, None)
    return tag[0] if first is None else tag[0][: first.start()]


def _copy(first: LexborNode, root: Element) -> None:
    waiting: list[tuple[LexborNode, list[Node], int]] = [(first, root.children, 1)]
    while waiting:
        node, siblings, depth = waiting.pop()
        if node.next is not None:
            waiting.append((node.next, siblings, depth))
        tag = node.tag or ""
        if tag == "-text":
            # again: what is forbidden may be spelt as a reference, which only parsing resolves
            siblings.append(_FORBIDDEN.sub("", node.text_content or ""))
        elif not tag.startswith("-"):
            inner = siblings
            if depth <= MAX_DEPTH:
                attrs = {
                    name: _FORBIDDEN.sub("", value or "") for name, value in node.attributes.items()
                }
                element = Element(tag, attrs)
                siblings.append(element)
                inner = element.children
            if node.child is not None:
                waiting.append((node.child, inner, depth + 1))


def descendants(element: Element) -> Iterator[Element]:
    """Every element below `element`, in document order."""
    for child in element.children:
        if isinstance(child, Element):
            yield child
            yield from descendants(child)


def find(element: Element, test: Callable[[Element], bool]) -> Element | None:
    """The first element below `element` that passes `test`."""
    return next((found for found in descendants(element) if test(found)), None)


def text_of(node: Node) -> str:
    """All text of `node`, as it stands in the source."""
    if isinstance(node, str):
        return node
    return "".join(text_of(child) for child in node.children)


Rule = Callable[[Element, tuple[Element, ...]], "list[Node] | None"]


def rewrite(root: Element, rule: Rule) -> None:
    """Replaces elements from the outside in.

    `rule` is given an element and the elements around it, innermost last; it answers with the
    nodes that take its place, or with None to leave it and to look inside it.
    """
    _rewrite(root, (root,), rule)


def _rewrite(parent: Element, around: tuple[Element, ...], rule: Rule) -> None:
    children: list[Node] = []
    for child in parent.children:
        if isinstance(child, str):
            children.append(child)
            continue
        replacement = rule(child, around)
        if replacement is None:
            _rewrite(child, (*around, child), rule)
            children.append(child)
        else:
            children.extend(replacement)
    parent.children = children
