"""Links and images that lead nowhere, with the address that was most likely meant."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from generator.check.names import Names, last_name
from generator.check.severity import for_own_text
from generator.model import Link, Problem
from generator.site import Article
from generator.site.links import LinkMap, Target, TargetKind, resolve
from generator.text.nearest import nearest

_ANCHORS_OF_EVERY_PAGE: Final = frozenset(("top",))  # the HTML standard's own name


class LinkCheck:
    """Checks links against all that the site has."""

    def __init__(self, links: LinkMap) -> None:
        self._links = links
        self._names = Names({*links.by_permalink, *links.pages, *links.file_paths})
        self._anchors = lru_cache(maxsize=None)(self._anchors_of)
        self.leading_into: dict[str, set[str]] = {}
        """Paths of tutorials to those of others that link to one of their headings."""

    def links_of(self, article: Article) -> Iterator[Problem]:
        """A problem for each link of the tutorial whose page, file or heading does not exist."""
        for link in article.facts.links:
            if _is_outside(link.href):
                continue
            target = resolve(link.href, article, self._links)
            if target.kind is TargetKind.BROKEN:
                yield self._broken(article, link, target)
            elif target.kind is TargetKind.PAGE and target.fragment:
                yield from self._anchor(article, link, target)

    def images_of(self, article: Article) -> Iterator[Problem]:
        """A problem for each image of the tutorial that is no file of the site."""
        for image in article.facts.images:
            if _is_outside(image.src):
                continue
            target = resolve(image.src, article, self._links)
            if target.kind in (TargetKind.BROKEN, TargetKind.PAGE):
                yield Problem(
                    code="image-missing",
                    message=f"There is no image “{image.src}”",
                    severity=for_own_text(article),
                    hint=_offer(self._names.nearest(target.path, last_name(image.src))),
                    path=article.facts.path,
                    line=image.line,
                )

    def _broken(self, article: Article, link: Link, target: Target) -> Problem:
        return Problem(
            code="link-broken",
            message=f"“{link.href}” leads nowhere",
            severity=for_own_text(article),
            hint=_offer(self._names.nearest(target.path, last_name(target.path))),
            path=article.facts.path,
            line=link.line,
        )

    def _anchor(self, article: Article, link: Link, target: Target) -> Iterator[Problem]:
        anchors = self._anchors(target.article)
        if target.article is not None:
            other = self._links.articles[target.article].facts.path
            if other != article.facts.path:
                self.leading_into.setdefault(other, set()).add(article.facts.path)
        if anchors is None or target.fragment in anchors | _ANCHORS_OF_EVERY_PAGE:
            return
        guess = nearest(target.fragment, anchors)
        yield Problem(
            code="anchor-broken",
            message=f"“{link.href}” leads to no heading of its page",
            severity=for_own_text(article),
            hint=_offer(f"#{guess}" if guess else ""),
            path=article.facts.path,
            line=link.line,
        )

    def _anchors_of(self, index: int | None) -> frozenset[str] | None:
        """Anchors of a tutorial; None for a page that is none, whose anchors we do not know."""
        if index is None:
            return None
        return frozenset(item.anchor for item in self._links.articles[index].facts.headings)


def _is_outside(address: str) -> bool:
    return address.startswith(("https:", "http:", "mailto:", "data:"))


def _offer(guess: str) -> str:
    return f"Did you mean “{guess}”?" if guess else ""
