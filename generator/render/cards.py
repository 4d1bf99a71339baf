"""Tutorials as listings show them, and the small views they are made of."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from generator.render.views import CardView, DateView, LinkView, SeriesLabel
from generator.site.model import Article, Site, Term
from generator.site.reading_time import code_minutes, prose_minutes
from generator.site.recall import OnDemand
from generator.text.language_names import language_name

_MONTHS = (
    "January February March April May June July August September October November December".split()
)


def date_view(moment: datetime) -> DateView:
    """`20 March 2025`, the day in the time zone the author wrote."""
    return DateView(
        iso=moment.isoformat(), text=f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    )


def iso_utc(moment: datetime) -> str:
    """RFC 3339 in UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Labels:
    """How terms are shown: levels by their own words, sources by the title of the feed."""

    def __init__(self, source_titles: Mapping[str, str]) -> None:
        self._source_titles = source_titles

    def source(self, name: str) -> str:
        """What a reader sees of the source with this name."""
        return self._source_titles.get(name) or name

    def title(self, term: Term) -> str:
        """What a reader sees of `term`."""
        if term.kind == "levels":
            return term.name.capitalize()
        if term.kind == "sources":
            return self.source(term.name)
        if term.kind == "languages":
            return language_name(term.name)
        return term.name

    def link(self, term: Term) -> LinkView:
        """`term` as a link. It does not say how many tutorials there are: one more would be another
        page of each tutorial under the term, a third of a large archive for a common tag."""
        return LinkView(title=self.title(term), path=term.path)

    def counted(self, term: Term) -> LinkView:
        """`term` as a link with its number of tutorials, for pages that weigh terms."""
        return LinkView(title=self.title(term), path=term.path, count=len(term.articles))


def cards(site: Site, labels: Labels, site_language: str) -> Sequence[CardView]:
    """A card for each article, in their order; each is made when it is asked for."""
    return OnDemand(
        len(site.articles),
        lambda index: card(index, site.articles[index], site, labels, site_language),
    )


def first(site: Site, index: int, kind: str) -> Term | None:
    """The only or first term of `kind` that the article has."""
    terms = site.terms_of[index].get(kind)
    return terms[0] if terms else None


def card(index: int, article: Article, site: Site, labels: Labels, site_language: str) -> CardView:
    """How listings show the article at this index."""
    facts, front, terms = article.facts, article.facts.front, site.terms_of[index]
    level, source, series = (first(site, index, kind) for kind in ("levels", "sources", "series"))
    return CardView(
        title=front.title,
        path=article.permalink,
        excerpt=facts.excerpt,
        date=date_view(front.date),
        authors=tuple(labels.link(term) for term in terms.get("authors", ())),
        source=labels.link(source) if source else None,
        tags=tuple(labels.link(term) for term in terms.get("tags", ())),
        level=labels.link(level) if level else None,
        minutes=max(1, prose_minutes(facts.words) + code_minutes(facts.code_lines)),
        series=SeriesLabel(
            link=labels.link(series),
            position=series.articles.index(index) + 1,
            total=len(series.articles),
        )
        if series
        else None,
        language="" if front.language in ("", site_language) else front.language,
        summary_only=front.summary_only,
    )
