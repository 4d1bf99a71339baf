"""Which source files are surely unchanged since the last build, told from their stat data.

As git's index does it: size, modification and change time and inode must all be as recorded, and a
file that was modified in the very moment of the recording is not recorded, since it may have been
modified again within the same tick of the clock. A wrong "unchanged" would be a wrong page; a
wrong "changed" costs the reading of a file. In a fresh checkout every inode and change time is new,
so everything is read.
"""

import contextlib
import os
from pathlib import Path

import msgspec

from generator.store.cache import Store

Signature = tuple[int, int, int, int]
_KIND = "signatures"
_DECODER = msgspec.msgpack.Decoder(dict[str, tuple[int, int, int, int, str]])


class Signatures:
    """The digests of one set of files, by path, so far as stat data vouches for them."""

    def __init__(self, store: Store, name: str, probe: Path, *, believe: bool = True) -> None:
        """`name` tells this set from others in the store; `probe` is a file that may be written,
        on the same file system, to read its clock; `believe=False` vouches for nothing."""
        self._store, self._key = store, name.encode()
        self._stamp = file_system_now(probe)
        known = store.get_values(_KIND, [self._key], _DECODER) if believe else {}
        self._known = known.get(self._key, {})
        self._fresh: dict[str, tuple[int, int, int, int, str]] = {}

    def digest_of(self, path: str, found: os.stat_result) -> str | None:
        """The recorded digest of a file that surely has not changed."""
        recorded = self._known.get(path)
        if recorded is None or recorded[:4] != signature(found):
            return None
        self._fresh[path] = recorded
        return recorded[4]

    def record(self, path: str, found: os.stat_result, digest: str) -> None:
        """Remembers the digest of a file; `found` is its state before it was read."""
        if max(found.st_mtime_ns, found.st_ctime_ns) < self._stamp:
            self._fresh[path] = (*signature(found), digest)

    def save(self) -> None:
        """Keeps what was looked at in this build for the next."""
        if self._fresh != self._known:
            self._store.put_many(_KIND, {self._key: msgspec.msgpack.encode(self._fresh)})


def signature(found: os.stat_result) -> Signature:
    """What must be the same for a file to pass as unchanged."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def file_system_now(probe: Path) -> int:
    """The clock of the file system in ns, which need not be that of this machine; 0, which vouches
    for nothing, where it cannot be read."""
    with contextlib.suppress(OSError):
        probe.parent.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"\0")
        stamp = probe.stat().st_mtime_ns
        probe.unlink()
        return stamp
    return 0
