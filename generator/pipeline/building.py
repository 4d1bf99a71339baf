"""The order of a build: content/ in, output/ out. All or nothing, and never over the network."""

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
from generator.pipeline.outputs import Unreadable, bodies_of, collisions, site_outputs
from generator.pipeline.rendition import Rendition
from generator.pipeline.requests import BuildRequest, BuildResult, failing
from generator.pipeline.stages import Stages
from generator.render.pages import Plan, page_outputs, plan_pages
from generator.render.theme import TemplateError, Theme, load_theme
from generator.report import NoProgress, Progress
from generator.site import assemble
from generator.store.cache import Store
from generator.store.failure import WriteFailed
from generator.store.lock import Locked, build_lock
from generator.store.target import output_problem
from generator.store.tree import Tree
from generator.store.workers import WorkerDied, cores, process_pool

CACHE = ".cache"


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


def build(
    request: BuildRequest, *, progress: Progress | None = None, executor: Executor | None = None
) -> BuildResult:
    """Builds the site. Expected failures are problems of the result; the old site then stands."""
    stages = Stages(progress or NoProgress())
    output = request.output or request.site / "output"
    try:
        with build_lock(request.site / CACHE / "lock"):
            return _build(request, output, stages, executor)
    except Locked as error:
        return _refused(output, error.problem)
    except (TemplateError, Unreadable) as error:
        return _refused(output, error.problem)
    except WriteFailed as error:
        return _refused(output, _write_problem(request, error))
    except WorkerDied as error:
        return _refused(output, Problem(code="worker-died", message=str(error)))


def check(request: BuildRequest, *, progress: Progress | None = None) -> BuildResult:
    """All problems of the site, those of rendering every page included. Nothing is written but
    the store, and local feeds are not imported; `request.now` tells which dates are to come."""
    stages = Stages(progress or NoProgress())
    output = request.output or request.site / "output"
    try:
        prepared, problems = _prepare(request, stages, None, writing=False)
        if prepared is not None:
            with stages.stage("pages"):
                bodies = bodies_of(prepared.plan.context.site, prepared.renditions)
                for _ in page_outputs(prepared.plan, prepared.theme, bodies):
                    pass
    except TemplateError as error:
        return _refused(output, error.problem)
    tutorials = len(prepared.plan.context.site.articles) if prepared else 0
    return BuildResult(
        ok=not any(failing(problem, strict=request.strict) for problem in problems),
        problems=problems,
        output=output,
        tutorials=tutorials,
        seconds=stages.seconds,
    )


def _build(
    request: BuildRequest, output: Path, stages: Stages, executor: Executor | None
) -> BuildResult:
    unfit = output_problem(request.site, output)
    if unfit is not None:
        return _refused(output, unfit)
    prepared, problems = _prepare(request, stages, executor)
    stopping = [problem for problem in problems if failing(problem, strict=request.strict)]
    if request.keep_going:
        stopping = [problem for problem in stopping if not problem.path.startswith("content/")]
    if prepared is None or stopping:
        return BuildResult(ok=False, problems=problems, output=output, seconds=stages.seconds)
    with (
        stages.stage("write"),
        Tree(output, request.site / CACHE, reuse=not request.clean) as tree,
    ):
        written = tree.replace(
            site_outputs(
                request.site, prepared.plan, prepared.theme, prepared.renditions, prepared.files
            )
        )
    pages = len(prepared.plan.context.links.pages) + len(prepared.plan.context.site.articles)
    return BuildResult(
        ok=True,
        problems=problems,
        output=output,
        tutorials=len(prepared.plan.context.site.articles),
        pages=pages,
        outputs=written.files,
        written=written.written,
        bytes=written.bytes_written,
        rendered=prepared.rendered,
        seconds=stages.seconds,
    )


def _prepare(
    request: BuildRequest, stages: Stages, executor: Executor | None, *, writing: bool = True
) -> tuple[Prepared | None, tuple[Problem, ...]]:
    config, problems = load_config(request.site, CODES)
    if config is None:
        return None, problems
    if writing:
        with stages.stage("feeds"):
            imported = import_local_feeds(request.site, config, now=request.now)
        problems = (*problems, *imported.problems)
    with _store(request) as store:
        with _executor(request, executor) as workers:
            contents = read_contents(request.site, store, workers, stages)
        problems = (*problems, *store.problems)
    with stages.stage("assemble"):
        prepared = _assembled(request, config, contents)
    moment = None if writing else request.now
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
def _store(request: BuildRequest) -> Iterator[Store]:
    path = request.site / CACHE / "store.sqlite"
    if request.clean:
        path.unlink(missing_ok=True)
    with Store.open(path) as store:
        yield store


@contextlib.contextmanager
def _executor(request: BuildRequest, given: Executor | None) -> Iterator[Executor | None]:
    if given is not None:
        yield given
        return
    with process_pool(request.jobs or cores(), ("generator.pipeline.rendition",)) as pool:
        yield pool


def _base_url(url: str) -> str:
    return url if not url or url.endswith("/") else url + "/"


def _refused(output: Path, problem: Problem) -> BuildResult:
    return BuildResult(ok=False, problems=(problem,), output=output)


def _write_problem(request: BuildRequest, error: WriteFailed) -> Problem:
    path = str(error.path)
    with contextlib.suppress(ValueError):
        path = error.path.relative_to(request.site.resolve()).as_posix()
    return Problem(code="output-unwritable", path=path, message=error.reason)
