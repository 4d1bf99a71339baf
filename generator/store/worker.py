"""The life of worker processes: the first loads our code, then splits off the others.

In: from the pool, over one socket for each worker, tasks one at a time. Out: their results, in the
same way. All end when the pool lets go of the lifeline, by will or by death.
"""

import contextlib
import gc
import importlib
import os
import signal
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection

Task = tuple[Callable[..., object], tuple[object, ...], dict[str, object]]
Answer = tuple[bool, object]
"""Whether the function returned, and its result or its exception."""


def main(sockets: Sequence[int], lifeline: int, preload: Sequence[str]) -> None:
    """Becomes one worker for each socket. Interrupts are for the pool to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in preload:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    own = sockets[0]
    for socket in sockets[1:]:
        if os.fork() == 0:
            own = socket
            break
    for socket in sockets:
        if socket != own:
            os.close(socket)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    _serve(own)
    _end()


def _serve(socket: int) -> None:
    gc.set_threshold(100_000, 20, 20)  # of what rendering makes, little is ever garbage in a cycle
    connection = Connection(socket)
    with contextlib.suppress(EOFError, OSError):
        while True:
            answer = _answer(connection.recv())
            try:
                connection.send(answer)
            except OSError:
                raise
            except Exception as error:  # a result that cannot be sent
                connection.send((False, TypeError(str(error))))


def _answer(task: Task) -> Answer:
    function, positional, named = task
    try:
        return True, function(*positional, **named)
    except Exception as error:
        return False, error


def _end_with(lifeline: int) -> None:
    """In the middle of long work a worker would not notice that nobody waits for it."""
    with contextlib.suppress(OSError):
        os.read(lifeline, 1)
    _end()


def _end() -> None:
    """Not before those that were split off, which nobody else waits for."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    os._exit(0)
