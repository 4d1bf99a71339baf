"""What is published for programs keeps the hard rules of its specification, whatever the titles.

RFC 4287 (Atom), the RSS 2.0 specification, JSON Feed 1.1, OPML 2.0, sitemaps 0.9, the web
application manifest, OpenSearch 1.1. What is listed here is what a validator refuses.
"""

import json
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

import pytest

from generator.pipeline.building import build
from generator.pipeline.requests import BuildRequest

BASE = "https://example.org/archive/"
ATOM, SITEMAP = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
TITLES = ("AT&T <b>", "“Größe” 😀", "אבג", "  one  two ", "]]>", "a" * 300)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    (site / "content").mkdir()
    for number, title in enumerate(TITLES, 1):
        front = {"title": title, "date": f"2024-05-0{number}", "tags": [title[:20], "all"]}
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
        more = [
            "updated: 2025-01-01T10:00:00+02:00",
            f"authors: [{json.dumps(title, ensure_ascii=False)}]",
        ]
        head = "\n".join(lines + more * (number % 2))
        text = f"---\n{head}\n---\n\nSee [it](p1.md), `]]>`, a form feed: \f.\n"
        (site / f"content/p{number}.md").write_text(text)
    (site / "site.toml").write_text(
        'title = "Tutorials <that> & others kept"\ndescription = "A & B"\nlanguage = "de"\n'
        '[[feeds]]\nname = "far"\nurl = "https://example.net/feed?a=1&b=2"\ntitle = "Far & wide"\n'
    )
    result = build(BuildRequest(site=site, base_url=BASE, jobs=1))
    assert result.ok, result.problems
    return site / "output"


def trees(output: Path, name: str) -> Iterator[tuple[Path, ET.Element]]:
    paths = sorted(output.rglob(name))
    assert len(paths) > (5 if name != "sources.opml" else 0)
    for path in paths:
        yield path, ET.parse(path).getroot()


def one(parent: ET.Element, name: str) -> str:
    """The text of a child that has to be there once, and may not be empty."""
    (child,) = parent.findall(name)
    assert (child.text or "").strip(), name
    return child.text or ""


def address_of(path: Path, output: Path) -> str:
    return BASE + quote(path.relative_to(output).as_posix())


def is_whole(address: str) -> bool:
    return urlsplit(address).scheme in ("https", "http") and bool(urlsplit(address).netloc)


def test_atom(output: Path) -> None:
    for path, feed in trees(output, "feed.xml"):
        assert feed.tag == f"{ATOM}feed"
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links["self"] == address_of(path, output)
        assert is_whole(links["alternate"] or "")
        ids = set()
        for each in (feed, *feed.findall(f"{ATOM}entry")):
            assert RFC_3339.fullmatch(one(each, f"{ATOM}updated"))
            one(each, f"{ATOM}title")
            ids.add(one(each, f"{ATOM}id"))
            assert urlsplit(one(each, f"{ATOM}id")).scheme
            for author in each.findall(f"{ATOM}author"):
                one(author, f"{ATOM}name")
        assert len(ids) == 1 + len(feed.findall(f"{ATOM}entry"))
        assert feed.findall(f"{ATOM}author")
        for content in feed.iter(f"{ATOM}content"):
            assert content.get("type") == "html"
            assert len(content) == 0


def test_rss(output: Path) -> None:
    for path, rss in trees(output, "rss.xml"):
        assert (rss.tag, rss.get("version")) == ("rss", "2.0")
        (channel,) = rss.findall("channel")
        for name in ("title", "link", "description"):
            one(channel, name)
        assert parsedate_to_datetime(one(channel, "lastBuildDate")).tzinfo
        (link,) = channel.findall(f"{ATOM}link")
        assert link.get("href") == address_of(path, output)
        items = channel.findall("item")
        assert len({one(item, "guid") for item in items}) == len(items) > 0
        for item in items:
            assert one(item, "title") or one(item, "description")
            assert is_whole(one(item, "link"))
            assert parsedate_to_datetime(one(item, "pubDate")).tzinfo


def test_json_feed(output: Path) -> None:
    for path in sorted(output.rglob("feed.json")):
        feed = json.loads(path.read_text())
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed["feed_url"] == address_of(path, output)
        ids = [item["id"] for item in feed["items"]]
        assert len(set(ids)) == len(ids) > 0
        for item in feed["items"]:
            assert isinstance(item["id"], str)
            assert item.get("content_html") or item.get("content_text")
            assert is_whole(item["url"])
            for key in ("date_published", "date_modified"):
                assert RFC_3339.fullmatch(item.get(key, "2024-01-01T00:00:00Z"))


def test_opml(output: Path) -> None:
    for _, opml in trees(output, "sources.opml"):
        assert (opml.tag, opml.get("version")) == ("opml", "2.0")
        assert [child.tag for child in opml] == ["head", "body"]
        for outline in opml.iter("outline"):
            assert outline.get("text")
            assert outline.get("type") == "rss"
            assert is_whole(outline.get("xmlUrl") or "")


def test_sitemap(output: Path) -> None:
    addresses = [one(url, f"{SITEMAP}loc") for url in ET.parse(output / "sitemap.xml").getroot()]
    assert len(set(addresses)) == len(addresses) > 10
    for address in addresses:
        assert address.startswith(BASE)
        assert re.fullmatch(r"[\x21-\x7e]+", address)
    dates = ET.parse(output / "sitemap.xml").getroot().iter(f"{SITEMAP}lastmod")
    assert all(RFC_3339.fullmatch(date.text or "") for date in dates)


def test_manifest(output: Path) -> None:
    manifest = json.loads((output / "manifest.webmanifest").read_text())
    assert manifest["name"]
    assert manifest["start_url"] == manifest["scope"] == "./"
    assert manifest["display"] in ("browser", "minimal-ui", "standalone", "fullscreen")
    assert all((output / icon["src"]).is_file() for icon in manifest["icons"])


def test_opensearch(output: Path) -> None:
    description = ET.parse(output / "opensearch.xml").getroot()
    assert len(one(description, f"{OPENSEARCH}ShortName")) <= 16
    assert len(one(description, f"{OPENSEARCH}LongName")) <= 48
    assert len(one(description, f"{OPENSEARCH}Description")) <= 1024
    (url,) = description.findall(f"{OPENSEARCH}Url")
    assert (url.get("template") or "").startswith(BASE)
    assert "{searchTerms}" in (url.get("template") or "")
