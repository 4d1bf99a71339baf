"""The stages of a run: told to the progress display, and timed."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from heapq import nlargest
from operator import itemgetter
from time import perf_counter

from generator.report.progress import Progress, Stage

_MOST = 10
"""Things of a kind that are told."""


class Stages:
    """Names and times each stage of one run, in order."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._seconds: list[tuple[str, float]] = []
        self._spent: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Stage]:
        """Runs the block as a stage of `total` steps (0: unknown)."""
        began = perf_counter()
        try:
            with self._progress.stage(name, total) as step:
                yield step
        finally:
            self._seconds.append((name, perf_counter() - began))

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
