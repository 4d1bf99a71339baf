"""A saved text as a feed, so that it is imported like one.

In: bytes. Out: a Feed with what was recognised, or the reason why there is none. A tutorial of a
saved text has no identifier: its title, counted where it stands twice, is one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from generator.archives import read_archive
from generator.archives.values import Archive, SavedTutorial
from generator.model import Feed, Problem
from generator.model.feed import SavedEntry
from generator.model.tutorial import Level
from generator.pipeline.recognised import Doubt, Recognised, SavedSource
from generator.pipeline.sources import Received

_SURE: Final = 0.9


def saved_text(received: Received) -> SavedSource | Problem:
    """The tutorials of a saved text; a Problem where it is no text, or no title is certain."""
    text = _text(received.data)
    archive = read_archive(text) if text else None
    if archive is None:
        message = "this is no feed and no saved tutorials in any known form"
        return Problem(code="feed-unknown", message=message, path=received.source)
    identities = tuple(_identities(archive))
    entries = tuple(map(_entry, identities, archive.tutorials))
    return SavedSource(
        feed=Feed(
            title=Path(received.source).stem,
            link="",
            entries=entries,
            format=archive.style.value,
        ),
        recognised=tuple(_recognised(identities, archive, text.splitlines())),
        removed=archive.removed,
    )


def _text(data: bytes) -> str:
    """Empty for what is no text in UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in text else text


def _identities(archive: Archive) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for tutorial in archive.tutorials:
        counts[tutorial.title] += 1
        number = counts[tutorial.title]
        yield tutorial.title if number == 1 else f"{tutorial.title} ({number})"


def _entry(identity: str, tutorial: SavedTutorial) -> SavedEntry:
    return SavedEntry(
        id=identity,
        link="",
        title=tutorial.title,
        html=tutorial.html,
        base_url="",
        summary_only=tutorial.is_excerpt,
        level=Level(tutorial.level) if tutorial.level else None,
    )


def _recognised(
    identities: Sequence[str], archive: Archive, lines: Sequence[str]
) -> Iterator[Recognised]:
    starts = tuple(_starts(archive, lines))
    ends = (*(start - 1 for start in starts[1:]), len(lines))
    for identity, tutorial, start, end in zip(
        identities, archive.tutorials, starts, ends, strict=True
    ):
        yield Recognised(
            id=identity,
            place=f"lines {start} to {end}",
            how=archive.style.value,
            doubts=tuple(
                Doubt(part=part.kind.value, text=part.lines[0].strip(), confidence=part.confidence)
                for part in tutorial.parts
                if part.confidence < _SURE and part.lines
            ),
        )


def _starts(archive: Archive, lines: Sequence[str]) -> Iterator[int]:
    """The lines, from 1, on which the titles stand, one after the other."""
    at = 0
    for tutorial in archive.tutorials:
        found = (n for n in range(at, len(lines)) if lines[n].strip(" •#\t") == tutorial.title)
        at = next(found, at)
        yield at + 1
