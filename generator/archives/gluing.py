"""Code that blank lines divided is put together again. In: parts. Out: fewer parts.

Brackets that are open and indents that go on tie chunks to the code before them.
"""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from generator.archives.evidence import codeness, is_output_label, is_sentence
from generator.archives.languages import is_structure
from generator.archives.values import Kind, Part

_QUOTED: Final = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|//.*|#\s.*")
_FARTHEST: Final = 30
_MOST_LINES: Final = 1000


def glued(parts: Sequence[Part]) -> list[Part]:
    """Blank lines between parts become blank lines of code."""
    made: list[Part] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        if part.kind is not Kind.CODE:
            made.append(part)
            at += 1
            continue
        end = _end(parts, at)
        lines = list(part.lines)
        for number in range(at + 1, end):
            lines += [""] * parts[number].gap + list(parts[number].lines)
        made.append(msgspec.structs.replace(part, lines=tuple(lines)))
        at = end
    return made


def _end(parts: Sequence[Part], start: int) -> int:
    """One past the last part that belongs to the code that begins at `start`."""
    end = start + 1
    lines = list(parts[start].lines)
    while end < len(parts) and len(lines) < _MOST_LINES:
        closing = _closing(parts, end, lines) if depth(lines) > 0 else 0
        if not closing and not _follows(parts[end - 1], parts[end]):
            break
        for part in parts[end : closing or end + 1]:
            lines += part.lines
        end = closing or end + 1
    return end


def _closing(parts: Sequence[Part], start: int, lines: Sequence[str]) -> int:
    """One past the part that closes the open brackets, or 0."""
    inside = list(lines)
    for at in range(start, min(len(parts), start + _FARTHEST)):
        part = parts[at]
        prose = part.kind is Kind.HEADING or (
            part.kind is Kind.PARAGRAPH and is_sentence(part.lines[0]) and part.lines[0][:1] != " "
        )
        if prose:
            return 0
        inside += part.lines
        if depth(inside) <= 0:
            return at + 1
    return 0


def depth(lines: Sequence[str]) -> int:
    """How many brackets are open at the end of code; an open text of several lines is one."""
    text = "\n".join(lines)
    if (text.count('"""') + text.count("'''")) % 2:
        return 1
    text = _QUOTED.sub("", text)
    return sum(text.count(sign) for sign in "{([") - sum(text.count(sign) for sign in "})]")


def _follows(before: Part, part: Part) -> bool:
    if part.kind is Kind.CODE:
        return not _is_other(before, part)
    if part.kind is not Kind.PARAGRAPH or is_output_label(part.lines[0]):
        return False
    indented = all(line[:1] in (" ", "\t") for line in part.lines)
    comment = part.lines[0].startswith(("# ", "#", "//", "/*", "--"))
    return indented or (comment and codeness(part.lines[-1]) > -1)


def _is_other(before: Part, part: Part) -> bool:
    """Whether code is a block of its own: JSON after anything that is complete."""
    return is_structure(part.text) and "=" not in before.lines[-1]
