"""Inline Markdown that can be read in one go: text, code, simple links and plain emphasis.

In: the source of a block. Out: the tokens that markdown-it makes of it, or None where there may be
anything else, which is for the parser to read. A test compares the tokens.
"""

import re
from collections.abc import Callable
from typing import Final, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.markdown.rules import MATH
from generator.markdown.tokens import new_token

_TEXT: Final = r"[^\n!$&*<\[\\\]`{~_]"
_UNDERSCORE: Final = "(?<=[0-9A-Za-z])_+(?=[0-9A-Za-z])"
_WORDS: Final = f"(?:{_TEXT}++|{_UNDERSCORE})++"
_NO_MARKUP: Final = rf"!(?!\[)|&(?![#A-Za-z])|<(?![A-Za-z/!?])|\{{|{_UNDERSCORE}"
"""Signs that begin nothing where they stand."""
_SPAN: Final = r"[^` \n](?:[^`]*[^` \n])?"
_PUNCTUATION: Final = r"[!-)+-/:-@\[-^`{-~]"  # that of ASCII, but for the star and the underscore
_PART: Final = re.compile(
    rf"(?P<text>(?:{_TEXT}++|{_NO_MARKUP})++)"
    rf"|(?<!`)`(?P<code>{_SPAN})`(?!`)"
    r"|(?P<line>\\?\n(?=[^ \t\n]))"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<entity>&(?:amp|gt|lt|nbsp|quot);)"
    r"|(?P<tag><(?![Aa]\b)[A-Za-z][A-Za-z0-9-]*+ ?/?>|</(?![Aa]\b)[A-Za-z][A-Za-z0-9-]*+>)"
    # Stars that begin emphasis and cannot end any, and the other way round.
    r"|(?:(?<![^ \n])(?P<opens>\*\*?)(?=[^\s*])"
    rf"|(?<={_PUNCTUATION})(?P<opens_word>\*\*?)(?=[^\W_]))"
    r"|(?:(?<=[^\s*])(?P<closes>\*\*?)(?![^ \n])"
    rf"|(?<=[^\W_])(?P<closes_word>\*\*?)(?={_PUNCTUATION}))"
    rf"|\[(?!\^)(?:(?P<label>{_WORDS})|`(?P<code_label>{_SPAN})`(?!`)"
    rf"|\*\*(?=[^\W_])(?P<strong_label>{_WORDS})(?<=[^\W_])\*\*)\]"
    r"\((?P<address>[A-Za-z0-9/:._#?=%+,;@-]++)\)"
    rf"|(?<![\w$]){MATH}"
)
_ENTITIES: Final = {"&amp;": "&", "&gt;": ">", "&lt;": "<", "&nbsp;": "\xa0", "&quot;": '"'}
_NAMES: Final = {"*": "em", "**": "strong"}


def simple_tokens(src: str, parser: MarkdownIt) -> list[Token] | None:
    """Tokens of `src`; `parser` judges addresses."""
    line = _Line(parser)
    at = 0
    for part in _PART.finditer(src):
        if part.start() != at:
            return None
        at = part.end()
        kind = part.lastgroup
        if kind == "text":
            line.text += part[0]
        elif not _READERS[str(kind)](line, part):
            return None
    return line.finished() if at == len(src) else None


class _Line:
    """Grows with the tokens."""

    def __init__(self, parser: MarkdownIt) -> None:
        self.parser = parser
        self.text = ""
        self._tokens: list[Token] = []
        self._open: list[str] = []
        self._level = 0
        self._special = ("", "")
        self._is_after_strong = False

    def add(
        self, kind: str, tag: str, nesting: Literal[-1, 0, 1], content: str = "", markup: str = ""
    ) -> Token:
        """Adds the text so far, and a token."""
        # Of the two stars of a strong one, the parser leaves the outer behind as an empty text.
        self._end_text(even_empty=kind == "strong_open")
        self._level -= nesting < 0
        token = new_token(kind, tag, nesting, self._level, content)
        token.markup = markup
        self._level += nesting > 0
        self._tokens.append(token)
        return token

    def add_special(self, content: str, source: str, info: str) -> None:
        """Adds a character that is written in another way; a text that begins with it says so."""
        if not self.text and not self._is_after_strong:
            self._special = (source, info)
        self.text += content

    def open(self, stars: str) -> bool:
        """Begins emphasis."""
        name = _NAMES[stars]
        self._open.append(stars)
        self.add(f"{name}_open", name, 1, markup=stars)
        return True

    def close(self, stars: str) -> bool:
        """Ends the emphasis begun last; false where other stars began it."""
        if not self._open or self._open.pop() != stars:
            return False
        name = _NAMES[stars]
        self.add(f"{name}_close", name, -1, markup=stars)
        self._is_after_strong = name == "strong"
        return True

    def finished(self) -> list[Token] | None:
        """All tokens; none where emphasis is left open."""
        self._end_text()
        return None if self._open else self._tokens

    def _end_text(self, *, even_empty: bool = False) -> None:
        if not (self.text or self._is_after_strong or even_empty):
            return
        token = new_token("text", "", 0, self._level, self.text)
        token.markup, token.info = self._special
        self._tokens.append(token)
        self.text, self._special, self._is_after_strong = "", ("", ""), False


def _code(line: _Line, part: re.Match[str]) -> bool:
    line.add("code_inline", "code", 0, part["code"].replace("\n", " "), "`")
    return True


def _break(line: _Line, part: re.Match[str]) -> bool:
    bare = line.text if part[0] != "\n" else line.text.rstrip(" ")
    is_hard = part[0] != "\n" or len(line.text) - len(bare) > 1
    line.text = bare
    line.add("hardbreak" if is_hard else "softbreak", "br", 0)
    return True


def _escape(line: _Line, part: re.Match[str]) -> bool:
    line.add_special(part[0][1], part[0], "escape")
    return True


def _entity(line: _Line, part: re.Match[str]) -> bool:
    line.add_special(_ENTITIES[part[0]], part[0], "entity")
    return True


def _tag(line: _Line, part: re.Match[str]) -> bool:
    line.add("html_inline", "", 0, part[0])
    return True


def _math(line: _Line, part: re.Match[str]) -> bool:
    line.add("math_inline", "math", 0, part["tex"].strip("`"))
    return True


def _link(line: _Line, part: re.Match[str]) -> bool:
    """False where the address is not allowed."""
    address = line.parser.normalizeLink(part["address"])
    if not line.parser.validateLink(address):
        return False
    line.add("link_open", "a", 1).attrs = {"href": address}
    if part["label"]:
        line.text = part["label"]
    elif part["code_label"]:
        line.add("code_inline", "code", 0, part["code_label"].replace("\n", " "), "`")
    else:
        line.open("**")
        line.text = part["strong_label"]
        line.close("**")
    line.add("link_close", "a", -1)
    return True


_READERS: Final[dict[str, Callable[[_Line, re.Match[str]], bool]]] = {
    "code": _code,
    "line": _break,
    "escape": _escape,
    "entity": _entity,
    "tag": _tag,
    "tex": _math,
    "opens": lambda line, part: line.open(part[0]),
    "opens_word": lambda line, part: line.open(part[0]),
    "closes": lambda line, part: line.close(part[0]),
    "closes_word": lambda line, part: line.close(part[0]),
    "address": _link,
}
