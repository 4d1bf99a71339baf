"""Sorted lines cut into files that stay the same when something far away changes.

A file ends where the hash of the next key says so, or where it grows too large: one edited page
moves a boundary or two, not all that follow.
"""

import hashlib
import zlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from generator.model import Output

FOLDER = "search/"
NAME_LENGTH = 7
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_encode = msgspec.json.Encoder().encode


TABLE_LIMIT, TABLE_SIZE = 320, 64
"""Files that one table names, and about how many each has where one table would be too long."""


class Table(Struct, frozen=True, omit_defaults=True):
    """Files of sorted keys: the first key of each, and their names end to end."""

    first: tuple[str, ...]
    names: str
    deep: bool = False
    """The files are tables themselves."""


def called(value: object) -> bytes:
    """JSON in a call, so that a page opened without a server can take the file as a script."""
    return b"shard(" + _encode(value) + b")"


class Shelf:
    """Collects files under names made of their content."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}

    def put(self, value: object) -> str:
        """Store a value; its name has `NAME_LENGTH` characters."""
        data = called(value)
        number = int.from_bytes(hashlib.sha256(data).digest()[:6], "big")
        while self._files.get(name := _name(number), data) != data:
            number += 1
        self._files[name] = data
        return name

    def outputs(self) -> tuple[Output, ...]:
        """Everything stored, by name."""
        return tuple(
            Output(path=f"{FOLDER}{name[:1]}/{name[1:]}.js", data=data)
            for name, data in sorted(self._files.items())
        )


def _name(number: int) -> str:
    name = ""
    for _ in range(NAME_LENGTH):
        number, rest = divmod(number, 36)
        name += _BASE36[rest]
    return name


def cut(lines: Iterable[tuple[str, str]], size: int, shelf: Shelf) -> Table:
    """Store lines, sorted by their keys, in files of about `size` characters."""
    first: list[str] = []
    names: list[str] = []
    rows: list[str] = []
    held = 0
    key = ""
    for key, line in lines:
        if rows and (held >= 2 * size or (held >= size // 2 and _is_boundary(key, size, line))):
            names.append(shelf.put(rows))
            rows, held = [], 0
        if not rows:
            first.append(key)
        rows.append(line)
        held += len(line)
    if rows:
        names.append(shelf.put(rows))
    return _nested(first, names, shelf)


def _nested(first: list[str], names: list[str], shelf: Shelf) -> Table:
    """One table, or a tree of them where it would be long: a reader fetches a branch only."""
    deep = False
    while len(first) > TABLE_LIMIT:
        starts = [
            0,
            *(
                at
                for at in range(1, len(first))
                if zlib.crc32(first[at].encode()) % TABLE_SIZE == 0
            ),
        ]
        ends = [*starts[1:], len(first)]
        tables = [
            Table(tuple(first[start:end]), "".join(names[start:end]), deep)
            for start, end in zip(starts, ends, strict=True)
        ]
        first, names = [first[start] for start in starts], [shelf.put(table) for table in tables]
        deep = True
    return Table(tuple(first), "".join(names), deep)


def _is_boundary(key: str, size: int, line: str) -> bool:
    return zlib.crc32(key.encode()) % max(1, size // 40) < 1 + len(line) // 40
