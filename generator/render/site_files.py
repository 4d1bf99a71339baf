"""Files for machines: sitemap, robots, OpenSearch, the name of the site's own domain."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from generator.model import Output
from generator.render.addresses import absolute
from generator.render.context import SiteContext

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_HEAD = b'<?xml version="1.0" encoding="utf-8"?>\n'


def site_files(context: SiteContext, listing_paths: Sequence[str]) -> Iterator[Output]:
    """All of them. `listing_paths` are the site paths of pages worth finding besides tutorials."""
    yield Output(path="sitemap.xml", data=_sitemap(context, listing_paths))
    yield Output(path="robots.txt", data=_robots(context))
    yield Output(path="opensearch.xml", data=_opensearch(context))
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


def _sitemap(context: SiteContext, listing_paths: Sequence[str]) -> bytes:
    urls = ET.Element("urlset", {"xmlns": _SITEMAP})
    for path in ("", *listing_paths):
        ET.SubElement(ET.SubElement(urls, "url"), "loc").text = absolute(context.base_url, path)
    for article in context.site.articles:
        url = ET.SubElement(urls, "url")
        ET.SubElement(url, "loc").text = absolute(context.base_url, article.permalink)
        front = article.facts.front
        ET.SubElement(url, "lastmod").text = (front.updated or front.date).isoformat()
    return _HEAD + ET.tostring(urls, encoding="unicode").encode()


def _robots(context: SiteContext) -> bytes:
    lines = ["User-agent: *", "Allow: /"]
    if context.base_url:
        lines.append(f"Sitemap: {absolute(context.base_url, 'sitemap.xml')}")
    return "\n".join([*lines, ""]).encode()


def _opensearch(context: SiteContext) -> bytes:
    root = ET.Element("OpenSearchDescription", {"xmlns": _OPENSEARCH})
    # The specification allows 16 characters for the short name and 1024 for the description.
    ET.SubElement(root, "ShortName").text = context.config.title[:16]
    ET.SubElement(root, "Description").text = f"Search {context.config.title}"[:1024]
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    address = absolute(context.base_url, context.view.pages["search"]) + "?q={searchTerms}"
    ET.SubElement(root, "Url", {"type": "text/html", "template": address})
    return _HEAD + ET.tostring(root, encoding="unicode").encode()
