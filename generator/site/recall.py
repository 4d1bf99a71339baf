"""The assembled site of the last build, taken up again without its tutorials.

In: what `arrangement_of` kept of a site, and a way to get the facts of one tutorial. Out: the same
site; each article is made when somebody asks for it. For an edit that moved nothing: same
addresses, order and terms.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

from msgspec import Struct
from msgspec.structs import replace

from generator.model import FrontMatter
from generator.site.model import Article, Facts, Gone, Relations, Site, Term

Item = TypeVar("Item")
FactsOf = Callable[[str], Facts]
"""Path of a tutorial to its facts."""


class OnDemand(Sequence[Item]):
    """A sequence whose items are made when they are first asked for."""

    def __init__(self, length: int, make: Callable[[int], Item]) -> None:
        self._length, self._make = length, make
        self._made: dict[int, Item] = {}

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> Item: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...

    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        if isinstance(index, slice):
            return tuple(self[each] for each in range(*index.indices(self._length)))
        if index not in self._made:
            if not 0 <= index < self._length:
                raise IndexError(index)
            self._made[index] = self._make(index)
        return self._made[index]


class Arrangement(Struct, frozen=True, kw_only=True, array_like=True):
    """Everything about a site but the articles themselves and what is related."""

    paths: tuple[str, ...]
    """Of the content files, in the order of the articles."""
    permalinks: tuple[str, ...]
    dates: tuple[str, ...]
    titles: tuple[str, ...]
    home: str | None
    """Path of the content file."""
    taxonomies: dict[str, tuple[Term, ...]]
    terms_of: tuple[tuple[int, ...], ...]
    """For each article its terms, by their place among all terms of all kinds."""
    together: dict[str, tuple[int, ...]]
    """For each tag, by its path, others by their place among all terms."""
    neighbours: tuple[tuple[int | None, int | None], ...]
    aliases: dict[str, int]
    source_titles: dict[str, str]
    gone: tuple[Gone, ...]


def arrangement_of(site: Site) -> Arrangement:
    """What to keep of a site for `recalled`."""
    terms = [term for kind in site.taxonomies.values() for term in kind]
    members: list[list[int]] = [[] for _ in site.articles]
    for number, term in enumerate(terms):
        for index in term.articles:
            members[index].append(number)
    numbers = {term.path: number for number, term in enumerate(terms)}
    return Arrangement(
        paths=tuple(article.facts.path for article in site.articles),
        permalinks=tuple(article.permalink for article in site.articles),
        dates=tuple(site.dates),
        titles=tuple(site.titles),
        home=site.home.facts.path if site.home else None,
        taxonomies=site.taxonomies,
        terms_of=tuple(map(tuple, members)),
        together={
            path: tuple(numbers[term.path] for term in beside)
            for path, beside in site.together.items()
        },
        neighbours=tuple(site.neighbours),
        aliases=site.aliases,
        source_titles=site.source_titles,
        gone=site.gone,
    )


def recalled(kept: Arrangement, relations: Relations, facts_of: FactsOf) -> Site:
    """The site again."""
    terms = [term for kind in kept.taxonomies.values() for term in kind]

    def article(index: int) -> Article:
        return Article(facts=facts_of(kept.paths[index]), permalink=kept.permalinks[index])

    def terms_of(index: int) -> dict[str, tuple[Term, ...]]:
        found: dict[str, tuple[Term, ...]] = {}
        for number in kept.terms_of[index]:
            term = terms[number]
            found[term.kind] = (*found.get(term.kind, ()), term)
        return found

    return Site(
        articles=OnDemand(len(kept.paths), article),
        dates=kept.dates,
        titles=kept.titles,
        home=Article(facts=facts_of(kept.home), permalink="") if kept.home else None,
        taxonomies=kept.taxonomies,
        terms_of=OnDemand(len(kept.paths), terms_of),
        together={
            path: tuple(terms[number] for number in numbers)
            for path, numbers in kept.together.items()
        },
        neighbours=kept.neighbours,
        relations=relations,
        by_path={path: index for index, path in enumerate(kept.paths)},
        by_permalink={path: index for index, path in enumerate(kept.permalinks)},
        aliases=kept.aliases,
        source_titles=kept.source_titles,
        gone=kept.gone,
        problems=(),
    )


def stays_in_place(before: Facts, after: Facts) -> bool:
    """Whether an edit of a tutorial changes nothing but itself and what shows its title or
    excerpt."""
    return _standing(before.front) == _standing(after.front) and before.languages == after.languages


def _standing(front: FrontMatter) -> FrontMatter:
    return replace(front, title="", description="", canonical="")
