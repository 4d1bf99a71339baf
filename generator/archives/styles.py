"""How a saved text is laid out. In: its lines. Out: a style."""

import re
from collections.abc import Sequence
from typing import Final

from generator.archives.values import Style

_READ_MORE: Final = re.compile(
    r"(?:^|(?<=\S) )(?:Read More|Continue reading)(?: ?[»→…])?$", re.IGNORECASE
)
POST: Final = re.compile(r"  • (?=\S)")
_HEADING: Final = re.compile(r"#{1,6} \S")
_INDENT: Final = 3


def led_on(line: str) -> str | None:
    """What stands before a link to the whole text, or None where a line holds no such link."""
    line = line.strip()
    found = _READ_MORE.search(line)
    return line[: found.start()].strip() if found else None


def style_of(lines: Sequence[str]) -> Style:
    """The style that most lines speak for."""
    said = [line for line in lines if line.strip()]
    indented = sum(line.startswith(" " * _INDENT) for line in said)
    if sum(led_on(line) is not None for line in said) * 12 > len(said):
        return Style.LISTING
    if said and _HEADING.match(said[0]):
        return Style.MARKDOWN
    posts = sum(POST.match(line) is not None for line in said)
    if posts and (indented + posts) * 10 > len(said) * 9:
        return Style.INDENTED
    if indented * 10 > len(said) * 7:
        return Style.LYNX
    return Style.FLAT
