"""Builds one after the other with worker processes that stay: the first page of an edit does not
wait for them to start.

All rendering is done there, single pages too: a worker has an end for work that may never end, and
a thread of this process has none.
"""

from generator.pipeline.building import build
from generator.pipeline.libraries import WORK
from generator.pipeline.requests import BuildRequest, BuildResult
from generator.store.pool import ProcessPool
from generator.store.workers import cores


class WarmBuild:
    """Call it as `build`; `close` ends the processes."""

    def __init__(self) -> None:
        self._pool: ProcessPool | None = None

    def __call__(self, request: BuildRequest) -> BuildResult:
        """One build; after the death of a worker the next one gets new ones."""
        if self._pool is None:
            self._pool = ProcessPool(cores(), WORK)
        result = build(request, executor=self._pool)
        if any(problem.code == "worker-died" for problem in result.problems):
            self.close()
        return result

    def close(self) -> None:
        """Ends the processes, whatever they do."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
