"""Executors of other engines, for archives that one machine is too small for.

In: an address (`ENGINE` of requests): `dask://HOST:PORT` of a running scheduler, or `dask://` for a
cluster on this machine. Out: a `concurrent.futures.Executor` while the block lasts, or a problem.
The engine is an extra of the package and loaded here only; the build knows the interface of
executors and no more.
"""

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from importlib import import_module
from typing import Any, Final, ParamSpec, TypeVar

from generator.model import Problem
from generator.pipeline.source_files import code_digest
from generator.store.workers import WorkerDied, cores

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

_TIMEOUT: Final = "10s"


@contextlib.contextmanager
def executor_at(address: str, jobs: int | None) -> Iterator[Executor | Problem]:
    """The executor at `address`; `jobs` is the number of processes of a cluster made here."""
    try:
        engine = import_module("distributed")
    except ImportError:
        yield _unfit(
            "dask.distributed is not installed", "Install tutorial-archive[dask], here and there."
        )
        return
    scheduler = address.removeprefix("dask://")
    with contextlib.ExitStack() as closing:
        try:
            client = closing.enter_context(
                engine.Client(f"tcp://{scheduler}", timeout=_TIMEOUT)
                if scheduler
                else engine.Client(
                    n_workers=jobs or cores(), threads_per_worker=1, dashboard_address=None
                )
            )
            answer = _fit(client)
        except OSError:  # a time-out is one
            answer = _unfit(f"no scheduler answers at {scheduler}", "Is it running there?")
        yield answer


class Cluster(Executor):
    """An executor of an engine, whose own errors are told as those of our pool are."""

    def __init__(self, engine: Executor, jobs: int) -> None:
        self.jobs = jobs
        self._engine = engine

    def submit(
        self,
        fn: Callable[Parameters, Result],
        /,
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Future[Result]:
        """As the interface says; a failure of the engine is `WorkerDied`."""
        future: Future[Result] = Future()
        future.set_running_or_notify_cancel()
        try:
            theirs = self._engine.submit(fn, *args, **kwargs)
        except Exception as error:
            raise WorkerDied(f"the engine takes no work: {error}") from error
        theirs.add_done_callback(lambda done: _hand_over(done, future))
        return future


def _hand_over(done: "Future[Result]", future: "Future[Result]") -> None:
    if done.cancelled():
        future.set_exception(WorkerDied("the engine gave the work up"))
        return
    error = done.exception()
    if error is None:
        future.set_result(done.result())
    elif type(error).__module__.startswith("generator"):
        future.set_exception(error)
    else:
        future.set_exception(WorkerDied(f"a worker of the engine failed: {error}"))


def _fit(client: Any) -> Executor | Problem:
    """The executor of `client`, if its workers would make what we would make."""
    digests = client.run(code_digest, on_error="return")
    if not digests:
        return _unfit("the cluster has no workers", "Start some, then build again.")
    if any(digest != code_digest() for digest in digests.values()):
        return _unfit(
            "a worker of the cluster has other code than this machine",
            "Install the same versions of tutorial-archive and its libraries on all of them.",
        )
    return Cluster(client.get_executor(pure=False), sum(client.nthreads().values()))


def _unfit(message: str, hint: str) -> Problem:
    return Problem(code="executor-unfit", message=message, hint=hint)
