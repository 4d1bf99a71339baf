"""The page of one tutorial."""

from urllib.parse import urlsplit

from markupsafe import Markup

from generator.model import Heading
from generator.render.cards import date_view, first
from generator.render.context import HOME, SiteContext, feeds_at, page_view
from generator.render.metadata import article_json_ld, canonical
from generator.render.views import (
    LinkView,
    PageView,
    ProvenanceView,
    SeriesView,
    TemplateValues,
    TocView,
    TutorialView,
)
from generator.site.model import Article
from generator.site.reading_time import code_minutes, prose_minutes

_TOC_DEPTH = 3
"""Levels of headings in the table of contents, counted from the highest in use."""


def tutorial_page(context: SiteContext, index: int) -> TemplateValues:
    """Values for tutorial.html, without the body."""
    article = context.site.articles[index]
    return TemplateValues(
        page=_page(context, index, article),
        tutorial=_tutorial(context, index, article),
    )


def _page(context: SiteContext, index: int, article: Article) -> PageView:
    front, path = article.facts.front, article.permalink
    language = front.language or context.config.language
    address = canonical(front, context.base_url, path)
    source = first(context.site, index, "sources")
    feeds = feeds_at(source.path, context.labels.title(source)) if source else ()
    previous, following = context.site.neighbours[index]
    return page_view(
        context,
        "tutorial",
        path,
        front.title,
        description=article.facts.excerpt,
        canonical=address,
        language=language,
        breadcrumbs=_breadcrumbs(context, index, front.title),
        json_ld=article_json_ld(article, address, language, context.config.title),
        feeds=feeds,
        published=front.date.isoformat(),
        modified=(front.updated or front.date).isoformat(),
        authors=front.authors,
        tags=front.tags,
        previous=_link(context, previous),
        next=_link(context, following),
    )


def _tutorial(context: SiteContext, index: int, article: Article) -> TutorialView:
    facts, front = article.facts, article.facts.front
    previous, following = context.site.neighbours[index]
    languages = context.site.terms_of[index].get("languages", ())
    return TutorialView(
        card=context.cards[index],
        html=Markup(""),
        updated=date_view(front.updated) if front.updated else None,
        toc=contents(facts.headings),
        words=facts.words,
        prose_minutes=prose_minutes(facts.words),
        code_minutes=code_minutes(facts.code_lines),
        code_languages=tuple(context.labels.link(term) for term in languages),
        provenance=_provenance(context, index, article),
        series=_series(context, index),
        previous=_link(context, previous),
        next=_link(context, following),
        related=tuple(context.cards[other] for _, other in context.site.relations.nearest[index]),
        draft=front.draft,
    )


def contents(headings: tuple[Heading, ...]) -> tuple[TocView, ...]:
    """The tree of headings; a level that is skipped counts as one step."""
    if not headings:
        return ()
    top = min(heading.level for heading in headings)
    shown = [heading for heading in headings if heading.level < top + _TOC_DEPTH]
    tree, _ = _branch(shown, 0, 0)
    return tree


def _branch(headings: list[Heading], at: int, parent: int) -> tuple[tuple[TocView, ...], int]:
    branch = []
    while at < len(headings) and headings[at].level > parent:
        heading = headings[at]
        children, at = _branch(headings, at + 1, heading.level)
        branch.append(TocView(title=heading.text, anchor=heading.anchor, children=children))
    return tuple(branch), at


def _breadcrumbs(context: SiteContext, index: int, title: str) -> tuple[LinkView, ...]:
    parent = first(context.site, index, "sources")
    middle = (
        context.labels.link(parent)
        if parent
        else LinkView(title="Tutorials", path=context.view.pages["tutorials"])
    )
    return HOME, middle, LinkView(title=title, current=True)


def _link(context: SiteContext, index: int | None) -> LinkView | None:
    if index is None:
        return None
    article = context.site.articles[index]
    return LinkView(title=article.facts.front.title, path=article.permalink)


def _provenance(context: SiteContext, index: int, article: Article) -> ProvenanceView | None:
    source, term = article.facts.front.source, first(context.site, index, "sources")
    if source is None or term is None:
        return None
    return ProvenanceView(
        source=context.labels.link(term),
        original=source.link,
        original_host=urlsplit(source.link).hostname or "",
        authors=context.cards[index].authors,
        licence=source.licence,
        imported=date_view(source.imported) if source.imported else None,
        summary_only=article.facts.front.summary_only,
        alternates=source.alternates,
    )


def _series(context: SiteContext, index: int) -> SeriesView | None:
    term = first(context.site, index, "series")
    if term is None:
        return None
    parts = tuple(
        LinkView(
            title=context.site.articles[part].facts.front.title,
            path=context.site.articles[part].permalink,
            current=part == index,
        )
        for part in term.articles
    )
    return SeriesView(
        link=context.labels.link(term),
        position=term.articles.index(index) + 1,
        total=len(parts),
        parts=parts,
    )
