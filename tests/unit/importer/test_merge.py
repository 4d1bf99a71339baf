"""Three-way merge: changes apart are both kept, changes of one place are left to the author."""

from datetime import UTC, datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from generator.importer.merge import merge_front, merge_text
from generator.model import FrontMatter, Level, Provenance

LINES = st.lists(st.sampled_from(("a", "b", "c", "", "d e")), max_size=12)


def text(lines: list[str]) -> str:
    return "\n".join(lines)


@given(LINES, LINES)
def test_one_sided_changes_are_taken(base: list[str], other: list[str]) -> None:
    assert merge_text(text(base), text(base), text(other)) == text(other)
    assert merge_text(text(base), text(other), text(base)) == text(other)


@given(LINES, LINES)
def test_the_same_change_on_both_sides_is_no_conflict(base: list[str], other: list[str]) -> None:
    assert merge_text(text(base), text(other), text(other)) == text(other)


@given(LINES, LINES, LINES)
def test_who_is_who_does_not_matter(base: list[str], ours: list[str], theirs: list[str]) -> None:
    one = merge_text(text(base), text(ours), text(theirs))
    assert one == merge_text(text(base), text(theirs), text(ours))


@given(
    st.lists(st.uuids().map(str), min_size=3, max_size=20, unique=True),
    st.data(),
)
def test_edits_of_different_lines_are_both_kept(base: list[str], data: st.DataObject) -> None:
    mine = data.draw(st.integers(0, len(base) - 3))
    new = data.draw(st.integers(mine + 2, len(base) - 1))
    ours, theirs, both = list(base), list(base), list(base)
    ours[mine] = both[mine] = "by me"
    theirs[new] = both[new] = "by them"
    assert merge_text(text(base), text(ours), text(theirs)) == text(both)


@given(st.lists(st.uuids().map(str), min_size=1, max_size=12, unique=True), st.data())
def test_different_edits_of_one_line_are_a_conflict(base: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(base) - 1))
    ours, theirs = list(base), list(base)
    ours[place], theirs[place] = "by me", "by them"
    assert merge_text(text(base), text(ours), text(theirs)) is None


@given(LINES, LINES, LINES)
def test_no_line_that_only_one_side_added_is_lost(
    base: list[str], ours: list[str], theirs: list[str]
) -> None:
    merged = merge_text(text([*base, "."]), text(["mine", *ours, "."]), text([*theirs, ".", "new"]))
    if merged is not None:
        assert merged.split("\n")[0] == "mine" or "mine" in merged
        assert "new" in merged.split("\n")


def test_a_persons_fields_stay_and_the_others_follow_the_feed() -> None:
    date = datetime(2025, 1, 1, tzinfo=UTC)
    source = Provenance(feed="f", id="1", source_digest="old", alternates=("https://x.example/",))
    base = FrontMatter(title="T", date=date, tags=("a",), source=source)
    ours = msgspec.structs.replace(base, title="Mine", level=Level.BEGINNER)
    theirs = msgspec.structs.replace(
        base,
        title="Theirs",
        tags=("a", "b"),
        source=Provenance(feed="f", id="1", source_digest="new"),
    )
    merged = merge_front(base, ours, theirs)
    assert (merged.title, merged.level, merged.tags) == ("Mine", Level.BEGINNER, ("a", "b"))
    assert merged.source is not None
    assert merged.source.source_digest == "new"
    assert merged.source.alternates == ("https://x.example/",)
