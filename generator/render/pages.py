"""From the assembled site to the bytes of every page, feed and file of the theme."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

import generator
from generator.config.model import Config
from generator.model import Output
from generator.render.assets import Assets, assets
from generator.render.bodies import body_for_feed
from generator.render.cards import Labels, cards
from generator.render.context import NOT_FOUND, SiteContext, site_view
from generator.render.feeds_out import feed_outputs
from generator.render.listings import Listing, listings, page_paths
from generator.render.site_files import site_files
from generator.render.site_pages import (
    home_page,
    listing_pages,
    moved_page,
    plain_page,
    terms_page,
)
from generator.render.theme import Theme, render
from generator.render.tutorial_page import tutorial_page
from generator.render.views import PageView
from generator.site.links import LinkMap, link_map
from generator.site.model import Site

Bodies = Callable[[int | None], str]
"""Index of an article to its rendered body with symbolic addresses; None for content/index.md."""

FIXED = ("feed.xml", "feed.json", "sitemap.xml", "robots.txt", "opensearch.xml", NOT_FOUND)


class Plan(Struct, frozen=True, kw_only=True):
    """Everything known before the first page is made."""

    context: SiteContext
    listings: tuple[Listing, ...]
    assets: Assets

    @property
    def paths(self) -> frozenset[str]:
        """Output paths that pages take, tutorials and redirects included."""
        context = self.context
        pages = {*context.links.pages, *context.site.by_permalink, *context.site.aliases}
        return frozenset(page + "index.html" for page in pages) | frozenset(FIXED)


def plan_pages(
    site: Site,
    config: Config,
    theme: Theme,
    *,
    base_url: str,
    files: Mapping[str, str],
    dev: bool = False,
) -> Plan:
    """What pages there will be. `files` maps files to be copied to their site paths."""
    theme_assets = assets(theme.assets)
    labels = Labels(_source_titles(site, config))
    all_listings = listings(site, labels)
    paths = frozenset(page_paths(site, all_listings, config.build.per_page))
    view = site_view(
        config, base_url, site, theme_assets.view, version=generator.__version__, dev=dev
    )
    context = SiteContext(
        config=config,
        base_url=base_url,
        site=site,
        view=view,
        labels=labels,
        cards=cards(site, labels, config.language),
        links=link_map(site, paths, files, frozenset(FIXED)),
        dev=dev,
    )
    return Plan(context=context, listings=all_listings, assets=theme_assets)


def page_outputs(plan: Plan, theme: Theme, bodies: Bodies) -> Iterator[Output]:
    """Every output but the search index and copied files; raises TemplateError."""
    context = plan.context
    for index in range(len(context.site.articles)):
        yield _page(theme, "tutorial.html", tutorial_page(context, index, bodies(index)))
    intro = bodies(None) if context.site.home else ""
    yield _page(theme, "home.html", home_page(context, intro))
    for listing in plan.listings:
        for values in listing_pages(context, listing):
            yield _page(theme, "listing.html", values)
    for kind, terms in context.site.taxonomies.items():
        if terms:
            yield _page(theme, "terms.html", terms_page(context, kind))
    yield _page(theme, "search.html", plain_page(context, "search", "search/", "Search"))
    yield _page(theme, "404.html", plain_page(context, "not-found", NOT_FOUND, "Page not found"))
    for alias, index in context.site.aliases.items():
        yield _page(theme, "moved.html", moved_page(context, alias, index))
    yield from _feeds(plan, bodies)
    yield from site_files(context, _worth_finding(plan))
    yield from plan.assets.outputs


def _page(theme: Theme, template: str, values: dict[str, object]) -> Output:
    page = values["page"]
    assert isinstance(page, PageView)
    path = page.path if page.path == NOT_FOUND else page.path + "index.html"
    return Output(path=path, data=render(theme, template, values))


def _feeds(plan: Plan, bodies: Bodies) -> Iterator[Output]:
    context = plan.context
    links: LinkMap = context.links

    def body(index: int) -> str:
        article = context.site.articles[index]
        return body_for_feed(bodies(index), article, links, context.base_url)

    everything: Sequence[int] = range(len(context.site.articles))
    yield from feed_outputs(context, "", context.config.title, tuple(everything), body)
    for listing in plan.listings:
        if listing.has_feeds:
            title = f"{listing.title} · {context.config.title}"
            yield from feed_outputs(context, listing.path, title, listing.articles, None)


def _worth_finding(plan: Plan) -> list[str]:
    kinds = [f"{kind}/" for kind, terms in plan.context.site.taxonomies.items() if terms]
    return sorted([*kinds, *(listing.path for listing in plan.listings)])


def _source_titles(site: Site, config: Config) -> dict[str, str]:
    titles = {}
    for article in reversed(site.articles):
        source = article.facts.front.source
        if source and source.title:
            titles[source.feed] = source.title
    return titles | {source.name: source.title for source in config.feeds if source.title}
