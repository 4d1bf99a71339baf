"""The language that a code block states. In: the element of code and what is around it.

Out: a canonical name, or "". The first statement found decides, also where it says that there is
no language. Nothing is guessed from the code.
"""

import re
from collections.abc import Iterable
from typing import Final

from generator.importer.html_tree import Element
from generator.text.languages import canonical_language, is_known_language

OUTPUT: Final = "output"
"""Stated of what a program printed; no language, but a block of its own kind."""

_ATTRIBUTES: Final = (
    "data-lang",
    "data-language",
    "data-enlighter-language",
    "data-code-language",
    "data-highlight-language",
)
_NAMED: Final = re.compile(
    r"(?:^|\s)(?:lang(?:uage)?-|lang:|highlight-source-|highlight-text-|src-|brush:\s*"
    r"|sourceCode\s+|highlight-(?=[\w+#]+\s+notranslate))([\w+#.-]+)"
)
_CODE_WORDS: Final = re.compile(
    r"\b(?:highlight|hljs|codehilite|sourceCode|CodeRay|code|prettyprint"
    r"|syntaxhighlighter|EnlighterJSRAW)\b"
)
_ALSO_WORDS: Final = frozenset("arm basic code d dot git log v".split())
_CODE_TAGS: Final = frozenset({"pre", "code", "figure", "textarea"})
_WRAPPERS: Final = frozenset(
    {"div", "figure", "td", "tr", "tbody", "table", "span", "section", "code", "pre"}
)
_MAX_WRAPPERS: Final = 6


def declared_language(code: Iterable[Element], around: tuple[Element, ...]) -> str:
    """The language of a block: `code` are its own elements, the innermost first."""
    for element in (*code, *_wrappers(around)):
        stated = _stated(element)
        if stated is not None:
            return OUTPUT if stated.lower() == OUTPUT else canonical_language(stated)
    return ""


def _wrappers(around: tuple[Element, ...]) -> list[Element]:
    wrappers: list[Element] = []
    for element in reversed(around):
        if element.tag not in _WRAPPERS or len(wrappers) == _MAX_WRAPPERS:
            break
        wrappers.append(element)
    return wrappers


def _stated(element: Element) -> str | None:
    for name in _ATTRIBUTES:
        if element.attrs.get(name):
            return element.attrs[name]
    classes = element.attrs.get("class", "")
    if named := _NAMED.search(classes):
        return named.group(1)
    if element.tag in _CODE_TAGS or _CODE_WORDS.search(classes):
        for word in classes.replace(";", " ").lower().split():
            if is_known_language(word) and word not in _ALSO_WORDS:
                return word
    language = element.attrs.get("lang", "")
    return language if element.tag == "pre" and is_known_language(language) else None
