"""The address that was meant is found among very many, whatever else is broken."""

from hypothesis import given
from hypothesis import strategies as st

from generator.check.names import Names

PATHS = ["python/asyncio/", "python/lists/", "rust/lists/", "feed.xml", ""]


def test_an_equal_name_elsewhere_is_what_was_meant() -> None:
    names = Names(PATHS)
    assert names.nearest("/old/asyncio/", "asyncio") == "/python/asyncio/"
    assert names.nearest("/pythn/lists/", "lists") == "/python/lists/"
    assert names.nearest("/rst/lists/", "lists") == "/rust/lists/"


def test_a_slip_is_seen_and_another_word_is_none() -> None:
    names = Names(PATHS)
    assert names.nearest("/python/asynci/", "asynci") == "/python/asyncio/"
    assert names.nearest("/python/asnycio/", "asnycio") == "/python/asyncio/"
    assert names.nearest("/nothing/", "nothing") == ""
    assert names.nearest("/", "") == ""


@given(st.permutations(["asynci", "asnycio", "list", "lsits", "feed", "zzz"]))
def test_an_answer_does_not_depend_on_earlier_questions(asked: list[str]) -> None:
    names = Names(PATHS)
    assert all(
        names.nearest(f"/{name}/", name) == Names(PATHS).nearest(f"/{name}/", name)
        for name in asked
    )
