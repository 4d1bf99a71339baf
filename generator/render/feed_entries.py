"""One tutorial as an entry of the archive's feeds: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1.

In: an article and its body with absolute addresses. Out: the entry in each format, as text that is
set between the head and the end of any feed: a tutorial stands in the feeds of several listings.
"""

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

import msgspec
from msgspec import Struct

from generator.render.addresses import absolute
from generator.render.cards import iso_utc
from generator.render.context import SiteContext
from generator.site.model import Article

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class FeedEntry(Struct, frozen=True, kw_only=True):
    """The entry in each format."""

    atom: str
    rss: str
    json: str


def feed_entry(context: SiteContext, index: int, html: str) -> FeedEntry:
    """The entry of an article; without `html` it carries the excerpt alone."""
    article = context.site.articles[index]
    return FeedEntry(
        atom=_atom(context, article, html),
        rss=_rss(context, article, html),
        json=_json(context, article, html),
    )


def changed(article: Article) -> datetime:
    """When the tutorial last changed, so far as it says."""
    return article.facts.front.updated or article.facts.front.date


def identity(base_url: str, path: str) -> str:
    """A name that stays, for a page at a site path."""
    return absolute(base_url, path) if base_url else f"urn:uuid:{uuid5(NAMESPACE_URL, path)}"


def rfc_822(moment: datetime) -> str:
    """A moment as RSS writes it."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    """An element with text, without the characters that XML cannot hold."""
    given = {key: _clean(value) for key, value in attributes.items()}
    ET.SubElement(parent, name, given).text = _clean(text) or None


def _atom(context: SiteContext, article: Article, html: str) -> str:
    front, source = article.facts.front, article.facts.front.source
    entry = ET.Element("entry")
    if front.language and front.language != context.config.language:
        entry.set("xml:lang", front.language)
    add(entry, "id", identity(context.base_url, article.permalink))
    add(entry, "title", front.title)
    address = absolute(context.base_url, article.permalink)
    add(entry, "link", "", rel="alternate", type="text/html", href=address)
    if source and source.link:
        add(entry, "link", "", rel="via", href=source.link)
    add(entry, "published", iso_utc(front.date))
    add(entry, "updated", iso_utc(changed(article)))
    for name in front.authors:
        add(ET.SubElement(entry, "author"), "name", name)
    for tag in front.tags:
        add(entry, "category", "", term=tag)
    if source and source.licence:
        add(entry, "rights", source.licence)
    if article.facts.excerpt:
        add(entry, "summary", article.facts.excerpt)
    if html:
        add(entry, "content", html, type="html")
    return ET.tostring(entry, encoding="unicode")


def _rss(context: SiteContext, article: Article, html: str) -> str:
    front, source = article.facts.front, article.facts.front.source
    item = ET.Element("item")
    add(item, "title", front.title)
    add(item, "link", absolute(context.base_url, article.permalink))
    permanent = "true" if context.base_url else "false"
    add(item, "guid", identity(context.base_url, article.permalink), isPermaLink=permanent)
    add(item, "pubDate", rfc_822(front.date))
    for name in front.authors:
        add(item, "dc:creator", name)
    for tag in front.tags:
        add(item, "category", tag)
    for feed in context.config.feeds:
        if source and source.feed == feed.name and "://" in feed.url:
            add(item, "source", source.title or feed.name, url=feed.url)
    # readers take a description for HTML, and the excerpt is text
    add(item, "description", escape(article.facts.excerpt or front.title, quote=False))
    if html:
        add(item, "content:encoded", html)
    return ET.tostring(item, encoding="unicode")


def _json(context: SiteContext, article: Article, html: str) -> str:
    front = article.facts.front
    item: dict[str, object] = {
        "id": identity(context.base_url, article.permalink),
        "url": absolute(context.base_url, article.permalink),
        "external_url": front.source.link if front.source else "",
        "title": front.title,
        "summary": article.facts.excerpt,
        "date_published": iso_utc(front.date),
        "date_modified": iso_utc(changed(article)),
        "authors": [{"name": name} for name in front.authors],
        "tags": list(front.tags),
        "language": front.language,
    }
    item = {name: value for name, value in item.items() if value}
    # JSON Feed requires one of the two contents; an excerpt is text.
    item |= {"content_html": html} if html else {"content_text": article.facts.excerpt}
    return msgspec.json.encode(item).decode()


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
