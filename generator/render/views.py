"""The contract with templates: a template sees these values and nothing else.

Every template gets `site` (SiteView) and `page` (PageView), and the one further value its kind of
page names below. All strings are plain text and are escaped by Jinja; only fields of type
`Markup` hold HTML. Addresses inside the site are site paths (`python/asyncio/`, empty for home):
write them as `{{ path | href }}`, which makes them relative to the page being rendered, so the
same bytes work under any base path. Nothing reachable from here reads a file or the clock.
"""

from markupsafe import Markup
from msgspec import Struct


class LinkView(Struct, frozen=True, kw_only=True):
    """Somewhere to go: `path` inside the site, else `url` outside it."""

    title: str
    path: str = ""
    url: str = ""
    count: int = 0
    """Tutorials behind the link: on the home page and those of all terms, nowhere else."""
    current: bool = False


class AssetsView(Struct, frozen=True, kw_only=True):
    """Site paths of the theme's files, with the digest of their content in the name."""

    css: str
    head_js: str
    """Small, loaded in <head> before anything is painted: sets the reader's theme."""
    main_js: str
    """ES module: everything else a page does; loads search only when it is opened."""
    search_js: str
    """ES module that exports `openIndex`."""
    icon: str


class SiteView(Struct, frozen=True, kw_only=True):
    """What is the same on every page."""

    title: str
    description: str
    language: str
    author: str
    base_url: str
    """Absolute, with a trailing slash; empty when the site does not know its address."""
    version: str
    """Of the generator."""
    nav: tuple[LinkView, ...]
    assets: AssetsView
    csp: str
    tutorials: int
    """How many there are. Pages whose templates show it are made again when one comes or goes."""
    pages: dict[str, str]
    """Site paths of fixed pages: home, tutorials, titles, tags, authors, sources, levels, years,
    series, languages, search. A kind that the archive has nothing of is missing."""
    dev: bool = False
    """True under `serve`."""


class PageView(Struct, frozen=True, kw_only=True):
    """What every page says about itself."""

    kind: str
    """home, tutorial, listing, terms, search, not-found, moved."""
    path: str
    root: str
    """Prefix from this page to the site's root: `../../`, `./` for home."""
    title: str
    heading: str
    """Text of <title>: the page's title and the site's."""
    description: str
    canonical: str
    """Absolute address, empty when unknown."""
    language: str
    direction: str
    """ltr or rtl."""
    breadcrumbs: tuple[LinkView, ...]
    json_ld: Markup
    """Safe inside <script type="application/ld+json">; empty when there is none."""
    feeds: tuple[LinkView, ...]
    """Feeds to announce in <head>, the most specific first."""
    image: str
    """Absolute address for OpenGraph; may be empty."""
    published: str
    """ISO 8601, empty for pages without a date."""
    modified: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    indexed: bool
    """False: ask search engines to leave the page out."""
    previous: LinkView | None = None
    next: LinkView | None = None


class DateView(Struct, frozen=True, kw_only=True):
    """A date, for machines and for people."""

    iso: str
    text: str


class SeriesLabel(Struct, frozen=True, kw_only=True):
    """A tutorial's place: "3 of 7" in `link`."""

    link: LinkView
    position: int
    total: int


class CardView(Struct, frozen=True, kw_only=True):
    """A tutorial in a listing."""

    title: str
    path: str
    excerpt: str
    date: DateView
    authors: tuple[LinkView, ...]
    source: LinkView | None
    tags: tuple[LinkView, ...]
    level: LinkView | None
    minutes: int
    series: SeriesLabel | None
    language: str
    """Empty when it is the site's."""
    summary_only: bool


class TocView(Struct, frozen=True, kw_only=True):
    """A heading in the table of contents."""

    title: str
    anchor: str
    children: tuple["TocView", ...]


class ProvenanceView(Struct, frozen=True, kw_only=True):
    """Where an imported tutorial comes from."""

    source: LinkView
    original: str
    """Absolute address of the original post; may be empty."""
    original_host: str
    authors: tuple[LinkView, ...]
    licence: str
    imported: DateView | None
    summary_only: bool
    alternates: tuple[str, ...]


class SeriesView(Struct, frozen=True, kw_only=True):
    """The series a tutorial belongs to, all parts in order; the open one is `current`."""

    link: LinkView
    position: int
    total: int
    parts: tuple[LinkView, ...]


class TutorialView(Struct, frozen=True, kw_only=True):
    """`tutorial` in tutorial.html."""

    card: CardView
    html: Markup
    updated: DateView | None
    toc: tuple[TocView, ...]
    words: int
    prose_minutes: int
    code_minutes: int
    code_languages: tuple[LinkView, ...]
    provenance: ProvenanceView | None
    series: SeriesView | None
    previous: LinkView | None
    next: LinkView | None
    related: tuple[CardView, ...]
    draft: bool


class PaginationView(Struct, frozen=True, kw_only=True):
    """Where a page of a listing stands; pages are counted from 1."""

    number: int
    total: int
    previous: str | None
    next: str | None
    pages: tuple[LinkView, ...]
    """A few around the current one, with first and last; title is the number or an ellipsis
    (then without a path)."""


class ListingView(Struct, frozen=True, kw_only=True):
    """`listing` in listing.html: all tutorials, or those of one tag, author, source and so on."""

    kind: str
    """all, tags, authors, sources, levels, years, series, languages."""
    path: str
    """Of its first page."""
    title: str
    intro: str
    count: int
    cards: tuple[CardView, ...]
    pagination: PaginationView
    index: LinkView | None
    """The page of all terms of this kind."""
    original: str
    """For sources: address of the site the feed belongs to."""
    feeds: tuple[LinkView, ...]
    related: tuple[LinkView, ...]
    """Terms that often occur together with this one."""


class TermGroup(Struct, frozen=True, kw_only=True):
    """Terms under one letter; one group without a title when there are few."""

    title: str
    terms: tuple[LinkView, ...]


class TermsView(Struct, frozen=True, kw_only=True):
    """`terms` in terms.html: all terms of one kind, or the titles of all tutorials."""

    kind: str
    title: str
    intro: str
    count: int
    letters: tuple[LinkView, ...]
    """Where each letter begins, on this page or on another; empty when there are few."""
    groups: tuple[TermGroup, ...]
    opml: str = ""
    """For sources: site path of a list that feed readers import; empty when none is on the web."""


class HomeView(Struct, frozen=True, kw_only=True):
    """`home` in home.html: what the archive holds."""

    intro: Markup
    """Body of content/index.md, when there is one."""
    newest: tuple[CardView, ...]
    series: tuple[LinkView, ...]
    tags: tuple[LinkView, ...]
    levels: tuple[LinkView, ...]
    sources: tuple[LinkView, ...]
    years: tuple[LinkView, ...]


class MovedView(Struct, frozen=True, kw_only=True):
    """`moved` in moved.html: an old address that leads on."""

    target: LinkView


class GoneView(Struct, frozen=True, kw_only=True):
    """`gone` in gone.html: an address that was published once and has nothing to show any more."""

    title: str
    """Of the tutorial or the term that was there."""
    overview: LinkView | None
    """The page of all terms of its kind; nothing for a tutorial."""


class TemplateValues(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a template sees besides `site`: the page, and the one value of its kind of page."""

    page: PageView
    tutorial: TutorialView | None = None
    home: HomeView | None = None
    listing: ListingView | None = None
    terms: TermsView | None = None
    moved: MovedView | None = None
    gone: GoneView | None = None
