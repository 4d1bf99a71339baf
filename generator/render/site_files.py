"""Files for machines: sitemap, robots, OpenSearch, manifest, list of sources, own domain."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from generator.model import Output
from generator.render.addresses import absolute
from generator.render.cards import iso_utc
from generator.render.context import SiteContext
from generator.render.feed_entries import changed
from generator.render.listings import Listing
from generator.render.metadata import direction
from generator.render.sources_list import OPML, followed, opml

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_AT_MOST = 50_000
"""Addresses in one sitemap (sitemaps.org)."""
_NEVER = datetime(1, 1, 1, tzinfo=UTC)
_HEAD = b'<?xml version="1.0" encoding="utf-8"?>\n'


def site_files(context: SiteContext, listings: Sequence[Listing]) -> Iterator[Output]:
    """All of them."""
    yield from _sitemap(context, listings)
    yield Output(path="robots.txt", data=_robots(context))
    yield Output(path="opensearch.xml", data=_opensearch(context))
    yield Output(path="manifest.webmanifest", data=_manifest(context))
    if followed(context.config):
        yield Output(path=OPML, data=opml(context.config, context.labels))
    if (domain := _own_domain(context.base_url)) and "CNAME" not in context.links.file_paths:
        yield Output(path="CNAME", data=f"{domain}\n".encode())


def _own_domain(base_url: str) -> str:
    """The host, where the whole of it is this site: a path shows that it is a part of another one.

    GitHub Pages reads it from the root of a published branch
    (docs.github.com, "Managing a custom domain for your GitHub Pages site").
    """
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    named = "." in host and not host.rpartition(".")[2].isdigit() and parts.port is None
    shared = host.endswith((".github.io", ".gitlab.io", ".pages.dev", ".netlify.app"))
    return host if named and parts.path == "/" and not shared else ""


def _sitemap(context: SiteContext, listings: Sequence[Listing]) -> Iterator[Output]:
    """One file, or where there are more addresses than it may hold, an index and its parts."""
    pages = list(_dated(context, listings))
    parts = [pages[at : at + _AT_MOST] for at in range(0, len(pages), _AT_MOST)]
    if len(parts) == 1:
        yield Output(path="sitemap.xml", data=_list("urlset", "url", context, pages))
        return
    names = [f"sitemap-{number}.xml" for number, _ in enumerate(parts, 1)]
    for name, part in zip(names, parts, strict=True):
        yield Output(path=name, data=_list("urlset", "url", context, part))
    dated = [(name, max(date for _, date in part)) for name, part in zip(names, parts, strict=True)]
    yield Output(path="sitemap.xml", data=_list("sitemapindex", "sitemap", context, dated))


def _dated(context: SiteContext, listings: Sequence[Listing]) -> Iterator[tuple[str, str]]:
    """Site path of each page worth finding, and when it changed last: a listing, when one of its
    tutorials did."""
    moments = [changed(article) for article in context.site.articles]
    overviews: dict[str, datetime] = {}
    dated = []
    for listing in listings:
        moment = max((moments[index] for index in listing.articles), default=_NEVER)
        dated.append((listing.path, moment))
        if listing.term:
            kind = f"{listing.kind}/"
            overviews[kind] = max(moment, overviews.get(kind, _NEVER))
    newest = max(moments, default=_NEVER)
    for path, moment in sorted([("", newest), *overviews.items(), *dated]):
        yield path, iso_utc(moment) if moment != _NEVER else ""
    for article, moment in zip(context.site.articles, moments, strict=True):
        yield article.permalink, iso_utc(moment)


def _list(root: str, item: str, context: SiteContext, pages: Sequence[tuple[str, str]]) -> bytes:
    lines = [f'<{root} xmlns="{_SITEMAP}">']
    for path, date in pages:
        lastmod = f"<lastmod>{date}</lastmod>" if date else ""
        address = escape(absolute(context.base_url, path))
        lines.append(f"<{item}><loc>{address}</loc>{lastmod}</{item}>")
    return _HEAD + "\n".join([*lines, f"</{root}>", ""]).encode()


def _robots(context: SiteContext) -> bytes:
    lines = ["User-agent: *", "Allow: /"]
    if context.base_url:
        lines.append(f"Sitemap: {absolute(context.base_url, 'sitemap.xml')}")
    return "\n".join([*lines, ""]).encode()


def _opensearch(context: SiteContext) -> bytes:
    root = ET.Element("OpenSearchDescription", {"xmlns": _OPENSEARCH})
    # The specification allows 16, 48 and 1024 characters.
    ET.SubElement(root, "ShortName").text = context.config.title[:16]
    ET.SubElement(root, "LongName").text = context.config.title[:48]
    ET.SubElement(root, "Description").text = f"Search {context.config.title}"[:1024]
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    address = absolute(context.base_url, context.view.pages["search"]) + "?q={searchTerms}"
    ET.SubElement(root, "Url", {"type": "text/html", "template": address})
    return _HEAD + ET.tostring(root, encoding="unicode").encode()


def _manifest(context: SiteContext) -> bytes:
    """Web app manifest (w3.org/TR/appmanifest), with addresses relative to itself."""
    config = context.config
    icon = {"src": context.view.assets.icon, "sizes": "any", "type": "image/svg+xml"}
    values = {
        "name": config.title,
        "description": config.description,
        "lang": config.language,
        "dir": direction(config.language),
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "icons": [icon],
    }
    given = {name: value for name, value in values.items() if value}
    return json.dumps(given, ensure_ascii=False, indent=1).encode() + b"\n"
