"""Questions about the disk that another process answers, while this one does other things.

In: a function that only looks. Out: whether it surely said yes. A worker asks, where there are any
on this machine; else a copy of this process, which is only safe, and only made, where this one has
a single thread. Elsewhere nothing is sure, and who wants to know looks for itself.
"""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor


class Ahead:
    """One question."""

    def __init__(self, ask: Callable[[], bool], workers: "Executor | None" = None) -> None:
        self._future = workers.submit(ask) if workers else None
        self._copy = 0 if workers else _copy_asking(ask)

    def said_yes(self) -> bool:
        """Waits for the answer, which can be had once. Raises what the workers raise."""
        future, self._future = self._future, None
        if future is not None:
            return future.result()
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
