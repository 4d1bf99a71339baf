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
from generator.model import Problem
from generator.pipeline.contents import Contents, read_contents
from generator.pipeline.copied import copied_files
from generator.pipeline.importing import import_local_feeds
from generator.pipeline.last_build import LastBuild
from generator.pipeline.outputs import Unreadable, bodies_of, collisions, site_outputs
from generator.pipeline.rendition import Rendition
from generator.pipeline.requests import BuildRequest, BuildResult, failing, refused
from generator.pipeline.stages import Stages
from generator.render.pages import Plan, page_outputs, plan_pages
from generator.render.theme import TemplateError, Theme, load_theme
from generator.site import assemble
from generator.store.cache import Store
from generator.store.tree import Tree, WriteResult
from generator.store.workers import WorkerDied, cores, process_pool


class Prepared(Struct, frozen=True, kw_only=True):
    """Everything a site is made of, before the first page is rendered."""

    config: Config
    theme: Theme
    plan: Plan
    renditions: Mapping[str, Rendition]
    """By path of the tutorial."""
    files: Mapping[str, str]
    """Files to copy: path relative to the site directory to site path."""
    problems: tuple[Problem, ...]
    rendered: int


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
        prepared, problems = _prepare(request, store, stages, executor, last)
        stopping = [problem for problem in problems if failing(problem, strict=request.strict)]
        if request.keep_going:
            stopping = [item for item in stopping if not item.path.startswith("content/")]
        if prepared is None or stopping:
            return BuildResult(ok=False, problems=problems, output=output, seconds=stages.seconds)
        with stages.stage("write"):
            written = tree.replace(
                site_outputs(
                    request.site, prepared.plan, prepared.theme, prepared.renditions, prepared.files
                )
            )
    except (TemplateError, Unreadable) as error:
        return refused(output, error.problem)
    except WorkerDied as error:
        return refused(output, Problem(code="worker-died", message=str(error)))
    result = _result(output, prepared, problems, written, stages)
    last.keep(result, written.content)
    return result


def look_through(request: BuildRequest, store: Store, stages: Stages) -> BuildResult:
    """A build up to the rendering of all pages, of which nothing is kept."""
    output = request.output or request.site / "output"
    try:
        prepared, problems = _prepare(request, store, stages, None, None)
        if prepared is not None:
            with stages.stage("pages"):
                bodies = bodies_of(prepared.plan.context.site, prepared.renditions)
                for _ in page_outputs(prepared.plan, prepared.theme, bodies):
                    pass
    except TemplateError as error:
        return refused(output, error.problem)
    tutorials = len(prepared.plan.context.site.articles) if prepared else 0
    return BuildResult(
        ok=not any(failing(problem, strict=request.strict) for problem in problems),
        problems=problems,
        output=output,
        tutorials=tutorials,
        seconds=stages.seconds,
    )


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
        pages=len(context.links.pages) + len(context.site.articles),
        outputs=written.files,
        written=written.written,
        bytes=written.bytes_written,
        rendered=prepared.rendered,
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
    with _executor(request, executor) as workers:
        contents = read_contents(request.site, store, workers, stages)
    problems = (*problems, *store.problems)
    with stages.stage("assemble"):
        prepared = _assembled(request, config, contents)
    moment = request.now if last is None else None
    with stages.stage("check"):
        found = site_problems(prepared.plan.context.site, prepared.plan.context.links, now=moment)
    problems = (*problems, *prepared.problems, *found)
    return prepared, judged(problems, config.check.severity)


def _assembled(request: BuildRequest, config: Config, contents: Contents) -> Prepared:
    kept = [
        made
        for made in contents.renditions
        if not made.facts.front.draft or config.build.drafts or request.drafts
    ]
    site = assemble([made.facts for made in kept], related_count=config.build.related)
    theme = load_theme(request.site)
    files, file_problems = copied_files(request.site)
    base_url = _base_url(config.base_url if request.base_url is None else request.base_url)
    plan = plan_pages(site, config, theme, base_url=base_url, files=files, dev=request.dev)
    renditions = {made.facts.path: made for made in kept}
    return Prepared(
        config=config,
        theme=theme,
        plan=plan,
        renditions=renditions,
        files=files,
        problems=(
            *contents.problems,
            *(problem for made in kept for problem in made.facts.problems),
            *file_problems,
            *site.problems,
            *collisions(plan, files),
        ),
        rendered=contents.rendered,
    )


@contextlib.contextmanager
def _executor(request: BuildRequest, given: Executor | None) -> Iterator[Executor | None]:
    if given is not None:
        yield given
        return
    with process_pool(request.jobs or cores(), ("generator.pipeline.rendition",)) as pool:
        yield pool


def _base_url(url: str) -> str:
    return url if not url or url.endswith("/") else url + "/"
