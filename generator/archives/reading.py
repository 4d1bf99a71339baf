"""A saved text to its tutorials. In: text. Out: an Archive. Nothing is lost without a reason."""

import msgspec

from generator.archives.blocks import parts
from generator.archives.languages import decide
from generator.archives.marked import html_of_markdown
from generator.archives.segments import cut, is_navigation
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


def read_archive(text: str) -> Archive | None:
    """The tutorials of a text without tags, in their order; None where no title is certain."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    style = style_of(lines)
    segments, removed = cut(lines, style)
    if not segments:
        return None
    gone = tuple(
        Removed(text=line.strip(), reason="navigation")
        for segment in segments
        for line in segment.lines
        if is_navigation(line)
    )
    tutorials = tuple(_tutorial(segment, style) for segment in segments)
    return Archive(style=style, tutorials=tutorials, removed=(*removed, *gone))


def _tutorial(segment: Segment, style: Style) -> SavedTutorial:
    if style is Style.MARKDOWN:
        html = html_of_markdown("\n".join(segment.lines))
        return SavedTutorial(title=segment.title, level=segment.level, html=html)
    lines = ["" if is_navigation(line) else line for line in segment.lines]
    found = _excerpt(lines) if segment.is_excerpt else _with_languages(parts(lines, style))
    return SavedTutorial(
        title=segment.title,
        level=segment.level,
        parts=found,
        html=html_of(found),
        is_excerpt=segment.is_excerpt,
    )


def _excerpt(lines: list[str]) -> tuple[Part, ...]:
    return tuple(Part(kind=Kind.PARAGRAPH, lines=(line,)) for line in lines if line.strip())


def _with_languages(found: tuple[Part, ...]) -> tuple[Part, ...]:
    names = iter(decide([part.text for part in found if part.kind is Kind.CODE]))
    return tuple(
        msgspec.structs.replace(part, language=next(names)) if part.kind is Kind.CODE else part
        for part in found
    )
