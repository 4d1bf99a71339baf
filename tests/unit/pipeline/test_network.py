"""Fetching from a real server on this machine that misbehaves in every way it can."""

import contextlib
import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from generator import __version__
from generator.config.model import Config, ImagePolicy, SourceConfig
from generator.feeds import fetch
from generator.feeds.answers import Answer, Failure
from generator.pipeline import polling
from generator.pipeline.import_report import ImportReport
from generator.pipeline.importing import fetch_feeds, import_sources

NOW = datetime(2025, 5, 7, 12, 0, tzinfo=UTC)


def feed(*names: str, title: str = "Blog") -> bytes:
    items = "".join(
        f"<item><title>{name}</title><link>https://blog.example/{name}</link>"
        f"<pubDate>Mon, 06 Jan 2025 08:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;Text of {name}&lt;/p&gt;</description></item>"
        for name in names
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>https://blog.example/</link>{items}</channel></rss>"
    ).encode()


Act = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Paths to what the server does; remembers what it was asked."""

    def __init__(self) -> None:
        self.acts: dict[str, Act] = {}
        self.asked: list[tuple[str, dict[str, str], float]] = []
        self.stop = threading.Event()
        self._lock = threading.Lock()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                with owner._lock:
                    owner.asked.append((self.path, headers, time.monotonic()))
                with contextlib.suppress(OSError):  # the client had enough
                    owner.acts[self.path](self)

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._http.server_port}{path}"

    def close(self) -> None:
        self.stop.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def says(status: int, body: bytes = b"", **headers: str) -> Act:
    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return act


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses between requests are noted and not kept."""
    found: list[float] = []
    monkeypatch.setattr(polling.time, "sleep", found.append)
    return found


def get(url: str, *, seconds: float = 10.0, limit: int = 100_000) -> Answer | Failure:
    return fetch.get(url, agent="test", allow_private=True, seconds=seconds, limit=limit)


class Archive:
    """A site whose feeds come from the server."""

    def __init__(self, folder: Path, *urls: str) -> None:
        self.folder = folder
        self.now = NOW
        self.config = Config(
            title="Archive",
            base_url="https://archive.example/",
            feeds=tuple(SourceConfig(name=f"feed-{n}", url=url) for n, url in enumerate(urls)),
        )

    def fetch(self, *, force: bool = False, wait: timedelta = timedelta(0)) -> ImportReport:
        self.now += wait
        return fetch_feeds(self.folder, self.config, now=self.now, force=force, allow_private=True)

    def everything(self) -> dict[str, bytes]:
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in files}

    def content(self) -> dict[str, bytes]:
        return {
            name: data for name, data in self.everything().items() if name.startswith("content")
        }


@pytest.fixture
def archive(tmp_path: Path, server: Server) -> Archive:
    return Archive(tmp_path, server.url("/feed"))


# one request


def test_every_request_says_who_asks_and_what_it_takes(server: Server, archive: Archive) -> None:
    server.acts["/feed"] = says(200, feed("one"))
    archive.fetch()
    headers = server.asked[0][1]
    assert headers["user-agent"] == f"tutorial-archive/{__version__} (+https://archive.example/)"
    assert "application/atom+xml" in headers["accept"]
    assert "gzip" in headers["accept-encoding"]
    assert "cookie" not in headers
    assert "referer" not in headers


@pytest.mark.parametrize("wrap", [gzip.compress, zlib.compress])
def test_compressed_answers_are_read(server: Server, wrap: Callable[[bytes], bytes]) -> None:
    encoding = "gzip" if wrap is gzip.compress else "deflate"
    server.acts["/feed"] = says(200, wrap(b"text"), Content_Encoding=encoding)
    answer = get(server.url("/feed"))
    assert isinstance(answer, Answer)
    assert answer.body == b"text"


def test_a_small_transfer_that_unpacks_to_a_large_one_is_stopped(server: Server) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    server.acts["/bomb"] = says(200, bomb, Content_Encoding="gzip")
    answer = get(server.url("/bomb"))
    assert isinstance(answer, Failure)
    assert "larger than" in answer.reason


def test_an_endless_answer_is_stopped(server: Server) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(200)
        handler.end_headers()
        while not server.stop.is_set():
            handler.wfile.write(b"x" * 8192)

    server.acts["/endless"] = endless
    answer = get(server.url("/endless"))
    assert isinstance(answer, Failure)
    assert "larger than" in answer.reason


@pytest.mark.parametrize("part", ["body", "headers"])
def test_one_byte_at_a_time_ends_with_the_deadline(server: Server, part: str) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        if part == "body":
            handler.send_response_only(200)
            handler.end_headers()
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not server.stop.wait(0.05):
            handler.wfile.write(b"x")

    server.acts["/slow"] = slow
    answer = get(server.url("/slow"), seconds=0.5)
    assert isinstance(answer, Failure)
    assert "took more than" in answer.reason


def test_silence_ends_with_the_deadline(server: Server) -> None:
    server.acts["/silent"] = lambda _: server.stop.wait(20) and None
    answer = get(server.url("/silent"), seconds=0.3)
    assert isinstance(answer, Failure)
    assert "took more than" in answer.reason


def test_broken_answers_are_reasons(server: Server) -> None:
    server.acts["/nonsense"] = lambda handler: (
        handler.wfile.write(b"\0\1\2 nonsense\r\n\r\n") and None
    )
    server.acts["/nothing"] = lambda handler: None
    server.acts["/short"] = says(200, b"", Content_Encoding="gzip")
    server.acts["/brotli"] = says(200, b"?", Content_Encoding="br")
    for path in ("/nonsense", "/nothing", "/short", "/brotli"):
        answer = get(server.url(path))
        assert isinstance(answer, Failure), path
        assert "\n" not in answer.reason


def test_nobody_listening_is_a_reason() -> None:
    answer = get("http://127.0.0.1:9/feed")
    assert isinstance(answer, Failure)
    assert "cannot be reached" in answer.reason


def test_redirects_are_followed_five_times_and_no_more(server: Server) -> None:
    for n in range(7):
        server.acts[f"/{n}"] = says(302, Location=f"/{n + 1}")
    server.acts["/5"] = says(200, b"here")
    found = get(server.url("/0"))
    assert isinstance(found, Answer)
    assert found.body == b"here"
    server.acts["/5"] = says(302, Location="/6")
    assert isinstance(get(server.url("/0")), Failure)


def test_a_circle_of_redirects_ends(server: Server) -> None:
    server.acts["/loop"] = says(302, Location="/loop")
    assert isinstance(get(server.url("/loop")), Failure)
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    "target",
    ["file:///etc/passwd", "data:text/xml,<rss/>", "ftp://127.0.0.1/", "http://user:pw@127.0.0.1/"],
)
def test_redirects_lead_only_to_web_addresses(server: Server, target: str) -> None:
    server.acts["/away"] = says(302, Location=target)
    answer = get(server.url("/away"))
    assert isinstance(answer, Failure)
    assert answer.refused


def test_private_addresses_are_refused_before_a_connection_is_made(server: Server) -> None:
    server.acts["/feed"] = says(200, feed("one"))
    answer = fetch.get(server.url("/feed"), agent="test")
    assert isinstance(answer, Failure)
    assert "is refused" in answer.reason
    assert server.asked == []


# polling


def test_not_modified_changes_nothing_but_the_schedule(server: Server, archive: Archive) -> None:
    server.acts["/feed"] = says(200, feed("one"), ETag='W/"odd"', Last_Modified="a while ago")
    archive.fetch()
    before = archive.everything()
    server.acts["/feed"] = says(304)
    report = archive.fetch(wait=timedelta(hours=1))
    after = archive.everything()
    assert report.rows[0].note == "not modified"
    assert report.exit_code == 0
    assert server.asked[1][1]["if-none-match"] == 'W/"odd"'
    assert server.asked[1][1]["if-modified-since"] == "a while ago"
    assert {k for k in after if after[k] != before.get(k)} == {".archive/polling/feed-0.json"}


def test_within_the_hour_nothing_is_asked_and_no_byte_changes(
    server: Server, archive: Archive
) -> None:
    server.acts["/feed"] = says(200, feed("one"), ETag='"1"')
    archive.fetch()
    before = archive.everything()
    report = archive.fetch(wait=timedelta(minutes=59))
    assert len(server.asked) == 1
    assert "short while ago" in report.rows[0].note
    assert archive.everything() == before
    archive.fetch(force=True)
    assert len(server.asked) == 2


def test_retry_after_holds_even_by_force(server: Server, archive: Archive) -> None:
    server.acts["/feed"] = says(429, Retry_After="7200")
    report = archive.fetch()
    assert report.exit_code == 3
    server.acts["/feed"] = says(200, feed("one"))
    archive.fetch(force=True, wait=timedelta(minutes=119))
    assert len(server.asked) == 1
    assert archive.fetch(wait=timedelta(minutes=1)).rows[0].new == 1


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_move_is_told_and_used_once_the_feed_there_is_one(
    server: Server, archive: Archive, status: int
) -> None:
    server.acts["/feed"] = says(status, Location="/new")
    server.acts["/new"] = says(200, feed("one"), ETag='"1"')
    report = archive.fetch()
    assert [p.code for p in report.problems] == ["feed-moved"]
    assert server.url("/new") in report.problems[0].message
    archive.fetch(force=True)
    assert [path for path, *_ in server.asked] == ["/feed", "/new", "/new"]


def test_a_move_to_something_that_is_no_feed_is_forgotten(server: Server, archive: Archive) -> None:
    server.acts["/feed"] = says(301, Location="/page")
    server.acts["/page"] = says(200, b"<!doctype html><title>Parked</title>")
    assert archive.fetch().exit_code == 3
    archive.fetch(force=True)
    assert [path for path, *_ in server.asked] == ["/feed", "/page"] * 2


def test_a_temporary_move_is_not_remembered(server: Server, archive: Archive) -> None:
    server.acts["/feed"] = says(302, Location="/new")
    server.acts["/new"] = says(200, feed("one"))
    assert archive.fetch().problems == ()
    archive.fetch(force=True)
    assert [path for path, *_ in server.asked] == ["/feed", "/new"] * 2


def test_gone_stops_asking_and_keeps_everything(server: Server, archive: Archive) -> None:
    server.acts["/feed"] = says(200, feed("one"))
    archive.fetch()
    content = archive.content()
    server.acts["/feed"] = says(410)
    archive.fetch(force=True)
    report = archive.fetch(wait=timedelta(days=100))
    assert len(server.asked) == 2
    assert "gone" in report.rows[0].note
    assert report.rows[0].is_dead
    assert archive.content() == content


def test_a_feed_without_an_entry_for_a_year_is_called_quiet(
    server: Server, archive: Archive
) -> None:
    server.acts["/feed"] = says(200, feed("one"))
    assert archive.fetch().rows[0].quiet_since == ""
    server.acts["/feed"] = says(304)
    (row,) = archive.fetch(wait=timedelta(days=400)).rows
    assert (row.note, row.quiet_since, row.is_dead) == ("not modified", "2025-01-06", False)


def test_a_page_in_place_of_a_feed_leaves_no_validators(server: Server, archive: Archive) -> None:
    server.acts["/feed"] = says(200, b"<!doctype html><title>Oops</title>", ETag='"oops"')
    report = archive.fetch()
    assert report.problems[0].code == "feed-is-web-page"
    archive.fetch(force=True)
    assert "if-none-match" not in server.asked[1][1]


def test_one_bad_feed_never_stops_the_others(server: Server, tmp_path: Path) -> None:
    server.acts |= {
        "/500": says(500),
        "/404": says(404),
        "/page": says(200, b"<html>"),
        "/good": says(200, feed("one")),
    }
    archive = Archive(tmp_path, *(server.url(path) for path in ("/500", "/404", "/page", "/good")))
    report = archive.fetch()
    assert [bool(row.refused) for row in report.rows] == [True, True, True, False]
    assert [p.path for p in report.problems] == [server.url(p) for p in ("/500", "/404", "/page")]
    assert report.rows[3].new == 1
    assert report.exit_code == 3


def test_offline_loses_nothing(server: Server, archive: Archive) -> None:
    server.acts["/feed"] = says(200, feed("one"))
    archive.fetch()
    content = archive.content()
    server.close()
    report = archive.fetch(force=True)
    assert report.exit_code == 3
    assert archive.content() == content


def test_feeds_of_one_host_are_asked_one_after_the_other_with_a_pause(
    server: Server, tmp_path: Path, pauses: list[float]
) -> None:
    paths = [f"/{n}" for n in range(4)]
    waiting: list[str] = []
    together: list[int] = []

    def slowly(path: str) -> Act:
        def act(handler: BaseHTTPRequestHandler) -> None:
            waiting.append(path)
            together.append(len(waiting))
            server.stop.wait(0.02)
            waiting.remove(path)
            says(200, feed(f"post{path[1:]}", title=path))(handler)

        return act

    server.acts |= {path: slowly(path) for path in paths}
    report = Archive(tmp_path, *map(server.url, paths)).fetch()
    assert [row.new for row in report.rows] == [1, 1, 1, 1]
    assert [path for path, *_ in server.asked] == paths
    assert together == [1, 1, 1, 1]
    assert pauses == [polling.PAUSE] * 3


def test_an_address_is_imported_with_one_request_and_remembered(
    server: Server, tmp_path: Path
) -> None:
    server.acts["/feed"] = says(200, feed("one"), ETag='"1"')
    config = Config(title="Archive")
    url = server.url("/feed")
    report = import_sources(tmp_path, config, [url], now=NOW, allow_private=True)
    assert report.rows[0].name == "blog"
    assert len(server.asked) == 1
    server.acts["/feed"] = says(304)
    again = import_sources(tmp_path, config, [url], now=NOW, allow_private=True)
    assert again.rows[0].note == "not modified"
    assert server.asked[1][1]["if-none-match"] == '"1"'


def test_a_list_of_feeds_stands_for_the_feeds_in_it(server: Server, tmp_path: Path) -> None:
    server.acts |= {"/a": says(200, feed("one", title="A")), "/b": says(404)}
    outlines = (
        f'<outline text="A" xmlUrl="{server.url("/a")}"/><outline text="Folder">'
        f'<outline text="B" xmlUrl="{server.url("/b")}"/></outline>'
    )
    path = tmp_path / "list.opml"
    path.write_text(f'<opml version="2.0"><body>{outlines}</body></opml>')
    report = import_sources(tmp_path, Config(title="T"), [str(path)], now=NOW, allow_private=True)
    assert [row.new for row in report.rows] == [1, 0]
    assert report.exit_code == 3


# images


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03\x08\x06\0\0\0"


@pytest.fixture
def pictured(server: Server, tmp_path: Path) -> Archive:
    """One post with two images, of a source that wants copies."""
    body = "".join(
        f'&lt;p&gt;&lt;img src="{server.url(f"/{n}")}" alt="n{n}"&gt;&lt;/p&gt;' for n in "ab"
    )
    server.acts["/feed"] = says(200, feed("one").replace(b"&lt;p&gt;Text", body.encode() + b"Text"))
    server.acts["/a"] = says(200, PNG, Content_Type="text/plain")
    archive = Archive(tmp_path, server.url("/feed"))
    source = SourceConfig(name="feed-0", url=server.url("/feed"), images=ImagePolicy.COPY)
    archive.config = Config(title="Archive", feeds=(source,))
    return archive


def test_images_are_copied_and_what_fails_keeps_its_address(
    server: Server, pictured: Archive
) -> None:
    server.acts["/b"] = says(404)
    report = pictured.fetch()
    assert [(p.code, p.path) for p in report.problems] == [
        ("image-not-copied", "content/feed-0/one.md")
    ]
    assert report.exit_code == 0
    content = pictured.content()
    (image,) = (name for name in content if "/images/" in name)
    assert content[image] == PNG
    assert image.endswith("-2x3.png")
    text = content["content/feed-0/one.md"].decode()
    assert f"![na](images/{Path(image).name}){{width=2 height=3}}" in text
    assert f"![nb]({server.url('/b')})" in text


def test_images_that_failed_are_tried_again_and_others_are_not_asked_twice(
    server: Server, pictured: Archive
) -> None:
    server.acts["/b"] = says(404)
    pictured.fetch()
    server.acts["/b"] = says(200, PNG + b"other")
    assert pictured.fetch(force=True).problems == ()
    assert [path for path, *_ in server.asked] == ["/feed", "/a", "/b", "/feed", "/b"]
    text = pictured.content()["content/feed-0/one.md"].decode()
    assert server.url("/b") not in text
    before = pictured.everything()
    pictured.fetch(force=True)
    after = pictured.everything()
    assert {k for k in after if after[k] != before.get(k)} <= {".archive/polling/feed-0.json"}
    assert [path for path, *_ in server.asked][5:] == ["/feed"]


@pytest.mark.parametrize(
    "data", [b"<svg onload='alert(1)'/>", b"<!doctype html>", b"x" * 11_000_000]
)
def test_what_is_no_image_or_too_large_is_not_copied(
    server: Server, pictured: Archive, data: bytes
) -> None:
    server.acts["/a"] = server.acts["/b"] = says(200, data, Content_Type="image/png")
    report = pictured.fetch()
    assert [p.code for p in report.problems] == ["image-not-copied"] * 2
    assert not any("/images/" in name for name in pictured.content())
