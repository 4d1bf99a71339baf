"""All problems of a site, so kept that an edit of one text replaces only those of that text.

Of each kind only the first are kept for the next build, with how many there are: an archive can
have a broken link on every page, and nobody reads a hundred thousand lines.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.model import Problem, Severity

SHOWN = 50
"""Problems of a kind that can be asked for, unless all are."""
_KEPT = 100
"""Some more, for those that are mended."""


class Findings(Struct, frozen=True, kw_only=True, array_like=True):
    """Problems, judged."""

    of_texts: tuple[Problem, ...]
    """Those that texts have one by one, by their place; of each kind the first at least."""
    shared: tuple[Problem, ...]
    """All others, by their place."""
    counts: dict[str, dict[str, int]]
    """For each text with problems how many it has of each kind."""
    totals: dict[str, int]
    """How many problems of texts there are of each kind."""

    def failing(self, *, strict: bool, texts_too: bool = True) -> bool:
        """Whether there are problems that fail a build; those of content/ only if `texts_too`."""
        failing = [Severity.ERROR, *([Severity.WARNING] if strict else [])]
        shared = (each for each in self.shared if texts_too or not each.path.startswith("content/"))
        kinds = {kind_of(each) for each in shared} | (self.totals.keys() if texts_too else set())
        return any(kind.startswith(tuple(failing)) for kind in kinds)

    @property
    def are_many(self) -> bool:
        """Whether some are only counted."""
        return len(self.of_texts) < sum(self.totals.values())

    def trimmed(self) -> "Findings":
        """As it is kept for the next build."""
        return replace(self, of_texts=_firsts(self.of_texts, _KEPT))

    def listed(self, most: int) -> tuple[tuple[Problem, ...], dict[str, int]]:
        """As `shortened`."""
        unlisted = Counter(self.totals)
        unlisted.subtract(map(kind_of, self.of_texts))
        return shortened([*self.of_texts, *self.shared], unlisted, most)


def kind_of(problem: Problem) -> str:
    """What is listed together: `warning link-broken`."""
    return f"{problem.severity} {problem.code}"


def findings(
    of_texts: Iterable[tuple[str, Sequence[Problem]]], shared: Iterable[Problem], listed: int = 0
) -> Findings:
    """`of_texts` are the paths of texts, sorted, and what each has. Where no more than `listed` of
    a kind will be asked for, only so many as the next build needs are held (0: all)."""
    most = _KEPT if 0 < listed <= SHOWN else sys.maxsize
    held: list[Problem] = []
    counts: dict[str, dict[str, int]] = {}
    totals: Counter[str] = Counter()
    for path, problems in of_texts:
        if problems:
            seen = totals.copy()
            for problem in sorted(problems, key=_place):
                kind = kind_of(problem)
                totals[kind] += 1
                if totals[kind] <= most:
                    held.append(problem)
            counts[path] = dict(totals - seen)
    return Findings(
        of_texts=tuple(held),
        shared=tuple(sorted(shared, key=_place)),
        counts=counts,
        totals=dict(totals),
    )


def edited(before: Findings, fresh: Mapping[str, tuple[Problem, ...]]) -> Findings | None:
    """With the problems that some texts have now; None when those that move up are not known."""
    had = before.totals
    fresh_counts = {path: counts for path, each in fresh.items() if (counts := _counted(each))}
    has = Counter(had)
    for path in fresh:
        has.subtract(before.counts.get(path, {}))
        has.update(fresh_counts.get(path, {}))
    old, new = _by_kind(before.of_texts), _by_kind(each for own in fresh.values() for each in own)
    kept: list[Problem] = []
    for kind in +has:
        known, added = old.get(kind, []), new.get(kind, [])
        left = [problem for problem in known if problem.path not in fresh]
        if len(known) < had.get(kind, 0):
            added = [problem for problem in added if _place(problem) <= _place(known[-1])]
            if len(left) + len(added) < min(SHOWN, has[kind]):
                return None
        kept += sorted([*left, *added], key=_place)[:_KEPT]
    others = {path: each for path, each in before.counts.items() if path not in fresh}
    return Findings(
        of_texts=tuple(sorted(kept, key=_place)),
        shared=before.shared,
        counts=others | fresh_counts,
        totals=dict(+has),
    )


def shortened(
    problems: Sequence[Problem], unlisted: Mapping[str, int], most: int
) -> tuple[tuple[Problem, ...], dict[str, int]]:
    """At most so many problems of each kind by their place (0: all), and how many there are of
    each kind beyond those; `unlisted` are beyond `problems`."""
    shown = _firsts(problems, most)
    totals = Counter(map(kind_of, problems))
    totals.update(unlisted)
    totals.subtract(map(kind_of, shown))
    return shown, {kind: count for kind, count in sorted(totals.items()) if count}


def _firsts(problems: Iterable[Problem], most: int) -> tuple[Problem, ...]:
    ordered = sorted(problems, key=_place)
    if not most:
        return tuple(ordered)
    seen: Counter[str] = Counter()
    shown = []
    for problem in ordered:
        kind = kind_of(problem)
        seen[kind] += 1
        if seen[kind] <= most:
            shown.append(problem)
    return tuple(shown)


def _counted(problems: Iterable[Problem]) -> dict[str, int]:
    return dict(Counter(map(kind_of, problems)))


def _by_kind(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        found[kind_of(problem)].append(problem)
    return found


def _place(problem: Problem) -> tuple[str, int, int, str, str, str, str]:
    return (
        problem.path,
        problem.line,
        problem.column,
        problem.code,
        problem.message,
        problem.severity,
        problem.hint,
    )
