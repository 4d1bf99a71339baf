"""Each feed of tests/feeds says, to us, what the file of the same name in JSON says it does."""

import json
from pathlib import Path

import msgspec
import pytest

from generator.feeds.parse import parse_feed
from generator.model import Feed

FEEDS = Path(__file__).parents[2] / "feeds"
PAIRS = sorted(path for path in FEEDS.iterdir() if not path.name.endswith(".expected.json"))


def told(feed: Feed) -> object:
    """A feed as plain values, without what is empty."""

    def dense(value: object) -> object:
        if isinstance(value, dict):
            return {
                key: dense(item) for key, item in value.items() if item not in ("", [], None, False)
            }
        return [dense(item) for item in value] if isinstance(value, list) else value

    return dense(json.loads(msgspec.json.encode(feed)))


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: path.name)
def test_a_feed_says_what_is_expected(path: Path) -> None:
    feed = parse_feed(path.read_bytes(), name=path.name)
    assert isinstance(feed, Feed)
    expected = path.with_name(f"{path.name}.expected.json")
    assert told(feed) == json.loads(expected.read_text(encoding="utf-8"))
