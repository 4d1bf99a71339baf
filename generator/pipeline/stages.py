"""The stages of a run: told to the progress display, and timed."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from generator.report.progress import Progress, Stage


class Stages:
    """Names and times each stage of one run, in order."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._seconds: list[tuple[str, float]] = []

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Stage]:
        """Runs the block as a stage of `total` steps (0: unknown)."""
        began = perf_counter()
        try:
            with self._progress.stage(name, total) as step:
                yield step
        finally:
            self._seconds.append((name, perf_counter() - began))

    @property
    def seconds(self) -> tuple[tuple[str, float], ...]:
        """Name and seconds of each stage so far."""
        return tuple(self._seconds)
