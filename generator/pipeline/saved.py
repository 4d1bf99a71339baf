"""A saved text as a feed, so that it is imported like one. In: bytes. Out: a Feed, or nothing.

A tutorial of a saved text has no identifier: its title, counted where it stands twice, is one.
"""

from collections import Counter
from pathlib import Path

from generator.archives import read_archive
from generator.model import Feed
from generator.model.feed import SavedEntry
from generator.model.tutorial import Level
from generator.pipeline.sources import Received


def saved_feed(received: Received) -> Feed | None:
    """The tutorials of a saved text; None where it is no text, or no title in it is certain."""
    try:
        text = received.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    archive = read_archive(text)
    if archive is None or "\0" in text:
        return None
    counts: Counter[str] = Counter()
    entries: list[SavedEntry] = []
    for tutorial in archive.tutorials:
        counts[tutorial.title] += 1
        number = counts[tutorial.title]
        entries.append(
            SavedEntry(
                id=tutorial.title if number == 1 else f"{tutorial.title} ({number})",
                link="",
                title=tutorial.title,
                html=tutorial.html,
                base_url="",
                summary_only=tutorial.is_excerpt,
                level=Level(tutorial.level) if tutorial.level else None,
            )
        )
    title = Path(received.source).stem
    return Feed(title=title, link="", entries=tuple(entries), format=archive.style.value)
