"""Which tutorials are most like each other: cosine over shared rare terms.

A term that half of the archive has says nothing, and following it costs most; a term that only one
tutorial has links to nothing. Between the two, weights are those of `keywords` times rarity.

After an edit only what it can have changed is looked at again. For that to give what a look at
everything gives, sums are of whole numbers, so their order does not matter, and in a large archive
rarity goes in steps, so one more tutorial with a term seldom moves the weights of all others.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from math import log, sqrt

from msgspec import Struct

from generator.site.keywords import weighted
from generator.site.model import Article, Ranked, Relations

MOST_POSTINGS = 60
"""Terms in more tutorials than this are not followed once the archive is that large."""
LARGE = 256
"""Tutorials from which on rarity goes in steps, and an edit is followed instead of a new look."""
LEAST_LIKENESS = 60_000
"""In millionths, as all likenesses here."""
_PARTS = 8
"""More would be fetched by other processes sooner, but what all need goes to each."""
_FOLLOWED = 250
"""Tutorials whose weights changed, beyond which a look at everything is as fast."""


class Part(Struct, frozen=True):
    """Some articles in a row, and what has to be known of all to find what is near them."""

    start: int
    keywords: list[str]
    """Of these."""
    series: list[str]
    """Of all."""
    postings: dict[str, bytes]
    lengths: list[float]
    count: int


Spread = Callable[[Callable[[Part], list[Ranked]], Iterable[Part]], Iterable[list[Ranked]]]
"""`map`, or what does the same in several processes."""


def relations(articles: Sequence[Article], count: int, spread: Spread = map) -> Relations:
    """For each article at most `count` others. Equal likeness goes to the newer article. Parts of
    the same series are left out: the reader already sees them as the series."""
    if count == 0:
        return Relations(postings={}, lengths=(), nearest=tuple(() for _ in articles))
    rows: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for index, article in enumerate(articles):
        for term, weight in weighted(article.facts.keywords):
            rows[term].extend((index, weight))
    postings = {term: row.tobytes() for term, row in rows.items()}
    look = _look(articles, postings)
    followed = {}
    squares = [0] * len(articles)
    for term, row in rows.items():
        if rarity := look.rarity(len(row) // 2):
            followed[term] = postings[term]
            for index, weight in zip(row[::2], row[1::2], strict=True):
                squares[index] += (weight * rarity) ** 2
    lengths = [sqrt(square) or 1.0 for square in squares]
    series = [article.facts.front.series for article in articles]
    step = len(articles) // _PARTS + 1
    parts = (
        Part(
            start,
            [article.facts.keywords for article in articles[start : start + step]],
            series,
            followed,
            lengths,
            count,
        )
        for start in range(0, len(articles), step)
    )
    nearest = tuple(chain.from_iterable(spread(nearest_of, parts)))
    return Relations(postings=postings, lengths=tuple(lengths), nearest=nearest, count=count)


def nearest_of(part: Part) -> list[Ranked]:
    """The nearest of each article of the part."""
    series = part.series
    look = _Look(
        len(series), lambda i: part.keywords[i - part.start], series.__getitem__, part.postings
    )
    look.lengths = part.lengths
    end = part.start + len(part.keywords)
    return [look.nearest(index, part.count) for index in range(part.start, end)]


def followed(
    before: Relations,
    articles: Sequence[Article],
    old: Mapping[int, str],
    count: int,
    resorted: Set[int] = frozenset(),
) -> Relations | None:
    """What `relations` would give for `articles`, of which those in `old` had these keywords when
    `before` was made, those `resorted` may have stood elsewhere or in another series, and all else
    was the same; those after the last of them are gone. None when a look at everything is as fast.
    """
    look = _look(articles, dict(before.postings))
    changed = {i: words for i, words in old.items() if words != look.keywords_of(i)}
    if not (changed or resorted) or count == 0:
        return before
    moved = {index for term in look.take_over(changed) for index in look.row(term)[::2]}
    moved |= changed.keys() | resorted
    if len(articles) < LARGE or len(moved) > _FOLLOWED:
        return None
    look.lengths = list(before.lengths)
    for index in moved:
        look.lengths[index] = look.length(index)
    nearest = list(before.nearest)
    for index in moved | _affected(look, before.nearest, moved, resorted, count):
        nearest[index] = look.nearest(index, count)
    end = len(articles)
    return Relations(
        postings=look.postings,
        lengths=tuple(look.lengths[:end]),
        nearest=tuple(nearest[:end]),
        count=count,
    )


def _affected(
    look: "_Look", before: Sequence[Ranked], moved: set[int], resorted: Set[int], count: int
) -> set[int]:
    """Articles whose nearest ones are others, or in another order, since the weights of `moved`
    are new."""
    ranks = {index: dict(look.likenesses(index)) for index in moved}
    found = set()
    for other, ranked in enumerate(before):
        if any(i in resorted or ranks[i].get(other) != rank for rank, i in ranked if i in moved):
            found.add(other)
    for index, likenesses in ranks.items():
        for other, rank in likenesses.items():
            ranked = before[other]
            if len(ranked) < count or (rank, index) < ranked[-1]:
                found.add(other)
    return found


class _Look:
    """Weights and likenesses, as the terms of all articles make them."""

    def __init__(
        self,
        total: int,
        keywords_of: Callable[[int], str],
        series_of: Callable[[int], str],
        postings: dict[str, bytes],
    ) -> None:
        self.total, self.postings = total, postings
        self.keywords_of, self.series_of = keywords_of, series_of
        self.lengths: list[float] = []
        self._rows: dict[str, array[int]] = {}

    def row(self, term: str) -> "array[int]":
        """Index and weight in turn."""
        if term not in self._rows:
            self._rows[term] = array("I", self.postings.get(term, b""))
        return self._rows[term]

    def take_over(self, old: Mapping[int, str]) -> Iterator[str]:
        """Puts the present keywords of articles in the place of their old ones; tells which terms
        weigh something else for all others since."""
        touched: dict[str, int] = {}
        for index, keywords in old.items():
            before, now = dict(weighted(keywords)), dict(weighted(self.keywords_of(index)))
            for term in {term for term, _ in before.items() ^ now.items()}:
                row = self.row(term)
                touched.setdefault(term, self.rarity(len(row) // 2))
                if term in before:
                    at = row[::2].index(index)
                    del row[2 * at : 2 * at + 2]
                if term in now:
                    row.extend((index, now[term]))
                self.postings[term] = row.tobytes()
        for term, rarity in touched.items():
            if self.rarity(len(self.row(term)) // 2) != rarity:
                yield term

    def rarity(self, frequency: int) -> int:
        """What a term in so many articles weighs; 0 for terms that are not followed."""
        total = self.total
        if not 1 < frequency <= (MOST_POSTINGS if total > MOST_POSTINGS else total - 1):
            return 0
        if total < LARGE:
            return round(1000 * log(total / frequency))
        return total.bit_length() - frequency.bit_length()

    def length(self, index: int) -> float:
        """Of the vector of an article, the same as in `relations`."""
        return sqrt(sum(weight * weight for _, weight, _ in self._vector(index))) or 1.0

    def likenesses(self, index: int) -> Iterable[tuple[int, int]]:
        """Others that are like an article, and how much, negative."""
        dots: dict[int, int] = defaultdict(int)
        for row, weight, rarity in self._vector(index):
            factor = weight * rarity
            for other, other_weight in zip(row[::2], row[1::2], strict=True):
                dots[other] += factor * other_weight
        dots.pop(index, None)
        series = self.series_of(index)
        length = self.lengths[index]
        for other, dot in dots.items():
            likeness = round(dot / (length * self.lengths[other]) * 1e6)
            if likeness >= LEAST_LIKENESS and not (series and self.series_of(other) == series):
                yield other, -likeness

    def nearest(self, index: int, count: int) -> Ranked:
        """The most like an article."""
        return tuple(sorted((rank, other) for other, rank in self.likenesses(index))[:count])

    def _vector(self, index: int) -> Iterator[tuple["array[int]", int, int]]:
        """For each term that is followed: who has it, its weight here, its rarity."""
        for term, weight in weighted(self.keywords_of(index)):
            row = self.row(term)
            rarity = self.rarity(len(row) // 2)
            if rarity:
                yield row, weight * rarity, rarity


def _look(articles: Sequence[Article], postings: dict[str, bytes]) -> _Look:
    end = len(articles)  # what is numbered after the last of them is gone
    return _Look(
        end,
        lambda index: articles[index].facts.keywords if index < end else "",
        lambda index: articles[index].facts.front.series if index < end else "",
        postings,
    )
