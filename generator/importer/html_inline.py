"""Runs as inline HTML, and the nesting of marks that Markdown shares. In: runs. Out: text."""

from collections.abc import Iterator, Sequence

from generator.importer.document import (
    Break,
    Code,
    Image,
    Mark,
    Math,
    NoteReference,
    Run,
    Runs,
    Text,
)
from generator.importer.escape import escape_attribute, escape_html


def html_line(runs: Runs) -> str:
    return "".join(
        tag_of(*piece) if isinstance(piece, tuple) else _html_run(piece) for piece in nested(runs)
    )


def nested(runs: Sequence[Run]) -> Iterator[Run | tuple[Mark, bool]]:
    """The runs, and where marks open (True) and close (False) between them."""
    open_marks: list[Mark] = []
    for run in runs:
        shared = 0
        while shared < min(len(open_marks), len(run.marks)):
            if open_marks[shared] != run.marks[shared]:
                break
            shared += 1
        while len(open_marks) > shared:
            yield open_marks.pop(), False
        for mark in run.marks[shared:]:
            open_marks.append(mark)
            yield mark, True
        yield run
    while open_marks:
        yield open_marks.pop(), False


def tag_of(mark: Mark, is_opening: bool) -> str:
    if not is_opening:
        return f"</{mark.tag}>"
    href = f' href="{escape_attribute(mark.href)}"' if mark.href else ""
    title = f' title="{escape_attribute(mark.title)}"' if mark.title else ""
    return f"<{mark.tag}{href}{title}>"


def tag_of_break(line_break: Break) -> str:
    return "<br> " if line_break.is_spaced else "<br>"


def _html_run(run: Run) -> str:
    match run:
        case Text():
            return escape_html(run.text)
        case Code():
            return f"<code>{escape_html(run.text)}</code>"
        case Image():
            title = f' title="{escape_attribute(run.title)}"' if run.title else ""
            alt = escape_attribute(run.alt)
            sides = (("width", run.width), ("height", run.height))
            size = "".join(f' {side}="{pixels}"' for side, pixels in sides if pixels)
            return f'<img src="{escape_attribute(run.address)}" alt="{alt}"{title}{size}>'
        case Math():
            return escape_html(run.tex)
        case NoteReference():
            return f"<sup>[{run.number}]</sup>"
        case Break():
            return tag_of_break(run)
