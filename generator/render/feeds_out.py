"""The archive's own feeds: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1 of one listing."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from msgspec import Struct

from generator.model import Output
from generator.render.addresses import absolute
from generator.render.cards import iso_utc
from generator.render.context import SiteContext
from generator.render.feed_entries import FeedEntry, add, changed, identity, rfc_822

_ATOM = "http://www.w3.org/2005/Atom"
_RSS = {
    "version": "2.0",
    "xmlns:atom": _ATOM,
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_GENERATOR = "Tutorial Archive"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class FeedHead(Struct, frozen=True, kw_only=True):
    """What a feed says of itself."""

    path: str
    """Site path of the listing beside which it stands."""
    title: str
    updated: datetime


def feed_head(context: SiteContext, path: str, title: str, indices: Sequence[int]) -> FeedHead:
    """Of the feed with these articles in it."""
    moments = [changed(context.site.articles[index]) for index in indices]
    return FeedHead(path=path, title=title, updated=max(moments, default=_EPOCH))


def feed_outputs(
    context: SiteContext, head: FeedHead, entries: Sequence[FeedEntry]
) -> tuple[Output, ...]:
    """`feed.xml`, `rss.xml` and `feed.json` beside a listing."""
    made = {
        "feed.xml": _atom(context, head, entries),
        "rss.xml": _rss(context, head, entries),
        "feed.json": _json_feed(context, head, entries),
    }
    return tuple(Output(path=head.path + name, data=text.encode()) for name, text in made.items())


def newest(context: SiteContext, indices: tuple[int, ...]) -> list[int]:
    """Which articles of a listing stand in its feed, the newest first."""
    return sorted(indices)[: context.config.build.feed_items]


def _atom(context: SiteContext, head: FeedHead, entries: Sequence[FeedEntry]) -> str:
    config, base_url = context.config, context.base_url
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": config.language})
    add(feed, "id", identity(base_url, head.path))
    add(feed, "title", head.title)
    if config.description:
        add(feed, "subtitle", config.description)
    add(feed, "updated", iso_utc(head.updated))
    add(ET.SubElement(feed, "author"), "name", config.author or config.title)
    own = absolute(base_url, head.path + "feed.xml")
    add(feed, "link", "", rel="self", type="application/atom+xml", href=own)
    add(feed, "link", "", rel="alternate", type="text/html", href=absolute(base_url, head.path))
    add(feed, "generator", _GENERATOR)
    return _closed(feed, [entry.atom for entry in entries], "</feed>")


def _rss(context: SiteContext, head: FeedHead, entries: Sequence[FeedEntry]) -> str:
    config, base_url = context.config, context.base_url
    rss = ET.Element("rss", _RSS)
    channel = ET.SubElement(rss, "channel")
    add(channel, "title", head.title)
    add(channel, "link", absolute(base_url, head.path))
    add(channel, "description", config.description or head.title)
    add(channel, "language", config.language)
    add(channel, "lastBuildDate", rfc_822(head.updated))
    add(channel, "generator", _GENERATOR)
    own = absolute(base_url, head.path + "rss.xml")
    add(channel, "atom:link", "", rel="self", type="application/rss+xml", href=own)
    return _closed(rss, [entry.rss for entry in entries], "</channel></rss>")


def _json_feed(context: SiteContext, head: FeedHead, entries: Sequence[FeedEntry]) -> str:
    config, base_url = context.config, context.base_url
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "home_page_url": absolute(base_url, head.path),
        "feed_url": absolute(base_url, head.path + "feed.json"),
        "description": config.description,
        "language": config.language,
        "authors": [{"name": config.author or config.title}],
    }
    text = json.dumps(feed, ensure_ascii=False, indent=1).removesuffix("\n}")
    items = ",\n".join(entry.json for entry in entries)
    return f'{text},\n "items": [\n{items}\n ]\n}}\n'


def _closed(root: ET.Element, entries: Sequence[str], end: str) -> str:
    text = ET.tostring(root, encoding="unicode").removesuffix(end)
    return "\n".join([_HEAD + text, *entries, end, ""])
