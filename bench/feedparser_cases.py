"""How our Feed and Entry answer in feedparser's terms, for its own test files.

Give this file to the outside harness as its adapter: `fp_expect.py bench/feedparser_cases.py`.
`parse` answers with what an Entry holds; with `PREPARED=1` in the environment, feedparser itself
answers, on the bytes that our preparation hands to it: what it then fails, preparation has lost.
"""

import os
from datetime import UTC, datetime

from generator.feeds.document import open_document
from generator.feeds.parse import parse_feed
from generator.model import Entry, Problem

_NOTHING = {"bozo": True, "feed": {}, "entries": [], "version": "", "encoding": ""}


def parse(data: bytes, headers: dict[str, str]) -> object:
    content_type = headers.get("content-type", "")
    if os.environ.get("PREPARED"):
        return _prepared(data, headers, content_type)
    feed = parse_feed(data, name="case", content_type=content_type)
    if isinstance(feed, Problem):
        return _NOTHING
    return {
        "bozo": bool(feed.problems),
        "version": feed.format,
        "encoding": "utf-8",
        "feed": {"title": feed.title, "link": feed.link, "language": feed.language},
        "entries": [_entry(entry) for entry in feed.entries],
    }


def _prepared(data: bytes, headers: dict[str, str], content_type: str) -> object:
    import feedparser

    document = open_document(data, name="case", content_type=content_type)
    if isinstance(document, Problem):
        return _NOTHING
    utf8 = {**headers, "content-type": "application/xml; charset=utf-8"}
    return feedparser.parse(document.data, response_headers=utf8)


def _entry(entry: Entry) -> dict[str, object]:
    content = {"value": entry.html, "type": "text/html", "base": entry.base_url}
    told: dict[str, object] = {
        "title": entry.title,
        "link": entry.link,
        "id": entry.id,
        "summary": entry.html,
        "description": entry.html,
        "content": [{**content, "language": entry.language or None}],
        "tags": [{"term": tag, "scheme": None, "label": None} for tag in entry.tags],
        "authors": [{"name": name} for name in entry.authors],
        "author": entry.authors[0] if entry.authors else "",
        "language": entry.language,
    }
    for key, moment in (("published", entry.published), ("updated", entry.updated)):
        if moment is not None:
            told[f"{key}_parsed"] = _nine(moment)
    return told


def _nine(moment: datetime) -> tuple[int, ...]:
    return tuple(moment.astimezone(UTC).utctimetuple())
