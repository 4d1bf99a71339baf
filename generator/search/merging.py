"""All pages to all ranges, in parts that any process can merge on its own.

In: what each page has under each key, page by page. Out: ranges. Parts are cut where ranges begin,
so how many there are changes nothing.
"""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import repeat
from sys import intern
from typing import cast

from msgspec import Struct

from generator.search.ranges import MadeRange, begins_range, make_ranges
from generator.search.rows import KINDS

VALUES_A_PART = 150_000
"""More take memory; fewer, messages."""


class Part(Struct, frozen=True):
    """What some pages have under the keys of some ranges of one kind."""

    kind: str
    numbers: list[int]
    keys: list[str]
    """Of each of these pages, sorted, one a line."""
    values: list[str]
    """One line a key."""


class Deal:
    """Deals what each page has to the parts of one kind."""

    def __init__(self, kind: str, sample: Sequence[str], pages: int) -> None:
        """`sample` has the keys of some of the pages."""
        held = sorted(key for keys in sample if keys for key in keys.split("\n"))
        count = len(held) * pages // (VALUES_A_PART * max(1, len(sample))) + 1
        wanted = [held[len(held) * part // count] for part in range(1, count)]
        starts = sorted({key for key in held if begins_range(key)})
        ends = {starts[bisect_left(starts, key)] for key in wanted if key <= (starts or [""])[-1]}
        self._ends = sorted(ends)
        self.parts = [Part(kind, [], [], []) for _ in range(len(ends) + 1)]

    def add(self, number: int, keys: str, values: str) -> None:
        """What one page has: keys, sorted, and their values, one a line."""
        if not keys:
            return
        if not self._ends:
            _add(self.parts[0], number, keys, values)
            return
        split_keys, split_values = keys.split("\n"), values.split("\n")
        places = [bisect_left(split_keys, end) for end in self._ends]
        for part, start, end in zip(
            self.parts, [0, *places], [*places, len(split_keys)], strict=True
        ):
            if start < end:
                _add(
                    part,
                    number,
                    "\n".join(split_keys[start:end]),
                    "\n".join(split_values[start:end]),
                )


def _add(part: Part, number: int, keys: str, values: str) -> None:
    part.numbers.append(number)
    part.keys.append(keys)
    part.values.append(values)


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
    for number, keys, values in zip(part.numbers, part.keys, part.values, strict=True):
        rows = map(table.__getitem__, keys.split("\n"))
        few = map(intern, values.split("\n"))  # few differ: a tenth of the memory
        deque(map(list.extend, rows, zip(repeat(number), few)), maxlen=0)
    return table
