"""Titles, names and tags of a feed to plain text.

In: a string that is text, HTML, or either (RSS does not say). Out: one line of text without
control characters. Bodies are not touched here.
"""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Final

MAX_TITLE: Final = 300
"""Characters."""

_INLINE: Final = (
    "a|abbr|b|big|bdi|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong"
    "|sub|sup|tt|u|var"
)
_PAIR: Final = re.compile(rf"<({_INLINE})(?:\s[^<>]{{0,500}})?>([^<>]*)</\1\s*>", re.IGNORECASE)
_BREAK: Final = re.compile(r"<(?:br|wbr)\s*/?>", re.IGNORECASE)
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SPACE: Final = re.compile(r"[\s\x85\u2028\u2029]+")
_HIDDEN: Final = frozenset(("script", "style", "template", "svg"))


def one_line(text: str, limit: int = MAX_TITLE) -> str:
    """White space to single spaces; control, direction and zero-width characters gone; cut."""
    line = _SPACE.sub(" ", _INVISIBLE.sub("", text[: limit * 8])).strip()
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def from_html(html: str, limit: int = MAX_TITLE) -> str:
    """The text of HTML that is declared as such."""
    reader = _TextOf()
    reader.feed(html[: limit * 8])
    reader.close()
    return one_line("".join(reader.pieces), limit)


def from_either(text: str, limit: int = MAX_TITLE) -> str:
    """The text of a field that may be text or HTML.

    Pairs of inline tags are formatting and go; any other tag is what the title is about
    (`How to centre a <div>`, `vector<int>`) and stays. Entities are decoded once.
    """
    text = _BREAK.sub(" ", text[: limit * 8])
    previous = ""
    while previous != text:
        previous, text = text, _PAIR.sub(r"\2", text)
    return one_line(unescape(text), limit)


class _TextOf(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, _: object) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in ("br", "p", "div", "li", "td", "tr"):
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN and self._hidden:
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data)
