"""The one exception of this room: the machine, not the input, stands in the way of a write."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PLAIN = {
    errno.ENOSPC: "no space left on the disk",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the file system is read-only",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EIO: "the disk reports an error",
    errno.ENAMETOOLONG: "the name is too long for this file system",
    errno.EXDEV: "the folder is on another layer or mount and cannot be swapped; delete it first",
    errno.EBUSY: "the folder is a mount point and cannot be swapped; build into one inside it",
    errno.EMFILE: "too many open files",
}


class WriteFailed(Exception):  # noqa: N818 - said as it happened
    """What could not be written and why, each in words for one line; the old output stands."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason

    def __reduce__(self) -> tuple[type["WriteFailed"], tuple[Path, str]]:
        return WriteFailed, (self.path, self.reason)


def reason_of(error: OSError) -> str:
    """The plain words for an operating system's error."""
    plain = _PLAIN.get(error.errno or 0)
    return plain or (os.strerror(error.errno) if error.errno else str(error))


@contextmanager
def failing_as_write(path: Path) -> Iterator[None]:
    """Turns an `OSError` of the block into `WriteFailed`; `path` where the error names none."""
    try:
        yield
    except OSError as error:
        named = Path(os.fsdecode(error.filename)) if error.filename is not None else path
        raise WriteFailed(named, reason_of(error)) from error
