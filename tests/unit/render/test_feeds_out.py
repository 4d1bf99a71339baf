"""The archive's own feeds say the same in three formats, whole, and readable anywhere."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest

from generator.pipeline import feed_files
from generator.pipeline.building import build
from generator.pipeline.requests import BuildRequest

BASE = "https://example.org/archive/"
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
BODY = """\
A [neighbour](two.md#part), ![a map](map.png), a note.[^1]

## Part & parcel

```python
print("<b>")
```

<script>alert(1)</script>

- [x] done, said the data-box="1"
- [ ] to do

[^1]: Said below.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    for number, name in enumerate(("one", "two", "three"), 1):
        front = f"title: Number {number} & <b>\ndate: 2024-03-0{number}\ntags: [post]\n"
        (tmp_path / f"content/{name}.md").write_text(f"---\n{front}---\n\n{BODY}")
    (tmp_path / "content/map.png").write_bytes(b"png")
    (tmp_path / "site.toml").write_text(
        'title = "Parcels"\n'
        '[[feeds]]\nname = "far"\nurl = "https://example.net/feed?a=1&b=2"\ntitle = "Far & wide"\n'
        '[[feeds]]\nname = "near"\nurl = "near.xml"\nenabled = false\n'
    )
    return tmp_path


def built(site: Path) -> Path:
    result = build(BuildRequest(site=site, base_url=BASE, jobs=1))
    assert result.ok, result.problems
    return site / "output"


class Addresses(HTMLParser):
    """Every address in a text, and every element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.found += [value or "" for name, value in attrs if name in ("href", "src")]


def texts(folder: Path) -> list[list[str]]:
    """The whole text of each entry, by format."""
    atom = ET.parse(folder / "feed.xml").getroot().findall(f"{ATOM}entry/{ATOM}content")
    rss = ET.parse(folder / "rss.xml").getroot().findall(f"channel/item/{CONTENT}")
    items = json.loads((folder / "feed.json").read_text())["items"]
    whole = [item["content_html"] for item in items if "content_html" in item]
    return [[each.text or "" for each in atom], [each.text or "" for each in rss], whole]


@pytest.mark.parametrize("place", ["", "tags/post", "years/2024", "languages/python"])
def test_every_listing_has_three_feeds_that_say_the_same(site: Path, place: str) -> None:
    atom, rss, whole = texts(built(site) / place)
    assert len(atom) == 3
    assert atom == rss == whole


def test_texts_are_whole_harmless_and_can_be_followed_from_anywhere(site: Path) -> None:
    for html in texts(built(site))[0]:
        page = Addresses(html)
        assert 'print("&lt;b&gt;")' in html.replace("&quot;", '"')
        assert not {"script", "iframe", "form", "button", "input"} & page.elements
        assert not {"style", "tabindex", "role", "data-language", "aria-label"} & page.attributes
        assert '☑ done, said the data-box="1"' in html.replace("&quot;", '"')
        assert "☐ to do" in html
        assert page.found
        for address in page.found:
            assert urlsplit(address).scheme in ("https", "mailto"), address


def test_entries_past_the_bound_carry_their_excerpt(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_files, "WHOLE", 1000)  # between one text and two
    output = built(site)
    assert [len(found) for found in texts(output)] == [1, 1, 1]
    items = json.loads((output / "feed.json").read_text())["items"]
    assert [item.get("content_text", "")[:11] for item in items] == [
        "",
        "A neighbour",
        "A neighbour",
    ]


def test_an_edit_makes_only_the_feeds_it_stands_in_again(site: Path) -> None:
    (site / "content/four.md").write_text("---\ntitle: Four\ndate: 2023-01-01\ntags: [x]\n---\nA\n")
    output = built(site)
    before = {path: path.stat().st_mtime_ns for path in output.rglob("rss.xml")}
    with (site / "content/four.md").open("a") as file:
        file.write("B\n")
    built(site)
    changed = {path for path in before if path.stat().st_mtime_ns != before[path]}
    assert {path.relative_to(output).as_posix() for path in changed} == {
        "rss.xml",
        "tags/x/rss.xml",
        "years/2023/rss.xml",
    }


def test_the_dates_of_a_listing_in_the_sitemap_are_those_of_its_newest_change(site: Path) -> None:
    text = (site / "content/one.md").read_text().replace("tags:", "updated: 2025-05-05\ntags:")
    (site / "content/one.md").write_text(text)
    sitemap = (built(site) / "sitemap.xml").read_text()
    dates = dict(re.findall(r"<loc>([^<]*)</loc><lastmod>([^<]*)</lastmod>", sitemap))
    assert dates[f"{BASE}tags/post/"] == dates[BASE] == "2025-05-05T00:00:00Z"
    assert dates[f"{BASE}two/"] == "2024-03-02T00:00:00Z"


def test_a_list_of_sources_names_those_that_can_be_followed(site: Path) -> None:
    outlines = ET.parse(built(site) / "sources.opml").getroot().findall("body/outline")
    assert [(each.get("text"), each.get("xmlUrl")) for each in outlines] == [
        ("Far & wide", "https://example.net/feed?a=1&b=2")
    ]


def test_the_manifest_names_files_that_are_there(site: Path) -> None:
    output = built(site)
    manifest = json.loads((output / "manifest.webmanifest").read_text())
    assert all((output / icon["src"]).is_file() for icon in manifest["icons"])
