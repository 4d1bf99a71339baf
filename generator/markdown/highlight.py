"""Code to coloured HTML. In: text and the name of its language. Out: escaped text in flat spans.

A span has one short class name of Pygments and holds no other span; text without meaning has no
span. Removing the tags and decoding the entities gives the text back, character by character.
Files, titles and line numbers are not done here.
"""

from functools import cache
from typing import Final, Protocol

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from generator.markdown.deadline import bounded
from generator.markdown.lexing import pairs
from generator.markdown.markup import escape

MAX_CHARACTERS: Final = 50_000
"""Longer blocks stay plain."""
SECONDS: Final = 0.5
"""Processor time for a block; the longest allowed needs a tenth of it."""


_PLAIN: Final = frozenset({"n", "p", "w", "x", "esc"})
"""Classes that say nothing to a reader: names, punctuation, white space."""


class Highlighter(Protocol):
    """Colours code; a cache may stand in for `highlight`."""

    def __call__(self, text: str, language: str) -> str | None:
        """HTML of `text`, plain where the language is unknown; None when it would take too long."""
        ...


def highlight(text: str, language: str) -> str | None:
    """The `Highlighter` that asks Pygments."""
    lexer = _lexer(language)
    if lexer is None:
        return escape(text)
    if len(text) > MAX_CHARACTERS:
        return None
    return bounded(SECONDS, lambda: _spans(text, lexer))


@cache
def _lexer(language: str) -> Lexer | None:
    if not language:
        return None
    try:
        return find_lexer_class_by_name(language)(stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _spans(text: str, lexer: Lexer) -> str | None:
    """Neighbours of one class share a span; white space joins the span before it."""
    out: list[str] = []
    current = ""
    for name, value in pairs(lexer, text):
        if name in _PLAIN:
            name = ""
        if name != current and not value.isspace():
            if current:
                out.append("</span>")
            if name:
                out.append(f'<span class="{name}">')
            current = name
        out.append(escape(value))
    if current:
        # The line break at the end is nobody's: lines can then be told apart without parsing.
        ends_line = out[-1].endswith("\n")
        out[-1] = out[-1].removesuffix("\n")
        out.append("</span>\n" if ends_line else "</span>")
    return "".join(out)
