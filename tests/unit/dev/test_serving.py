"""`serve` starts with one clear line or problem, survives its author, and ends quietly."""

import http.client
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.dev.serving import serve
from generator.model import Problem

ROOT = Path(__file__).parents[3]
PAGE = "---\ntitle: One\ndate: 2026-01-02\n---\n\nHello.\n"


class Server:
    """The real program, serving a small site."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.lines: list[str] = []
        self._said = threading.Condition()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generator", "--site", str(site), "serve", "--port", "8700"],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        serving = self.wait_for("Serving http")
        self.port = int(re.findall(r":(\d+)/", serving)[0])

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            with self._said:
                self.lines.append(line)
                self._said.notify_all()

    def wait_for(self, text: str, since: int = 0) -> str:
        """The first line, from the `since`-th on, that has the text."""
        with self._said:
            found = self._said.wait_for(lambda: [x for x in self.lines[since:] if text in x], 30)
        assert found, "".join(self.lines)
        return found[0]

    def after(self, change: Callable[[], object], text: str) -> str:
        """The line with the text that a change leads to."""
        since = len(self.lines)
        change()
        return self.wait_for(text, since)

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=30)
        self._reader.join()
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "one.md").write_text(PAGE)
    (tmp_path / "site.toml").write_text('title = "Mine"\nbase_url = "https://example.org/x/"\n')
    return tmp_path


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    server = Server(site)
    yield server
    server.stop()


def test_an_edit_is_served_and_what_was_built_for_publishing_stays(server: Server) -> None:
    one = server.site / "content" / "one.md"
    server.after(lambda: one.write_text(PAGE + "\nEdited.\n"), "Built in")
    status, page = server.get("/one/")
    assert (status, "Edited." in page) == (200, True)
    assert not (server.site / "output").exists()


def test_nothing_an_author_breaks_stops_the_server(server: Server) -> None:
    one, config = server.site / "content" / "one.md", server.site / "site.toml"
    theme = server.site / "templates"
    before = config.read_text()
    theme.mkdir()
    breaks: list[tuple[Path, str, str]] = [
        (one, "---\ntitle: [\n---\n", PAGE),
        (config, "title = \n", before),
        (theme / "tutorial.html", "{% extends 'base.html' %}{% block main %}{{ x", ""),
    ]
    for path, broken, mended in breaks:
        server.after(lambda p=path, t=broken: p.write_text(t), "Not built")  # type: ignore[misc]
        assert server.get("/one/")[0] == 200
        mend = (lambda p=path, t=mended: p.write_text(t)) if mended else path.unlink
        server.after(mend, "Built in")
        assert server.get("/one/")[0] == 200


def test_a_slow_client_holds_nobody_up(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port)) as slow:
        slow.sendall(b"GET /one/ HTTP/1.1\r\nHost: local")
        assert server.get("/one/")[0] == 200


def test_an_interrupt_ends_it_quietly_even_with_a_page_open(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", "/.live/events")
    assert connection.getresponse().status == 200
    since = len(server.lines)
    assert server.stop() == 0
    connection.close()
    assert server.lines[since:] == []


def test_a_port_in_use_is_passed_over(server: Server) -> None:
    second = Server(server.site)
    assert second.port != server.port
    assert second.get("/one/")[0] == 200
    assert second.stop() == 0


def test_an_address_that_cannot_be_had_is_one_problem(site: Path) -> None:
    (problem,) = serve(site, host="192.0.2.1")
    assert isinstance(problem, Problem)
    assert "192.0.2.1" in problem.message


def test_the_default_is_reachable_from_this_machine_alone(server: Server) -> None:
    with socket.socket() as other:
        other.settimeout(5)
        assert other.connect_ex(("127.0.0.2", server.port)) != 0
