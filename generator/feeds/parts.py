"""A long feed in parts that are read one after the other, so that memory stays flat.

In: a feed in XML, well formed or not. Out: feeds of some of its entries each, in order, all with
what stands before the first entry and after the last. A short one is one part.
"""

import re
from collections.abc import Iterator
from typing import Final

LONG: Final = 4 * 1024 * 1024
"""Bytes of a part, without its last entry. A feed parser needs ten times as many."""

_SECTION: Final = rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
_FIRST: Final = re.compile(_SECTION + rb"|<((?:\w+:)?(?:item|entry))[\s>]", re.DOTALL)


def parts(data: bytes) -> Iterator[bytes]:
    opened = next((found for found in _FIRST.finditer(data) if found[1]), None)
    if opened is None or len(data) <= LONG:
        yield data
        return
    name = re.escape(opened[1])
    between = re.compile(_SECTION + rb"|(</%b\s*>)(?=\s*<%b[\s>])" % (name, name), re.DOTALL)
    start = opened.start()
    before, after = data[:start], data[max(start, data.rfind(b"</" + opened[1])) :]
    for found in between.finditer(data, start):
        if found[1] and found.end() - start >= LONG:
            yield before + data[start : found.start()] + after
            start = found.end()
    yield before + data[start:]
