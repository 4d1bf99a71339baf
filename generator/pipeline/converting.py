"""Bodies of entries to Markdown, one by one or in other processes, in order and in flat memory.

In: entries. Out: each entry with its body, or without one where it could not be converted.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import Final, NamedTuple

from generator.model import Entry
from generator.store.workers import WorkerDied

FEW: Final = 32
"""Fewer entries than this are converted before other processes would have started."""
WORKERS_NEED: Final = ("generator.pipeline.converting", "generator.importer.to_markdown")
"""Modules that processes load once, before their first entry."""
SECONDS: Final = 10.0
"""Processor time for a body; the longest allowed needs a fifth of it."""
_AHEAD: Final = 64
_NEVER_CONTENT: Final = re.compile("[\x00\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What reading a tutorial would drop; a body must read back as it was written."""


class Body(NamedTuple):
    """The body of an entry as Markdown with one line break at its end."""

    markdown: str
    mended: str
    """What was mended in its code, in words; empty where all was well."""


def convert(html: str, base_url: str) -> Body | None:
    """None where the converter failed, or would take too long."""
    # heavy; not needed when nothing changed
    from generator.importer.code_repair import in_words
    from generator.importer.to_markdown import convert_html
    from generator.markdown.deadline import bounded

    source = _NEVER_CONTENT.sub("", html)
    try:
        made = bounded(SECONDS, lambda: convert_html(source, base_url))
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError):
        return None  # one strange body must not cost the others
    if made is None:
        return None
    markdown = _NEVER_CONTENT.sub("", made.markdown.replace("\r\n", "\n").replace("\r", "\n"))
    stripped = markdown.strip("\n")
    return Body(f"{stripped}\n" if stripped else "", in_words(made.repairs))


def converted(
    entries: Iterable[Entry], executor: Executor | None
) -> Iterator[tuple[Entry, Body | None]]:
    """Each entry with its body. An executor works a few entries ahead, so memory stays flat."""
    waiting: deque[tuple[Entry, Future[Body | None] | None]] = deque()
    for entry in entries:
        waiting.append((entry, _submitted(entry, executor)))
        if len(waiting) > (_AHEAD if executor else 0):
            yield _finished(*waiting.popleft())
    while waiting:
        yield _finished(*waiting.popleft())


def _submitted(entry: Entry, executor: Executor | None) -> "Future[Body | None] | None":
    try:
        return executor.submit(convert, entry.html, entry.base_url) if executor else None
    except WorkerDied:
        return None


def _finished(entry: Entry, future: "Future[Body | None] | None") -> tuple[Entry, Body | None]:
    """Where no other process answers, this one does the work."""
    try:
        body = future.result() if future else convert(entry.html, entry.base_url)
    except WorkerDied:
        body = convert(entry.html, entry.base_url)
    return entry, body
