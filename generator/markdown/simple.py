"""Inline Markdown that can be read in one go: text, code, simple links and plain emphasis.

In: the source of a block. Out: the tokens that markdown-it makes of it, or None where there may be
anything else, which is for the parser to read. A test compares the tokens.
"""

import re
from typing import Final, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.markdown.tokens import new_token

_TEXT: Final = r"[^\n!$&*<\[\\\]`{~_]"
_UNDERSCORE: Final = "(?<=[0-9A-Za-z])_+(?=[0-9A-Za-z])"
_WORDS: Final = f"(?:{_TEXT}++|{_UNDERSCORE})++"
_NO_MARKUP: Final = rf"!(?!\[)|&(?![#A-Za-z])|<(?![A-Za-z/!?])|\{{|{_UNDERSCORE}"
"""Signs that begin nothing where they stand."""
_CODE: Final = r"(?<!`)`([^` \n](?:[^`]*[^` \n])?)`(?!`)"
_PUNCTUATION: Final = r"[!-)+-/:-@\[-^`{-~]"  # that of ASCII, but for the star and the underscore
_PART: Final = re.compile(
    rf"((?:{_TEXT}++|{_NO_MARKUP})++)"
    rf"|{_CODE}"
    r"|(?<=[^ \t])\n(?=[^ \t\n])()"
    # Stars that begin emphasis and cannot end any, and the other way round.
    rf"|(?:(?<![^ \n])(\*\*?)(?=[^\s*])|(?<={_PUNCTUATION})(\*\*?)(?=[^\W_]))"
    rf"|(?:(?<=[^\s*])(\*\*?)(?![^ \n])|(?<=[^\W_])(\*\*?)(?={_PUNCTUATION}))"
    rf"|\[(?!\^)(?:({_WORDS})|{_CODE}|\*\*(?=[^\W_])({_WORDS})(?<=[^\W_])\*\*)\]"
    r"\(([A-Za-z0-9/:._#?=%+,;@-]++)\)"
)
_CODE_SPAN, _BREAK, _OPENS, _CLOSES = 2, 3, (4, 5), (6, 7)
_LABEL, _CODE_LABEL, _STRONG_LABEL, _ADDRESS = 8, 9, 10, 11
_NAMES: Final = {"*": "em", "**": "strong"}


def simple_tokens(src: str, parser: MarkdownIt) -> list[Token] | None:
    """Tokens of `src`; `parser` judges addresses."""
    line = _Line()
    at = 0
    for part in _PART.finditer(src):
        kind = part.lastindex
        if part.start() != at:
            return None
        at = part.end()
        if kind == 1:
            line.text += part[1]
        elif kind == _CODE_SPAN:
            line.code(part[2])
        elif kind == _BREAK:
            line.add("softbreak", "br", 0)
        elif kind in _OPENS:
            line.open(part[kind])
        elif kind in _CLOSES:
            if not line.close(part[kind]):
                return None
        elif not _add_link(line, part, parser):
            return None
    return line.finished() if at == len(src) else None


class _Line:
    """Grows with the tokens."""

    def __init__(self) -> None:
        self.text = ""
        self._tokens: list[Token] = []
        self._open: list[str] = []
        self._level = 0
        self._is_after_strong = False

    def add(self, kind: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Adds the text so far, and a token."""
        # Of the two stars of a strong one, the parser leaves the outer behind as an empty text.
        if self.text or self._is_after_strong or kind == "strong_open":
            self._tokens.append(new_token("text", "", 0, self._level, self.text))
            self.text, self._is_after_strong = "", False
        if nesting < 0:
            self._level -= 1
        token = new_token(kind, tag, nesting, self._level)
        if nesting > 0:
            self._level += 1
        self._tokens.append(token)
        return token

    def code(self, content: str) -> None:
        """Adds a code span."""
        token = self.add("code_inline", "code", 0)
        token.markup, token.content = "`", content.replace("\n", " ")

    def open(self, stars: str) -> None:
        """Begins emphasis."""
        name = _NAMES[stars]
        self._open.append(stars)
        self.add(f"{name}_open", name, 1).markup = stars

    def close(self, stars: str) -> bool:
        """Ends the emphasis begun last; false where other stars began it."""
        if not self._open or self._open.pop() != stars:
            return False
        name = _NAMES[stars]
        self.add(f"{name}_close", name, -1).markup = stars
        self._is_after_strong = name == "strong"
        return True

    def finished(self) -> list[Token] | None:
        """All tokens; none where emphasis is left open."""
        if self._open:
            return None
        if self.text or self._is_after_strong:
            self._tokens.append(new_token("text", "", 0, self._level, self.text))
        return self._tokens


def _add_link(line: _Line, link: re.Match[str], parser: MarkdownIt) -> bool:
    """False where the address is not allowed."""
    address = parser.normalizeLink(link[_ADDRESS])
    if not parser.validateLink(address):
        return False
    line.add("link_open", "a", 1).attrs = {"href": address}
    if link[_LABEL]:
        line.text = link[_LABEL]
    elif link[_CODE_LABEL]:
        line.code(link[_CODE_LABEL])
    else:
        line.open("**")
        line.text = link[_STRONG_LABEL]
        line.close("**")
    line.add("link_close", "a", -1)
    return True
