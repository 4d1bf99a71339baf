"""All pages that are no tutorials: home, listings, terms, search, not found, moved."""

from markupsafe import Markup
from msgspec.structs import replace

from generator.render.addresses import absolute
from generator.render.context import HOME, NOT_FOUND, SiteContext, feeds_at, page_view
from generator.render.listings import TITLES, Listing, pagination, terms_view
from generator.render.metadata import site_json_ld
from generator.render.sources_list import OPML, followed
from generator.render.views import (
    GoneView,
    HomeView,
    LinkView,
    ListingView,
    MovedView,
    TemplateValues,
)
from generator.site.model import Gone
from generator.site.pagination import page_count, page_path

HOME_CARDS = 9
_HOME_TERMS = 24


def home_page(context: SiteContext) -> TemplateValues:
    """Values for home.html, without the body of content/index.md."""
    config, home = context.config, context.site.home
    search = context.view.pages["search"]
    return TemplateValues(
        page=page_view(
            context,
            "home",
            "",
            config.title,
            description=home.facts.front.description if home else "",
            json_ld=site_json_ld(config.title, config.description, context.base_url, search),
        ),
        home=HomeView(
            intro=Markup(""),
            newest=tuple(context.cards[:HOME_CARDS]),
            series=_largest(context, "series", HOME_CARDS),
            tags=_largest(context, "tags", _HOME_TERMS),
            levels=_all(context, "levels"),
            sources=_largest(context, "sources", _HOME_TERMS),
            years=_all(context, "years"),
        ),
    )


def listing_page(context: SiteContext, listing: Listing, number: int) -> TemplateValues:
    """Values for listing.html, for page `number` from 1."""
    per_page = context.config.build.per_page
    shown = listing.articles[(number - 1) * per_page : number * per_page]
    view = pagination(listing.path, number, page_count(listing.articles, per_page))
    feeds = feeds_at(listing.path, listing.title) if listing.has_feeds else ()
    index = None
    if listing.kind in TITLES:
        index = LinkView(title=TITLES[listing.kind], path=f"{listing.kind}/")
    title = listing.title if number == 1 else f"{listing.title}, page {number}"
    return TemplateValues(
        page=page_view(
            context,
            "listing",
            page_path(listing.path, number),
            title,
            description=_listing_description(context, listing),
            breadcrumbs=(
                HOME,
                *((index,) if index else ()),
                LinkView(title=listing.title, current=True),
            ),
            feeds=feeds,
            previous=LinkView(title="Previous page", path=view.previous) if view.previous else None,
            next=LinkView(title="Next page", path=view.next) if view.next else None,
        ),
        listing=ListingView(
            kind=listing.kind,
            path=listing.path,
            title=listing.title,
            intro="",
            count=len(listing.articles),
            cards=tuple(context.cards[index] for index in shown),
            pagination=view,
            index=index,
            original=_original(context, listing),
            feeds=feeds,
            related=tuple(map(context.labels.link, context.site.together.get(listing.path, ()))),
        ),
    )


def terms_page(context: SiteContext, kind: str) -> TemplateValues:
    """Values for terms.html."""
    view = terms_view(kind, context.site.taxonomies[kind], context.labels)
    if kind == "sources" and followed(context.config):
        view = replace(view, opml=OPML)
    return TemplateValues(
        page=page_view(
            context,
            "terms",
            f"{kind}/",
            view.title,
            description=f"{view.title} of {context.config.title}",
            breadcrumbs=(HOME, LinkView(title=view.title, current=True)),
        ),
        terms=view,
    )


def plain_page(context: SiteContext, kind: str, path: str, title: str) -> TemplateValues:
    """Values for search.html and 404.html."""
    return TemplateValues(
        page=page_view(
            context,
            kind,
            path,
            title,
            description=f"{title}: {context.config.title}",
            indexed=path != NOT_FOUND,
        ),
    )


def moved_page(context: SiteContext, alias: str, index: int) -> TemplateValues:
    """Values for moved.html: the old address `alias` of an article."""
    article = context.site.articles[index]
    target = LinkView(title=article.facts.front.title, path=article.permalink)
    address = absolute(context.base_url, article.permalink) if context.base_url else ""
    return TemplateValues(
        page=page_view(context, "moved", alias, target.title, canonical=address, indexed=False),
        moved=MovedView(target=target),
    )


def gone_page(context: SiteContext, gone: Gone) -> TemplateValues:
    """Values for gone.html: an address whose tutorial is not published any more."""
    kind = gone.path.partition("/")[0]
    known = gone.of_term and kind in context.view.pages
    overview = LinkView(title=TITLES[kind], path=f"{kind}/") if known else None
    return TemplateValues(
        page=page_view(context, "gone", gone.path, gone.title, indexed=False),
        gone=GoneView(title=gone.title, overview=overview),
    )


def _listing_description(context: SiteContext, listing: Listing) -> str:
    if listing.kind == "all":
        return f"All tutorials of {context.config.title}, the newest first."
    kind = TITLES[listing.kind].lower()
    return f"Tutorials of {context.config.title} under {kind}: {listing.title}."


def _original(context: SiteContext, listing: Listing) -> str:
    if listing.kind != "sources":
        return ""
    for source in context.config.feeds:
        if listing.term and source.name == listing.term.name and "://" in source.url:
            return source.url
    return ""


def _largest(context: SiteContext, kind: str, count: int) -> tuple[LinkView, ...]:
    terms = context.site.taxonomies[kind]
    ranked = sorted(terms, key=lambda term: (-len(term.articles), term.name))
    return tuple(map(context.labels.counted, ranked[:count]))


def _all(context: SiteContext, kind: str) -> tuple[LinkView, ...]:
    return tuple(map(context.labels.counted, context.site.taxonomies[kind]))
