"""A build in which something has changed: everything from content/ to the tree to be put in place.

In: what is asked, the store, the output as it stands. Out: the result, and the new output.
"""

import contextlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from itertools import chain
from pathlib import Path

from msgspec.structs import replace

from generator.check import judged
from generator.check.weight import limits
from generator.model import Output, Problem
from generator.pipeline.built import built
from generator.pipeline.feed_files import feed_files
from generator.pipeline.file_groups import FileGroups
from generator.pipeline.findings import Findings
from generator.pipeline.imprint import keep_relations
from generator.pipeline.last_build import LastBuild
from generator.pipeline.libraries import WORK
from generator.pipeline.outputs import Unreadable, copied_outputs
from generator.pipeline.page_batches import PageBatches
from generator.pipeline.preparing import Prepared, imprint_of, prepare
from generator.pipeline.published import keep_register
from generator.pipeline.requests import BuildRequest, BuildResult, refused
from generator.pipeline.search_files import SearchFiles
from generator.pipeline.seen_pages import seen_problems
from generator.pipeline.stages import Stages
from generator.render.pages import drafts, other_outputs
from generator.render.theme import TemplateError
from generator.site.permalinks import page_file, permalink
from generator.store.cache import Store
from generator.store.tree import Tree, WriteResult
from generator.store.workers import WorkerDied, cores, is_local, process_pool


def make(
    request: BuildRequest,
    tree: Tree,
    store: Store,
    last: LastBuild,
    stages: Stages,
    executor: Executor | None,
) -> BuildResult:
    """Builds into `tree`. Expected failures are problems of the result; raises WriteFailed."""
    output = request.output or request.site / "output"
    store.count()
    try:
        with _executor(request, executor) as workers:
            prepared = prepare(
                request, store, stages, workers, last, lambda paths: tree.expect(_likely(paths))
            )
            if not isinstance(prepared, Prepared):
                return _not_built(output, prepared, {}, stages)
            found = prepared.findings
            if found.failing(strict=request.strict, texts_too=not request.keep_going):
                return _not_built(output, *found.listed(request.listed), stages)
            written = _written(request, prepared, tree, store, stages, workers)
            over = judged(limits(written.size, written.files), prepared.config.check.severity)
            found = replace(found, shared=(*found.shared, *over))
            if _is_published(request, found):
                unwritten = keep_register(request.site, prepared.register)
                found = replace(found, shared=(*found.shared, *unwritten))
    except (TemplateError, Unreadable) as error:
        return refused(output, error.problem)
    except WorkerDied as error:
        return refused(output, Problem(code="worker-died", message=str(error)))
    result = built(
        request,
        prepared.plan,
        found,
        written,
        stages,
        drafts=prepared.drafts,
        rendered=prepared.contents.rendered,
    )
    stages.in_place(result)
    with stages.stage("remember"):
        last.keep(result, written.seal, replace(imprint_of(prepared), findings=found))
        keep_relations(store, last.key, prepared.contents.keys, prepared.site.relations)
    return result


def _likely(paths: Sequence[str]) -> list[str]:
    """Where the pages of texts will be, unless a text itself says otherwise."""
    return [page_file(permalink(path, "")) for path in paths]


def _not_built(
    output: Path, problems: tuple[Problem, ...], unlisted: dict[str, int], stages: Stages
) -> BuildResult:
    return BuildResult(
        ok=False, problems=problems, unlisted=unlisted, output=output, seconds=stages.seconds
    )


def _is_published(request: BuildRequest, found: Findings) -> bool:
    """Whether the addresses of a build are there to stay: not those of a preview, nor those of a
    site with holes."""
    return not (request.dev or request.drafts or found.failing(strict=False))


def look_through(request: BuildRequest, store: Store, stages: Stages) -> BuildResult:
    """A build up to the rendering of all pages, of which nothing is kept."""
    output = request.output or request.site / "output"
    store.count()
    try:
        with _executor(request, None) as workers:
            prepared = prepare(request, store, stages, workers, None)
            if not isinstance(prepared, Prepared):
                return _not_built(output, prepared, {}, stages)
            with stages.stage("pages"):
                made = drafts(prepared.plan)
                pages = _pages(prepared, store).outputs(made, lambda *_: False, workers)
                beside = _beside_pages(prepared, store, workers)
                seen = seen_problems(request.site, prepared.plan, prepared.files, pages, beside)
                told = judged(seen, prepared.config.check.severity)
                found = replace(prepared.findings, shared=(*prepared.findings.shared, *told))
    except TemplateError as error:
        return refused(output, error.problem)
    except WorkerDied as error:
        return refused(output, Problem(code="worker-died", message=str(error)))
    problems, unlisted = found.listed(request.listed)
    return BuildResult(
        ok=not found.failing(strict=request.strict),
        problems=problems,
        unlisted=unlisted,
        output=output,
        tutorials=len(prepared.site.articles),
        seconds=stages.seconds,
    )


def _beside_pages(prepared: Prepared, store: Store, executor: Executor | None) -> Iterator[Output]:
    """Files of the site that are neither pages nor copied, as if none of them stood."""
    plan, contents = prepared.plan, prepared.contents
    yield from SearchFiles(plan, contents, store, lambda *_: False).outputs(executor)
    yield from feed_files(plan, contents, FileGroups(store, lambda *_: False))
    yield from other_outputs(plan)


def _written(
    request: BuildRequest,
    prepared: Prepared,
    tree: Tree,
    store: Store,
    stages: Stages,
    executor: Executor | None,
) -> WriteResult:
    """All files. While workers make pages, this process has time for the index and the feeds."""
    plan, contents = prepared.plan, prepared.contents
    parking = tree.parking() if is_local(executor) else ""
    pages, groups = _pages(prepared, store, parking), FileGroups(store, tree.holds)
    search = SearchFiles(plan, contents, store, tree.holds, parking)
    tree.expect(plan.paths)

    def files() -> Iterator[Output]:
        yield from feed_files(plan, contents, groups)
        yield from other_outputs(plan)
        yield from copied_outputs(request.site, prepared.files)

    def outputs() -> Iterator[Output]:
        beside = chain(
            stages.within("search", search.outputs(executor)), stages.within("files", files())
        )
        with stages.stage("pages") as step:
            for made in pages.outputs(drafts(plan), tree.holds, executor, beside):
                yield made
                step.advance()
            yield from beside
        kept.extend(pages.kept + search.kept + groups.kept)
        closing.enter_context(stages.stage("write"))

    kept: list[str] = []
    with contextlib.ExitStack() as closing:
        written = tree.replace(outputs(), kept)
    pages.remember()
    for template, seconds in pages.seconds.items():
        stages.spend("templates", template, seconds)
    search.remember()
    groups.remember()
    return written


def _pages(prepared: Prepared, store: Store, parking: str = "") -> PageBatches:
    site = prepared.plan.context.view
    return PageBatches(site, prepared.theme, store, prepared.contents, parking)


@contextlib.contextmanager
def _executor(request: BuildRequest, given: Executor | None) -> Iterator[Executor | None]:
    if given is not None:
        yield given
        return
    with process_pool(request.jobs or cores(), WORK, early=True) as pool:
        yield pool
