"""Which listings an archive has: all tutorials, and those of each term; and how they are cut."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.render.cards import Labels
from generator.render.title_index import title_paths
from generator.render.views import LinkView, PaginationView, TermGroup, TermsView
from generator.site.model import Site, Term
from generator.site.pagination import page_count, page_path, shown_numbers
from generator.text.alphabet import initial

ALL = "tutorials"
TITLES = {
    "tags": "Tags",
    "authors": "Authors",
    "sources": "Sources",
    "levels": "Levels",
    "years": "Years",
    "series": "Series",
    "languages": "Languages of code",
}
_FEW = 40
"""Up to this many terms stand in one group; more are grouped by first letter."""


class Listing(Struct, frozen=True, kw_only=True):
    """A listing before it is cut into pages."""

    kind: str
    title: str
    path: str
    articles: tuple[int, ...]
    term: Term | None = None

    @property
    def has_feeds(self) -> bool:
        """Whether feeds stand beside the listing; those of all tutorials are those of the site."""
        return self.kind != "all"


def listings(site: Site, labels: Labels) -> tuple[Listing, ...]:
    """All listings: that of all tutorials first, then by kind and term."""
    everything = Listing(
        kind="all",
        title="All tutorials",
        path=f"{ALL}/",
        articles=tuple(range(len(site.articles))),
    )
    of_terms = (
        Listing(
            kind=kind,
            title=labels.title(term),
            path=term.path,
            articles=term.articles,
            term=term,
        )
        for kind, terms in site.taxonomies.items()
        for term in terms
    )
    return (everything, *of_terms)


def page_paths(site: Site, all_listings: Sequence[Listing], per_page: int) -> Iterator[str]:
    """Site paths of all pages that are not tutorials."""
    yield ""
    yield "search/"
    yield from title_paths(len(site.articles))
    for kind, terms in site.taxonomies.items():
        if terms:
            yield f"{kind}/"
    for listing in all_listings:
        for number in range(1, page_count(listing.articles, per_page) + 1):
            yield page_path(listing.path, number)


def pagination(path: str, number: int, total: int) -> PaginationView:
    """Where page `number` of `total` of the listing at `path` stands."""
    return PaginationView(
        number=number,
        total=total,
        previous=page_path(path, number - 1) if number > 1 else None,
        next=page_path(path, number + 1) if number < total else None,
        pages=tuple(
            LinkView(title="…")
            if shown is None
            else LinkView(title=str(shown), path=page_path(path, shown), current=shown == number)
            for shown in shown_numbers(number, total)
        ),
    )


def terms_view(kind: str, terms: Sequence[Term], labels: Labels) -> TermsView:
    """The page of all terms of `kind`."""
    links = [labels.counted(term) for term in terms]
    lettered = len(links) > _FEW and kind not in ("levels", "years")
    groups: dict[str, list[LinkView]] = {}
    for link in links:
        groups.setdefault(initial(link.title) if lettered else "", []).append(link)
    return TermsView(
        kind=kind,
        title=TITLES[kind],
        intro="",
        count=len(links),
        letters=tuple(
            LinkView(title=letter, url=f"#group-{at}") for at, letter in enumerate(groups, 1)
        )
        if lettered
        else (),
        groups=tuple(
            TermGroup(title=letter, terms=tuple(items)) for letter, items in groups.items()
        ),
    )
