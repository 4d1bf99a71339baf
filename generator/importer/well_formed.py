"""How well-formed code is in its language. In: text and a language. Out: a step of three.

Python, JSON and TOML are parsed. Other programs are read by a lexer: none of it may be an error,
and no sign may stand in the code, outside of strings and comments, that only a tool leaves there.
"""

import ast
import json
import re
import tomllib
import warnings
from collections.abc import Callable
from typing import Final

HURT: Final = re.compile(
    "[“”„‘’\u00a0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff\u00ad]|\\\\[\"']"
    r"|&(?:lt|gt|amp|quot|apos|nbsp|#\d{2,5}|#x[\da-fA-F]{2,4});|</?(?:span|font)\b"
)
"""What only tools and typing aids leave in code."""

_LEXED: Final = frozenset(
    "c cpp csharp dart go java javascript kotlin objectivec rust scala sql swift typescript".split()
)
_PARSED: Final = frozenset({"python", "json", "toml"})
_MAGIC: Final = re.compile(r"^(\s*)[%!].*$", re.MULTILINE)


BROKEN: Final = 0
LEXED: Final = 1
PARSED: Final = 2


def best_form(language: str) -> int:
    """What well-formed code of a language reaches; `BROKEN` where nothing could tell."""
    return PARSED if language in _PARSED else LEXED if language in _LEXED else BROKEN


def form_of(text: str, language: str) -> int:
    """How far a text is well-formed; Python that is only a part of a program may be lexed."""
    match language:
        case "python":
            # commands of a notebook are passed over
            tree = python_tree(_MAGIC.sub(r"\1pass", text))
            return PARSED if tree is not None else _lexed(text, language)
        case "json":
            return PARSED if is_json(text) else BROKEN
        case "toml":
            return PARSED if _loads(tomllib.loads, text) else BROKEN
    return _lexed(text, language)


def python_tree(text: str) -> ast.Module | None:
    """The program that `text` is; None where it does not parse."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def is_json(text: str) -> bool:
    """Whether `text` is a value of JSON."""
    return _loads(json.loads, text)


def _loads(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except (ValueError, RecursionError):
        return False
    return True


def _lexed(text: str, language: str) -> int:
    from pygments.lexers import get_lexer_by_name  # heavy; only code that looks hurt needs it

    code: list[str] = []
    for kind, piece in get_lexer_by_name(language, stripnl=False).get_tokens(text):
        group = tuple(kind)
        if group[:1] == ("Error",):
            return BROKEN
        is_said = group[:1] == ("Comment",) or group[:2] == ("Literal", "String")
        code.append(" " if is_said else piece)
    return BROKEN if HURT.search("".join(code)) else LEXED
