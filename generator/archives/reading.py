"""A saved text to its tutorials. In: text. Out: an Archive. Nothing is lost without a reason."""

import re
from typing import Final

import msgspec

from generator.archives.blocks import parts
from generator.archives.languages import decide
from generator.archives.marked import html_of_markdown
from generator.archives.segments import cut, is_navigation, without_repeats
from generator.archives.styles import style_of
from generator.archives.to_html import html_of
from generator.archives.values import (
    Archive,
    Kind,
    Part,
    Removed,
    SavedTutorial,
    Segment,
    Style,
)

_ESCAPED: Final = re.compile(r"\\([\"'“”‘’])")
_OFTEN: Final = 10


def read_archive(text: str) -> Archive | None:
    """The tutorials of a text without tags, in their order; None where no title is certain."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    style = style_of(lines)
    segments, removed = cut(lines, style)
    if not segments:
        return None
    tutorials: list[SavedTutorial] = []
    for segment in segments:
        tutorial, gone = _tutorial(segment, style)
        tutorials.append(tutorial)
        removed = (*removed, *gone)
    return Archive(style=style, tutorials=tuple(tutorials), removed=removed)


def _tutorial(segment: Segment, style: Style) -> tuple[SavedTutorial, tuple[Removed, ...]]:
    if style is Style.MARKDOWN:
        html = html_of_markdown("\n".join(segment.lines))
        return SavedTutorial(title=segment.title, level=segment.level, html=html), ()
    left_out = tuple(
        Removed(text=line.strip(), reason="navigation")
        for line in segment.lines
        if is_navigation(line)
    )
    lines = ["" if is_navigation(line) else line for line in segment.lines]
    lines, repeated = without_repeats(lines)
    found = _excerpt(lines) if segment.is_excerpt else _with_languages(parts(lines, style))
    found, backslashes = _unescaped(found)
    tutorial = SavedTutorial(
        title=segment.title,
        level=segment.level,
        parts=found,
        html=html_of(found),
        is_excerpt=segment.is_excerpt,
    )
    return tutorial, (*left_out, *repeated, *backslashes)


def _unescaped(found: tuple[Part, ...]) -> tuple[tuple[Part, ...], tuple[Removed, ...]]:
    """Where a tool put a backslash before the quotes of code, it did so in running text too."""
    hurt = sum(len(_ESCAPED.findall(part.text)) for part in found if part.kind is Kind.CODE)
    if hurt < _OFTEN:
        return found, ()
    removed: list[Removed] = []
    made: list[Part] = []
    for part in found:
        if part.kind not in (Kind.CODE, Kind.OUTPUT) and _ESCAPED.search(part.text):
            removed.append(Removed(text="\\", reason=f"before a quote in: {part.lines[0][:60]}"))
            part = msgspec.structs.replace(
                part,
                lines=tuple(_ESCAPED.sub(r"\1", line) for line in part.lines),
                rows=tuple(tuple(_ESCAPED.sub(r"\1", cell) for cell in row) for row in part.rows),
            )
        made.append(part)
    return tuple(made), tuple(removed)


def _excerpt(lines: list[str]) -> tuple[Part, ...]:
    return tuple(Part(kind=Kind.PARAGRAPH, lines=(line,)) for line in lines if line.strip())


def _with_languages(found: tuple[Part, ...]) -> tuple[Part, ...]:
    names = iter(decide([part.text for part in found if part.kind is Kind.CODE]))
    return tuple(
        msgspec.structs.replace(part, language=next(names)) if part.kind is Kind.CODE else part
        for part in found
    )
