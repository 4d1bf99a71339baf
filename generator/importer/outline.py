"""What a Markdown body consists of, counted. In: a body as the converter writes it. Out: numbers
and headings, for a person who looks over an import.
"""

import re
from collections import Counter
from typing import Final

from msgspec import Struct

from generator.importer.likeness import words

_FENCE: Final = re.compile(r"^[ >\t\d.*+-]*?(`{3,}|~{3,})[ \t]*([^\s`{]*)")
_HEADING: Final = re.compile(r"#{1,6}[ \t]+(.+?)[ \t]*$")
_DELIMITER: Final = re.compile(r"^[ >]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$")
_IMAGE: Final = re.compile(r"!\[(?:\\.|[^\]\\])*\]\(|<img\b")
_RAW_TABLE: Final = re.compile(r"<table\b", re.IGNORECASE)


class Outline(Struct, frozen=True, kw_only=True):
    """The parts of a body."""

    headings: tuple[str, ...] = ()
    code: dict[str, int] = {}
    """Blocks by language; `none` where none is stated."""
    tables: int = 0
    images: int = 0
    words: int = 0


def outline(body: str) -> Outline:
    """Code is counted and not looked into."""
    headings: list[str] = []
    code: Counter[str] = Counter()
    tables = images = 0
    fence = ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            closes = mark and mark[1].startswith(fence) and not line[mark.end(1) :].strip()
            fence = "" if closes else fence
        elif mark:
            fence = mark[1]
            code[mark[2] or "none"] += 1
        else:
            heading = _HEADING.match(line)
            headings += [heading[1]] if heading else []
            tables += bool(_DELIMITER.match(line) or _RAW_TABLE.search(line))
            images += len(_IMAGE.findall(line))
    return Outline(
        headings=tuple(headings),
        code=dict(sorted(code.items())),
        tables=tables,
        images=images,
        words=len(words(body)),
    )
