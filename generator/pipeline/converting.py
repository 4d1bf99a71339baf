"""Bodies of entries to Markdown, one by one or in other processes, in order and in flat memory.

In: entries. Out: each entry with its body, or without one where it could not be converted.
"""

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from itertools import islice
from typing import Final

from generator.model import Entry

_BATCH: Final = 64
_NEVER_CONTENT: Final = re.compile("[\x00\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What reading a tutorial would drop; a body must read back as it was written."""


def convert(html: str, base_url: str) -> str | None:
    """The body as Markdown with one line break at its end; None where the converter failed."""
    from generator.importer import html_to_markdown  # heavy; not needed when nothing changed

    try:
        markdown = html_to_markdown(_NEVER_CONTENT.sub("", html), base_url)
    except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError):
        return None  # one strange body must not cost the others
    markdown = _NEVER_CONTENT.sub("", markdown.replace("\r\n", "\n").replace("\r", "\n"))
    stripped = markdown.strip("\n")
    return f"{stripped}\n" if stripped else ""


def converted(
    entries: Iterable[Entry], executor: Executor | None
) -> Iterator[tuple[Entry, str | None]]:
    """Each entry with its body. With an executor, a batch at a time, so memory stays flat."""
    if executor is None:
        for entry in entries:
            yield entry, convert(entry.html, entry.base_url)
        return
    rest = iter(entries)
    while batch := list(islice(rest, _BATCH)):
        bodies = executor.map(
            convert, [e.html for e in batch], [e.base_url for e in batch], chunksize=4
        )
        yield from zip(batch, bodies, strict=True)
