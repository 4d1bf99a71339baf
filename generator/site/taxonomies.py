"""Which terms an archive has, and which tutorials each holds."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from generator.model import FrontMatter, Level
from generator.site.model import TAXONOMIES, Article, Facts, Term
from generator.site.permalinks import term_slugs
from generator.text.alphabet import sort_key

_TOGETHER = 8
_LEVEL_ORDER = {level.value: place for place, level in enumerate(Level)}


def _level(facts: Facts) -> tuple[str, ...]:
    return (facts.front.level.value,) if facts.front.level else ()


def _source(facts: Facts) -> tuple[str, ...]:
    return (facts.front.source.feed,) if facts.front.source else ()


def _series(facts: Facts) -> tuple[str, ...]:
    return (facts.front.series,) if facts.front.series else ()


_NAMES: dict[str, Callable[[Facts], tuple[str, ...]]] = {
    "tags": lambda facts: facts.front.tags,
    "authors": lambda facts: facts.front.authors,
    "sources": _source,
    "levels": _level,
    "years": lambda facts: (f"{facts.front.date.year:04d}",),
    "series": _series,
    "languages": lambda facts: facts.languages,
}


def taxonomies(articles: Sequence[Article]) -> dict[str, tuple[Term, ...]]:
    """Terms of each kind of TAXONOMIES. `articles` come newest first, and listings keep that
    order; only a series is in reading order. Levels and years have an order of their own."""
    return {kind: _terms(kind, articles) for kind in TAXONOMIES}


def terms_of(
    count: int, terms: dict[str, tuple[Term, ...]]
) -> tuple[dict[str, tuple[Term, ...]], ...]:
    """For each of `count` articles its terms by kind, in the order the article names them is not
    kept: terms stand in the order of their taxonomy."""
    found: list[dict[str, list[Term]]] = [defaultdict(list) for _ in range(count)]
    for kind, kind_terms in terms.items():
        for term in kind_terms:
            for index in term.articles:
                found[index][kind].append(term)
    return tuple({kind: tuple(items) for kind, items in each.items()} for each in found)


def together(
    tags: Sequence[Term], terms_of: Sequence[Mapping[str, tuple[Term, ...]]]
) -> dict[str, tuple[Term, ...]]:
    """For each tag, by its path, those that most often stand beside it, the most frequent first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for terms in terms_of:
        paths = [term.path for term in terms.get("tags", ())]
        for path in paths:
            counts[path].update(paths)
    by_path = {tag.path: tag for tag in tags}
    found = {}
    for path, beside in counts.items():
        del beside[path]
        nearest = sorted(beside, key=lambda other: (-beside[other], other))[:_TOGETHER]
        found[path] = tuple(by_path[other] for other in nearest)
    return found


def _terms(kind: str, articles: Sequence[Article]) -> tuple[Term, ...]:
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    members: dict[str, list[int]] = defaultdict(list)
    for index, article in enumerate(articles):
        for name in dict.fromkeys(_NAMES[kind](article.facts)):
            key = _folded(name)
            spellings[key][name] += 1
            if not members[key] or members[key][-1] != index:
                members[key].append(index)
    names = {key: _commonest(counts) for key, counts in spellings.items()}
    slugs = term_slugs(names.values())
    terms = [
        Term(
            kind=kind,
            name=names[key],
            path=f"{kind}/{slugs[names[key]]}/",
            articles=_listing_order(kind, indices, articles),
        )
        for key, indices in members.items()
    ]
    return tuple(sorted(terms, key=_order_of(kind)))


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _commonest(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))


def _listing_order(
    kind: str, indices: Sequence[int], articles: Sequence[Article]
) -> tuple[int, ...]:
    if kind != "series":
        return tuple(indices)

    def place(index: int) -> tuple[bool, int, str, str]:
        front: FrontMatter = articles[index].facts.front
        part = front.part
        return part is None, part or 0, front.date.isoformat(), articles[index].facts.path

    return tuple(sorted(indices, key=place))


def _order_of(kind: str) -> Callable[[Term], tuple[float, str, str]]:
    if kind == "levels":
        return lambda term: (_LEVEL_ORDER[term.name], "", "")
    if kind == "years":
        return lambda term: (-int(term.name), "", "")
    return lambda term: (0, sort_key(term.name), term.name)
