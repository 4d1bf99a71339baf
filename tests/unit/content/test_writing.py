"""Whatever a feed or a person calls things, a file reads back as it was written."""

import json
from datetime import UTC, datetime, timedelta, timezone

import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.content import dump, is_web_address, load
from generator.model import FrontMatter, Level, Provenance
from generator.text.links import web_address

NASTY = st.sampled_from(
    "no;null;~;2024;1.0;1e3;0x1F;true;---;...;- a;a: b;a #b;#a;'a';\"a\";[a];{a};*a;&a;!a;|;>;%a"
    ";@a;`a;a\\b;a\nb; a;a ;\ta;\u0085;\u2028;\u2029;\ufeff;\x1b[0m;\x7f;{{ 7*7 }};<b>;c++;a,b;?"
    ";: ;=;<<;\U0001f600;\u202e;e\u0301;.nan;a:;-".split(";")
)
ANY = st.one_of(NASTY, st.text(max_size=30), st.builds(str.__add__, NASTY, NASTY)).filter(
    lambda text: not any(c == "\0" or "\ufdd0" <= c <= "\ufdef" for c in text)
)
FULL = ANY.filter(lambda text: text.strip() != "")
LISTS = st.lists(FULL, max_size=4).map(tuple)
MOMENTS = st.datetimes(
    min_value=datetime(1, 1, 3),
    max_value=datetime(9999, 12, 29),
    timezones=st.one_of(
        st.just(UTC),
        st.integers(-86_000, 86_000).map(lambda seconds: timezone(timedelta(seconds=seconds))),
    ),
)
ADDRESSES = st.sampled_from(["", "https://example.org/a?b=c#d", "HTTP://ex.org", "https://é.org/ü"])
SOURCES = st.builds(
    Provenance,
    feed=FULL,
    id=ANY,
    link=ADDRESSES,
    title=ANY,
    licence=ANY,
    imported=st.none() | MOMENTS,
    source_digest=ANY,
    written_digest=ANY,
    alternates=LISTS,
)
FRONTS = st.builds(
    FrontMatter,
    title=FULL,
    date=MOMENTS,
    updated=st.none() | MOMENTS,
    slug=st.sampled_from(["", "a-b", "größe"]),
    tags=LISTS,
    authors=LISTS,
    series=ANY,
    part=st.none() | st.integers(0, 999),
    level=st.none() | st.sampled_from(Level),
    draft=st.booleans(),
    frozen=st.booleans(),
    summary_only=st.booleans(),
    aliases=st.sampled_from([(), ("/old/",), ("/old/", "older/one")]),
    canonical=ADDRESSES,
    description=ANY,
    language=st.sampled_from(["", "en", "zh-Hant-TW"]),
    source=st.none() | SOURCES,
)
BODIES = ANY.map(lambda text: text.replace("\r", "\n"))


@given(FRONTS, BODIES)
def test_what_is_written_reads_back(front: FrontMatter, body: str) -> None:
    tutorial, problems = load("content/a.md", dump(front, body).encode())
    assert problems == ()
    assert tutorial is not None
    assert (tutorial.front, tutorial.body) == (front, body)


@given(FRONTS)
def test_other_readers_of_yaml_see_the_same_text(front: FrontMatter) -> None:
    text = dump(front, "")
    values = yaml.safe_load(text.split("\n---\n")[0].removeprefix("---\n"))
    assert values["title"] == front.title
    assert tuple(values.get("tags", ())) == front.tags
    assert values.get("description", "") == front.description


@given(FRONTS, BODIES)
def test_no_sign_breaks_a_line_or_hides(front: FrontMatter, body: str) -> None:
    head = dump(front, body).split("\n---\n")[0]
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in head.replace("\n", ""))
    assert len(head.splitlines()) == head.count("\n") + 1


def test_a_file_is_short_and_in_a_fixed_order() -> None:
    front = FrontMatter(
        title="Lists: a start",
        date=datetime(2024, 1, 2, tzinfo=UTC),
        tags=("python", "c++", "no", ""),
        authors=("Ann Lee",),
        source=Provenance(feed="example", id="https://example.org/1"),
    )
    assert dump(front, "# Lists\n") == (
        '---\ntitle: "Lists: a start"\ndate: 2024-01-02\ntags: [python, c++, "no"]\n'
        'authors: [Ann Lee]\nsource:\n  feed: example\n  id: "https://example.org/1"\n---\n'
        "\n# Lists\n"
    )


def test_half_a_surrogate_pair_cannot_stop_a_file_from_being_written() -> None:
    front = FrontMatter(title=json.loads('"a\\ud800b"'), date=datetime(2024, 1, 2, 3, tzinfo=UTC))
    tutorial, _ = load("content/a.md", dump(front, "").encode())
    assert tutorial is not None
    assert tutorial.front.title == "a\ufffdb"


@given(
    st.text(max_size=20), st.sampled_from(["", "a.org/", "[::1]:8/", "é.org?", "a.org#", "a b/"])
)
def test_every_address_that_importing_keeps_can_be_read(path: str, host: str) -> None:
    address = web_address(f"https://{host}{path}")
    assert not address or is_web_address(address)
