"""Builds once for each burst of changes, in a thread of its own, and tells what came of it.

Whatever a build does, the thread goes on: a bug in the generator is a fault to show like any other.
"""

import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from generator.model import Problem
from generator.pipeline.requests import BuildResult

Build = Callable[[], BuildResult]
Told = Callable[[BuildResult, float], None]

QUIET = 0.02
"""Seconds without a change that end a burst: editors write a file in several steps."""
LONGEST = 0.3
"""Seconds after which a burst is built even when it goes on, as in a switch of branches."""


class Rebuilder:
    """Calls `build` after changes, and `told` with the result and the seconds it took."""

    def __init__(self, build: Build, told: Told) -> None:
        self._build, self._told = build, told
        self._changed, self._stopped = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="rebuild", daemon=True)

    def start(self) -> None:
        """Builds from now on whenever something changed."""
        self._thread.start()

    def changed(self) -> None:
        """Something changed; called from any thread, as often as one likes."""
        self._changed.set()

    def stop(self) -> None:
        """Lets a build that runs come to its end, and ends the thread."""
        self._stopped.set()
        self._changed.set()
        self._thread.join()

    def build_now(self) -> None:
        """One build in this thread."""
        began = time.perf_counter()
        try:
            result = self._build()
        except Exception as error:
            traceback.print_exc()
            result = _failed(error)
        self._told(result, time.perf_counter() - began)

    def _run(self) -> None:
        while True:
            self._changed.wait()
            self._settle()
            if self._stopped.is_set():
                return
            self.build_now()

    def _settle(self) -> None:
        """Waits until changes have come to rest."""
        deadline = time.monotonic() + LONGEST
        while not self._stopped.is_set() and time.monotonic() < deadline:
            self._changed.clear()
            if not self._changed.wait(QUIET):
                return
        self._changed.clear()


def _failed(error: Exception) -> BuildResult:
    place = getattr(error, "filename", None)
    problem = Problem(
        code="build-crashed",
        message=f"{type(error).__name__}: {' '.join(str(error).split())}",
        hint="This is a bug, or the machine; the terminal has the details.",
        path=str(place) if place else "",
    )
    return BuildResult(ok=False, problems=(problem,), output=Path())
