"""A tutorial's address is its path, and no two pages share one."""

import pytest
from site_facts import facts, site

from generator.site.permalinks import permalink, term_slugs


@pytest.mark.parametrize(
    ("path", "slug", "address"),
    [
        ("content/python/asyncio-basics.md", "", "python/asyncio-basics/"),
        ("content/intro.md", "", "intro/"),
        ("content/python/index.md", "", "python/"),
        ("content/index.md", "", ""),
        ("content/My Notes/Übung 1.md", "", "my-notes/übung-1/"),
        ("content/python/old-name.md", "new-name", "python/new-name/"),
        ("content/python/index.md", "start", "python/start/"),
    ],
)
def test_permalink_follows_the_path(path: str, slug: str, address: str) -> None:
    assert permalink(path, slug) == address


def test_names_that_differ_only_in_signs_get_different_addresses() -> None:
    slugs = term_slugs(["C", "C++", "C#", "c", "!", "?"])
    assert len(set(slugs.values())) == len(slugs)


def test_the_address_of_a_term_does_not_depend_on_the_order_of_names() -> None:
    names = ["a b", "a-b", "A B", "x"]
    assert term_slugs(names) == term_slugs(reversed(names))


def test_two_tutorials_on_one_address_are_a_problem_that_names_both() -> None:
    made = site(facts("one"), facts("two", slug="ONE"))
    assert [problem.code for problem in made.problems] == ["address-taken"]
    assert "content/one.md" in made.problems[0].message
    assert made.problems[0].path == "content/two.md"
    assert len(made.articles) == 1


@pytest.mark.parametrize("address", ["search", "tutorials", "tags", "tags/x", "tutorials/page/2"])
def test_a_page_that_the_site_makes_keeps_its_address(address: str) -> None:
    """Under --keep-going the rest is built, so neither may stay."""
    tutorial = site(facts("one", tags=("x",)), facts(f"{address}/index"))
    alias = site(facts("one", tags=("x",), aliases=(f"/{address}/",)))
    assert [problem.code for problem in tutorial.problems] == ["address-taken"]
    assert [problem.code for problem in alias.problems] == ["address-taken"]
    assert [article.permalink for article in tutorial.articles] == ["one/"]
    assert not alias.aliases


def test_a_redirect_cannot_replace_a_feed() -> None:
    made = site(facts("one", aliases=("/feed.xml", "/old.xml")))
    assert [problem.code for problem in made.problems] == ["address-taken"]
    assert list(made.aliases) == ["old.xml/"]


def test_an_alias_over_a_page_is_a_problem_and_leads_nowhere() -> None:
    made = site(facts("one"), facts("two", aliases=("/one/", "/old/")))
    assert [problem.path for problem in made.problems] == ["content/two.md"]
    assert made.aliases == {"old/": made.by_path["content/two.md"]}


def test_the_index_of_content_introduces_the_home_page_and_is_no_tutorial() -> None:
    made = site(facts("index"), facts("one"))
    assert made.home is not None
    assert [article.permalink for article in made.articles] == ["one/"]


def test_long_file_names_are_not_cut_so_that_their_ends_still_tell_them_apart() -> None:
    name = "how-to-" + "install-" * 15
    made = site(facts(f"{name}16-04"), facts(f"{name}18-04"))
    assert made.problems == ()
