"""A build after an edit of a few texts that moved nothing: only what they can have changed is made.

In: the imprint of the last build and the texts that were written to since. Out: the new result and
output; nothing when the edit did move something: an address, an order, a term, the set of files.
Then, and whenever anything at all is in doubt, the site is made as a whole, from the same store.

What an edit of a text can change, if its front matter stays but for title, description and
original: its page; as far as its title, excerpt or reading time changed, the pages that show its
card or name it; as far as its rare words changed, the pages it is or was related to; the feeds it
is in; the search index; its problems, and those of tutorials that link to its headings; for a new
title the register, too. Every one of these is made by the same functions as in a whole build, from
values that are made when asked for (`site.recall`).
"""

import contextlib
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor

from msgspec import Struct
from msgspec.structs import replace

from generator.config import Config, load_config
from generator.content import read_file
from generator.model import Output, Problem
from generator.model.register import Entry
from generator.pipeline.built import built
from generator.pipeline.contents import Contents, Keeping
from generator.pipeline.feed_files import feed_files
from generator.pipeline.file_groups import FileGroups
from generator.pipeline.imprint import Imprint, keep_relations, load_relations
from generator.pipeline.last_build import LastBuild
from generator.pipeline.page_batches import PageBatches
from generator.pipeline.preparing import plan_for
from generator.pipeline.published import keep_register
from generator.pipeline.rechecking import rechecked
from generator.pipeline.rendition import FACTS, Rendition, SourceFile, attempt
from generator.pipeline.requests import BuildRequest, BuildResult
from generator.pipeline.retitling import retitled
from generator.pipeline.search_files import SEARCH, SearchFiles
from generator.pipeline.source_files import keys_of
from generator.pipeline.stages import Stages
from generator.render.pages import Plan
from generator.render.theme import Theme, load_theme
from generator.render.touched import Touched, drafts_touched, touched
from generator.site import Facts
from generator.site.recall import recalled, stays_in_place
from generator.site.related import followed
from generator.store.cache import Store
from generator.store.tree import Tree, WriteResult
from generator.store.workers import parallel_map


class _Edit(Struct, frozen=True, kw_only=True):
    """The texts that say something else now."""

    keys: Mapping[str, bytes]
    """Of all texts, as they are now."""
    before: Mapping[str, Facts]
    """What was known of the edited ones."""
    renditions: Mapping[str, Rendition]


class _Patch(Struct, frozen=True, kw_only=True):
    """Everything that is known before the first page is made."""

    config: Config
    theme: Theme
    plan: Plan
    contents: Contents
    touched: Touched
    imprint: Imprint
    """Of the site as it will be."""
    register: tuple[Entry, ...]
    """As in `Retitled`."""


def patch(
    request: BuildRequest,
    tree: Tree,
    store: Store,
    last: LastBuild,
    stages: Stages,
    executor: Executor | None,
) -> BuildResult | None:
    """The result of a build that goes on from the last one; None when that cannot be."""
    with stages.stage("compare"):
        found = last.edited(tree)
    if found is None:
        return None
    imprint, paths = found
    with stages.stage("render", len(paths)):
        edit = _edit(request, store, imprint, paths, executor)
    if edit is None:
        return None
    with stages.stage("assemble"):
        made = _patch(request, store, last, imprint, edit)
        stands = tree.standing(alone=False) == imprint.seal  # late: others look at it meanwhile
    if made is None or not stands or made.imprint.findings.failing(strict=request.strict):
        return None
    written = _written(made, tree, store, stages, executor)
    told = made.imprint.findings
    if made.register:
        unwritten = keep_register(request.site, made.register)
        told = replace(told, shared=(*told.shared, *unwritten))
    result = built(
        request,
        made.plan,
        told,
        written,
        stages,
        drafts=made.imprint.drafts,
        rendered=made.contents.rendered,
    )
    stages.in_place(result)
    with stages.stage("remember"):
        last.keep(result, written.seal, replace(made.imprint, findings=told))
        keep_relations(store, last.key, edit.keys, made.plan.context.site.relations)
    return result


def _edit(
    request: BuildRequest,
    store: Store,
    imprint: Imprint,
    paths: tuple[str, ...],
    executor: Executor | None,
) -> _Edit | None:
    files = [SourceFile(path=path, data=data) for path in paths if (data := _read(request, path))]
    if len(files) < len(paths) or not imprint.keys.keys() >= set(paths):
        return None
    now = dict(zip(paths, keys_of(files), strict=True))
    files = [file for file in files if now[file.path] != imprint.keys[file.path]]
    old = store.get_values("facts", [imprint.keys[file.path] for file in files], FACTS)
    attempts = parallel_map(attempt, files, executor=executor)
    renditions = {file.path: each.rendition for file, each in zip(files, attempts, strict=True)}
    before = {facts.path: facts for facts in old.values()}
    for path, rendition in renditions.items():
        known = before.get(path)
        if rendition is None or known is None:
            return None
        if not stays_in_place(known, FACTS.decode(rendition.facts)):
            return None
    if any(each.problems for each in attempts):
        return None
    whole = {path: rendition for path, rendition in renditions.items() if rendition}
    return _Edit(keys={**imprint.keys, **now}, before=before, renditions=whole)


def _read(request: BuildRequest, path: str) -> bytes | None:
    data = read_file(request.site, path)
    return None if isinstance(data, Problem) else data


def _patch(
    request: BuildRequest, store: Store, last: LastBuild, imprint: Imprint, edit: _Edit
) -> _Patch | None:
    config, _ = load_config(request.site)
    relations = load_relations(store, last.key, imprint.keys)
    if config is None or relations is None:
        return None
    keeping = Keeping(store, edit.keys)
    for path, rendition in edit.renditions.items():
        keeping.keep(path, rendition, ())
    contents = Contents(
        store=store,
        keys=edit.keys,
        read=lambda path: _read(request, path) or b"",
        renditions={**edit.renditions, **keeping.finish()},
        rendered=len(edit.renditions),
    )
    site = recalled(imprint.arrangement, relations, contents.facts_of)
    edited_ones = {path: site.by_path[path] for path in edit.before if path in site.by_path}
    if edit.before.keys() - edited_ones.keys() - {imprint.arrangement.home}:
        return None
    words = {index: edit.before[path].keywords for path, index in edited_ones.items()}
    titles = {path: site.articles[index].facts.front.title for path, index in edited_ones.items()}
    new = {path: title for path, title in titles.items() if title != edit.before[path].front.title}
    names = retitled(request, site, new)
    after = followed(relations, site.articles, words, config.build.related)
    if after is None or names is None:
        return None
    theme = load_theme(request.site)
    site = replace(site, relations=after, titles=names.titles)
    plan = plan_for(request, config, site, theme, imprint.files, imprint.sizes, imprint.assets)
    found = rechecked(imprint, edit.before, plan, config)
    if found is None:
        return None
    return _Patch(
        config=config,
        theme=theme,
        plan=plan,
        contents=contents,
        touched=touched(plan, edit.before, relations),
        imprint=replace(
            found,
            keys=dict(edit.keys),
            arrangement=replace(imprint.arrangement, titles=names.titles),
        ),
        register=names.register,
    )


def _written(
    made: _Patch, tree: Tree, store: Store, stages: Stages, executor: Executor | None
) -> WriteResult:
    plan, contents = made.plan, made.contents
    pages = PageBatches(plan.context.view, made.theme, store, contents)
    groups = FileGroups(store, tree.holds)
    search = SearchFiles(plan, contents, store, tree.holds)

    def outputs() -> Iterator[Output]:
        with stages.stage("pages"):
            drafts = drafts_touched(plan, made.touched)
            yield from pages.outputs(drafts, tree.holds, executor)
        with stages.stage("search"):
            yield from search.outputs(executor)
        with stages.stage("files"):
            yield from feed_files(plan, contents, groups, made.touched.edited)
        closing.enter_context(stages.stage("write"))

    def gone() -> Iterator[str]:
        kept = {*search.kept, f"{SEARCH}/index.html"}
        yield from (path for path in tree.files(SEARCH) if path not in kept)

    with contextlib.ExitStack() as closing:
        written = tree.patch(outputs(), gone())
    pages.remember()
    for template, seconds in pages.seconds.items():
        stages.spend("templates", template, seconds)
    search.remember()
    groups.remember()
    return written
