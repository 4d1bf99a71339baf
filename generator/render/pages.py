"""From the assembled site to the bytes of every page, feed and file of the theme."""

from collections.abc import Container, Iterator, Mapping

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import asdict, replace

import generator
from generator.config.model import Config
from generator.model import Output
from generator.render.assets import Assets, assets
from generator.render.bodies import Addresses, addresses_on_page, filled
from generator.render.cards import Labels, cards
from generator.render.context import NOT_FOUND, SiteContext, site_view
from generator.render.listings import Listing, listings, page_paths
from generator.render.site_files import site_files
from generator.render.site_pages import (
    gone_page,
    home_page,
    listing_page,
    moved_page,
    plain_page,
    terms_page,
)
from generator.render.theme import Theme, render
from generator.render.title_index import title_pages
from generator.render.tutorial_page import tutorial_page
from generator.render.views import AssetsView, SiteView, TemplateValues
from generator.site.links import link_map
from generator.site.model import Article, Site
from generator.site.pagination import page_count
from generator.site.permalinks import page_file

FIXED = (
    *("feed.xml", "rss.xml", "feed.json", "sources.opml"),
    *("sitemap.xml", "robots.txt", "opensearch.xml", "manifest.webmanifest", NOT_FOUND),
)


class Plan(Struct, frozen=True, kw_only=True):
    """Everything known before the first page is made."""

    context: SiteContext
    listings: tuple[Listing, ...]
    assets: Assets

    @property
    def paths(self) -> frozenset[str]:
        """Output paths that pages take, tutorials and those of old addresses included."""
        context = self.context
        site = context.site
        gone = (each.path for each in site.gone)
        pages = {*context.links.pages, *site.by_permalink, *site.aliases, *gone}
        return frozenset(map(page_file, pages)) | frozenset(FIXED)


def plan_pages(
    site: Site,
    config: Config,
    theme: Theme,
    *,
    base_url: str,
    files: Mapping[str, str],
    sizes: Mapping[str, tuple[int, int]],
    dev: bool = False,
    standing: AssetsView | None = None,
) -> Plan:
    """What pages there will be. `files` maps files to be copied to their site paths, `sizes` site
    paths of pictures to width and height in pixels. `standing` are the addresses of the theme's
    files where these stand already and need not be made."""
    theme_assets = Assets(outputs=(), view=standing) if standing else assets(theme.assets)
    titles = {source.name: source.title for source in config.feeds if source.title}
    labels = Labels(site.source_titles | titles)
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
        links=link_map(site, paths, files, frozenset(FIXED), sizes),
        dev=dev,
    )
    return Plan(context=context, listings=all_listings, assets=theme_assets)


class Draft(Struct, frozen=True, kw_only=True):
    """A page of which everything is known but the body."""

    path: str
    """Of its file in the output."""
    template: str
    values: TemplateValues
    body: str = ""
    """Path of the tutorial whose body goes into it."""
    addresses: Addresses = Addresses()
    """Those in the body."""


def drafts(plan: Plan) -> Iterator[Draft]:
    """Every HTML page of the site."""
    context = plan.context
    for index in range(len(context.site.articles)):
        yield tutorial_draft(context, index)
    yield home_draft(context)
    for listing in plan.listings:
        for number in range(1, page_count(listing.articles, context.config.build.per_page) + 1):
            yield listing_draft(context, listing, number)
    yield from title_drafts(context)
    for kind, terms in context.site.taxonomies.items():
        if terms:
            yield _draft(context, "terms.html", terms_page(context, kind))
    yield _draft(context, "search.html", plain_page(context, "search", "search/", "Search"))
    not_found = plain_page(context, "not-found", NOT_FOUND, "Page not found")
    yield _draft(context, "404.html", not_found)
    yield from moved_drafts(context, range(len(context.site.articles)))
    for each in context.site.gone:
        yield _draft(context, "gone.html", gone_page(context, each))


def tutorial_draft(context: SiteContext, index: int) -> Draft:
    """The page of one tutorial."""
    article = context.site.articles[index]
    return _draft(context, "tutorial.html", tutorial_page(context, index), article)


def home_draft(context: SiteContext) -> Draft:
    """The home page."""
    return _draft(context, "home.html", home_page(context), context.site.home)


def listing_draft(context: SiteContext, listing: Listing, number: int) -> Draft:
    """Page `number`, from 1, of a listing."""
    return _draft(context, "listing.html", listing_page(context, listing, number))


def title_drafts(context: SiteContext) -> Iterator[Draft]:
    """The index of titles."""
    for values in title_pages(context):
        yield _draft(context, "terms.html", values)


def moved_drafts(context: SiteContext, indices: Container[int]) -> Iterator[Draft]:
    """The pages at old addresses of these articles."""
    for alias, index in context.site.aliases.items():
        if index in indices:
            yield _draft(context, "moved.html", moved_page(context, alias, index))


def finished(draft: Draft, body: str, site: SiteView, theme: Theme) -> bytes:
    """The page with its body in it; raises TemplateError."""
    values = draft.values
    if draft.body:
        # made by our renderer, which trusts no author
        html = Markup(filled(body, draft.addresses))  # noqa: S704
        if values.tutorial:
            values = replace(values, tutorial=replace(values.tutorial, html=html))
        if values.home:
            values = replace(values, home=replace(values.home, intro=html))
    seen = {name: value for name, value in asdict(values).items() if value is not None}
    return render(theme, draft.template, {"site": site, **seen})


def other_outputs(plan: Plan) -> Iterator[Output]:
    """Files for machines and those of the theme."""
    yield from site_files(plan.context, plan.listings)
    yield from plan.assets.outputs


def _draft(
    context: SiteContext, template: str, values: TemplateValues, body: Article | None = None
) -> Draft:
    page = values.page
    return Draft(
        path=page_file(page.path),
        template=template,
        values=values,
        body=body.facts.path if body else "",
        addresses=addresses_on_page(body, context.links, page.root) if body else Addresses(),
    )
