"""Which tutorials are most like each other: cosine over shared rare terms.

A term that half of the archive has says nothing, and following it costs most; a term that only one
tutorial has links to nothing. Between the two, weights are those of `keywords` times idf.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import log, sqrt

from generator.site.model import Article

MOST_POSTINGS = 60
"""Terms in more tutorials than this are not followed once the archive is that large."""
LEAST_LIKENESS = 0.06


def related(articles: Sequence[Article], count: int) -> tuple[tuple[int, ...], ...]:
    """For each article the indices of at most `count` others, the nearest first.

    Equal likeness goes to the newer article. Parts of the same series are left out: the reader
    already sees them as the series.
    """
    if count == 0:
        return tuple(() for _ in articles)
    vectors = _vectors(articles)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for index, vector in enumerate(vectors):
        for term, weight in vector:
            postings[term].append((index, weight))
    return tuple(
        _nearest(index, articles, vector, postings, count) for index, vector in enumerate(vectors)
    )


def _vectors(articles: Sequence[Article]) -> list[list[tuple[str, float]]]:
    frequency: dict[str, int] = defaultdict(int)
    for article in articles:
        for term, _ in article.facts.keywords:
            frequency[term] += 1
    most = max(MOST_POSTINGS, 0) if len(articles) > MOST_POSTINGS else len(articles) - 1
    vectors = []
    for article in articles:
        weighted = [
            (term, weight * log(len(articles) / frequency[term]))
            for term, weight in article.facts.keywords
            if 1 < frequency[term] <= most
        ]
        length = sqrt(sum(weight * weight for _, weight in weighted)) or 1.0
        vectors.append([(term, weight / length) for term, weight in weighted])
    return vectors


def _nearest(
    index: int,
    articles: Sequence[Article],
    vector: list[tuple[str, float]],
    postings: dict[str, list[tuple[int, float]]],
    count: int,
) -> tuple[int, ...]:
    likeness: dict[int, float] = defaultdict(float)
    for term, weight in vector:
        for other, other_weight in postings[term]:
            likeness[other] += weight * other_weight
    series = articles[index].facts.front.series
    ranked = sorted(
        (-round(value, 6), other)
        for other, value in likeness.items()
        if other != index
        and value >= LEAST_LIKENESS
        and not (series and articles[other].facts.front.series == series)
    )
    return tuple(other for _, other in ranked[:count])
