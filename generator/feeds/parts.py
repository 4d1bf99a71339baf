"""A long feed in parts that are read one after the other, so that memory stays flat.

In: a feed in XML, well formed or not. Out: feeds of some of its entries each, in order, all with
what stands before the first entry and after the last. Entries that are too large are left out. A
short feed is one part.
"""

import re
from collections.abc import Iterator
from typing import Final

LONG: Final = 4 * 1024 * 1024
"""Bytes of a part, without its last entry. A feed parser needs ten times as many."""

MAX_ENTRY: Final = 3 * 1024 * 1024
"""Characters of an entry in a long feed, with its markup as it is written."""

MAX_FRAME: Final = 4 * 1024 * 1024
"""Bytes of what stands around the entries of a long feed."""

_SECTION: Final = rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
_FIRST: Final = re.compile(_SECTION + rb"|<((?:\w+:)?(?:item|entry))[\s>]", re.DOTALL)
_TITLE: Final = re.compile(rb"<title[^<>]*>\s*(?:<!\[CDATA\[)?([^<]{1,80})")
_NOT_FIRST_BYTES: Final = bytes(range(0x80, 0xC0))
"""Of a character in UTF-8."""


class FrameTooLargeError(Exception):
    """What is long is not the entries."""


def parts(data: bytes, left_out: list[str]) -> Iterator[bytes]:
    """At least one; titles of entries that are too large are added to `left_out`.

    Raises FrameTooLargeError.
    """
    if len(data) <= LONG:
        yield data
        return
    opened = next((found for found in _FIRST.finditer(data) if found[1]), None)
    start = opened.start() if opened else len(data)
    name = opened[1] if opened else b""
    last = data.rfind(b"</" + name, start)
    end = data.find(b">", last) + 1 if last >= 0 else len(data)
    before, after = data[:start], data[end:]
    if len(before) + len(after) > MAX_FRAME:
        raise FrameTooLargeError
    kept: list[bytes] = []
    size, is_done = 0, False
    for entry in _entries(data[start:end], re.escape(name)):
        if len(entry) > MAX_ENTRY and len(entry.translate(None, _NOT_FIRST_BYTES)) > MAX_ENTRY:
            title = _TITLE.search(entry)
            left_out.append(title[1].decode("utf-8", "ignore").strip() if title else "")
            continue
        kept.append(entry)
        size += len(entry)
        if size >= LONG:
            yield b"".join((before, *kept, after))
            kept, size, is_done = [], 0, True
    if kept or not is_done:
        yield b"".join((before, *kept, after))


def _entries(data: bytes, name: bytes) -> Iterator[bytes]:
    """Each to its end; what ends nowhere belongs to the entry before it."""
    between = re.compile(_SECTION + rb"|(</%b\s*>)(?=\s*<%b[\s>])" % (name, name), re.DOTALL)
    start = 0
    for found in between.finditer(data):
        if found[1]:
            yield data[start : found.end()]
            start = found.end()
    yield data[start:]
