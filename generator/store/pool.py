"""A `concurrent.futures.Executor` of worker processes that ends or answers, whatever fails.

One socket for each worker, one task in it at a time, written by whoever has the task: an error of
a socket is raised or set on the task's future at once. (The standard library's pool hands tasks to
a thread that loses them when its pipe fails, and the caller waits without end.)

The first worker, while it has no threads, loads our rendering code and forks the others. A fork of
this process would copy the page tables of all that was read so far (memory is counted once for
each worker) and can hang when another thread holds a lock at that moment, as under `serve`; fresh
processes would each import everything anew.
"""

import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from multiprocessing.connection import Connection, wait
from typing import ParamSpec, TypeVar

from generator.store.worker import Answer, Task

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Job = tuple["Future[object]", Task]


_WORKER = "generator.store.worker"
_PAUSE = 0.01
_PATIENCE = 2.0
"""Seconds that processes get to end by themselves."""


class WorkerDied(Exception):  # noqa: N818 - said as it happened
    """A process went away in the middle of its work, or could not be started."""


class ProcessPool(Executor):
    """`jobs` processes, started with the first task if not before."""

    def __init__(self, jobs: int, preload: Sequence[str] = ()) -> None:
        """`preload` names modules that workers need, loaded once for all."""
        self.jobs = jobs
        self._preload = preload
        self._lock = threading.Lock()
        self._workers: list[Connection] = []
        self._idle: list[Connection] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._lifeline = -1
        self._waiting: deque[Job] = deque()
        self._running: dict[Connection, Future[object]] = {}
        self._used = False
        self._broken: WorkerDied | None = None
        self._listener: threading.Thread | None = None

    def start(self) -> None:
        """Starts the processes, which then load what they need while the first task is made."""
        with self._lock:
            if self._listener is None:
                self._start()

    def submit(
        self,
        fn: Callable[Parameters, Result],
        /,
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Future[Result]:
        """As the interface says. Raises `WorkerDied`, once for all, when processes fail."""
        future: Future[Result] = Future()
        job: Job = (future, (fn, args, kwargs))  # type: ignore[assignment]  # a future of objects
        with self._lock:
            if self._listener is None:
                self._start()
            if self._broken:
                raise self._broken
            self._used = True
            self._waiting.append(job)
            self._hand_out()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends the processes: after the tasks that are left when `wait`, else at once."""
        if cancel_futures or not wait:
            with self._lock:
                for future, _ in self._waiting:
                    future.cancel()
                self._waiting.clear()
        while wait and not self._broken and (self._running or self._waiting):
            threading.Event().wait(_PAUSE)
        if self._lifeline >= 0:
            os.close(self._lifeline)
            self._lifeline = -1
        if self._process is not None:
            if self._used:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(_PATIENCE)
            self._process.kill()
            self._process.wait()
        if self._listener is not None:
            self._listener.join(_PATIENCE)
        for connection in self._workers:
            connection.close()

    def _start(self) -> None:
        """Starts all processes, and the thread that takes their results; the lock is held."""
        pairs = [socket.socketpair() for _ in range(self.jobs)]
        self._workers = [Connection(ours.detach()) for ours, _ in pairs]
        theirs = [worker for _, worker in pairs]
        held, self._lifeline = os.pipe()
        numbers = [worker.fileno() for worker in theirs]
        code = f"import sys; sys.path[:] = {sys.path!r}; from {_WORKER} import main; "
        code += f"main({numbers!r}, {held}, {list(self._preload)!r})"
        try:
            self._process = subprocess.Popen(  # noqa: S603 - ourselves
                [sys.executable, "-c", code], pass_fds=(*numbers, held), stdin=subprocess.DEVNULL
            )
            self._idle = list(self._workers)
        except OSError as error:
            self._broken = WorkerDied(f"worker processes cannot be started: {error.strerror}")
        finally:
            os.close(held)
            for worker in theirs:
                worker.close()
        self._listener = threading.Thread(target=self._listen, name="pool", daemon=True)
        self._listener.start()

    def _hand_out(self) -> None:
        """Gives waiting tasks to idle workers; the lock is held."""
        while self._waiting and self._idle:
            future, task = self._waiting.popleft()
            if not future.set_running_or_notify_cancel():
                continue
            connection = self._idle.pop()
            self._running[connection] = future
            try:
                connection.send(task)
            except OSError as error:
                del self._running[connection]
                self._break(f"a worker cannot be reached: {error.strerror}")
                future.set_exception(self._broken)
            except Exception as error:  # what cannot be pickled is the caller's to know
                del self._running[connection]
                self._idle.append(connection)
                future.set_exception(error)

    def _listen(self) -> None:
        """Takes results until all workers are gone; then nobody waits for them any more."""
        try:
            open_ends = set(self._workers)
            while open_ends:
                for connection in wait(list(open_ends)):
                    assert isinstance(connection, Connection)
                    if not self._took(connection):
                        open_ends.discard(connection)
        finally:
            self._give_up()

    def _took(self, connection: Connection) -> bool:
        """Whether a result was there: false when the worker is gone."""
        try:
            answer: Answer | None = connection.recv()
        except (EOFError, OSError):
            answer = None
        with self._lock:
            future = self._running.pop(connection, None)
            if answer is not None:
                self._idle.append(connection)
                self._hand_out()
            elif future is not None:
                self._break("a worker process died; it may have run out of memory")
        if future is not None and answer is not None:
            succeeded, value = answer
            if succeeded:
                future.set_result(value)
            else:
                assert isinstance(value, BaseException)
                future.set_exception(value)
        elif future is not None:
            future.set_exception(self._broken)
        return answer is not None

    def _give_up(self) -> None:
        with self._lock:
            self._break("the worker processes have ended")
            left = list(self._running.values())
            self._running.clear()
        for future in left:
            future.set_exception(self._broken)

    def _break(self, why: str) -> None:
        """No task is taken any more; the lock is held."""
        self._broken = self._broken or WorkerDied(why)
        while self._waiting:
            future, _ = self._waiting.popleft()
            if future.set_running_or_notify_cancel():
                future.set_exception(self._broken)
