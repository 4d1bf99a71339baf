"""One build serves under any path: every address on every page leads to a file of the build."""

import json
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from generator.pipeline.building import build
from generator.pipeline.requests import BuildRequest

ROOT = Path(__file__).parents[2]
BASE = "https://example.org/deep/archive/"


class Addresses(HTMLParser):
    """What a page points to, and the anchors it has."""

    def __init__(self) -> None:
        super().__init__()
        self.pointed: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.anchors.add(named.get("id", ""))
        if not (tag == "link" and named.get("rel") == "canonical"):
            wanted = ("href", "src", "data-search-module", "data-base", "action")
            self.pointed += [named[name] for name in wanted if name in named]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The repository's own site and the golden one, each built for an address with a path."""
    built = {}
    for name, source in (("own", ROOT), ("golden", ROOT / "tests/golden/site")):
        site = tmp_path_factory.mktemp(name)
        for part in ("content", "feeds", "static", "site.toml", ".archive"):
            if (source / part).is_dir():
                shutil.copytree(source / part, site / part)
            elif (source / part).is_file():
                shutil.copyfile(source / part, site / part)
        result = build(BuildRequest(site=site, base_url=BASE, jobs=1))
        assert result.ok, result.problems
        built[name] = site / "output"
    return built


def parsed(output: Path) -> dict[str, Addresses]:
    pages = {}
    for path in sorted(output.rglob("*.html")):
        reader = Addresses()
        reader.feed(path.read_text(encoding="utf-8"))
        pages[path.relative_to(output).as_posix()] = reader
    return pages


def file_of(address: str) -> str:
    """Path in the output of an absolute address under BASE."""
    path = unquote(urlsplit(address).path).removeprefix(urlsplit(BASE).path)
    return path + "index.html" if not path or path.endswith("/") else path


@pytest.mark.parametrize("name", ["own", "golden"])
def test_every_internal_address_leads_to_a_file_and_an_anchor(
    sites: dict[str, Path], name: str
) -> None:
    pages = parsed(sites[name])
    dead = []
    for page, reader in pages.items():
        for written in reader.pointed:
            address = urljoin(BASE + page.removesuffix("index.html"), written)
            if not address.startswith("http") or urlsplit(address).hostname != "example.org":
                continue
            target, fragment = file_of(address), unquote(urlsplit(address).fragment)
            found = (sites[name] / target).is_file() and address.startswith(BASE)
            if not found or (fragment and fragment not in pages[target].anchors):
                dead.append((page, written))
    assert len(pages) > 10
    assert dead == []


@pytest.mark.parametrize("name", ["own", "golden"])
def test_feeds_and_sitemap_name_pages_that_are_there(sites: dict[str, Path], name: str) -> None:
    output = sites[name]
    named = [item["url"] for item in json.loads((output / "feed.json").read_text())["items"]]
    for file in ("sitemap.xml", "feed.xml"):
        for element in ElementTree.parse(output / file).iter():
            if element.tag.endswith("}loc"):
                named.append(element.text or "")
            elif element.tag.endswith("}link") and element.get("rel") != "via":
                named.append(element.get("href", ""))
    assert len(named) > 10
    assert [each for each in named if not each.startswith(BASE)] == []
    assert [each for each in named if not (output / file_of(each)).is_file()] == []


def test_two_places_and_two_clean_builds_give_the_same_bytes(
    sites: dict[str, Path], tmp_path: Path
) -> None:
    site = tmp_path / "elsewhere"
    shutil.copytree(sites["own"].parent, site, ignore=shutil.ignore_patterns("output", ".cache"))
    assert build(BuildRequest(site=site, base_url=BASE, jobs=2, clean=True)).ok
    assert tree(site / "output") == tree(sites["own"])


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
