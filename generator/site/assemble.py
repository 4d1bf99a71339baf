"""From the facts of all tutorials to the site: order, terms, series, related, addresses."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from generator.model import Problem, Severity
from generator.site.model import Article, Facts, Relations, Site, Term
from generator.site.permalinks import alias_address, permalink
from generator.site.reading_order import neighbours
from generator.site.related import relations
from generator.site.taxonomies import taxonomies, terms_of, together
from generator.text.slugs import collision_key

Relate = Callable[[Sequence[Article], int], Relations]

_OWN: Final = frozenset(
    "search/ tutorials/ feed.xml/ rss.xml/ feed.json/ sources.opml/ sitemap.xml/ robots.txt/ "
    "opensearch.xml/ manifest.webmanifest/ 404.html/ .nojekyll/".split()
)
"""Addresses that every site takes for itself, files among them: a file cannot be a folder too."""
_A_PAGE: Final = "a page that the site makes"
_NUMBERED: Final = re.compile(r"page/[0-9]+/$")


def assemble(facts: Sequence[Facts], *, related_count: int, relate: Relate = relations) -> Site:
    """The site of these tutorials. Two tutorials on one address, or an alias over a page, is a
    problem; the first by path keeps the address, so that the rest can still be checked. `relate`
    finds what is related."""
    placed, problems = _placed(facts)
    home = placed.pop("", None)
    articles = tuple(
        sorted(
            sorted(placed.values(), key=lambda article: article.facts.path),
            key=lambda article: article.facts.front.date,
            reverse=True,
        )
    )
    terms = taxonomies(articles)
    own = _own_addresses(terms)
    if over_own := [article for article in articles if _is_in(own, article.permalink)]:
        problems += [_collision(each.facts.path, each.permalink, _A_PAGE) for each in over_own]
        articles = tuple(article for article in articles if article not in over_own)
        terms = taxonomies(articles)
    by_permalink = {article.permalink: index for index, article in enumerate(articles)}
    aliases, alias_problems = _aliases(articles, by_permalink, own)
    members = terms_of(len(articles), terms)
    return Site(
        articles=articles,
        dates=tuple(article.facts.front.date.isoformat() for article in articles),
        titles=tuple(article.facts.front.title for article in articles),
        home=home,
        taxonomies=terms,
        terms_of=members,
        together=together(terms["tags"], members),
        neighbours=neighbours(articles, terms["series"]),
        relations=relate(articles, related_count),
        by_path={article.facts.path: index for index, article in enumerate(articles)},
        by_permalink=by_permalink,
        aliases=aliases,
        source_titles=_source_titles(articles),
        problems=tuple(problems + alias_problems),
    )


def _placed(facts: Sequence[Facts]) -> tuple[dict[str, Article], list[Problem]]:
    placed: dict[str, Article] = {}
    problems = []
    for each in sorted(facts, key=lambda item: item.path):
        article = Article(facts=each, permalink=permalink(each.path, each.front.slug))
        key = collision_key(article.permalink)
        if key in placed:
            problems.append(_collision(each.path, article.permalink, placed[key].facts.path))
        else:
            placed[key] = article
    return placed, problems


def _aliases(
    articles: Sequence[Article], by_permalink: dict[str, int], own: frozenset[str]
) -> tuple[dict[str, int], list[Problem]]:
    taken = {
        collision_key(path): articles[index].facts.path for path, index in by_permalink.items()
    }
    aliases: dict[str, int] = {}
    problems = []
    for index in sorted(range(len(articles)), key=lambda item: articles[item].facts.path):
        facts = articles[index].facts
        for alias in facts.front.aliases:
            path = alias_address(alias)
            if _is_in(own, path):
                problems.append(_collision(facts.path, path, _A_PAGE))
                continue
            owner = taken.setdefault(collision_key(path), facts.path)
            if owner != facts.path or path in by_permalink:
                problems.append(_collision(facts.path, path, owner))
            else:
                aliases[path] = index
    return aliases, problems


def _source_titles(articles: Sequence[Article]) -> dict[str, str]:
    sources = (article.facts.front.source for article in reversed(articles))
    return {source.feed: source.title for source in sources if source and source.title}


def _own_addresses(terms: Mapping[str, Sequence[Term]]) -> frozenset[str]:
    kinds = (f"{kind}/" for kind, found in terms.items() if found)
    paths = (collision_key(term.path) for found in terms.values() for term in found)
    return _OWN.union(kinds, paths)


def is_own(address: str) -> bool:
    """Whether every site takes this address for itself, whatever its content."""
    return _is_in(_OWN, address)


def _is_in(own: frozenset[str], address: str) -> bool:
    return _NUMBERED.sub("", collision_key(address)) in own


def _collision(path: str, address: str, owner: str) -> Problem:
    return Problem(
        code="address-taken",
        severity=Severity.ERROR,
        path=path,
        line=1,
        message=f"/{address} is already the address of {owner}",
        hint="Give one of the two another slug or alias.",
    )
