"""An entry is the item it was, whatever the order of entries and items."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config.model import SourceConfig
from generator.importer.identity import distinct, match, source_digest
from generator.importer.likeness import SAME, likeness, sketch
from generator.importer.names import file_slug, source_name
from generator.model import Entry
from generator.model.ledger import Item
from generator.text.slugs import MAX_BYTES, collision_key

RULES = SourceConfig(name="f", url="f.xml")
HOSTS = st.sampled_from(("http://a.example", "https://www.a.example", "https://b.example"))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    name = draw(st.sampled_from(("one", "two", "three", "")))
    return Entry(
        id=draw(st.sampled_from(("", "1", "2", "3"))),
        link=draw(st.sampled_from(("", f"{draw(HOSTS)}/{name}"))),
        title=draw(st.sampled_from(("One", "Two", ""))),
        html=draw(st.sampled_from(("<p>x</p>", "<p>y</p>"))),
        base_url="",
    )


def as_item(entry: Entry) -> Item:
    return Item(id=entry.id, link=entry.link, title=entry.title, source=source_digest(entry, RULES))


@given(st.lists(entries(), max_size=8), st.randoms(use_true_random=False))
def test_the_same_document_finds_each_of_its_items_again(
    found: list[Entry], random: Random
) -> None:
    known = distinct(found)
    digests = [source_digest(entry, RULES) for entry in known]
    items = [as_item(entry) for entry in known]
    random.shuffle(items)
    places = match(known, digests, items)
    assert [items[place].source for place in places if place is not None] == digests


@given(st.lists(entries(), max_size=7), st.data())
def test_the_order_of_entries_does_not_matter(found: list[Entry], data: st.DataObject) -> None:
    assert distinct(found) == distinct(data.draw(st.permutations(found)))


def test_the_digest_follows_the_entry_and_the_rules() -> None:
    entry = Entry(id="1", link="", title="T", html="x", base_url="")
    other = Entry(id="1", link="", title="T", html="y", base_url="")
    tagged = SourceConfig(name="f", url="f.xml", tags=("python",))
    assert len({source_digest(entry, RULES), source_digest(other, RULES)}) == 2
    assert source_digest(entry, RULES) != source_digest(entry, tagged)


@given(st.lists(st.text(max_size=120), max_size=12))
def test_file_names_never_collide_and_are_never_reserved(titles: list[str]) -> None:
    taken: set[str] = set()
    for number, title in enumerate([*titles, *titles]):
        slug = file_slug(title, "", f"{number}{title}", taken)
        assert collision_key(slug) not in taken
        assert slug not in ("index", "page", "images", "feed")
        assert len(slug.encode()) <= MAX_BYTES
        taken.add(collision_key(slug))


def test_long_titles_of_any_script_that_are_alike_get_names_of_their_own() -> None:
    """Found by Hypothesis: the digits that tell them apart were cut off with the end."""
    first = file_slug("漢字の題名" * 20, "", "1", set())
    second = file_slug("漢字の題名" * 20, "", "2", {collision_key(first)})
    assert first != second


@given(st.text(max_size=80), st.text(max_size=40), st.text(max_size=40))
def test_names_of_sources_are_those_that_the_configuration_takes(
    title: str, home: str, file: str
) -> None:
    import re

    name = source_name(title, f"https://{file.encode().hex()}.example/{home}", file, {"blog"})
    assert re.fullmatch("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?", name)
    assert name != "blog"


WORDS = st.lists(st.sampled_from([f"word{n}" for n in range(400)]), min_size=120, max_size=200)


@given(WORDS, st.integers(0, 100))
def test_nearly_equal_texts_share_half_of_their_marks(words: list[str], place: int) -> None:
    one, other = " ".join(words), " ".join([*words[:place], "changed", *words[place:]])
    if likeness(one, other) >= SAME:
        assert len({*_marks(sketch(one))} & {*_marks(sketch(other))}) * 2 >= 12


def _marks(sketched: str) -> list[str]:
    return [sketched[n : n + 5] for n in range(0, len(sketched), 5)]


@pytest.mark.parametrize("opened", ["<", "](", "<https://a", "[a](b"])
def test_what_is_opened_again_and_again_takes_no_more_time_than_its_length(opened: str) -> None:
    assert len(sketch("word " * 40 + opened * 300_000)) <= 60


def test_addresses_and_markup_are_no_text() -> None:
    plain = "Some words with a link and some code at the end"
    marked = "Some **words** with a [link](https://a.example/x) and some `code` at the *end*"
    assert likeness(plain, marked) == 1
