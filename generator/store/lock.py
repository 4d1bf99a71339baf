"""One build of a site at a time.

The kernel holds the lock for as long as the process that took it lives, so the lock of a dead one
is free without anybody tidying up; the file only says who holds it. Where files cannot be locked
or the folder cannot be written, builds go on without a lock: the swap is atomic all the same.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from generator.model import Problem

_PAUSE = 0.05


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds a lock, in its own words."""

    pid: int
    host: str
    since: str


class Locked(Exception):  # noqa: N818 - said as it happened
    """Somebody else is building; `problem` says who."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@contextmanager
def build_lock(path: Path, *, patience: float = 1.0) -> Iterator[None]:
    """Holds the lock file for the block; waits up to `patience` seconds. Raises `Locked`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError:
        yield
        return
    try:
        if not _acquired(descriptor, patience):
            raise Locked(_problem(path.name, os.pread(descriptor, 4096, 0)))
        _sign(descriptor)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Holds a folder against another process that wants it too. Raises `BlockingIOError`."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _lock_now(descriptor)
        yield
    finally:
        os.close(descriptor)


def _acquired(descriptor: int, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while True:
        try:
            _lock_now(descriptor)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(_PAUSE)
        else:
            return True


def _lock_now(descriptor: int) -> None:
    """Takes the lock or raises `BlockingIOError`; file systems without locks let everyone in."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return


def _sign(descriptor: int) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    holder = Holder(pid=os.getpid(), host=os.uname().nodename, since=now)
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, msgspec.json.encode(holder), 0)
    except OSError:
        return


def _problem(name: str, said: bytes) -> Problem:
    try:
        holder = msgspec.json.decode(said, type=Holder)
        who = f"process {holder.pid} on {holder.host}, since {holder.since}"
    except msgspec.MsgspecError:
        who = "another process"
    return Problem(
        code="build-locked",
        message=f"Another build of this site is running: {who}",
        hint="Wait for it to end, or stop it.",
        path=f".cache/{name}",
    )
