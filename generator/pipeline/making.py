"""A build in which something has changed: everything from content/ to the tree to be put in place.

In: what is asked, the store, the output as it stands. Out: the result, and the new output.
"""

import contextlib
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from pathlib import Path

from msgspec import Struct

from generator.check import CODES, judged, site_problems
from generator.config import Config, load_config
from generator.model import Output, Problem
from generator.model.register import Entry
from generator.pipeline.contents import Contents, read_contents
from generator.pipeline.copied import copied_files
from generator.pipeline.feed_files import feed_files
from generator.pipeline.file_groups import FileGroups
from generator.pipeline.importing import import_local_feeds
from generator.pipeline.last_build import LastBuild
from generator.pipeline.outputs import (
    Unreadable,
    collisions,
    copied_outputs,
    search_files,
)
from generator.pipeline.page_batches import PageBatches
from generator.pipeline.published import keep_register, load_register
from generator.pipeline.requests import BuildRequest, BuildResult, failing, refused
from generator.pipeline.stages import Stages
from generator.render.pages import Plan, drafts, other_outputs, plan_pages
from generator.render.theme import TemplateError, Theme, load_theme
from generator.site import assemble
from generator.site.register import settle
from generator.store.cache import Store
from generator.store.tree import Tree, WriteResult
from generator.store.workers import WorkerDied, cores, process_pool

_WORK = ("generator.pipeline.rendition", "generator.pipeline.page_batches")
"""What workers have loaded before they split."""


class Prepared(Struct, frozen=True, kw_only=True):
    """Everything a site is made of, before the first page is rendered."""

    drafts: int
    """Tutorials left out because they are drafts."""
    config: Config
    theme: Theme
    plan: Plan
    contents: Contents
    files: Mapping[str, str]
    """Files to copy: path relative to the site directory to site path."""
    register: tuple[Entry, ...]
    """Every address ever published, those of this build too."""
    problems: tuple[Problem, ...]


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
    try:
        with _executor(request, executor) as workers:
            prepared, problems = _prepare(request, store, stages, workers, last)
            stopping = [problem for problem in problems if failing(problem, strict=request.strict)]
            if request.keep_going:
                stopping = [item for item in stopping if not item.path.startswith("content/")]
            if prepared is None or stopping:
                return BuildResult(
                    ok=False, problems=problems, output=output, seconds=stages.seconds
                )
            written = _written(request, prepared, tree, store, stages, workers)
            if _is_published(request, problems):
                problems += keep_register(request.site, prepared.register)
    except (TemplateError, Unreadable) as error:
        return refused(output, error.problem)
    except WorkerDied as error:
        return refused(output, Problem(code="worker-died", message=str(error)))
    result = _result(output, prepared, problems, written, stages)
    last.keep(result, written.content)
    return result


def _is_published(request: BuildRequest, problems: tuple[Problem, ...]) -> bool:
    """Whether the addresses of a build are there to stay: not those of a preview, nor those of a
    site with holes."""
    return not (
        request.dev or request.drafts or any(failing(each, strict=False) for each in problems)
    )


def look_through(request: BuildRequest, store: Store, stages: Stages) -> BuildResult:
    """A build up to the rendering of all pages, of which nothing is kept."""
    output = request.output or request.site / "output"
    try:
        with _executor(request, None) as workers:
            prepared, problems = _prepare(request, store, stages, workers, None)
            if prepared is not None:
                with stages.stage("pages"):
                    pages = _pages(prepared, store)
                    made = drafts(prepared.plan)
                    bodies = prepared.contents.bodies
                    for _ in pages.outputs(made, bodies, lambda *_: False, workers):
                        pass
    except TemplateError as error:
        return refused(output, error.problem)
    except WorkerDied as error:
        return refused(output, Problem(code="worker-died", message=str(error)))
    tutorials = len(prepared.plan.context.site.articles) if prepared else 0
    return BuildResult(
        ok=not any(failing(problem, strict=request.strict) for problem in problems),
        problems=problems,
        output=output,
        tutorials=tutorials,
        seconds=stages.seconds,
    )


def _written(
    request: BuildRequest,
    prepared: Prepared,
    tree: Tree,
    store: Store,
    stages: Stages,
    executor: Executor | None,
) -> WriteResult:
    """Pages first: the index takes most memory, and by then the workers are idle."""
    plan, contents = prepared.plan, prepared.contents
    pages, groups = _pages(prepared, store), FileGroups(store, tree.holds)
    tree.expect(plan.paths)

    def outputs() -> Iterator[Output]:
        with stages.stage("pages"):
            yield from pages.outputs(drafts(plan), contents.bodies, tree.holds, executor)
        with stages.stage("search"):
            yield from search_files(plan, contents, groups)
        with stages.stage("files"):
            yield from feed_files(plan, contents, groups)
            yield from other_outputs(plan)
            yield from copied_outputs(request.site, prepared.files)
        kept.extend(pages.kept + groups.kept)
        closing.enter_context(stages.stage("write"))

    kept: list[str] = []
    with contextlib.ExitStack() as closing:
        written = tree.replace(outputs(), kept)
    pages.remember()
    groups.remember()
    return written


def _pages(prepared: Prepared, store: Store) -> PageBatches:
    return PageBatches(prepared.plan.context.view, prepared.theme, store, prepared.contents.keys)


def _result(
    output: Path,
    prepared: Prepared,
    problems: tuple[Problem, ...],
    written: WriteResult,
    stages: Stages,
) -> BuildResult:
    context = prepared.plan.context
    return BuildResult(
        ok=True,
        problems=problems,
        output=output,
        tutorials=len(context.site.articles),
        drafts=prepared.drafts,
        pages=len(context.links.pages) + len(context.site.articles),
        outputs=written.files,
        written=written.written,
        bytes=written.bytes_written,
        rendered=prepared.contents.rendered,
        seconds=stages.seconds,
    )


def _prepare(
    request: BuildRequest,
    store: Store,
    stages: Stages,
    executor: Executor | None,
    last: LastBuild | None,
) -> tuple[Prepared | None, tuple[Problem, ...]]:
    """Without `last`, nothing is to be written: local feeds stay where they are."""
    config, problems = load_config(request.site, CODES)
    if config is None:
        return None, problems
    if last is not None:
        with stages.stage("feeds"):
            imported = import_local_feeds(request.site, config, now=request.now)
        problems = (*problems, *imported.problems)
        last.imported([feed.url for feed in config.feeds if "://" not in feed.url])
    contents = read_contents(request.site, store, executor, stages)
    problems = (*problems, *store.problems)
    with stages.stage("assemble"):
        prepared = _assembled(request, config, contents)
    moment = request.now if last is None else None
    with stages.stage("check"):
        found = site_problems(prepared.plan.context.site, prepared.plan.context.links, now=moment)
    problems = (*problems, *prepared.problems, *found)
    return prepared, judged(problems, config.check.severity)


def _assembled(request: BuildRequest, config: Config, contents: Contents) -> Prepared:
    drafts_too = config.build.drafts or request.drafts
    kept = [facts for facts in contents.facts if drafts_too or not facts.front.draft]
    files, file_problems = copied_files(request.site)
    register, register_problems = load_register(request.site)
    site = assemble(kept, related_count=config.build.related)
    settled = settle(site, register, files.values())
    site = settled.site
    theme = load_theme(request.site)
    base_url = _base_url(config.base_url if request.base_url is None else request.base_url)
    plan = plan_pages(site, config, theme, base_url=base_url, files=files, dev=request.dev)
    return Prepared(
        drafts=len(contents.facts) - len(kept),
        config=config,
        theme=theme,
        plan=plan,
        contents=contents,
        files=files,
        register=settled.register,
        problems=(
            *contents.problems,
            *(problem for facts in kept for problem in facts.problems),
            *file_problems,
            *site.problems,
            *register_problems,
            *settled.problems,
            *collisions(plan, files),
        ),
    )


@contextlib.contextmanager
def _executor(request: BuildRequest, given: Executor | None) -> Iterator[Executor | None]:
    if given is not None:
        yield given
        return
    with process_pool(request.jobs or cores(), _WORK) as pool:
        yield pool


def _base_url(url: str) -> str:
    return url if not url or url.endswith("/") else url + "/"
