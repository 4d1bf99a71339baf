"""Work on many items in several processes, with results in the order of the items.

Nothing else knows about processes: callers pass any `concurrent.futures.Executor`, a local pool
made by `process_pool` or another engine's, or None to stay in this process. The function must be
importable by name, and it and its items must pickle.
"""

import contextlib
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from heapq import heappop, heappush
from itertools import chain, islice
from typing import TypeVar

from generator.store.pool import ProcessPool, WorkerDied

__all__ = [
    "WorkerDied",
    "balanced",
    "cores",
    "is_local",
    "parallel_each",
    "parallel_map",
    "parallel_stream",
    "process_pool",
]

Item = TypeVar("Item")
Result = TypeVar("Result")
Other = TypeVar("Other")

FEW = 8
"""Fewer items than this are not worth the start of processes."""
_CHUNKS_EACH = 32
_WAITING_EACH = 2


def cores() -> int:
    """How many processes can run at once here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def is_local(executor: Executor | None) -> bool:
    """Whether the work is done by processes that see the same files."""
    return isinstance(executor, ProcessPool)


@contextlib.contextmanager
def process_pool(
    jobs: int, preload: Sequence[str] = (), *, early: bool = False
) -> Iterator[Executor | None]:
    """A pool of `jobs` processes for the block; None when one is enough.

    `preload` names modules that workers need, loaded once, and before there is a task when `early`.
    Leaving the block in any way, an interrupt included, ends the processes.
    """
    if jobs <= 1:
        yield None
        return
    pool = ProcessPool(jobs, preload)
    try:
        if early:
            pool.start()
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def parallel_map(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    executor: Executor | None,
    weights: Sequence[int] = (),
    chunks: int = 0,
) -> list[Result]:
    """`[function(item) for item in items]`, spread over the executor.

    `weights` tell how much work each item is, in any unit. An exception of `function` is raised
    here. Raises `WorkerDied`.
    """
    results: list[Result | None] = [None] * len(items)
    for index, result in parallel_each(
        function, items, executor=executor, weights=weights, chunks=chunks
    ):
        results[index] = result
    return results  # type: ignore[return-value]  # every place is filled now


def parallel_each(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    executor: Executor | None,
    weights: Sequence[int] = (),
    chunks: int = 0,
) -> Iterator[tuple[int, Result]]:
    """Pairs (index, result) as they come, in any order: place them by index.

    Items are asked for as they are handed out, and only a few chunks wait in line at once: neither
    items nor results pile up in memory.
    """
    if executor is None or (len(items) < FEW and _can_be_stopped()):
        for index, item in enumerate(items):
            yield index, function(item)
        return
    jobs = getattr(executor, "jobs", 0) or cores()
    waiting = iter(balanced(weights or [1] * len(items), chunks or jobs * _CHUNKS_EACH))
    running: dict[Future[list[Result]], list[int]] = {}
    try:
        while True:
            while len(running) < jobs * _WAITING_EACH and (chunk := next(waiting, None)):
                running[executor.submit(_work, function, [items[i] for i in chunk])] = chunk
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield from zip(running.pop(future), future.result(), strict=True)
    finally:
        for future in running:
            future.cancel()


def parallel_stream(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    executor: Executor | None,
    beside: Iterable[Other] = (),
) -> Iterator[Result | Other]:
    """`map(function, items)`, spread over the executor, for items that are made as they are asked
    for: only a few of them wait at once. A single item stays in this process if it may.

    While a result is waited for, what is in `beside` comes in between; not always all of it."""
    coming, others = iter(items), iter(beside)
    head = list(islice(coming, 2))
    if executor is None or (len(head) < 2 and _can_be_stopped()):
        yield from map(function, chain(head, coming))
        return
    most = (getattr(executor, "jobs", 0) or cores()) * _WAITING_EACH
    running: deque[Future[Result]] = deque()
    try:
        for item in chain(head, coming):
            running.append(executor.submit(function, item))
            if len(running) > most:
                yield from _until_done(running[0], others)
                yield running.popleft().result()
        while running:
            yield from _until_done(running[0], others)
            yield running.popleft().result()
    finally:
        for future in running:
            future.cancel()


def _until_done(future: Future[Result], others: Iterator[Other]) -> Iterator[Other]:
    while not future.done():
        try:
            other = next(others)
        except StopIteration:
            return
        yield other


def _can_be_stopped() -> bool:
    """Whether work here has an end even when it never ends: signals come to the main thread only,
    here as in workers."""
    return threading.current_thread() is threading.main_thread()


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
