"""The build store: what earlier builds worked out, by a key that names all that went into it.

In and out: bytes by kind and key. A key holds every input (text, options, `digest_of_code`), so
nothing here is ever invalid, only unused; entries that no build asked for in a while are dropped.
The file may be deleted at any time, and what comes back is believed no more than any other input:
each value carries a checksum over its kind, key and bytes, and `get_values` decodes into a type; a
value that fails either is a miss. A store that cannot be opened, read or written is no store:
builds do the work again, with one note. Nothing here can change what a build puts out.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Self, TypeVar

import msgspec

from generator.model import Problem, Severity
from generator.store.recent import Recent

Value = TypeVar("Value")

_VERSION = 3
_PAGE = 1 << 15
"""Bytes; most of what is kept is large, and each page is a call of the system."""
_CHECKSUM = 8
_AT_ONCE = 900
"""Keys in one question; SQLite before 3.32 allows 999."""
KEPT_BUILDS = 64
"""Entries outlive this many builds that do not ask for them, so switching branches costs little."""


class Store:
    """An open build store. Every method works, to no effect, when there is none."""

    def __init__(
        self, connection: sqlite3.Connection | None, path: Path, recent: Recent, note: str = ""
    ) -> None:
        self._connection, self._recent = connection, recent
        self._path = path
        self._note = " ".join(note.split())
        self._kinds: set[str] = set()
        self._stale: dict[str, list[bytes]] = {}
        self._counts = False
        self._generation = self._asked("SELECT value FROM meta WHERE name = 'generation'") + 1

    @classmethod
    def open(cls, path: Path, recent: Recent | None = None) -> Self:
        """The store in the file `path`, made anew when it is missing, broken or of another
        version; `recent` has states that need not be decoded again. Never raises on account of
        the disk."""
        recent = recent or Recent()
        for _ in range(2):
            try:
                return cls(_connected(path), path, recent)
            except sqlite3.OperationalError as error:
                return cls(None, path, recent, str(error))
            except (sqlite3.DatabaseError, ValueError) as error:  # a message that is no text, too
                if not _removed(path):
                    return cls(None, path, recent, str(error))
            except OSError as error:
                return cls(None, path, recent, error.strerror or str(error))
        return cls(None, path, recent, "the file cannot be replaced")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """At most one note: that, and why, this build does without a store."""
        if not self._note:
            return ()
        message = f"The build store cannot be used, so everything is worked out anew: {self._note}"
        return (
            Problem(
                code="store-unusable",
                message=message,
                severity=Severity.NOTE,
                path=f".cache/{self._path.name}",
                hint="Delete the .cache folder if this stays.",
            ),
        )

    def get_many(self, kind: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values that are there, whole and under the key they were put under."""
        found: dict[bytes, bytes] = {}
        with self._guarded() as connection:
            if connection is not None and self._has(connection, kind):
                for key, used, value in _whole_rows(connection, kind, keys):
                    found[key] = value
                    self._note_use(kind, key, used)
        return found

    def settle(self) -> str:
        """Lets other processes `read` what was put so far, while more is put; tells the name of the
        file, which is empty where there is none."""
        with self._guarded() as connection:
            if connection is not None:
                connection.commit()
                connection.execute("PRAGMA journal_mode = WAL").fetchone()
                return str(self._path.absolute())
        return ""

    def get_values(
        self,
        kind: str,
        keys: Iterable[bytes],
        decoder: msgspec.msgpack.Decoder[Value] | msgspec.json.Decoder[Value],
    ) -> dict[bytes, Value]:
        """As `get_many`, decoded; what does not decode is left out."""
        values: dict[bytes, Value] = {}
        for key, data in self.get_many(kind, keys).items():
            with contextlib.suppress(msgspec.MsgspecError):
                values[key] = decoder.decode(data)
        return values

    def get_state(
        self, kind: str, key: bytes, decoder: msgspec.msgpack.Decoder[Value]
    ) -> Value | None:
        """The one value under a key that stays the same from build to build."""

        def decoded(value: bytes) -> Value | None:
            with contextlib.suppress(msgspec.MsgspecError):
                return decoder.decode(value[_CHECKSUM:]) if _is_whole(kind, key, value) else None
            return None

        with self._guarded() as connection:
            if connection is not None and self._has(connection, kind):
                for _, used, value in _rows(connection, kind, [key]):
                    self._note_use(kind, key, used)
                    return self._recent.value((self._path, kind, key), value, decoded)
        return None

    def put_state(self, kind: str, key: bytes, value: object) -> None:
        """Keeps a value, which will not change any more, for `get_state`."""
        data = msgspec.msgpack.encode(value)
        data = _checksum(kind, key, data) + data
        self._put(kind, [(key, self._generation, data)])
        self._recent.note((self._path, kind, key), data, value)

    def put_many(self, kind: str, items: Mapping[bytes, bytes]) -> None:
        """Keeps values for later builds; an entry that is there is replaced."""
        if items:
            self._put(
                kind,
                (
                    (key, self._generation, _checksum(kind, key, value) + value)
                    for key, value in items.items()
                ),
            )

    def _put(self, kind: str, rows: Iterable[tuple[bytes, int, bytes]]) -> None:
        with self._guarded() as connection:
            if connection is not None:
                self._make(connection, kind)
                connection.executemany(
                    f'INSERT OR REPLACE INTO "{kind}" VALUES (?, ?, ?)',  # noqa: S608 - see _named
                    rows,
                )

    def count(self) -> None:
        """This build asks for everything that it needs: what it does not ask for is older by one
        build. Those that go on from the last build's result ask for little, and do not count."""
        self._counts = True

    def close(self) -> None:
        """Ends this build: what was put stays, what was long not asked for goes."""
        with self._guarded() as connection:
            if connection is not None:
                if self._counts:
                    self._mark_used(connection)
                    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", self._counted())
                    if self._generation % (KEPT_BUILDS // 4) == 0:
                        self._prune(connection)
                connection.execute(f"PRAGMA user_version = {_VERSION}")
                connection.commit()
                connection.execute("PRAGMA journal_mode = WAL").fetchone()
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _note_use(self, kind: str, key: bytes, used: int) -> None:
        if used < self._generation - KEPT_BUILDS // 2:
            self._stale.setdefault(kind, []).append(key)

    def _counted(self) -> tuple[str, int]:
        return "generation", self._generation

    def _mark_used(self, connection: sqlite3.Connection) -> None:
        for kind, keys in self._stale.items():
            connection.executemany(
                f'UPDATE "{kind}" SET used = ? WHERE key = ?',  # noqa: S608 - see _named
                ((self._generation, key) for key in keys),
            )

    def _prune(self, connection: sqlite3.Connection) -> None:
        oldest = self._generation - KEPT_BUILDS
        for kind in sorted(_kinds(connection)):
            connection.execute(
                f'DELETE FROM "{kind}" WHERE used < ?',  # noqa: S608 - see _named
                (oldest,),
            )

    def _has(self, connection: sqlite3.Connection, kind: str) -> bool:
        if kind not in self._kinds:
            self._kinds |= _kinds(connection)
        return kind in self._kinds

    def _make(self, connection: sqlite3.Connection, kind: str) -> None:
        if not self._has(connection, kind):
            connection.execute(
                f'CREATE TABLE "{_named(kind)}" (key BLOB PRIMARY KEY, used INTEGER, value BLOB)'
            )
            self._kinds.add(kind)

    def _asked(self, question: str) -> int:
        with self._guarded() as connection:
            if connection is not None:
                row = connection.execute(question).fetchone()
                return row[0] if row and isinstance(row[0], int) else 0
        return 0

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[sqlite3.Connection | None]:
        """The connection, given up for this build at the first error; a broken file is removed."""
        try:
            yield self._connection
        except (sqlite3.Error, OverflowError, TypeError, ValueError) as error:
            self._note = self._note or " ".join(str(error).split())
            connection, self._connection = self._connection, None
            if connection is not None:
                with contextlib.suppress(sqlite3.Error):
                    connection.close()
            if not isinstance(error, sqlite3.OperationalError):
                _removed(self._path)


def read(file: str, kind: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
    """What another process put into the store in `file` and settled; never raises."""
    try:
        connection = _reader(file, Path(file).stat().st_ino)
        return {key: value for key, _, value in _whole_rows(connection, _named(kind), keys)}
    except (sqlite3.Error, OSError, TypeError, ValueError):
        return {}


@lru_cache(maxsize=1)
def _reader(file: str, _inode: int) -> sqlite3.Connection:
    """Open as long as the file is the same."""
    return sqlite3.connect(f"{Path(file).as_uri()}?mode=ro", uri=True, check_same_thread=False)


def _connected(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists() or not path.stat().st_size
    connection = sqlite3.connect(path, timeout=1.0, check_same_thread=False)
    try:
        # Losing the last build's entries in a power cut is fine; damage shows by the checksums.
        connection.execute("PRAGMA synchronous = OFF")
        if is_new:
            _begin(connection)
        elif connection.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            raise sqlite3.DatabaseError("another version, or never finished")
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: sqlite3.Connection) -> None:
    """Makes a new file ready. It is written without a log, which would be as large as itself, and
    gets its version when it is closed: one without has not been finished."""
    connection.execute(f"PRAGMA page_size = {_PAGE}")
    connection.execute("PRAGMA journal_mode = OFF").fetchone()
    connection.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value)")


def _removed(path: Path) -> bool:
    """Whether nothing of the database file is left."""
    with contextlib.suppress(OSError):
        for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            name.unlink(missing_ok=True)
        return True
    return False


def _rows(
    connection: sqlite3.Connection, kind: str, keys: Iterable[bytes]
) -> Iterator[tuple[bytes, int, bytes]]:
    waiting = iter(keys)
    while some := list(islice(waiting, _AT_ONCE)):
        marks = ",".join("?" * len(some))
        yield from connection.execute(
            f'SELECT key, used, value FROM "{kind}" WHERE key IN ({marks})',  # noqa: S608
            some,
        )


def _whole_rows(
    connection: sqlite3.Connection, kind: str, keys: Iterable[bytes]
) -> Iterator[tuple[bytes, int, bytes]]:
    """Those whose value is as it was put, without its checksum."""
    for key, used, kept in _rows(connection, kind, keys):
        if _is_whole(kind, key, kept):
            yield key, used, kept[_CHECKSUM:]


def _kinds(connection: sqlite3.Connection) -> set[str]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {_named(name) for (name,) in names} - {"meta"}


def _named(kind: str) -> str:
    """The name as it may stand in a statement."""
    if not (kind.isascii() and kind.isidentifier()):
        raise ValueError(f"not the name of a kind: {kind!r}")
    return kind


def _is_whole(kind: str, key: bytes, value: bytes) -> bool:
    return _checksum(kind, key, value[_CHECKSUM:]) == value[:_CHECKSUM]


def _checksum(kind: str, key: bytes, value: bytes) -> bytes:
    bound = key if len(key) <= blake2b.MAX_KEY_SIZE else blake2b(key).digest()
    person = kind.encode()[: blake2b.PERSON_SIZE]
    return blake2b(value, digest_size=_CHECKSUM, key=bound, person=person).digest()
