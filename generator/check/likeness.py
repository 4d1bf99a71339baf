"""Titles and tags that readers cannot tell apart."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from generator.check.severity import for_own_text
from generator.model import Problem, Severity
from generator.site import Article, Term

SHORT_NAMES: Final[Mapping[str, str]] = {
    "csharp": "c#",
    "cpp": "c++",
    "golang": "go",
    "js": "javascript",
    "k8s": "kubernetes",
    "ml": "machinelearning",
    "nodejs": "node",
    "node.js": "node",
    "postgres": "postgresql",
    "py": "python",
    "python3": "python",
    "reactjs": "react",
    "rb": "ruby",
    "rs": "rust",
    "ts": "typescript",
    "vuejs": "vue",
    "vue.js": "vue",
}
"""Other names of the same thing, folded."""

_JOINTS: Final = re.compile(r"[\s_-]+")


def equal_titles(articles: Iterable[Article]) -> Iterator[Problem]:
    """Tutorials with the title of another one, in the order of their paths."""
    first: dict[str, str] = {}
    for article in sorted(articles, key=lambda article: article.facts.path):
        facts = article.facts
        title = alike(facts.front.title)
        if title in first:
            yield Problem(
                code="title-duplicate",
                message=f"“{facts.front.title[:80]}” is also the title of {first[title]}",
                severity=for_own_text(article),
                hint="Say in the title what is different, or remove one of the two.",
                path=facts.path,
            )
        first.setdefault(title, facts.path)


def alike(title: str) -> str:
    """The same for titles that readers cannot tell apart."""
    return " ".join(title.casefold().split())


def near_tags(tags: Iterable[Term], articles: Sequence[Article]) -> Iterator[Problem]:
    """Tags that are spellings of one another; each of the less used ones is told once."""
    groups: dict[str, list[Term]] = defaultdict(list)
    terms = sorted(tags, key=lambda term: (-len(term.articles), term.name))
    known = {_folded(term.name) for term in terms}
    for term in terms:
        groups[_singular(_folded(term.name), known)].append(term)
    for name in sorted(groups):
        main, *others = groups[name]
        for term in others:
            yield Problem(
                code="tag-near-duplicate",
                message=f"Tag “{term.name}” ({len(term.articles)}) stands beside "
                f"“{main.name}” ({len(main.articles)})",
                severity=Severity.NOTE,
                hint=f"Write “{main.name}” in both.",
                path=min(articles[index].facts.path for index in term.articles),
            )


def _folded(name: str) -> str:
    folded = _JOINTS.sub("", name.casefold())
    return SHORT_NAMES.get(folded, folded)


def _singular(name: str, known: set[str]) -> str:
    """Without the plural's ending, where the singular is a tag too."""
    return name[:-1] if name.endswith("s") and name[:-1] in known else name
