"""Tokens of markdown-it, made fast: its own way to make them costs as much as a rule."""

from typing import Final, Literal

from markdown_it.token import Token

_new: Final = Token.__new__


def new_token(
    kind: str, tag: str, nesting: Literal[-1, 0, 1], level: int = 0, content: str = ""
) -> Token:
    """As `Token(kind, tag, nesting, level=level, content=content)`."""
    token = _new(Token)
    token.type = kind
    token.tag = tag
    token.nesting = nesting
    token.attrs = {}
    token.map = None
    token.level = level
    token.children = None
    token.content = content
    token.markup = ""
    token.info = ""
    token.meta = {}
    token.block = False
    token.hidden = False
    return token
