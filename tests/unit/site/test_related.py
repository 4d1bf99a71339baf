"""Related tutorials share what is rare, not what is everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from site_facts import facts, site

from generator.site import Article, Site
from generator.site import related as subject
from generator.site.carried import carried


def _nearest(made: Site, path: str) -> list[str]:
    ranked = made.relations.nearest[made.by_path[path]]
    return [made.articles[index].permalink for _, index in ranked]


def test_a_shared_rare_term_relates_and_a_common_one_does_not() -> None:
    common = [("python", 3.0)]
    made = site(
        facts("gather", keywords=(*common, ("asyncio.gather", 2.0))),
        facts("tasks", keywords=(*common, ("asyncio.gather", 1.0))),
        facts("orm", keywords=(*common, ("select_related", 2.0))),
    )
    assert _nearest(made, "content/gather.md") == ["tasks/"]
    assert _nearest(made, "content/orm.md") == []


def test_parts_of_the_same_series_are_not_repeated_as_related() -> None:
    words = (("asyncio.gather", 2.0),)
    made = site(
        facts("a", series="S", keywords=words),
        facts("b", series="S", keywords=words),
        facts("c", keywords=words),
        facts("d", keywords=(("x", 1.0),)),
    )
    assert _nearest(made, "content/a.md") == ["c/"]


_words = st.lists(st.sampled_from("abcdefgh"), max_size=6, unique=True)


@given(st.lists(_words, max_size=12), st.integers(0, 4))
def test_nothing_is_related_to_itself_and_the_count_holds(
    all_words: list[list[str]], count: int
) -> None:
    made = site(
        *(
            facts(f"t{number}", keywords=tuple((word, 1.0) for word in words))
            for number, words in enumerate(all_words)
        ),
        related_count=count,
    )
    for index, ranked in enumerate(made.relations.nearest):
        others = [other for _, other in ranked]
        assert index not in others
        assert len(others) == len(set(others)) <= count


_weighted = st.dictionaries(st.sampled_from("abcdefghijkl"), st.sampled_from((1.0, 1.414, 3.0)))


@given(
    st.lists(_weighted, min_size=3, max_size=14),
    st.dictionaries(st.integers(0, 2), _weighted, min_size=1),
    st.integers(1, 4),
)
def test_following_an_edit_gives_what_a_look_at_everything_gives(
    words: list[dict[str, float]], edits: dict[int, dict[str, float]], count: int
) -> None:
    def articles(all_words: list[dict[str, float]]) -> list[Article]:
        return [
            Article(facts=facts(f"t{number}", keywords=tuple(each.items())), permalink="")
            for number, each in enumerate(all_words)
        ]

    old, new = articles(words), articles([edits.get(i, each) for i, each in enumerate(words)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subject, "LARGE", 1)
        patch.setattr(subject, "MOST_POSTINGS", 4)
        before = subject.relations(old, count)
        keywords = {index: old[index].facts.keywords for index in edits}
        after = subject.followed(before, new, keywords, count)
        whole = subject.relations(new, count)
    assert after is not None
    assert (after.nearest, after.lengths) == (whole.nearest, whole.lengths)


_text = st.tuples(st.integers(0, 3), _weighted, st.sampled_from(("", "", "S", "T")))


@given(
    st.lists(_text, min_size=11, max_size=12),
    st.dictionaries(st.integers(0, 14), st.none() | _text, max_size=3),
    st.integers(1, 4),
)
def test_texts_that_come_go_or_move_give_what_a_look_at_everything_gives(
    texts: list[tuple[int, dict[str, float], str]],
    edits: dict[int, tuple[int, dict[str, float], str] | None],
    count: int,
) -> None:
    then = dict(enumerate(texts))
    now = {name: text for name, text in (then | edits).items() if text is not None}

    def articles(some: dict[int, tuple[int, dict[str, float], str]]) -> list[Article]:
        made = [
            facts(f"t{name}", day=day, series=series, keywords=tuple(words.items()))
            for name, (day, words, series) in sorted(some.items(), key=lambda item: str(item[0]))
        ]
        made.sort(key=lambda each: each.front.date, reverse=True)
        return [Article(facts=each, permalink="") for each in made]

    old, new = articles(then), articles(now)
    paths = [article.facts.path for article in old]
    edited = {f"content/t{name}.md" for name in edits}
    known = {each.facts.path: each.facts for each in old if each.facts.path in edited}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subject, "LARGE", 1)
        patch.setattr(subject, "MOST_POSTINGS", 4)
        before = subject.relations(old, count)
        after = carried(before, paths, known, new, count)
        whole = subject.relations(new, count)
        assert carried(before, paths, known, new, count + 1) is None
    assert after is not None
    assert (after.nearest, after.lengths) == (whole.nearest, whole.lengths)
    assert {
        term: row for term, row in after.postings.items() if row
    }.keys() == whole.postings.keys()
