"""All checks of an assembled site, in one pass."""

from collections.abc import Iterator
from datetime import datetime

from generator.check.likeness import equal_titles, near_tags
from generator.check.links import LinkCheck
from generator.check.pages import dates, emptiness, heading_order, image_texts
from generator.model import Problem
from generator.site import Article, Site
from generator.site.links import LinkMap


def site_problems(
    site: Site, links: LinkMap, *, now: datetime | None = None
) -> tuple[Problem, ...]:
    """Everything that is wrong with the site's tutorials, by path and line.

    `now` is for dates in the future; without it there are none, so a build does not depend on the
    day. Problems of reading and of rendering are not among these: they come with the content.
    """
    found = sorted(
        _all(site, links, now),
        key=lambda found: (found.path, found.line, found.code, found.message),
    )
    return tuple(found)


def _all(site: Site, links: LinkMap, now: datetime | None) -> Iterator[Problem]:
    checker = LinkCheck(links)
    for article in (*site.articles, *([site.home] if site.home else [])):
        yield from text_problems(article, checker, now, is_home=article is site.home)
    yield from shared_problems(site)


def text_problems(
    article: Article, checker: LinkCheck, now: datetime | None, *, is_home: bool
) -> Iterator[Problem]:
    """What is wrong with one tutorial among the others. Depends on its facts, on which addresses
    there are, and on the headings of the tutorials that it links into."""
    yield from checker.links_of(article)
    yield from checker.images_of(article)
    yield from image_texts(article)
    yield from heading_order(article)
    yield from dates(article, now)
    if not is_home:
        yield from emptiness(article)


def shared_problems(site: Site) -> Iterator[Problem]:
    """What is wrong with titles and tags beside each other."""
    yield from equal_titles(site.articles)
    yield from near_tags(site.taxonomies.get("tags", ()), site.articles)
