"""Files that workers write out of sight, so that the tree has only to take them in.

In: bytes, in any process of this machine. Out: the name and record of a file that holds them. Half
of the time of writing ten thousand pages is asking the system for files, which many processes can
do at once.
"""

import contextlib
import os
from itertools import count

from generator.model import Parked
from generator.store.manifest import FILE_MODE, record_of

_NUMBERS = count()


def park(folder: str, content: bytes, data: bytes) -> Parked | None:
    """A new file in `folder`, `content` being the digest of its bytes; None where it cannot be
    written. They have to go the long way then, and whoever writes them tells what is wrong."""
    own = f"{folder}/{os.getpid()}"  # in one folder, processes would wait for each other
    name = f"{own}/{next(_NUMBERS)}"
    try:
        try:
            found = write_new(name, data)
        except FileNotFoundError:
            os.mkdir(own)  # noqa: PTH102 - as in `stage`
            found = write_new(name, data)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - as in `stage`
        return None
    return Parked(name, record_of(content, found))


def write_new(name: str, data: bytes) -> os.stat_result:
    """Writes a file where none is, and tells what it is then. Raises `OSError`."""
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, FILE_MODE)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fchmod(descriptor, FILE_MODE)
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)
