"""Newest first in listings, reading order in series, and what stands next to what."""

from hypothesis import given
from hypothesis import strategies as st
from site_facts import facts, site

from generator.model import Level, Provenance
from generator.site.pagination import cut, page_count, shown_numbers


def test_listings_show_the_newest_first_and_equal_dates_by_path() -> None:
    made = site(facts("b", day=1), facts("a", day=1), facts("c", day=2))
    assert [article.permalink for article in made.articles] == ["c/", "a/", "b/"]


def test_a_series_reads_by_part_then_by_date() -> None:
    made = site(
        facts("late", day=9, series="S", part=1),
        facts("first", day=1, series="S"),
        facts("second", day=2, series="S"),
    )
    (series,) = made.taxonomies["series"]
    assert [made.articles[i].permalink for i in series.articles] == ["late/", "first/", "second/"]


def test_neighbours_stay_within_a_series_or_a_source() -> None:
    source = Provenance(feed="blog", id="1")
    made = site(
        facts("own1", day=1),
        facts("fed", day=2, source=source),
        facts("own2", day=3),
        facts("part1", day=4, series="S"),
        facts("own3", day=5),
        facts("part2", day=6, series="S"),
    )
    by_name = {article.permalink: index for index, article in enumerate(made.articles)}

    def around(name: str) -> list[str | None]:
        pair = made.neighbours[by_name[name]]
        return [None if index is None else made.articles[index].permalink for index in pair]

    assert around("own2/") == ["own1/", "own3/"]
    assert around("fed/") == [None, None]
    assert around("part1/") == [None, "part2/"]


def test_terms_that_differ_in_case_or_space_are_one_under_the_commonest_spelling() -> None:
    made = site(
        facts("a", tags=("Web  Dev",)), facts("b", tags=("web dev",)), facts("c", tags=("web dev",))
    )
    (tag,) = made.taxonomies["tags"]
    assert (tag.name, len(tag.articles)) == ("web dev", 3)


def test_a_tag_named_like_an_object_property_is_a_tag() -> None:
    made = site(facts("a", tags=("__proto__", "constructor")))
    assert [term.name for term in made.taxonomies["tags"]] == ["constructor", "__proto__"]


def test_levels_go_from_easy_to_hard_and_years_from_new_to_old() -> None:
    made = site(
        facts("a", level=Level.ADVANCED, day=0),
        facts("b", level=Level.BEGINNER, day=400),
    )
    assert [term.name for term in made.taxonomies["levels"]] == ["beginner", "advanced"]
    assert [term.name for term in made.taxonomies["years"]] == ["2025", "2024"]


@given(st.integers(0, 500), st.integers(1, 50))
def test_pages_of_a_listing_hold_every_item_once_in_order(count: int, per_page: int) -> None:
    pages = cut(range(count), per_page)
    assert [item for page in pages for item in page] == list(range(count))
    assert all(len(page) <= per_page for page in pages)
    assert len(pages) == page_count(range(count), per_page) > 0


@given(st.integers(1, 60), st.data())
def test_page_numbers_offer_both_ends_and_hide_no_single_page(
    total: int, data: st.DataObject
) -> None:
    number = data.draw(st.integers(1, total))
    shown = shown_numbers(number, total)
    numbers = [each for each in shown if each is not None]
    assert numbers == sorted(set(numbers))
    assert {1, number, total} <= set(numbers)
    for before, gap, after in zip(shown, shown[1:], shown[2:], strict=False):
        if gap is None:
            assert before is not None
            assert after is not None
            assert after - before > 2
