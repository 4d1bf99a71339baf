"""An end for work that may never end: pathological Markdown, patterns that explode.

In: a function and how much processor time it may take. Out: its result, or None. This is the one
place of the pure rooms that has to do with time, and a result never depends on it but where the
alternative is a build that hangs. It counts processor time, so a busy machine changes nothing.

A signal is the only thing that stops the regular expression engine, and only the main thread of a
process gets signals; worker processes do their work there. Other threads have no such end: they
rely on the limits that `highlight` and `render` set before work begins.
"""

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Final, TypeVar

T = TypeVar("T")

_AGAIN: Final = 0.05
"""Seconds after which the alarm is repeated, for code that swallows the first."""


class _TooLongError(BaseException):
    """Not an `Exception`, so that nothing on the way out takes it for a fault of its own."""


def bounded(seconds: float, work: Callable[[], T]) -> T | None:
    """What `work` gives, None after `seconds` of processor time. Not to be nested."""
    if threading.current_thread() is not threading.main_thread():
        return work()
    before = signal.signal(signal.SIGVTALRM, _stop)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
        try:
            return work()
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except _TooLongError:
        return None
    finally:
        signal.signal(signal.SIGVTALRM, before)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLongError
