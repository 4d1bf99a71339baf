"""Rows of an index that wait on the disk, for any process of this machine.

In: rows one by one. Out: the same, in their order. What cannot be written stays in memory: the disk
saves memory here, and nothing else depends on it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Self

import msgspec

_AT_ONCE = 1 << 16
"""Bytes, about."""
_SIZE = 4

Row = tuple[int, str, str]
_ENCODER, _DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(list[Row])


class Spool:
    """Rows in a file of their own. Pickles as its name."""

    def __init__(self, file: str, written: int = 0, waiting: tuple[Row, ...] = ()) -> None:
        self._file, self._written = file, written
        self._waiting = list(waiting)
        self._size = 0

    def append(self, row: Row) -> None:
        """Adds a row."""
        self._waiting.append(row)
        self._size += len(row[1]) + len(row[2])
        if self._size > _AT_ONCE:
            self._write()

    def __iter__(self) -> Iterator[Row]:
        if self._written:
            with Path(self._file).open("rb") as file:
                while file.tell() < self._written:
                    size = int.from_bytes(file.read(_SIZE), "big")
                    yield from _DECODER.decode(file.read(size))
        yield from self._waiting

    def __reduce__(self) -> tuple[type[Self], tuple[str, int, tuple[Row, ...]]]:
        self._write()
        return type(self), (self._file, self._written, tuple(self._waiting))

    def _write(self) -> None:
        """Puts what waits into the file, unless that fails: it waits on, then."""
        data = _ENCODER.encode(self._waiting)
        self._size = 0
        try:
            with Path(self._file).open("r+b" if self._written else "wb") as file:
                file.seek(self._written)
                file.write(len(data).to_bytes(_SIZE, "big") + data)
        except OSError:
            return
        self._written += _SIZE + len(data)
        self._waiting.clear()
