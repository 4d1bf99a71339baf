"""Types of the assembled site: who stands where, and what belongs together.

Everything here is small: the HTML of a tutorial is kept apart from its facts, so that a build that
changes one page need not read ten thousand bodies.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from generator.model import FrontMatter, Heading, Image, Link, Problem

TAXONOMIES = ("tags", "authors", "sources", "levels", "years", "series", "languages")


class Facts(Struct, frozen=True, kw_only=True):
    """What other pages need to know about a tutorial. Lines are those of its file."""

    path: str
    front: FrontMatter
    words: int
    code_lines: int
    excerpt: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]
    languages: tuple[str, ...]
    """Languages of its code, the most used first."""
    keywords: str
    """Terms that say what it is about, see `generator.site.keywords`: as one text, since as values
    they were half of the memory of all facts."""
    problems: tuple[Problem, ...]


class Article(Struct, frozen=True, kw_only=True):
    """A tutorial with its address."""

    facts: Facts
    permalink: str
    """Site path with a trailing slash, without a leading one; empty for content/index.md."""


class Term(Struct, frozen=True, kw_only=True):
    """One value of a taxonomy, such as the tag `python`."""

    kind: str
    """One of TAXONOMIES."""
    name: str
    path: str
    """Site path of its listing."""
    articles: tuple[int, ...]
    """Indices into `Site.articles`, in the order of its listing."""


Ranked = tuple[tuple[int, int], ...]
"""Negative likeness and index of the nearest other articles, the nearest first."""


class Relations(Struct, frozen=True, kw_only=True, array_like=True):
    """The nearest of each article, and what is needed to follow an edit. Indices are those of the
    articles."""

    postings: dict[str, bytes]
    """For each term, index and weight of each article that has it, as 32-bit numbers."""
    lengths: tuple[float, ...]
    nearest: tuple[Ranked, ...]
    count: int = 0
    """So many of each, at most."""


class Gone(Struct, frozen=True, kw_only=True):
    """An address that was published once and has nothing to show any more."""

    path: str
    title: str
    of_term: bool
    """Whether it was the listing of a term, not a tutorial."""


class Site(Struct, frozen=True, kw_only=True):
    """The value that knows all pages. Indices count `articles`."""

    articles: Sequence[Article]
    """Newest first; equal dates by path."""
    dates: Sequence[str]
    """Of each article, ISO 8601: for those who need the dates of all and no more."""
    titles: Sequence[str]
    """The same of titles."""
    home: Article | None
    """content/index.md: the introduction of the home page, not a tutorial in listings."""
    taxonomies: dict[str, tuple[Term, ...]]
    """Terms of each kind, sorted by name; kinds in the order of TAXONOMIES."""
    terms_of: Sequence[Mapping[str, tuple[Term, ...]]]
    """For each article its terms by kind."""
    together: Mapping[str, tuple[Term, ...]]
    """For each tag, by its path, the tags that most often stand beside it."""
    neighbours: tuple[tuple[int | None, int | None], ...]
    """For each article the previous and the next one to read."""
    relations: Relations
    """Which articles are most like each."""
    by_path: dict[str, int]
    """Content path to article."""
    by_permalink: dict[str, int]
    aliases: dict[str, int]
    """Old site path to article."""
    source_titles: dict[str, str]
    """Name of each source to the title of its feed, as its newest tutorial has it."""
    problems: tuple[Problem, ...]
    gone: tuple[Gone, ...] = ()
