"""Characters that Markdown would read as markup get a back slash. In: plain text. Out: Markdown.

Exactly where they would be read as markup, and nowhere else: a file that is full of back slashes
is unpleasant to edit. Beginnings of lines are looked at apart, once a line is put together.
"""

import re
from functools import cache
from typing import Final

_PUNCTUATION: Final = r"!-/:-@\[-`{-~"
_RUNNING: Final = (
    rf"\\(?=[{_PUNCTUATION}]|$)"
    r"|`"
    r"|(?<!\s)\*|\*(?!\s)"
    # An underscore is harmless within a word and between spaces.
    r"|(?:^|(?<=[\W_])(?<!\s))_|_(?=[^\w\s]|_|$)|(?<=[^\W_])_(?=\s)|(?<=\s)_(?=[^\W_])"
    r"|<(?=[A-Za-z/!?])"
    r"|&(?=#?\w{1,32};)"
    r"|~(?=~)|(?<=~)~"
)
_LINKING: Final = re.compile(r"\][(\[:]|\[\^|^\[(?:[ xX]\]|!)")
_FORMULA: Final = re.compile(
    r"\$\$.*\$\$|(?<![\w$])\$(?=[^\s$])[^$]*[^\s$]\$(?![^\W_]|\$)", re.DOTALL
)
_LINE_STARTS: Final = (
    (re.compile(r"(\d{1,9})([.)])(?=\s|$)"), r"\1\\\2"),
    (re.compile(r"([-+*:~])(?=\s|$)"), r"\\\1"),
    (re.compile(r"(#{1,6})(?=\s|$)"), r"\\\1"),
    (re.compile(r"(>|:{3}|\${2})"), r"\\\1"),
    (re.compile(r"(=+\s*|-{2,}\s*)$"), r"\\\1"),
    (re.compile(r"([-*])(?=(?:\s*\1){2,}\s*$)"), r"\\\1"),
    (re.compile(r"(\[\^\d+\]):"), r"\1\\:"),
    (re.compile(r"(?=[|:-])([\s|:-]*-[\s|:-]*)$"), r"\\\1"),
)


def escape_text(text: str, also: str = "") -> str:
    """`text` as running text; `also` are characters that count where this text stands."""
    return _pattern(also).sub(r"\\\g<0>", text)


@cache
def _pattern(also: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(also)}]|{_RUNNING}") if also else re.compile(_RUNNING)


def needs_brackets(text: str) -> bool:
    """Whether square brackets in a paragraph could be read as links, notes or boxes."""
    return _LINKING.search(text) is not None


def needs_dollars(text: str) -> bool:
    """Whether dollar signs in a paragraph could be read as a formula."""
    return _FORMULA.search(text) is not None


def escape_line_start(line: str) -> str:
    """`line`, which is Markdown already, so that it starts no list, heading, quote or rule."""
    for start, replacement in _LINE_STARTS:
        if start.match(line):
            return start.sub(replacement, line, count=1)
    return line


def escape_html(text: str) -> str:
    """`text` between tags of raw HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    return escape_html(text).replace('"', "&quot;")
