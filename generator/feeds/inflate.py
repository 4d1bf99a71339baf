"""Compressed bytes to plain ones, a piece at a time, never more than a stated number of them.

In: pieces of a transfer or of a file. Out: decoded pieces; `TooLargeError` as soon as the bound is
passed, so half a megabyte of gzip cannot become half a gigabyte of memory.
"""

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

MAX_BYTES: Final = 20 * 1024 * 1024
"""Decoded size of one document."""

_STEP: Final = 64 * 1024


class TooLargeError(Exception):
    """More decoded bytes than allowed."""


class UndecodableError(Exception):
    """Not the compression that was announced, or one that was not asked for."""


def decoded(pieces: Iterable[bytes], encoding: str, limit: int = MAX_BYTES) -> Iterator[bytes]:
    """The pieces after `Content-Encoding: encoding` is undone.

    Raises TooLargeError, UndecodableError.
    """
    total = 0
    for piece in _undo(pieces, encoding.strip().lower()):
        total += len(piece)
        if total > limit:
            raise TooLargeError
        yield piece


def gunzip(data: bytes, limit: int = MAX_BYTES) -> bytes:
    """The content of a gzip file. Raises TooLargeError, UndecodableError."""
    return b"".join(decoded((data,), "gzip", limit))


def _undo(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    if encoding in ("", "identity"):
        yield from pieces
    elif encoding in ("gzip", "x-gzip"):
        yield from _inflate(pieces, zlib.decompressobj(wbits=31))
    elif encoding == "deflate":
        yield from _inflate_either(pieces)
    else:
        raise UndecodableError(f"unknown content encoding {encoding[:40]!r}")


def _inflate_either(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Deflate comes with the zlib header of RFC 9110 or, from old servers, without."""
    rest = iter(pieces)
    first = next(rest, b"")
    zlib_header = len(first) > 1 and first[0] & 15 == 8 and (first[0] * 256 + first[1]) % 31 == 0
    inflater = zlib.decompressobj(wbits=15 if zlib_header else -15)

    def again() -> Iterator[bytes]:
        yield first
        yield from rest

    yield from _inflate(again(), inflater)


def _inflate(pieces: Iterable[bytes], inflater: "zlib._Decompress") -> Iterator[bytes]:
    try:
        for piece in pieces:
            data = piece
            while data and not inflater.eof:
                yield inflater.decompress(data, _STEP)
                data = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error as error:
        raise UndecodableError(f"broken compression ({error})") from error
    if not inflater.eof:
        raise UndecodableError("compressed data ends too early")
