"""Formulas become their TeX source. In: the tree. Out: `x:math` in place of what drew a formula.

KaTeX, MathJax and MathML carry the source in an annotation, MathJax 2 in a script. What carries
none stays as it is.
"""

import re
from typing import Final

from generator.importer.html_tree import Element, Node, descendants, find, rewrite, text_of

MATH: Final = "x:math"
"""Its child is the TeX source; its attribute `display` is there for a formula of its own line."""

_DRAWN: Final = frozenset({"katex", "katex-display", "MathJax_Display", "math"})
_PREVIEWS: Final = re.compile(r"(?:^|\s)MathJax(?:_\w+)?(?:\s|$)")


def mark_mathematics(tree: Element) -> None:
    has_scripts = any(_is_math_script(e) for e in descendants(tree))

    def formula(element: Element, _around: tuple[Element, ...]) -> list[Node] | None:
        if _is_math_script(element):
            is_display = "mode=display" in element.attrs["type"]
            return _math(text_of(element), is_display=is_display)
        if has_scripts and _PREVIEWS.search(element.attrs.get("class", "")):
            return []
        if element.tag in ("math", "mjx-container") or not _DRAWN.isdisjoint(element.classes):
            source = find(element, _is_tex)
            if source is not None:
                return _math(text_of(source), is_display=_is_display(element))
        return None

    rewrite(tree, formula)


def _math(tex: str, *, is_display: bool) -> list[Node]:
    tex = tex.strip()
    return [Element(MATH, {"display": ""} if is_display else {}, [tex])] if tex else []


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
