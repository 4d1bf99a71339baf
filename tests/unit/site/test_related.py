"""Related tutorials share what is rare, not what is everywhere."""

from hypothesis import given
from hypothesis import strategies as st
from site_facts import facts, site


def test_a_shared_rare_term_relates_and_a_common_one_does_not() -> None:
    common = [("python", 3.0)]
    made = site(
        facts("gather", keywords=(*common, ("asyncio.gather", 2.0))),
        facts("tasks", keywords=(*common, ("asyncio.gather", 1.0))),
        facts("orm", keywords=(*common, ("select_related", 2.0))),
    )
    index = made.by_path["content/gather.md"]
    assert [made.articles[i].permalink for i in made.related[index]] == ["tasks/"]
    assert made.related[made.by_path["content/orm.md"]] == ()


def test_parts_of_the_same_series_are_not_repeated_as_related() -> None:
    words = (("asyncio.gather", 2.0),)
    made = site(
        facts("a", series="S", keywords=words),
        facts("b", series="S", keywords=words),
        facts("c", keywords=words),
        facts("d", keywords=(("x", 1.0),)),
    )
    assert [made.articles[i].permalink for i in made.related[made.by_path["content/a.md"]]] == [
        "c/"
    ]


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
    for index, others in enumerate(made.related):
        assert index not in others
        assert len(others) == len(set(others)) <= count
