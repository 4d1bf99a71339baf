"""All pages to all ranges, in parts that any process can merge on its own.

In: what each page has under each key, page by page. Out: ranges. Parts are cut where ranges begin,
so how many there are changes nothing.
"""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from sys import intern
from typing import Protocol, cast

from msgspec import Struct

from generator.search.ranges import MadeRange, begins_range, make_ranges
from generator.search.rows import KINDS

VALUES_A_PART = 150_000
"""More take memory; fewer, messages."""
MOST_PARTS = 64
"""Each page has something for each part, so with many, pages would be cut into single lines."""


Row = tuple[int, str, str]
"""Number of a page, keys that it has, sorted, one a line, and one line a key of values."""


class Rows(Protocol):
    """Rows, in the order in which they are added: a list, or what needs less memory."""

    def append(self, row: Row, /) -> None: ...
    def __iter__(self) -> Iterator[Row]: ...


class Part(Struct, frozen=True):
    """What pages have under the keys of some ranges of one kind."""

    kind: str
    rows: Rows


class Deal:
    """Deals what each page has to the parts of one kind."""

    def __init__(
        self, kind: str, sample: Sequence[str], pages: int, rows: Callable[[], Rows] = list
    ) -> None:
        """`sample` has the keys of some of the pages; `rows` makes a place for rows."""
        held = sorted(key for keys in sample if keys for key in keys.split("\n"))
        values = len(held) * pages // max(1, len(sample))
        count = min(values // VALUES_A_PART + 1, MOST_PARTS)
        wanted = [held[len(held) * part // count] for part in range(1, count)]
        starts = sorted({key for key in held if begins_range(KINDS[kind], key)})
        ends = {starts[bisect_left(starts, key)] for key in wanted if key <= (starts or [""])[-1]}
        self._ends = sorted(ends)
        self.parts = [Part(kind, rows()) for _ in range(len(ends) + 1)]

    def add(self, number: int, keys: str, values: str) -> None:
        """What one page has: keys, sorted, and their values, one a line."""
        if not keys:
            return
        if not self._ends:
            self.parts[0].rows.append((number, keys, values))
            return
        split_keys, split_values = keys.split("\n"), values.split("\n")
        places = [bisect_left(split_keys, end) for end in self._ends]
        for part, start, end in zip(
            self.parts, [0, *places], [*places, len(split_keys)], strict=True
        ):
            if start < end:
                some_keys, some_values = split_keys[start:end], split_values[start:end]
                part.rows.append((number, "\n".join(some_keys), "\n".join(some_values)))


def merged(part: Part) -> list[MadeRange]:
    """The ranges of one part."""
    kind = KINDS[part.kind]
    table = _inverted(part)

    def rows() -> Iterator[tuple[str, str]]:
        for key in sorted(table):
            row = table[key]
            yield key, kind.pack(cast("list[int]", row[::2]), cast("list[str]", row[1::2]))

    return make_ranges(kind, rows())


def _inverted(part: Part) -> dict[str, list[int | str]]:
    """For each key its pages and values in turn: number, value, number, value.

    One list a key and loops inside `map` and `zip` take half the time of two and statements.
    """
    table: dict[str, list[int | str]] = defaultdict(list)
    for number, keys, values in part.rows:
        rows = map(table.__getitem__, keys.split("\n"))
        few = map(intern, values.split("\n"))  # few differ: a tenth of the memory
        deque(map(list.extend, rows, zip(repeat(number), few)), maxlen=0)
    return table
