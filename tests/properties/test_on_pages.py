"""The built site on a server that answers as GitHub Pages does.

What that is: a file at its exact address, letter case included; a folder's index.html at the
address with a slash at its end, and a redirect to there from the one without; NAME.html at NAME;
for anything else 404.html of the site, with status 404. A project's site lies under its name.
"""

import threading
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest

from generator.pipeline.building import build
from generator.pipeline.requests import BuildRequest


class Pages(BaseHTTPRequestHandler):
    """One site under `base`, which begins and ends with a slash."""

    def __init__(self, output: Path, base: str, *arguments: object) -> None:
        self.output, self.base = output, base
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path + "/" == self.base:
            self._redirect(path + "/")
        elif not path.startswith(self.base):
            self._answer(404, b"another site")
        else:
            self._give(path, self.output / path.removeprefix(self.base))

    def _give(self, path: str, file: Path) -> None:
        page = file / "index.html" if path.endswith("/") else file
        beside = Path(f"{file}.html")
        if page.is_file():
            self._answer(200, page.read_bytes())
        elif not path.endswith("/") and beside.is_file():
            self._answer(200, beside.read_bytes())
        elif not path.endswith("/") and (file / "index.html").is_file():
            self._redirect(quote(path) + "/")
        else:
            self._answer(404, (self.output / "404.html").read_bytes())

    def _redirect(self, address: str) -> None:
        self.send_response(301)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: a test reads answers."""


class Pointed(HTMLParser):
    """Addresses that a page points to within its site, and where it sends its reader on."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.onward = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if named.get("http-equiv") == "refresh":
            self.onward = named["content"].partition("url=")[2]
        for name in ("href", "src", "action"):
            if name in named and named.get("rel") not in ("canonical", "alternate"):
                self.addresses += [] if named[name].startswith("data:") else [named[name]]


class Reader:
    """Asks a server, and follows nothing by itself."""

    def __init__(self, port: int, base: str) -> None:
        self.port, self.base = port, base

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, text, and where it redirects to."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, text, answer.headers.get("Location") or ""

    def onward(self, path: str) -> str:
        """Where the page of an old address leads."""
        status, text, _ = self.get(path)
        assert status == 200, path
        return urljoin(path, Pointed(text).onward)


BASES = {
    "a project": "https://me.github.io/archive/",
    "a person": "https://me.github.io/",
    "an own domain": "https://tutorials.example.org/",
    "deep in an own domain": "https://example.org/deep/archive/",
}


def tutorial(title: str, day: int, more: str = "", body: str = "Text.") -> str:
    return f"---\ntitle: {title}\ndate: 2024-05-{day:02}\n{more}---\n\n{body}\n"


@pytest.fixture(params=BASES.values(), ids=BASES)
def base_url(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    (content / "Größe").mkdir(parents=True)
    (tmp_path / "site.toml").write_text('title = "Parcels"\n')
    links = "[two](two.md), [three](Größe/three.md#a-part), [old](/2015/old.html), ![map](map.png)"
    (content / "one.md").write_text(tutorial("One", 1, "tags: [Post, C#]\n", links))
    (content / "two.md").write_text(tutorial("Two", 2, "aliases: [/2015/old.html, /Old/Two/]\n"))
    (content / "Größe/three.md").write_text(tutorial("Three", 3, "series: A & B\n", "## A part\n"))
    (content / "map.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return tmp_path


@pytest.fixture
def reader(site: Path, base_url: str) -> Iterator[Reader]:
    built(site, base_url)
    base = urlsplit(base_url).path
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, site / "output", base)) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield Reader(server.server_address[1], base)
        server.shutdown()


def built(site: Path, base_url: str) -> None:
    result = build(BuildRequest(site=site, base_url=base_url, jobs=1))
    assert result.ok, result.problems


def test_every_link_is_answered_at_once_and_without_a_redirect(reader: Reader) -> None:
    waiting, seen = [reader.base, reader.base + "no/such/page"], {reader.base}
    while waiting:
        page = waiting.pop()
        status, text, location = reader.get(page)
        assert (status, location) == (404 if page.endswith("such/page") else 200, ""), page
        for written in Pointed(text).addresses if page.endswith(("/", ".html", "page")) else ():
            address = urlsplit(urljoin(f"https://site.test{page}", written))
            if address.hostname == "site.test" and address.path not in seen:
                seen.add(address.path)
                waiting.append(address.path)
    assert len(seen) > 20


@pytest.mark.parametrize("path", ["", "one", "2015/old.html", "Old/Two", "gr%C3%B6%C3%9Fe/three"])
def test_an_address_without_its_slash_is_led_to_the_one_with_it(reader: Reader, path: str) -> None:
    status, _, location = reader.get((reader.base + path).rstrip("/") or "/")
    if path.endswith(".html") or not (reader.base + path).rstrip("/"):
        assert status == 200
    else:
        assert (status, reader.get(location)[0]) == (301, 200)


def test_another_case_is_not_found_and_nothing_else_is_shown_for_it(reader: Reader) -> None:
    assert reader.get(f"{reader.base}One/")[0] == 404
    assert reader.get(f"{reader.base}old/two/")[0] == 404


def test_old_addresses_lead_on_from_any_depth(reader: Reader) -> None:
    for old in ("2015/old.html", "Old/Two/"):
        assert reader.onward(reader.base + old) == f"{reader.base}two/"


def test_a_year_of_renames_and_removals_breaks_no_address(
    reader: Reader, site: Path, base_url: str
) -> None:
    content = site / "content"
    (content / "two.md").rename(content / "second.md")
    built(site, base_url)
    (content / "Größe/three.md").write_text(tutorial("Three", 3, "slug: third\n"))
    (content / "second.md").write_text(tutorial("Two", 2, "slug: zwei\n"))
    built(site, base_url)
    (content / "one.md").unlink()
    built(site, base_url)
    for old in ("two/", "second/", "2015/old.html", "Old/Two/"):
        assert reader.onward(reader.base + old) == f"{reader.base}zwei/"
    assert reader.onward(f"{reader.base}gr%C3%B6%C3%9Fe/three/").endswith("/third/")
    for gone in ("one/", "tags/post/", "tags/csharp/", "series/a-b/"):
        status, text, _ = reader.get(reader.base + gone)
        assert status == 200
        assert 'name="robots" content="noindex"' in text
        for written in Pointed(text).addresses:
            assert reader.get(urljoin(reader.base + gone, written))[0] == 200, written


def test_a_domain_of_its_own_is_named_in_the_site(reader: Reader, base_url: str) -> None:
    status, text, _ = reader.get(f"{reader.base}CNAME")
    if base_url == BASES["an own domain"]:
        assert (status, text) == (200, "tutorials.example.org\n")
    else:
        assert status == 404


def test_a_name_in_static_wins_over_the_one_of_the_configuration(site: Path) -> None:
    (site / "static").mkdir()
    (site / "static/CNAME").write_text("other.example.org\n")
    built(site, BASES["an own domain"])
    assert (site / "output/CNAME").read_text() == "other.example.org\n"
