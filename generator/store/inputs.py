"""All files that a build could read, told by their stat data.

In: folders and files. Out: a digest that differs as soon as any of them is written, added, removed,
replaced or given other rights, and for texts, which are edited most, the stat data of each; nothing
is read. As for single files in `signatures`, a state in which some file is as new as the look
itself vouches for nothing: it may be written again within the same tick of the clock.
"""

import os
import stat
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.store.signatures import Signature, file_system_now, signature

_NOT_READ = ("__pycache__",)
_TEXT = ".md"


class Inputs(Struct, frozen=True, kw_only=True):
    """What one look at the inputs saw."""

    texts: dict[str, Signature]
    """Of each text, by its path from the parent of the folder of texts."""
    others: bytes
    """Digest of all else."""
    settled: bool
    """Whether an equal state of `others` later surely means the same bytes."""
    unsettled: frozenset[str]
    """Texts whose signature does not vouch for their bytes."""

    @property
    def digest(self) -> bytes:
        """Of everything; empty when that vouches for nothing."""
        if not self.settled or self.unsettled:
            return b""
        encoded = msgspec.msgpack.encode((self.others, self.texts))
        return blake2b(encoded, digest_size=16).digest()


def look_at(paths: Iterable[Path], probe: Path, texts: Path | None = None) -> Inputs:
    """Looks at files and at folders with all in them, and at the folder of `texts`; `probe` as in
    `signatures`. Symbolic links settle nothing: what they lead to can change in ways that no
    single file tells."""
    look = _Look(file_system_now(probe))
    for path in paths:
        look.at(os.fspath(path), None)
    if texts is not None:
        look.at(os.fspath(texts), len(os.fspath(texts.parent / "x")) - 1)
    return Inputs(
        texts=dict(sorted(look.texts.items())),
        others=look.seen.digest(),
        settled=look.settled,
        unsettled=frozenset(look.unsettled),
    )


class _Look:
    """One look, as of the moment `stamp` of the file system."""

    def __init__(self, stamp: int) -> None:
        self.texts: dict[str, Signature] = {}
        self.unsettled: set[str] = set()
        self.settled = True
        self.seen = blake2b(digest_size=16)
        self._stamp = stamp

    def at(self, top: str, cut: int | None) -> None:
        """Everything at and below a path; with `cut`, texts under their paths less so much."""
        waiting = [top]
        while waiting:
            path = waiting.pop()
            try:
                found = os.lstat(path)
                names = sorted(os.listdir(path)) if stat.S_ISDIR(found.st_mode) else []  # noqa: PTH208
            except OSError as error:
                self.seen.update(f"{path!r} {error.errno}\n".encode())
                continue
            if stat.S_ISDIR(found.st_mode):
                self.seen.update(f"{path!r} {found.st_mode} {found.st_ino}\n".encode())
                waiting += [f"{path}/{name}" for name in names if name not in _NOT_READ]
            elif cut is not None and path.endswith(_TEXT) and stat.S_ISREG(found.st_mode):
                self._text(path[cut:], found)
            else:
                self._other(path, found)

    def _text(self, path: str, found: os.stat_result) -> None:
        self.texts[path] = signature(found)
        if found.st_mtime_ns >= self._stamp or found.st_ctime_ns >= self._stamp:
            self.unsettled.add(path)

    def _other(self, path: str, found: os.stat_result) -> None:
        self.seen.update(f"{path!r} {found.st_mode} {signature(found)}\n".encode())
        newest = max(found.st_mtime_ns, found.st_ctime_ns)
        self.settled = self.settled and newest < self._stamp and not stat.S_ISLNK(found.st_mode)
