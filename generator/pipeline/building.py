"""The order of a build: content/ in, output/ out. All or nothing, and never over the network.

Here is what every build needs, one in which nothing has changed too; all else is in `making`, which
is loaded when there is something to make.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.model import Problem
from generator.pipeline.last_build import LastBuild
from generator.pipeline.requests import BuildRequest, BuildResult, refused
from generator.pipeline.stages import Stages, Stands
from generator.report import NoProgress, Progress
from generator.store.cache import Store
from generator.store.failure import WriteFailed
from generator.store.lock import Locked, build_lock
from generator.store.recent import Recent
from generator.store.target import output_problem
from generator.store.tree import Tree

if TYPE_CHECKING:  # thread pools and logging come with it
    from concurrent.futures import Executor

CACHE = ".cache"


def build(
    request: BuildRequest,
    *,
    progress: Progress | None = None,
    executor: "Executor | None" = None,
    recent: Recent | None = None,
    stands: Stands | None = None,
) -> BuildResult:
    """Builds the site. Expected failures are problems of the result; the old site then stands.

    `recent` is handed from build to build in one process; for `stands` see `Stages`.
    """
    stages = Stages(progress or NoProgress(), stands)
    output = request.output or request.site / "output"
    try:
        with build_lock(request.site / CACHE / "lock"):
            return _build(request, output, stages, executor, recent)
    except Locked as error:
        return refused(output, error.problem)
    except WriteFailed as error:
        return refused(output, _write_problem(request, error))


def check(request: BuildRequest, *, progress: Progress | None = None) -> BuildResult:
    """All problems of the site, those of rendering every page included. Nothing is written but
    the store, and local feeds are not imported; `request.now` tells which dates are to come."""
    from generator.pipeline.making import look_through

    with _store(request) as store:
        return look_through(request, store, Stages(progress or NoProgress()))


def _build(
    request: BuildRequest,
    output: Path,
    stages: Stages,
    executor: "Executor | None",
    recent: Recent | None,
) -> BuildResult:
    unfit = output_problem(request.site, output)
    if unfit is not None:
        return refused(output, unfit)
    reuse, durable = not request.clean, not request.dev
    workers = executor if request.dev else None  # of `serve`: others may run elsewhere
    cache = request.site / CACHE
    tree = Tree(output, cache, reuse=reuse, durable=durable, workers=workers, recent=recent)
    with _store(request, recent) as store:
        with tree:
            result = _made(request, output, tree, store, stages, executor)
        with stages.stage("close"):
            store.close()
    return replace(result, seconds=stages.seconds)


def _made(
    request: BuildRequest,
    output: Path,
    tree: Tree,
    store: Store,
    stages: Stages,
    executor: "Executor | None",
) -> BuildResult:
    with stages.stage("look"):
        last = LastBuild(request, output, store, request.site / CACHE / "clock")
        told = last.result(tree)
    if told is not None:
        return told
    from generator.pipeline.patching import patch

    patched = patch(request, tree, store, last, stages, executor)
    if patched is not None:
        return patched
    from generator.pipeline.making import make

    return make(request, tree, store, last, stages, executor)


@contextlib.contextmanager
def _store(request: BuildRequest, recent: Recent | None = None) -> Iterator[Store]:
    path = request.site / CACHE / "store.sqlite"
    if request.clean:
        path.unlink(missing_ok=True)
    with Store.open(path, recent) as store:
        yield store


def _write_problem(request: BuildRequest, error: WriteFailed) -> Problem:
    path = str(error.path)
    with contextlib.suppress(ValueError):
        path = error.path.relative_to(request.site.resolve()).as_posix()
    return Problem(code="output-unwritable", path=path, message=error.reason)
