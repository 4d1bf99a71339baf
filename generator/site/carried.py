"""What is related in an archive to which texts came, or went, or had their dates changed.

In: the relations of before, which texts there were, and the articles of now. Out: what a look at
everything would give: the old ones under their new numbers, followed from there.
"""

from array import array
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from generator.site import related
from generator.site.model import Article, Facts, Ranked, Relations
from generator.site.related import followed


def carried(
    before: Relations,
    paths: Sequence[str],
    known: Mapping[str, Facts],
    articles: Sequence[Article],
    count: int,
) -> Relations | None:
    """`paths` are those of the articles of before; `known` are the facts that those of them had
    that were edited, or are gone. None when a look at everything is as fast, or the only way."""
    now, then = len(articles), len(paths)
    same_weights = now == then or (
        now.bit_length() == then.bit_length()
        and min(now, then) > max(related.LARGE, related.MOST_POSTINGS)
    )
    is_whole = len(before.nearest) == len(before.lengths) == then
    if before.count != count or not (is_whole and same_weights):
        return None
    at = {article.facts.path: index for index, article in enumerate(articles)}
    gone = [path for path in paths if path not in at]
    at.update({path: now + number for number, path in enumerate(gone)})
    old: dict[int, str] = {at[path]: known[path].keywords for path in known}
    had = set(paths)
    old.update({index: "" for path, index in at.items() if path not in had})
    resorted = frozenset(at[path] for path in known)
    numbered = _renumbered(before, [at[path] for path in paths], len(at))
    return followed(numbered, articles, old, count, resorted)


def _renumbered(before: Relations, numbers: Sequence[int], total: int) -> Relations:
    """With other numbers for the articles; there is room for `total`."""
    rows = array("I", b"".join(before.postings.values()))
    rows[::2] = array("I", map(numbers.__getitem__, rows[::2]))
    data, ends = rows.tobytes(), accumulate(map(len, before.postings.values()), initial=0)
    cuts = zip(before.postings, pairwise(ends), strict=True)
    lengths = [1.0] * total
    nearest: list[Ranked] = [()] * total
    for number, length, ranked in zip(numbers, before.lengths, before.nearest, strict=True):
        lengths[number] = length
        nearest[number] = tuple((rank, numbers[other]) for rank, other in ranked)
    return Relations(
        postings={term: data[start:end] for term, (start, end) in cuts},
        lengths=tuple(lengths),
        nearest=tuple(nearest),
        count=before.count,
    )
