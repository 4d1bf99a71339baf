"""Questions about the disk that a process of their own answers, while this one does other things.

In: a function that only looks. Out: whether it surely said yes. A copy of this process asks; that
is only safe, and only done, where this one has a single thread. Elsewhere nothing is sure, and who
wants to know looks for itself.
"""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable


class Ahead:
    """One question."""

    def __init__(self, ask: Callable[[], bool]) -> None:
        self._copy = _copy_asking(ask)

    def said_yes(self) -> bool:
        """Waits for the answer, which can be had once."""
        copy, self._copy = self._copy, 0
        return copy > 0 and os.waitpid(copy, 0)[1] == 0

    def drop(self) -> None:
        """Nobody wants to know any more."""
        copy, self._copy = self._copy, 0
        if copy:
            with contextlib.suppress(ProcessLookupError):
                os.kill(copy, signal.SIGKILL)
            os.waitpid(copy, 0)


def _copy_asking(ask: Callable[[], bool]) -> int:
    """The number of the process that asks; 0 where there is none."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 0
    try:
        copy = os.fork()
    except OSError:
        return 0
    if copy:
        return copy
    said = False
    try:
        said = ask()
    finally:
        os._exit(0 if said else 1)
