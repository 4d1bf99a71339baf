"""Which pages an edit of some tutorials can have changed, and those pages.

In: the plan of the site after the edit, which has the addresses, order and terms of before, and the
facts that the edited tutorials had. Too many are no harm: a page that comes out the same is found
by its key.
"""

from collections.abc import Iterator, Mapping, Set

from msgspec import Struct

from generator.render.cards import card
from generator.render.listings import Listing
from generator.render.pages import (
    Draft,
    Plan,
    home_draft,
    listing_draft,
    moved_drafts,
    title_drafts,
    tutorial_draft,
)
from generator.render.site_pages import HOME_CARDS
from generator.site.model import Article, Facts, Relations, Site


class Touched(Struct, frozen=True, kw_only=True):
    """Tutorials by their index."""

    edited: frozenset[int]
    shown: frozenset[int]
    """Those that listings show otherwise."""
    renamed: frozenset[int]
    """Those with another title."""
    related: frozenset[int]
    """Those that have other nearest ones."""
    home: bool
    """Whether the introduction of the home page was edited."""


def touched(plan: Plan, before: Mapping[str, Facts], relations: Relations) -> Touched:
    """`before`, by path, has the facts of edited tutorials; `relations` are those of before."""
    site = plan.context.site
    edited = {site.by_path[path]: facts for path, facts in before.items() if path in site.by_path}
    pairs = zip(relations.nearest, site.relations.nearest, strict=True)
    return Touched(
        edited=frozenset(edited),
        shown=frozenset(i for i, facts in edited.items() if _is_shown(plan, i, facts)),
        renamed=frozenset(i for i, facts in edited.items() if facts.front.title != site.titles[i]),
        related=frozenset(index for index, (old, new) in enumerate(pairs) if old != new),
        home=len(edited) < len(before),
    )


def drafts_touched(plan: Plan, what: Touched) -> Iterator[Draft]:
    """The pages."""
    context = plan.context
    nearest, shown = context.site.relations.nearest, what.shown
    beside = {i for i, ranked in enumerate(nearest) if any(other in shown for _, other in ranked)}
    named = set(_naming(context.site, what.renamed))
    for index in sorted(what.edited | what.related | named | (beside if shown else set())):
        yield tutorial_draft(context, index)
    if what.renamed:
        yield from title_drafts(context)
        yield from moved_drafts(context, what.renamed)
    if what.home or any(index < HOME_CARDS for index in shown):
        yield home_draft(context)
    per_page = context.config.build.per_page
    for listing in _listings_of(plan, shown):
        places = (listing.articles.index(index) for index in shown & set(listing.articles))
        for number in sorted({place // per_page + 1 for place in places}):
            yield listing_draft(context, listing, number)


def _naming(site: Site, indices: Set[int]) -> Iterator[int]:
    """Tutorials whose pages name one of these as a neighbour or a part of their series."""
    for index in indices:
        yield from (each for each in site.neighbours[index] if each is not None)
        for series in site.terms_of[index].get("series", ()):
            yield from series.articles


def _listings_of(plan: Plan, indices: Set[int]) -> Iterator[Listing]:
    """Those that one of the tutorials is in."""
    terms_of = plan.context.site.terms_of
    paths = {term.path for i in indices for terms in terms_of[i].values() for term in terms}
    for listing in plan.listings:
        if indices and (listing.term is None or listing.path in paths):
            yield listing


def _is_shown(plan: Plan, index: int, before: Facts) -> bool:
    context = plan.context
    article = Article(facts=before, permalink=context.site.articles[index].permalink)
    old = card(index, article, context.site, context.labels, context.config.language)
    return old != context.cards[index]
