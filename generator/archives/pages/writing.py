"""A tree of a page as HTML text, for the importer. In: elements. Out: text that parses alike."""

from html import escape
from typing import Final

from generator.importer.html_tree import Element, Node

_VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)
_RAW: Final = frozenset("script style xmp iframe noembed noframes plaintext".split())
_FIRST_BREAK_GOES: Final = frozenset(("pre", "listing", "textarea"))


def html_of(node: Node) -> str:
    """The node with all that is in it."""
    return "".join(_pieces(node))


def inner_html(element: Element) -> str:
    """What is in an element, without the element."""
    return "".join(html_of(child) for child in element.children)


def _pieces(node: Node) -> list[str]:
    if isinstance(node, str):
        return [escape(node, quote=False)]
    attrs = "".join(
        f' {name}="{escape(value)}"' for name, value in node.attrs.items() if _is_name(name)
    )
    pieces = [f"<{node.tag}{attrs}>"]
    if node.tag in _VOID:
        return pieces
    if node.tag in _FIRST_BREAK_GOES:
        pieces.append("\n")
    for child in node.children:
        pieces += [child] if isinstance(child, str) and node.tag in _RAW else _pieces(child)
    return [*pieces, f"</{node.tag}>"]


def _is_name(name: str) -> bool:
    return not any(character in name for character in "\"'<>/= \t\n\f")
