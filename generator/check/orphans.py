"""Tutorials that readers meet by chance only."""

from collections.abc import Iterator

from generator.model import Problem, Severity
from generator.site import Site
from generator.site.links import LinkMap, resolve


def orphans(site: Site, links: LinkMap) -> Iterator[Problem]:
    """Tutorials without a tag and a series to which no other one links."""
    alone = {
        index
        for index, article in enumerate(site.articles)
        if not article.facts.front.tags and not article.facts.front.series
    }
    if not alone:
        return
    for number, article in enumerate((*site.articles, *([site.home] if site.home else []))):
        for link in article.facts.links:
            if not link.href.startswith(("https:", "http:", "mailto:", "#")):
                target = resolve(link.href, article, links).article
                if target is not None and target != number:
                    alone.discard(target)
    for index in sorted(alone):
        yield Problem(
            code="tutorial-orphan",
            message="It has no tag and no series, and no tutorial links to it",
            severity=Severity.NOTE,
            hint="Give it a tag, or link to it from a tutorial that leads there.",
            path=site.articles[index].facts.path,
        )
