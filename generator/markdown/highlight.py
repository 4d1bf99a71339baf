"""Code to coloured HTML. In: text and the name of its language. Out: escaped text in flat spans.

A span has one short class name of Pygments and holds no other span; text without meaning has no
span. Removing the tags and decoding the entities gives the text back, character by character.
Files, titles and line numbers are not done here.
"""

from functools import cache
from typing import Final, Protocol

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name
from pygments.token import STANDARD_TYPES, Token, _TokenType
from pygments.util import ClassNotFound

from generator.markdown.markup import escape

MAX_CHARACTERS: Final = 50_000
"""Longer blocks stay plain."""


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
    return _spans(text, lexer)


@cache
def _lexer(language: str) -> Lexer | None:
    if not language:
        return None
    try:
        return find_lexer_class_by_name(language)(stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@cache
def _class(kind: _TokenType) -> str:
    while kind not in STANDARD_TYPES and kind.parent is not None:
        kind = kind.parent
    return "" if kind in _PLAIN else STANDARD_TYPES[kind]


_PLAIN: Final = frozenset(
    {Token, Token.Text, Token.Text.Whitespace, Token.Name, Token.Other, Token.Punctuation}
)


def _spans(text: str, lexer: Lexer) -> str:
    """Neighbours of one class share a span; white space joins the span before it."""
    out: list[str] = []
    current = ""
    for _, kind, value in lexer.get_tokens_unprocessed(text):
        if not value:
            continue
        name = _class(kind)
        if name != current and not value.isspace():
            if current:
                out.append("</span>")
            if name:
                out.append(f'<span class="{name}">')
            current = name
        out.append(escape(value))
    if current:
        out.append("</span>")
    return "".join(out)
