"""A long feed is read in parts, and says what it would say as a whole."""

from pathlib import Path

import pytest

from generator.feeds import parts as long_feeds
from generator.feeds.parse import parse_feed
from generator.feeds.parts import parts
from generator.model import Feed, Problem

FEEDS = sorted((Path(__file__).parents[2] / "feeds").glob("*.xml"))


def an_item(text: str) -> str:
    return f"<item><title>{text}</title><description>{text}</description></item>"


def a_feed(items: str) -> bytes:
    return f'<rss version="2.0"><channel>{items}<title>After</title></channel></rss>'.encode()


@pytest.fixture
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_feeds, "LONG", 40)


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_parts_say_what_the_whole_says(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = parse_feed(path.read_bytes(), name="x")
    monkeypatch.setattr(long_feeds, "LONG", 40)
    assert parse_feed(path.read_bytes(), name="x") == whole


@pytest.mark.usefixtures("short_parts")
def test_no_part_is_much_longer_than_its_entries() -> None:
    found = [*parts(a_feed("\n".join(an_item(f"Post {n}") for n in range(20))), [])]
    assert len(found) == 20
    assert all(part.count(b"<item>") == 1 for part in found)


@pytest.mark.usefixtures("short_parts")
def test_entries_within_code_are_no_entries() -> None:
    code = "<![CDATA[<item></item> <item></item> <!-- <item>]]>"
    made = a_feed("".join(an_item(f"{n} {code}") for n in range(3)))
    read = parse_feed(made, name="x")
    assert isinstance(read, Feed)
    assert [entry.html for entry in read.entries] == [f"{n} {code[9:-3]}" for n in range(3)]
    assert read.title == "After"


@pytest.mark.usefixtures("short_parts")
@pytest.mark.parametrize("opened", ["<b>", "<!--", "<![CDATA[", "<item>"])
def test_what_is_never_closed_loses_no_entry_before_it(opened: str) -> None:
    made = a_feed(an_item("One") + an_item("Two") + an_item(f"Three{opened}") + an_item("Four"))
    read = parse_feed(made, name="x")
    assert isinstance(read, Feed)
    assert [entry.title for entry in read.entries[:2]] == ["One", "Two"]


def test_an_entry_too_large_to_parse_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_feeds, "LONG", 40)
    monkeypatch.setattr(long_feeds, "MAX_ENTRY", 2000)
    large = f"<item><title>Large</title><b><description>{'é' * 2000}</description></item>"
    fits = f"<item><title>Fits</title><description>{'é' * 1500}</description></item>"
    read = parse_feed(a_feed(an_item("One") + large + fits + large), name="x")
    assert isinstance(read, Feed)
    assert [entry.title for entry in read.entries] == ["One", "Fits"]
    assert [problem.code for problem in read.problems[1:]] == ["entry-too-large"] * 2
    assert "Large" in read.problems[1].message


@pytest.mark.parametrize("where", ["<channel>{0}<item></item></channel>", "<channel>{0}</channel>"])
def test_a_feed_that_is_long_without_entries_is_refused(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_feeds, "LONG", 40)
    monkeypatch.setattr(long_feeds, "MAX_FRAME", 100)
    text = where.format(f"<description>{'long ' * 20}</description>")
    refused = parse_feed(f'<rss version="2.0">{text}</rss>'.encode(), name="x")
    assert isinstance(refused, Problem)
    assert refused.code == "feed-too-large"
