"""Published files of the index: their names, sorted lines cut into files, tables of files.

A file ends where the hash of the next key says so, or where it grows too large: one edited page
moves a boundary or two, not all that follow.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

import msgspec
from msgspec import Struct

from generator.model import Output

FOLDER = "search/"
MOST_NAMED, BRANCH = 2500, 64
"""Files that `search/index.json` names of a kind; about how many a branch names where that is not
enough. A branch is one more file to wait for: bytes are cheaper than that up to some 30 kB."""

_NAMES = 1 << 16
"""That are remembered: under `serve`, each build asks for all of them, more than once."""

encode = msgspec.json.Encoder().encode


def called(value: object) -> bytes:
    """JSON in a call, so that a page opened without a server can take the file as a script."""
    return b"shard(" + encode(value) + b")"


FirstAndDigest = tuple[str, bytes]
"""A file of sorted lines: its first key, and the digest of its bytes."""


class Table(Struct, frozen=True, omit_defaults=True):
    """Files of sorted keys: the first key of each, and their names end to end."""

    first: tuple[str, ...]
    names: str
    deep: bool = False
    """The files are tables themselves."""


def digest_of(data: bytes) -> bytes:
    """16 bytes that stand for the bytes of a file, as the output's manifest has them."""
    return blake2b(data, digest_size=16).digest()


@lru_cache(_NAMES)
def name_of(digest: bytes) -> str:
    """The name of a file, ten characters."""
    return digest[:5].hex()


@lru_cache(_NAMES)
def path_of(digest: bytes) -> str:
    """The path of a file in the site."""
    name = name_of(digest)
    return f"{FOLDER}{name[:2]}/{name[2:]}.js"


class Shelf:
    """Collects files under names made of their content."""

    def __init__(self, standing: Iterable[bytes] = ()) -> None:
        """`standing` are the digests of files that are there already."""
        self._digests = {name_of(digest): digest for digest in standing}
        self._waiting: list[Output] = []
        self.shifted = False
        """Whether two files wanted one name. The names then depend on all files together."""

    def put(self, data: bytes) -> bytes:
        """The digest of a file that holds `data`, if need be with a space before its last sign."""
        digest = digest_of(data)
        while self._digests.get(name_of(digest), digest) != digest:
            self.shifted = True
            data = data[:-1] + b" " + data[-1:]
            digest = digest_of(data)
        if name_of(digest) not in self._digests:
            self._digests[name_of(digest)] = digest
            self._waiting.append(Output(path=path_of(digest), data=data))
        return digest

    def outputs(self) -> Iterator[Output]:
        """What was put and not yet taken."""
        waiting, self._waiting = self._waiting, []
        yield from waiting


def cut(lines: Iterable[str], size: int) -> Iterator[tuple[str, bytes]]:
    """Lines, sorted by their keys, in files of about `size` characters with their first keys."""
    rows: list[str] = []
    held = 0
    for line in lines:
        if rows and (held >= 2 * size or (held >= size // 2 and _is_boundary(line, size))):
            yield _key(rows[0]), called(rows)
            rows, held = [], 0
        rows.append(line)
        held += len(line)
    if rows:
        yield _key(rows[0]), called(rows)


def _key(line: str) -> str:
    return line.partition(" ")[0]


def _is_boundary(line: str, size: int) -> bool:
    return zlib.crc32(_key(line).encode()) % max(1, size // 40) < 1 + len(line) // 40


def table(files: Sequence[FirstAndDigest], shelf: Shelf, most: int = MOST_NAMED) -> Table:
    """One table, or a tree of them where it would be long: a reader fetches a branch only."""
    first = [key for key, _ in files]
    names = [name_of(digest) for _, digest in files]
    level = 0
    while len(first) > most:
        level += 1
        starts = [0, *(n for n in range(1, len(first)) if is_start(first[n], BRANCH, level))]
        tables = [
            Table(tuple(first[start:end]), "".join(names[start:end]), level > 1)
            for start, end in zip(starts, [*starts[1:], len(first)], strict=True)
        ]
        first = [first[start] for start in starts]
        names = [name_of(shelf.put(called(each))) for each in tables]
    return Table(tuple(first), "".join(names), level > 0)


def names(digests: Sequence[bytes], shelf: Shelf) -> str:
    """Names of files, end to end; or of files of 64 names each, as long as they are too many."""
    found = [name_of(digest) for digest in digests]
    while len(found) > MOST_NAMED:
        found = [
            name_of(shelf.put(called("".join(found[at : at + BRANCH]))))
            for at in range(0, len(found), BRANCH)
        ]
    return "".join(found)


def is_start(key: str, one_in: int, level: int = 0) -> bool:
    """Whether a key is one of those, by chance but always, that something begins with; what begins
    a thing of one level is no likelier than others to begin one of the next."""
    return (zlib.crc32(key.encode()) >> 8 * level) % one_in == 0
