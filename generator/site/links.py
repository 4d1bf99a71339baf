"""What an address in a tutorial leads to.

Three ways of writing a link inside the archive are understood: the path of a Markdown file
relative to the file that links (`../python/asyncio.md#tasks`, as GitHub shows it), a site path
(`/python/asyncio/`), and a path relative to the page itself (`../asyncio/`).
"""

import posixpath
import re
from collections.abc import Mapping, Sequence, Set
from enum import StrEnum
from typing import Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field

from generator.site.model import Article, Site
from generator.site.permalinks import CONTENT


class TargetKind(StrEnum):
    """What a link leads to."""

    EXTERNAL = "external"
    PAGE = "page"
    FILE = "file"
    BROKEN = "broken"


class Target(Struct, frozen=True, kw_only=True):
    """Where a link leads."""

    kind: TargetKind
    path: str = ""
    """Site path, without a leading slash; for broken links what was looked for."""
    fragment: str = ""
    """Decoded, without the sign; empty when there is none."""
    article: int | None = None
    """Index of the tutorial, where the target is one."""
    query: str = ""


Found = tuple[TargetKind, str, int | None]
"""What stands at a site path: its kind, its own path, its index where it is a tutorial."""


class LinkMap(Struct, frozen=True, kw_only=True):
    """All that links can lead to."""

    by_path: Mapping[str, int]
    by_permalink: Mapping[str, int]
    articles: Sequence[Article]
    aliases: Mapping[str, int]
    pages: Set[str]
    """Site paths of pages that are no tutorials."""
    files: Mapping[str, str]
    """Files copied into the site: path relative to the site directory (`content/a/x.png`,
    `static/x.pdf`) to site path."""
    file_paths: Set[str]
    """The site paths of `files` and of other outputs, such as `feed.xml`."""
    sizes: Mapping[str, tuple[int, int]]
    """Width and height in pixels of copied pictures, by site path."""
    known: dict[str, Found | None] = field(default_factory=dict)
    """What site paths led to when they were asked for: each is asked for by the check and again by
    the page, and most by many pages."""


def link_map(
    site: Site,
    pages: Set[str],
    files: Mapping[str, str],
    outputs: Set[str],
    sizes: Mapping[str, tuple[int, int]],
) -> LinkMap:
    """The map for `site` with its generated `pages`, copied `files`, other `outputs`, and `sizes`
    of pictures."""
    return LinkMap(
        by_path=site.by_path,
        by_permalink=site.by_permalink,
        articles=site.articles,
        aliases=site.aliases,
        pages=pages,
        files=files,
        file_paths=frozenset(files.values()) | outputs,
        sizes=sizes,
    )


_PLAIN: Final = re.compile(r"/?[\w.~-]+(?:/[\w.~-]+)*/?", re.ASCII)
"""A path and nothing else, as most addresses inside a site: taking one apart costs most here."""
_EXTERNAL: Final = Target(kind=TargetKind.EXTERNAL)


def resolve(href: str, article: Article, links: LinkMap) -> Target:
    """What `href`, written in `article`, leads to."""
    if href.startswith(("https://", "http://")) and "[" not in href:
        return _EXTERNAL
    if _PLAIN.fullmatch(href):
        fragment, path, query = "", href, ""
    else:
        try:
            parts = urlsplit(href)
        except ValueError:
            return Target(kind=TargetKind.BROKEN, path=href)
        if parts.scheme or parts.netloc:
            return _EXTERNAL
        fragment, path, query = unquote(parts.fragment), unquote(parts.path), parts.query
    if not path:
        own = links.by_permalink.get(article.permalink)
        return Target(kind=TargetKind.PAGE, path=article.permalink, fragment=fragment, article=own)
    if not path.startswith("/"):
        found = _relative(path, article, links)
    elif path in links.known:
        found = links.known[path]
    else:
        found = links.known[path] = _from_root(path, links)
    if found is None:
        return Target(kind=TargetKind.BROKEN, path=path, fragment=fragment)
    kind, site_path, index = found
    return Target(kind=kind, path=site_path, fragment=fragment, article=index, query=query)


def _from_root(path: str, links: LinkMap) -> Found | None:
    inside = path.lstrip("/")
    return _page(inside, links) or _file(inside, links) or _source_file(CONTENT + inside, links)


def _relative(path: str, article: Article, links: LinkMap) -> Found | None:
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(article.facts.path), path))
    found = _source_file(beside, links)
    if found is None and not path.endswith(".md"):
        on_site = posixpath.normpath(posixpath.join("/" + article.permalink, path)).lstrip("/")
        found = (
            _page(on_site, links) or _file(on_site, links) or _source_file(beside + ".md", links)
        )
    return found


def _source_file(path: str, links: LinkMap) -> Found | None:
    index = links.by_path.get(path)
    if index is not None:
        return TargetKind.PAGE, links.articles[index].permalink, index
    if path in links.files:
        return TargetKind.FILE, links.files[path], None
    return None


def _page(path: str, links: LinkMap) -> Found | None:
    old = links.aliases.get(path)
    path = path.removesuffix("index.html")
    page = path if not path or path.endswith("/") else path + "/"
    index = links.by_permalink.get(page)
    if index is None:
        index = links.aliases.get(page, old)
    if index is not None:
        return TargetKind.PAGE, links.articles[index].permalink, index
    return (TargetKind.PAGE, page, None) if page in links.pages else None


def _file(path: str, links: LinkMap) -> Found | None:
    return (TargetKind.FILE, path, None) if path in links.file_paths else None
