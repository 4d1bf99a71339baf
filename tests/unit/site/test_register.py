"""An address that was published once shows its tutorial, leads to it, or says that it is gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from site_facts import facts, site

from generator.model.register import Entry
from generator.site import Facts
from generator.site.register import Settled, read_register, register_text, settle


def published(*tutorials: Facts) -> tuple[Entry, ...]:
    return settle(site(*tutorials), ()).register


def leads_to(settled: Settled, address: str) -> str:
    return settled.site.articles[settled.site.aliases[address]].facts.path


def test_a_first_build_remembers_tutorials_aliases_and_terms() -> None:
    register = published(facts("a", tags=("Lists",), aliases=("/old.html",)))
    assert [(entry.address, entry.file) for entry in register] == [
        ("a/", "content/a.md"),
        ("old.html", "content/a.md"),
        ("tags/lists/", ""),
        ("years/2024/", ""),
    ]


def test_a_changed_slug_leaves_a_redirect() -> None:
    settled = settle(site(facts("a", slug="better")), published(facts("a")))
    assert leads_to(settled, "a/") == "content/a.md"
    assert not settled.problems


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (facts("a", title="Lists"), facts("b/c", title="Lists", day=3)),
        (facts("a", title="Lists", day=3), facts("b", title="Lists and tuples", day=3)),
    ],
    ids=["same title", "same date"],
)
def test_a_renamed_file_leaves_a_redirect_that_stays(before: Facts, after: Facts) -> None:
    others = (facts("x", day=8), facts("y", day=9))
    first = settle(site(after, *others), published(before, *others))
    assert leads_to(first, "a/") == after.path
    changed = facts(after.path.removeprefix("content/").removesuffix(".md"), title="Anew", day=5)
    assert leads_to(settle(site(changed, *others), first.register), "a/") == after.path


def test_a_file_renamed_again_and_again_is_found_from_each_of_its_addresses() -> None:
    register = published(facts("a", title="Lists"))
    for name in ("b", "c", "d"):
        settled = settle(site(facts(name, title="Lists")), register)
        register = settled.register
    assert {leads_to(settled, address) for address in ("a/", "b/", "c/")} == {"content/d.md"}


def test_a_dropped_alias_still_leads_on() -> None:
    settled = settle(site(facts("a")), published(facts("a", aliases=("/old/",))))
    assert leads_to(settled, "old/") == "content/a.md"


def test_a_removed_tutorial_leaves_a_page_and_a_note() -> None:
    settled = settle(site(facts("b")), published(facts("a", title="Lists"), facts("b", day=1)))
    assert [(each.path, each.title) for each in settled.site.gone] == [("a/", "Lists")]
    assert [problem.code for problem in settled.problems] == ["address-gone"]


def test_a_term_without_tutorials_leaves_a_page_and_no_word() -> None:
    settled = settle(site(facts("a")), published(facts("a", tags=("old",))))
    assert [(each.path, each.of_term) for each in settled.site.gone] == [("tags/old/", True)]
    assert not settled.problems


def test_a_tutorial_that_comes_back_has_its_address_back() -> None:
    gone = settle(site(facts("b")), published(facts("a"), facts("b")))
    back = settle(site(facts("a"), facts("b")), gone.register)
    assert not back.site.gone
    assert "a/" in back.site.by_permalink


def test_two_heirs_are_no_heir() -> None:
    after = (facts("b", title="Intro", day=1), facts("c", title="Intro", day=2))
    settled = settle(site(*after), published(facts("a", title="Intro", day=5)))
    assert [each.path for each in settled.site.gone] == ["a/"]


def test_a_tutorial_that_was_there_before_inherits_nothing() -> None:
    before = (facts("a", title="Intro", day=1), facts("b", title="Intro", day=2))
    settled = settle(site(before[1]), published(*before))
    assert [each.path for each in settled.site.gone] == ["a/"]


def test_the_address_of_one_that_moved_taken_by_another_is_named() -> None:
    after = (facts("a", slug="new-home"), facts("b", slug="a", day=4))
    settled = settle(site(*after), published(facts("a")))
    assert [problem.code for problem in settled.problems] == ["address-reused"]
    assert "content/b.md" in settled.problems[0].message


def test_a_new_text_at_the_address_of_a_removed_one_is_no_problem() -> None:
    settled = settle(site(facts("c", slug="a", day=9)), published(facts("a")))
    assert not settled.problems
    assert {entry.file for entry in settled.register if entry.address == "a/"} == {"content/c.md"}


def test_a_copied_file_wins_over_a_page_that_is_gone() -> None:
    settled = settle(site(facts("b")), published(facts("a"), facts("b")), ["a/index.html"])
    assert not settled.site.gone


def test_lines_that_a_merge_left_are_named() -> None:
    text = register_text(published(facts("a"), facts("b")))
    first, *rest = text.splitlines()
    _, problems = read_register("\n".join([first, "<<<<<<< ours", *rest]))
    assert [(problem.code, problem.line) for problem in problems] == [("register-broken", 2)]


@pytest.mark.parametrize("address", ["/../../etc/", "//host/", "/a/../b/", "/a b/", ""])
def test_no_line_leads_out_of_the_site(address: str) -> None:
    entries, problems = read_register(f"{address}\tcontent/a.md\t2024-01-01\tA\n")
    settled = settle(site(facts("b")), entries)
    assert [problem.code for problem in (*problems, *settled.problems)] == ["register-broken"]
    assert not settled.site.gone


SLUGS = st.sampled_from(["", "a", "b", "c"])
TUTORIALS = st.lists(
    st.builds(
        lambda name, title, day, slug, tags, aliases: facts(
            name, title=title, day=day, slug=slug, tags=tuple(tags), aliases=tuple(aliases)
        ),
        st.sampled_from(["a", "b", "c", "d/e"]),
        st.sampled_from(["One", "Two", "Three\twith a tab"]),
        st.integers(0, 3),
        SLUGS,
        st.lists(st.sampled_from(["x", "y"]), max_size=2),
        st.lists(st.sampled_from(["/a/", "/old/", "/B/", "/old.html"]), max_size=2),
    ),
    unique_by=lambda item: item.path,
    max_size=4,
)


@given(st.lists(TUTORIALS, min_size=1, max_size=4))
def test_no_address_is_ever_lost_and_settling_twice_changes_nothing(
    history: list[list[Facts]],
) -> None:
    register: tuple[Entry, ...] = ()
    for tutorials in history:
        known = {entry.address for entry in register}
        before = site(*tutorials)
        settled = settle(before, register)
        shown = settled.site
        addresses = {*shown.by_permalink, *shown.aliases, *(each.path for each in shown.gone)}
        listed = {term.path for terms in shown.taxonomies.values() for term in terms}
        named = " ".join(problem.message for problem in settled.problems)
        for address in known - addresses - listed:
            assert f"/{address} was" in named
        again = settle(before, settled.register)
        assert again == settled
        register, problems = read_register(register_text(settled.register))
        assert register == settled.register
        assert not problems
