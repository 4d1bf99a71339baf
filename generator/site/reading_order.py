"""What to read before and after each tutorial.

Parts of a series follow the series. All other tutorials follow the dates within their section:
their source for imported ones, the archive's own tutorials otherwise.
"""

from collections import defaultdict
from collections.abc import Sequence

from generator.site.model import Article, Term


def neighbours(
    articles: Sequence[Article], series: Sequence[Term]
) -> tuple[tuple[int | None, int | None], ...]:
    """For each article the indices of the previous (older) and the next (newer) one, or None."""
    sequences: list[Sequence[int]] = [term.articles for term in series]
    in_series = {index for term in series for index in term.articles}
    sections: dict[str, list[int]] = defaultdict(list)
    for index in reversed(range(len(articles))):
        if index not in in_series:
            source = articles[index].facts.front.source
            sections[source.feed if source else ""].append(index)
    sequences.extend(sections[name] for name in sorted(sections))
    found: list[tuple[int | None, int | None]] = [(None, None)] * len(articles)
    for sequence in sequences:
        for place, index in enumerate(sequence):
            found[index] = (
                sequence[place - 1] if place else None,
                sequence[place + 1] if place + 1 < len(sequence) else None,
            )
    return tuple(found)
