"""Formulas become their TeX source. In: the tree. Out: `x:math` in place of what drew a formula.

KaTeX, MathJax and MathML carry the source in an annotation, MathJax 2 in a script. Text between
dollar signs that holds commands of TeX is a formula too: a script would have drawn it. What
carries no source stays as it is.
"""

import re
from collections.abc import Iterator
from typing import Final

from generator.importer.html_tree import Element, Node, descendants, find, rewrite, text_of

MATH: Final = "x:math"
"""Its child is the TeX source; its attribute `display` is there for a formula of its own line."""

_DRAWN: Final = frozenset({"katex", "katex-display", "MathJax_Display", "math"})
_SOURCES: Final = frozenset({"math", "arithmatex"})
_DELIMITED: Final = re.compile(r"\\\((.*)\\\)|\\\[(.*)\\\]|\$\$(.*)\$\$|\$(.*)\$", re.DOTALL)
# A command, or braces behind a raised or lowered sign: what no price and no variable has.
_TEX: Final = r"[^$]*?(?:\\[A-Za-z]+|[\^_]\{)[^$]*?"
_DOLLARS: Final = re.compile(
    r"\$\$([^$]*?(?:\\[A-Za-z]+|\^|_\{)[^$]*?)\$\$"
    rf"|(?<![\w$\\])\$(?=[^\s$])({_TEX})(?<![\s\\])\$(?![\w$])"
)
_VERBATIM: Final = frozenset({"code", "pre", "tt", "kbd", "samp", "textarea", "script", "style"})
_PREVIEWS: Final = re.compile(r"(?:^|\s)MathJax(?:_\w+)?(?:\s|$)")


def mark_mathematics(tree: Element) -> None:
    has_scripts = any(_is_math_script(e) for e in descendants(tree))

    def formula(element: Element, around: tuple[Element, ...]) -> list[Node] | None:
        if _is_math_script(element):
            is_display = "mode=display" in element.attrs["type"]
            return _math(text_of(element), is_display=is_display)
        if has_scripts and _PREVIEWS.search(element.attrs.get("class", "")):
            return []
        if _is_plain_source(element):
            is_display = element.tag == "div" or "math-block" in around[-1].classes
            return _math(_undelimited(text_of(element)), is_display=is_display)
        if element.tag in ("math", "mjx-container") or not _DRAWN.isdisjoint(element.classes):
            source = find(element, _is_tex)
            if source is not None:
                return _math(text_of(source), is_display=_is_display(element))
        return None

    rewrite(tree, formula)
    _mark_dollars(tree)


def _mark_dollars(element: Element) -> None:
    children: list[Node] = []
    for child in element.children:
        if isinstance(child, str):
            children += _formulas(child) if "$" in child else [child]
        else:
            if child.tag not in _VERBATIM:
                _mark_dollars(child)
            children.append(child)
    element.children = children


def _formulas(text: str) -> Iterator[Node]:
    end = 0
    for found in _DOLLARS.finditer(text):
        yield text[end : found.start()]
        yield from _math(found[1] or found[2], is_display=found[1] is not None)
        end = found.end()
    yield text[end:]


def _math(tex: str, *, is_display: bool) -> list[Node]:
    tex = tex.strip()
    return [Element(MATH, {"display": ""} if is_display else {}, [tex])] if tex else []


def _is_plain_source(element: Element) -> bool:
    """TeX as text, that a script would draw in the page: Pandoc, Arithmatex, our own pages."""
    return (
        element.tag in ("span", "div")
        and not _SOURCES.isdisjoint(element.classes)
        and all(isinstance(child, str) for child in element.children)
    )


def _undelimited(source: str) -> str:
    found = _DELIMITED.fullmatch(source.strip())
    return next(part for part in found.groups() if part is not None) if found else source


def _is_math_script(element: Element) -> bool:
    return element.tag == "script" and element.attrs.get("type", "").startswith("math/tex")


def _is_tex(element: Element) -> bool:
    return element.tag == "annotation" and "tex" in element.attrs.get("encoding", "tex").lower()


def _is_display(element: Element) -> bool:
    return (
        "katex-display" in element.classes
        or "MathJax_Display" in element.classes
        or element.attrs.get("display") in ("block", "true")
        or any(e.tag == "math" and e.attrs.get("display") == "block" for e in descendants(element))
    )
