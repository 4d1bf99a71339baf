"""Replacing the problems of some texts gives what looking at all of them gives."""

from hypothesis import assume, given
from hypothesis import strategies as st

from generator.model import Problem, Severity
from generator.pipeline.findings import edited, findings

_problems = st.builds(
    lambda code, severity, line: (code, severity, line),
    st.sampled_from(("link-broken", "alt-missing")),
    st.sampled_from((Severity.WARNING, Severity.NOTE)),
    st.integers(1, 400),
)
_texts = st.dictionaries(st.sampled_from("abcd"), st.lists(_problems, max_size=160), max_size=4)


def _told(texts: dict[str, list[tuple[str, Severity, int]]]) -> dict[str, tuple[Problem, ...]]:
    return {
        path: tuple(
            Problem(code=code, severity=severity, line=line, path=path, message="x")
            for code, severity, line in each
        )
        for path, each in texts.items()
    }


@given(_texts, _texts, st.sampled_from((1, 20, 50)))
def test_an_edit_gives_what_a_look_at_everything_gives(
    before: dict[str, list[tuple[str, Severity, int]]],
    fresh: dict[str, list[tuple[str, Severity, int]]],
    most: int,
) -> None:
    shared = (Problem(code="feed-unused", message="y", path="site.toml"),)
    old = findings(sorted(_told(before).items()), shared, most).trimmed()
    new = edited(old, _told(fresh))
    assume(new is not None)
    assert new is not None
    whole = findings(sorted(_told({**before, **fresh}).items()), shared)
    assert new.listed(most) == whole.listed(most)
    assert new.trimmed().totals == whole.totals
    assert new.are_many or new.listed(0) == whole.listed(0)


@given(_texts, st.sampled_from((1, 20, 50)))
def test_holding_only_what_will_be_listed_lists_the_same(
    texts: dict[str, list[tuple[str, Severity, int]]], most: int
) -> None:
    every, few = (findings(sorted(_told(texts).items()), (), listed) for listed in (0, most))
    assert few.listed(most) == every.listed(most)
    assert (few.counts, few.totals) == (every.counts, every.totals)
