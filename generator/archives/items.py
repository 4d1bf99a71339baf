"""Lists. In: lines. Out: whether a line begins an entry, and its depth, number and text."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

_ITEM: Final = re.compile(r"(\s*)(?:([•*◦▪‣+o□-])|(\d{1,3})[.)])\s+(?=\S)")
_DEEPEST: Final = 40
_BULLETS: Final = "•◦▪‣"


class Entry(Struct, frozen=True, kw_only=True):
    depth: int
    number: int | None
    text: str


def is_item(line: str) -> bool:
    """Whether a line begins an entry of a list, for certain."""
    found = _ITEM.match(line)
    if not found:
        return False
    sign = found.group(2)
    return sign is None or sign in _BULLETS or (sign in "*+o□-" and len(found.group(1)) >= 2)


def is_bullet(line: str) -> bool:
    return line.lstrip()[:1] in _BULLETS and is_item(line)


def entries(lines: Sequence[str]) -> tuple[Entry, ...]:
    """The entries of a list; a line that begins none goes on with the one before it."""
    found: list[Entry] = []
    for line in lines:
        begun = _ITEM.match(line) if is_item(line) else None
        if begun or not found:
            text = line[begun.end() :] if begun else line
            number = int(begun.group(3)) if begun and begun.group(3) else None
            depth = min(len(begun.group(1).expandtabs()), _DEEPEST) if begun else 0
            found.append(Entry(depth=depth, number=number, text=text.strip()))
        else:
            last = found[-1]
            found[-1] = Entry(
                depth=last.depth, number=last.number, text=f"{last.text}\n{line.strip()}"
            )
    return tuple(found)
