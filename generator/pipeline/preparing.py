"""From content/ to everything that a site is made of, before the first page is rendered."""

import contextlib
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial

from msgspec import Struct
from msgspec.structs import asdict

from generator.check import SEVERITIES, LinkCheck, judged, shared_problems, text_problems
from generator.check.frame import known_addresses, nav_problems
from generator.config import Config, load_config
from generator.model import Problem
from generator.model.register import Entry
from generator.pipeline.contents import Contents, read_contents
from generator.pipeline.copied import copied_files
from generator.pipeline.findings import Findings, findings
from generator.pipeline.image_sizes import image_sizes
from generator.pipeline.imprint import Imprint
from generator.pipeline.last_build import LastBuild
from generator.pipeline.outputs import collisions
from generator.pipeline.published import load_register
from generator.pipeline.relating import Relating
from generator.pipeline.requests import BuildRequest
from generator.pipeline.stages import Stages
from generator.render.pages import Plan, plan_pages
from generator.render.theme import Theme, load_theme
from generator.render.views import AssetsView
from generator.site import Site, assemble
from generator.site.recall import arrangement_of
from generator.site.register import settle
from generator.site.related import Spread
from generator.store.cache import Store
from generator.store.workers import WorkerDied, parallel_stream

_WORTH_WORKERS = 1000
"""Tutorials; what is near each of fewer is found before other processes are asked."""


class Assembled(Struct, frozen=True, kw_only=True):
    """A site of which every address is known."""

    drafts: int
    """Tutorials left out because they are drafts."""
    config: Config
    theme: Theme
    plan: Plan
    contents: Contents
    files: Mapping[str, str]
    """Files to copy: path relative to the site directory to site path."""
    sizes: Mapping[str, tuple[int, int]]
    """Of the pictures among them, in pixels, by site path."""
    register: tuple[Entry, ...]
    """Every address ever published, those of this build too."""
    problems: tuple[Problem, ...]

    @property
    def site(self) -> Site:
        """All tutorials and where they stand."""
        return self.plan.context.site


class Prepared(Assembled, frozen=True, kw_only=True):
    """A site of which everything is known and no page is made yet."""

    findings: Findings
    """All problems, judged."""
    leading_into: Mapping[str, frozenset[str]]
    """See `Imprint`."""


def prepare(
    request: BuildRequest,
    store: Store,
    stages: Stages,
    executor: Executor | None,
    last: LastBuild | None,
    coming: Callable[[Sequence[str]], None] | None = None,
) -> Prepared | tuple[Problem, ...]:
    """The site, or why there can be none. Without `last`, nothing is to be written: local feeds
    stay where they are, and `request.now` tells which dates are to come. For `coming` see
    `read_contents`."""
    config, problems = load_config(request.site, SEVERITIES)
    if config is None:
        return problems
    if last is not None:
        with stages.stage("feeds"):
            problems = (*problems, *_import_feeds(request, config, executor))
        last.imported([feed.url for feed in config.feeds if "://" not in feed.url])
    contents = read_contents(request.site, store, executor, stages, coming)
    problems = (*problems, *store.problems, *contents.problems)
    with stages.stage("assemble"):
        relating = _relating(store, last, contents, executor)
        assembled = _assembled(request, config, contents, relating)
    with stages.stage("check"):
        return _checked(assembled, request, problems, built=last is not None)


def _import_feeds(
    request: BuildRequest, config: Config, executor: Executor | None
) -> tuple[Problem, ...]:
    """In a worker process where this is not the main thread, in which alone work that would never
    end can be ended: a feed is other people's text."""
    from generator.pipeline.importing import import_local_feeds  # an edited text needs none of it

    if executor is not None and threading.current_thread() is not threading.main_thread():
        with contextlib.suppress(WorkerDied):
            asked = executor.submit(import_local_feeds, request.site, config, now=request.now)
            return asked.result().problems
    return import_local_feeds(request.site, config, now=request.now).problems


def _relating(
    store: Store, last: LastBuild | None, contents: Contents, executor: Executor | None
) -> Relating:
    spread: Spread = map
    if executor and len(contents.facts) > _WORTH_WORKERS:
        spread = partial(parallel_stream, executor=executor)
    return Relating(store, last.key if last else b"", contents.keys, spread)


def _assembled(
    request: BuildRequest, config: Config, contents: Contents, relating: Relating
) -> Assembled:
    drafts_too = config.build.drafts or request.drafts
    kept = [facts for facts in contents.facts if drafts_too or not facts.front.draft]
    files, file_problems = copied_files(request.site)
    register, register_problems = load_register(request.site)
    site = assemble(kept, related_count=config.build.related, relate=relating)
    settled = settle(site, register, files.values())
    theme = load_theme(request.site)
    sizes = image_sizes(request.site, files)
    plan = plan_for(request, config, settled.site, theme, files, sizes)
    placed = {*settled.site.by_path, settled.site.home and settled.site.home.facts.path}
    return Assembled(
        drafts=len(contents.facts) - len(kept),
        config=config,
        theme=theme,
        plan=plan,
        contents=contents,
        files=files,
        sizes=sizes,
        register=settled.register,
        problems=(
            *file_problems,
            *settled.site.problems,
            *register_problems,
            *settled.problems,
            *collisions(plan, files),
            *nav_problems(config, known_addresses(plan.paths, files.values())),
            *(each for facts in kept if facts.path not in placed for each in facts.problems),
        ),
    )


def plan_for(
    request: BuildRequest,
    config: Config,
    site: Site,
    theme: Theme,
    files: Mapping[str, str],
    sizes: Mapping[str, tuple[int, int]],
    standing: AssetsView | None = None,
) -> Plan:
    """What pages there will be of this site; `standing` as in `plan_pages`."""
    base_url = config.base_url if request.base_url is None else request.base_url
    if base_url and not base_url.endswith("/"):
        base_url += "/"
    return plan_pages(
        site,
        config,
        theme,
        base_url=base_url,
        files=files,
        sizes=sizes,
        dev=request.dev,
        standing=standing,
    )


def _checked(
    assembled: Assembled, request: BuildRequest, problems: tuple[Problem, ...], *, built: bool
) -> Prepared:
    context, severity = assembled.plan.context, assembled.config.check.severity
    checker = LinkCheck(context.links)
    site, now = context.site, None if built else request.now
    articles = (*site.articles, *([site.home] if site.home else []))
    of_texts = (
        (
            article.facts.path,
            judged(
                (
                    *article.facts.problems,
                    *text_problems(article, checker, now, is_home=article is site.home),
                ),
                severity,
            ),
        )
        for article in sorted(articles, key=lambda article: article.facts.path)
    )
    shared = (*problems, *assembled.problems, *shared_problems(site))
    return Prepared(
        **asdict(assembled),
        findings=findings(of_texts, judged(shared, severity), request.listed),
        leading_into={path: frozenset(each) for path, each in checker.leading_into.items()},
    )


def imprint_of(prepared: Prepared) -> Imprint:
    """What the next build can go on from."""
    return Imprint(
        keys=dict(prepared.contents.keys),
        arrangement=arrangement_of(prepared.site),
        files=dict(prepared.files),
        sizes=dict(prepared.sizes),
        assets=prepared.plan.assets.view,
        findings=prepared.findings,
        leading_into={path: tuple(sorted(each)) for path, each in prepared.leading_into.items()},
        drafts=prepared.drafts,
    )
