"""Bodies of entries to Markdown, one by one or in other processes, in order and in flat memory.

In: entries. Out: each entry with its body, or without one where it could not be converted.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import Final

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


def convert(html: str, base_url: str) -> str | None:
    """The body as Markdown with one line break at its end; None where the converter failed, or
    would take too long."""
    # heavy; not needed when nothing changed
    from generator.importer import html_to_markdown
    from generator.markdown.deadline import bounded

    source = _NEVER_CONTENT.sub("", html)
    try:
        markdown = bounded(SECONDS, lambda: html_to_markdown(source, base_url))
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError):
        return None  # one strange body must not cost the others
    if markdown is None:
        return None
    markdown = _NEVER_CONTENT.sub("", markdown.replace("\r\n", "\n").replace("\r", "\n"))
    stripped = markdown.strip("\n")
    return f"{stripped}\n" if stripped else ""


def converted(
    entries: Iterable[Entry], executor: Executor | None
) -> Iterator[tuple[Entry, str | None]]:
    """Each entry with its body. An executor works a few entries ahead, so memory stays flat."""
    waiting: deque[tuple[Entry, Future[str | None] | None]] = deque()
    for entry in entries:
        waiting.append((entry, _submitted(entry, executor)))
        if len(waiting) > (_AHEAD if executor else 0):
            yield _finished(*waiting.popleft())
    while waiting:
        yield _finished(*waiting.popleft())


def _submitted(entry: Entry, executor: Executor | None) -> "Future[str | None] | None":
    try:
        return executor.submit(convert, entry.html, entry.base_url) if executor else None
    except WorkerDied:
        return None


def _finished(entry: Entry, future: "Future[str | None] | None") -> tuple[Entry, str | None]:
    """Where no other process answers, this one does the work."""
    try:
        body = future.result() if future else convert(entry.html, entry.base_url)
    except WorkerDied:
        body = convert(entry.html, entry.base_url)
    return entry, body
