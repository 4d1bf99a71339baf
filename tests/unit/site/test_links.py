"""A link may be written as GitHub shows it, from the root of the site, or relative to the page."""

import pytest
from site_facts import facts, site

from generator.site.links import LinkMap, Target, TargetKind, link_map, resolve

SITE = site(
    facts("python/asyncio"),
    facts("python/tasks", slug="all-tasks", aliases=("/old/tasks/",)),
    facts("intro"),
)
LINKS: LinkMap = link_map(
    SITE,
    frozenset(("", "tags/", "tags/python/")),
    {"content/python/loop.png": "python/loop.png", "static/cv.pdf": "cv.pdf"},
    frozenset(("feed.xml",)),
    sizes={},
)


def target(href: str, path: str = "content/python/asyncio.md") -> Target:
    return resolve(href, SITE.articles[SITE.by_path[path]], LINKS)


@pytest.mark.parametrize(
    ("href", "path", "fragment"),
    [
        ("tasks.md", "python/all-tasks/", ""),
        ("./tasks.md#cancel", "python/all-tasks/", "cancel"),
        ("../intro.md", "intro/", ""),
        ("../intro", "intro/", ""),
        ("../all-tasks/", "python/all-tasks/", ""),
        ("/python/all-tasks", "python/all-tasks/", ""),
        ("/old/tasks/", "python/all-tasks/", ""),
        ("/tags/python/", "tags/python/", ""),
        ("/python/asyncio.md", "python/asyncio/", ""),
        ("#here", "python/asyncio/", "here"),
        ("#%C3%BCbung", "python/asyncio/", "übung"),
        ("/", "", ""),
    ],
)
def test_links_to_pages(href: str, path: str, fragment: str) -> None:
    assert target(href).kind is TargetKind.PAGE
    assert (target(href).path, target(href).fragment) == (path, fragment)


@pytest.mark.parametrize(
    ("href", "path"),
    [("loop.png", "python/loop.png"), ("/cv.pdf", "cv.pdf"), ("/feed.xml", "feed.xml")],
)
def test_links_to_files(href: str, path: str) -> None:
    assert (target(href).kind, target(href).path) == (TargetKind.FILE, path)


@pytest.mark.parametrize("href", ["https://example.org/", "mailto:a@example.org", "//host/x"])
def test_links_that_leave(href: str) -> None:
    assert target(href).kind is TargetKind.EXTERNAL


@pytest.mark.parametrize(
    "href", ["nothing.md", "/nothing/", "../../../etc/passwd", "http://[", "x.md"]
)
def test_links_that_lead_nowhere(href: str) -> None:
    assert target(href).kind is TargetKind.BROKEN
