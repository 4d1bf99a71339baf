"""Work on many items in several processes, with results in the order of the items.

Nothing else knows about processes: callers pass any `concurrent.futures.Executor`, a local pool
made by `process_pool` or another engine's, or None to stay in this process. The function must be
importable by name, and it and its items must pickle.

Processes come from a fork server: a small process without threads that has our rendering code
loaded already. A plain fork of this process would copy the page tables of all that was read so
far (memory is counted once for each worker) and can hang when another thread holds a lock at that
moment, as under `serve`; a spawn would import everything anew for each worker.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from heapq import heappop, heappush
from multiprocessing.context import BaseContext
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 8
"""Fewer items than this are not worth the start of processes."""
_CHUNKS_EACH = 8
_WAITING_EACH = 2


class WorkerDied(Exception):  # noqa: N818 - said as it happened
    """A process went away in the middle of its work: out of memory, or killed."""


def cores() -> int:
    """How many processes can run at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def process_pool(jobs: int, preload: Sequence[str] = ()) -> Iterator[Executor | None]:
    """A pool of `jobs` processes for the block; None when one is enough.

    `preload` names modules that workers need, loaded once. Leaving the block in any way, an
    interrupt included, ends the processes.
    """
    if jobs <= 1:
        yield None
        return
    pool = ProcessPoolExecutor(jobs, mp_context=_context(preload), initializer=_start_worker)
    try:
        yield pool
    except BaseException:
        _end_now(pool)
        raise
    pool.shutdown(wait=True)


def parallel_map(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    executor: Executor | None,
    weigh: Callable[[Item], int] | None = None,
    chunks: int = 0,
) -> list[Result]:
    """`[function(item) for item in items]`, spread over the executor.

    `weigh` tells how much work an item is, in any unit. An exception of `function` is raised here.
    Raises `WorkerDied`.
    """
    results: list[Result | None] = [None] * len(items)
    for index, result in parallel_each(
        function, items, executor=executor, weigh=weigh, chunks=chunks
    ):
        results[index] = result
    return results  # type: ignore[return-value]  # every place is filled now


def parallel_each(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    executor: Executor | None,
    weigh: Callable[[Item], int] | None = None,
    chunks: int = 0,
) -> Iterator[tuple[int, Result]]:
    """Pairs (index, result) as they come, in any order: place them by index.

    Only a few chunks wait in line at once, so items and results do not pile up in memory.
    """
    if executor is None or len(items) < FEW:
        for index, item in enumerate(items):
            yield index, function(item)
        return
    weights = [weigh(item) for item in items] if weigh else [1] * len(items)
    jobs = getattr(executor, "_max_workers", None) or cores()
    waiting = iter(balanced(weights, chunks or jobs * _CHUNKS_EACH))
    running: dict[Future[list[Result]], list[int]] = {}
    try:
        while True:
            while len(running) < jobs * _WAITING_EACH and (chunk := next(waiting, None)):
                running[executor.submit(_work, function, [items[i] for i in chunk])] = chunk
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield from zip(running.pop(future), future.result(), strict=True)
    except BrokenProcessPool as error:
        raise WorkerDied("a worker process died; it may have run out of memory") from error
    finally:
        for future in running:
            future.cancel()


def balanced(weights: Sequence[int], chunks: int) -> list[list[int]]:
    """Indices of all items in at most `chunks` groups of about the same weight, heaviest item
    first into the lightest group; the same for the same weights."""
    groups: list[list[int]] = [[] for _ in range(min(chunks, len(weights)))]
    lightest = [(0, group) for group in range(len(groups))]
    for index in sorted(range(len(weights)), key=lambda i: (-weights[i], i)):
        weight, group = heappop(lightest)
        groups[group].append(index)
        heappush(lightest, (weight + weights[index] + 1, group))
    return groups


def _work(function: Callable[[Item], Result], items: list[Item]) -> list[Result]:
    return [function(item) for item in items]


def _context(preload: Sequence[str]) -> BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, *preload])
    return context


def _start_worker() -> None:
    """Interrupts are for the parent to handle; what is loaded is never garbage; no orphans."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    """The pool's queues stay open between the workers, so none would notice a killed parent."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _end_now(pool: ProcessPoolExecutor) -> None:
    processes = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(1)
