"""The stages of a run: told to the progress display, and timed."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from heapq import nlargest
from operator import itemgetter
from time import perf_counter
from typing import TypeVar

from generator.pipeline.requests import BuildResult
from generator.report.progress import Progress, Stage

Item = TypeVar("Item")
Stands = Callable[[BuildResult], None]

_MOST = 10
"""Things of a kind that are told."""


class Stages:
    """Names and times each stage of one run, in order."""

    def __init__(self, progress: Progress, stands: Stands | None = None) -> None:
        """`stands` is called as soon as the new site is in its place, before what is left to do
        for the next build."""
        self._progress, self._stands = progress, stands
        self._seconds: list[tuple[str, float]] = []
        self._elsewhere = 0.0
        self._spent: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Stage]:
        """Runs the block as a stage of `total` steps (0: unknown)."""
        began, elsewhere = perf_counter(), self._elsewhere
        try:
            with self._progress.stage(name, total) as step:
                yield step
        finally:
            within = self._elsewhere - elsewhere
            self._seconds.append((name, perf_counter() - began - within))

    def within(self, name: str, items: Iterator[Item]) -> Iterator[Item]:
        """`items`, the making of which is a stage of its own inside that in which they are asked
        for, and not counted there."""
        spent = 0.0
        try:
            while True:
                began = perf_counter()
                try:
                    item = next(items)
                except StopIteration:
                    return
                finally:
                    took = perf_counter() - began
                    spent += took
                    self._elsewhere += took
                yield item
        finally:
            self._seconds.append((name, spent))

    def in_place(self, result: BuildResult) -> None:
        """The site stands as `result` tells."""
        if self._stands:
            self._stands(result)

    def spend(self, kind: str, name: str, seconds: float) -> None:
        """Counts processor time, here or in a worker, for one thing of a kind."""
        self._spent[kind][name] += seconds

    @property
    def spent(self) -> tuple[tuple[str, tuple[tuple[str, float], ...]], ...]:
        """For each kind, the things that took most time, with their seconds."""
        return tuple(
            (kind, tuple(nlargest(_MOST, counted.items(), key=itemgetter(1))))
            for kind, counted in self._spent.items()
        )

    @property
    def seconds(self) -> tuple[tuple[str, float], ...]:
        """Name and seconds of each stage so far."""
        return tuple(self._seconds)
