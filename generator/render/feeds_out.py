"""The archive's own feeds: Atom (RFC 4287) and JSON Feed 1.1."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from generator.model import Output
from generator.render.addresses import absolute
from generator.render.cards import iso_utc
from generator.render.context import SiteContext
from generator.site.model import Article

ATOM = "http://www.w3.org/2005/Atom"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Body = Callable[[int], str]
"""Index of an article to its body with absolute addresses; empty for feeds of excerpts."""


def feed_outputs(
    context: SiteContext, path: str, title: str, indices: tuple[int, ...], body: Body | None
) -> tuple[Output, Output]:
    """`feed.xml` and `feed.json` beside the listing at `path`, the newest entries first.

    With `body` entries carry the full text, else their excerpts.
    """
    shown = newest(context, indices)
    return (
        Output(path=path + "feed.xml", data=_atom(context, path, title, shown, body)),
        Output(path=path + "feed.json", data=_json_feed(context, path, title, shown, body)),
    )


def newest(context: SiteContext, indices: tuple[int, ...]) -> list[int]:
    """Which articles of a listing stand in its feed."""
    return sorted(indices)[: context.config.build.feed_items]


def _atom(
    context: SiteContext, path: str, title: str, indices: list[int], body: Body | None
) -> bytes:
    config, base_url = context.config, context.base_url
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": config.language})
    moments = [_changed(context.site.articles[index]) for index in indices]
    _text(feed, "id", _identity(base_url, path))
    _text(feed, "title", title)
    if config.description:
        _text(feed, "subtitle", config.description)
    _text(feed, "updated", iso_utc(max(moments, default=_EPOCH)))
    _text(ET.SubElement(feed, "author"), "name", config.author or config.title)
    own = {
        "rel": "self",
        "type": "application/atom+xml",
        "href": absolute(base_url, path + "feed.xml"),
    }
    ET.SubElement(feed, "link", own)
    ET.SubElement(
        feed, "link", {"rel": "alternate", "type": "text/html", "href": absolute(base_url, path)}
    )
    _text(feed, "generator", "Tutorial Archive")
    for index in indices:
        _atom_entry(feed, context, index, body)
    return (
        b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode").encode()
    )


def _atom_entry(feed: ET.Element, context: SiteContext, index: int, body: Body | None) -> None:
    article = context.site.articles[index]
    front = article.facts.front
    entry = ET.SubElement(feed, "entry")
    _text(entry, "id", _identity(context.base_url, article.permalink))
    _text(entry, "title", front.title)
    address = absolute(context.base_url, article.permalink)
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
    if front.source and front.source.link:
        ET.SubElement(entry, "link", {"rel": "via", "href": _clean(front.source.link)})
    _text(entry, "published", iso_utc(front.date))
    _text(entry, "updated", iso_utc(_changed(article)))
    for name in front.authors:
        _text(ET.SubElement(entry, "author"), "name", name)
    for tag in front.tags:
        ET.SubElement(entry, "category", {"term": _clean(tag)})
    if article.facts.excerpt:
        _text(entry, "summary", article.facts.excerpt)
    if body is not None:
        content = ET.SubElement(entry, "content", {"type": "html"})
        content.text = _clean(body(index))


def _json_feed(
    context: SiteContext, path: str, title: str, indices: list[int], body: Body | None
) -> bytes:
    config, base_url = context.config, context.base_url
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": absolute(base_url, path),
        "feed_url": absolute(base_url, path + "feed.json"),
        "description": config.description,
        "language": config.language,
        "authors": [{"name": config.author or config.title}],
        "items": [_json_item(context, index, body) for index in indices],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"


def _json_item(context: SiteContext, index: int, body: Body | None) -> dict[str, object]:
    article = context.site.articles[index]
    front = article.facts.front
    address = absolute(context.base_url, article.permalink)
    item: dict[str, object] = {
        "id": _identity(context.base_url, article.permalink),
        "url": address,
        "external_url": front.source.link if front.source else "",
        "title": front.title,
        "summary": article.facts.excerpt,
        "date_published": iso_utc(front.date),
        "date_modified": iso_utc(_changed(article)),
        "authors": [{"name": name} for name in front.authors],
        "tags": list(front.tags),
        "language": front.language,
    }
    item = {name: value for name, value in item.items() if value}
    # JSON Feed requires one of the two contents; an excerpt is text.
    if body is not None:
        return item | {"content_html": body(index)}
    return item | {"content_text": article.facts.excerpt}


def _identity(base_url: str, path: str) -> str:
    return absolute(base_url, path) if base_url else f"urn:uuid:{uuid5(NAMESPACE_URL, path)}"


def _changed(article: Article) -> datetime:
    return article.facts.front.updated or article.facts.front.date


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
