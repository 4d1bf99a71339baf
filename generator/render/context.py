"""What every builder of pages needs: the site, its views, and the makers of page views."""

from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from generator.config.model import Config
from generator.render.addresses import absolute, base_path, root_of
from generator.render.cards import Labels
from generator.render.metadata import direction
from generator.render.views import AssetsView, CardView, LinkView, PageView, SiteView
from generator.site.links import LinkMap
from generator.site.model import Site

NOT_FOUND = "404.html"
CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' https: http: data:",
        "media-src 'self' https:",
        "connect-src 'self'",
        "font-src 'self'",
        "manifest-src 'self'",
        "frame-src https://www.youtube-nocookie.com https://player.vimeo.com https://codepen.io",
        "base-uri 'none'",
        "form-action 'self'",
    )
)
_NOTHING = Markup("")
HOME = LinkView(title="Home", path="")
_DEFAULT_NAV = (
    ("Tutorials", "tutorials"),
    ("Tags", "tags"),
    ("Series", "series"),
    ("Sources", "sources"),
)


class SiteContext(Struct, frozen=True, kw_only=True):
    """Everything that is the same for all pages of one build."""

    config: Config
    base_url: str
    site: Site
    view: SiteView
    labels: Labels
    cards: Sequence[CardView]
    links: LinkMap
    dev: bool


def site_view(
    config: Config, base_url: str, site: Site, assets: AssetsView, *, version: str, dev: bool
) -> SiteView:
    """The view that every template sees as `site`."""
    pages = {"home": "", "tutorials": "tutorials/", "search": "search/"}
    if site.articles:
        pages["titles"] = "titles/"
    pages |= {kind: f"{kind}/" for kind, terms in site.taxonomies.items() if terms}
    nav = tuple(
        LinkView(title=item.title, url=item.url)
        if "://" in item.url
        else LinkView(title=item.title, path=item.url.lstrip("/"))
        for item in config.nav
    ) or tuple(
        LinkView(title=title, path=pages[kind]) for title, kind in _DEFAULT_NAV if kind in pages
    )
    return SiteView(
        title=config.title,
        description=config.description,
        language=config.language,
        author=config.author,
        base_url=base_url,
        version=version,
        nav=nav,
        assets=assets,
        csp=CSP,
        tutorials=len(site.articles),
        pages=pages,
        dev=dev,
    )


def page_view(
    context: SiteContext,
    kind: str,
    path: str,
    title: str,
    *,
    description: str = "",
    canonical: str | None = None,
    language: str = "",
    breadcrumbs: tuple[LinkView, ...] = (),
    json_ld: Markup = _NOTHING,
    feeds: tuple[LinkView, ...] = (),
    published: str = "",
    modified: str = "",
    authors: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    indexed: bool = True,
    previous: LinkView | None = None,
    next: LinkView | None = None,  # noqa: A002 - the name templates know
) -> PageView:
    """The view that a template sees as `page`; what is not given follows from the site."""
    config, base_url = context.config, context.base_url
    if canonical is None:
        canonical = absolute(base_url, path) if base_url and indexed else ""
    return PageView(
        kind=kind,
        path=path,
        root=base_path(base_url) if path == NOT_FOUND else root_of(path),
        title=title,
        heading=title if title == config.title else f"{title} · {config.title}",
        description=description or config.description,
        canonical=canonical,
        language=language or config.language,
        direction=direction(language or config.language),
        breadcrumbs=breadcrumbs,
        json_ld=json_ld,
        feeds=(*feeds, *site_feeds(config.title)),
        image="",
        published=published,
        modified=modified,
        authors=authors,
        tags=tags,
        indexed=indexed,
        previous=previous,
        next=next,
    )


def site_feeds(title: str) -> tuple[LinkView, ...]:
    """The feeds of the whole site."""
    return feeds_at("", title)


def feeds_at(path: str, title: str) -> tuple[LinkView, ...]:
    """The feeds beside the listing at `path`; LinkView.title names the format for people."""
    return (
        LinkView(title=f"{title} (Atom)", path=path + "feed.xml"),
        LinkView(title=f"{title} (RSS)", path=path + "rss.xml"),
        LinkView(title=f"{title} (JSON Feed)", path=path + "feed.json"),
    )
