"""All files that a build could read, as one digest of their stat data.

In: folders and files. Out: a digest that differs as soon as any of them is written, added, removed,
replaced or given other rights; nothing is read. As for single files in `signatures`, a state in
which some file is as new as the look itself vouches for nothing: it may be written again within
the same tick of the clock.
"""

import os
import stat
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from generator.store.signatures import file_system_now, signature

_NOT_READ = ("__pycache__",)


class Inputs(Struct, frozen=True, kw_only=True):
    """What one look at the inputs saw."""

    digest: bytes
    settled: bool
    """Whether an equal digest later surely means the same bytes."""


def look_at(paths: Iterable[Path], probe: Path) -> Inputs:
    """Looks at files and at folders with all in them; `probe` as in `signatures`. Symbolic links
    settle nothing: what they lead to can change in ways that no single file tells."""
    stamp = file_system_now(probe)
    seen = blake2b(digest_size=16)
    newest, linked = 0, False
    waiting = [os.fspath(path) for path in paths]
    while waiting:
        path = waiting.pop()
        try:
            found = os.lstat(path)
            names = sorted(os.listdir(path)) if stat.S_ISDIR(found.st_mode) else []  # noqa: PTH208
        except OSError as error:
            seen.update(f"{path!r} {error.errno}\n".encode())
            continue
        if stat.S_ISDIR(found.st_mode):
            seen.update(f"{path!r} {found.st_mode} {found.st_ino}\n".encode())
            waiting += [f"{path}/{name}" for name in names if name not in _NOT_READ]
            continue
        seen.update(f"{path!r} {found.st_mode} {signature(found)}\n".encode())
        newest = max(newest, found.st_mtime_ns, found.st_ctime_ns)
        linked = linked or stat.S_ISLNK(found.st_mode)
    return Inputs(digest=seen.digest(), settled=newest < stamp and not linked)
