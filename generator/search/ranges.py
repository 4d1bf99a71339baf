"""Ranges: rows between two keys, made, kept and edited on their own.

A range begins with a key whose hash says so, whatever else there is. So an edited page touches only
the ranges of its keys, ranges can be made in any order and process, and the outcome is the same.
"""

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from msgspec import Struct

from generator.search.rows import Edit, Kind, keyed
from generator.search.shards import FirstAndDigest, cut, is_start

Rows = dict[str, str]
Read = Callable[[Sequence[bytes]], dict[bytes, bytes]]
"""Digests of rows to rows, as far as they are there."""


class MadeRange(Struct, frozen=True):
    """A range, made: all rows as they are kept for the next build, and the files for readers."""

    first: str
    rows: bytes
    files: tuple[tuple[str, bytes], ...]
    """First key and bytes of each."""
    lists: tuple[tuple[str, bytes], ...]
    """The same, for lists of all pages of common terms."""


class Range(Struct, frozen=True, array_like=True):
    """A range as the next build needs it."""

    first: str
    rows: bytes
    """Digest of the rows, under which they are kept."""
    files: tuple[FirstAndDigest, ...]
    lists: tuple[FirstAndDigest, ...]

    def digests(self) -> list[bytes]:
        """Of its files."""
        return [digest for _, digest in (*self.files, *self.lists)]


def begins_range(kind: Kind, key: str) -> bool:
    """Whether a range begins with this key."""
    return is_start(key, kind.keys_a_range)


def make_ranges(kind: Kind, rows: Iterable[tuple[str, str]]) -> list[MadeRange]:
    """Sorted rows of whole ranges to ranges."""
    groups: list[list[tuple[str, str]]] = []
    for key, row in rows:
        if not groups or begins_range(kind, key):
            groups.append([])
        groups[-1].append((key, row))
    return [_made(kind, group) for group in groups]


def _made(kind: Kind, rows: Sequence[tuple[str, str]]) -> MadeRange:
    shown = [kind.shown(key, row) for key, row in rows]
    return MadeRange(
        rows[0][0],
        "\n".join([f"{key} {row}" for key, row in rows]).encode(),
        tuple(cut([line for line, _ in shown if line], kind.file_size)),
        tuple(cut([line for _, line in shown if line], kind.file_size)),
    )


def edited(
    kind: Kind,
    ranges: Sequence[Range],
    edits: Mapping[str, Sequence[Edit]],
    read: Read,
) -> list[Range | MadeRange] | None:
    """All ranges after the edits, those made anew that they touch; None where `read`, which is
    given digests of rows, does not have all that is needed."""
    firsts = [each.first for each in ranges]
    by_range: dict[int, dict[str, Sequence[Edit]]] = {}
    for key, some in edits.items():
        by_range.setdefault(max(0, bisect_right(firsts, key) - 1), {})[key] = some
    rows = _loaded(ranges, by_range, read)
    if rows is None:
        return None
    for at, some_keys in by_range.items():
        _edit(kind, rows[at], some_keys)
    orphans = {at for at in by_range if at and firsts[at] not in rows[at]}
    before = _loaded(ranges, {at - 1 for at in orphans} - rows.keys(), read)
    if before is None:
        return None
    return _put_together(kind, ranges, rows | before, orphans)


def _loaded(
    ranges: Sequence[Range],
    places: Iterable[int],
    read: Read,
) -> dict[int, Rows] | None:
    digests = {at: ranges[at].rows if ranges else b"" for at in places}
    known = read([digest for digest in digests.values() if digest]) | {b"": b""}
    if not known.keys() >= set(digests.values()):
        return None
    return {at: dict(keyed(known[digest].decode())) for at, digest in digests.items()}


def _edit(kind: Kind, rows: Rows, edits: Mapping[str, Sequence[Edit]]) -> None:
    for key, some in edits.items():
        row = kind.edit(rows.pop(key, ""), some)
        if row:
            rows[key] = row


def _put_together(
    kind: Kind, ranges: Sequence[Range], rows: Mapping[int, Rows], orphans: Container[int]
) -> list[Range | MadeRange]:
    """`orphans` are ranges that lost their first key: the rest belongs to the range before."""
    found: list[Range | MadeRange] = []
    together: Rows = {}
    for at in range(max(1, len(ranges))):
        if at not in rows:
            found += ranges[at : at + 1]
            continue
        together |= rows[at]
        if at + 1 not in orphans:
            found += make_ranges(kind, sorted(together.items()))
            together = {}
    return found
