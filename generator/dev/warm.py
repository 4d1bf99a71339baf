"""Builds one after the other with worker processes that stay: the first page of an edit does not
wait for them to start. What the last build read and wrote stays in memory, too.

All rendering is done there, single pages too: a worker has an end for work that may never end, and
a thread of this process has none.
"""

import gc

from generator.pipeline.building import build
from generator.pipeline.libraries import WORK
from generator.pipeline.requests import BuildRequest, BuildResult
from generator.pipeline.stages import Stands
from generator.store.pool import ProcessPool
from generator.store.recent import Recent
from generator.store.workers import cores


class WarmBuild:
    """Call it as `build`; `close` ends the processes."""

    def __init__(self) -> None:
        self._pool: ProcessPool | None = None
        self._recent = Recent()

    def __call__(self, request: BuildRequest, stands: Stands | None = None) -> BuildResult:
        """One build; after the death of a worker the next one gets new ones. For `stands` see
        `Stages`."""
        if self._pool is None:
            self._pool = ProcessPool(cores(), WORK)
        gc.disable()  # what is held is large, and a look at all of it takes as long as a build
        try:
            result = build(request, executor=self._pool, recent=self._recent, stands=stands)
        finally:
            gc.enable()
        if any(problem.code == "worker-died" for problem in result.problems):
            self.close()
        return result

    def close(self) -> None:
        """Ends the processes, whatever they do."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
