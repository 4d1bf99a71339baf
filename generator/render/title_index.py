"""The index from A to Z: the titles of all tutorials, a few hundred a page.

Addresses follow from the number of tutorials alone; the order is looked at when a page is made.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.render.context import HOME, SiteContext, page_view
from generator.render.views import LinkView, TemplateValues, TermGroup, TermsView
from generator.site.pagination import cut, page_count, page_path
from generator.text.alphabet import initial, sort_key

TITLES = "titles"
TITLE = "Titles, A–Z"
_PER_PAGE = 400


def title_paths(tutorials: int) -> Iterator[str]:
    """Site paths of the pages."""
    pages = page_count(range(tutorials), _PER_PAGE) if tutorials else 0
    return (page_path(f"{TITLES}/", number) for number in range(1, pages + 1))


def title_pages(context: SiteContext) -> Iterator[TemplateValues]:
    """Values for terms.html."""
    site = context.site
    paths = list(title_paths(len(site.titles)))
    links = [
        LinkView(title=title, path=path)
        for title, path in zip(site.titles, site.by_permalink, strict=True)
    ]
    links.sort(key=lambda link: (sort_key(link.title), link.path))
    pages = [_groups(some) for some in cut(links, _PER_PAGE)][: len(paths)]
    first_page: dict[str, str] = {}
    for path, groups in zip(paths, pages, strict=True):
        for group in groups:
            first_page.setdefault(group.title, path)
    for number, (path, groups) in enumerate(zip(paths, pages, strict=True), 1):
        here = {group.title: f"#group-{at}" for at, group in enumerate(groups, 1)}
        yield TemplateValues(
            page=page_view(
                context,
                "terms",
                path,
                TITLE if number == 1 else f"{TITLE}, page {number}",
                description=f"All titles of {context.config.title}",
                breadcrumbs=(HOME, LinkView(title=TITLE, current=True)),
                previous=_step("Previous page", paths, number - 2),
                next=_step("Next page", paths, number),
            ),
            terms=TermsView(
                kind=TITLES,
                title=TITLE,
                intro="",
                count=len(links),
                letters=tuple(
                    LinkView(title=letter, url=here.get(letter, ""), path=first)
                    for letter, first in first_page.items()
                ),
                groups=groups,
            ),
        )


def _groups(links: Sequence[LinkView]) -> tuple[TermGroup, ...]:
    return tuple(
        TermGroup(title=letter, terms=tuple(some))
        for letter, some in groupby(links, lambda link: initial(link.title))
    )


def _step(title: str, paths: Sequence[str], at: int) -> LinkView | None:
    return LinkView(title=title, path=paths[at]) if 0 <= at < len(paths) else None
