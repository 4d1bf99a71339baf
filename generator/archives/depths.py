"""How deep headings stand. In: parts. Out: the same parts, where headings know their depth.

A saved text shows no depth. Two things tell it: headings that are numbered anew under others, and
questions under a heading that says questions follow. All else is a section.
"""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from generator.archives.segments import HEADING_SIGN
from generator.archives.values import Kind, Part

_NUMBERED: Final = re.compile(r"(?:Step )?(\d{1,2})[.):] ", re.IGNORECASE)
_ASKS: Final = re.compile(r"\b(?:FAQs?|Questions)\b|常见问题", re.IGNORECASE)


def with_depths(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Depth 2 for steps and questions inside a section."""
    titles = [part.text.strip() for part in parts if part.kind is Kind.HEADING]
    are_steps = _are_steps(titles)
    asks = False
    made: list[Part] = []
    for part in parts:
        text = part.text.strip()
        if part.kind is Kind.HEADING and text.startswith(HEADING_SIGN):
            steps = len(text) - len(text.lstrip(HEADING_SIGN))
            lines = (text.lstrip(HEADING_SIGN),)
            part = msgspec.structs.replace(part, lines=lines, depth=steps)
        elif part.kind is Kind.HEADING:
            is_question = asks and text.endswith(("?", "？"))
            asks = is_question or _ASKS.search(text) is not None
            if is_question or (are_steps and _NUMBERED.match(text)):
                part = msgspec.structs.replace(part, depth=2)
        made.append(part)
    return tuple(made)


def _are_steps(titles: Sequence[str]) -> bool:
    """Whether numbered headings stand inside others: they do not begin the text, and either are
    counted anew or others follow their count.
    """
    numbers = [int(found[1]) if (found := _NUMBERED.match(title)) else 0 for title in titles]
    if not numbers or numbers[0] or not any(numbers):
        return False
    plain = numbers.count(0)
    return numbers.count(1) > 1 or plain > 2 * (len(numbers) - plain) or plain > 3
