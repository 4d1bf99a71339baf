"""What the development server answers: built files, made live, and nothing else."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from generator.dev.addresses import LOOPBACK
from generator.dev.application import Application
from generator.dev.channel import Channel
from generator.dev.state import Fault, State

PAGE = b"<!doctype html><html><head><title>a</title></head><body>a</body></html>"


class Answer(msgspec.Struct):
    """One response."""

    status: int
    headers: dict[str, str]
    body: bytes


Ask = Callable[..., Answer]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    output = tmp_path / "site" / ".cache" / "preview"
    for path in ("index.html", "a/index.html", "404.html"):
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_bytes(PAGE.replace(b"a</body>", path.encode() + b"</body>"))
    (output / "feed.xml").write_text("<feed/>")
    (output / "style.css").write_text("a{}")
    (tmp_path / "site" / "secret").write_text("secret")
    (output / "link").symlink_to(tmp_path / "site" / "secret")
    return output


@pytest.fixture
def channel() -> Channel:
    return Channel(State(build="b1"))


@pytest.fixture
def ask(output: Path, channel: Channel) -> Ask:
    application = Application(output, channel, LOOPBACK)

    def ask(path: str, method: str = "GET", **headers: str) -> Answer:
        given = {"host": "localhost:8000", **headers}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode("latin-1"),
            "headers": [
                (name.replace("_", "-").encode(), value.encode()) for name, value in given.items()
            ],
        }
        sent: list[dict[str, object]] = []

        async def receive() -> dict[str, object]:
            return {"type": "http.disconnect"}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        asyncio.run(application(scope, receive, send))  # type: ignore[arg-type]
        head, *rest = sent
        fields = {n.decode(): v.decode() for n, v in head["headers"]}  # type: ignore[attr-defined]
        return Answer(head["status"], fields, b"".join(m["body"] for m in rest))  # type: ignore

    return ask


def test_a_page_is_the_built_one_but_for_the_live_script(ask: Ask, output: Path) -> None:
    answer = ask("/a/")
    script = b'<script type="module" src="/.live/live.js" data-build="b1"></script>'
    assert answer.status == 200
    assert answer.body.replace(script, b"") == (output / "a/index.html").read_bytes()
    assert answer.body.count(script) == 1


def test_other_files_are_served_as_they_are_and_as_what_they_are(ask: Ask) -> None:
    assert ask("/feed.xml").body == b"<feed/>"
    kinds = {path: ask(path).headers["content-type"] for path in ("/", "/style.css", "/feed.xml")}
    assert kinds == {
        "/": "text/html; charset=utf-8",
        "/style.css": "text/css; charset=utf-8",
        "/feed.xml": "application/xml; charset=utf-8",
    }


def test_a_folder_without_its_slash_leads_to_the_page(ask: Ask) -> None:
    answer = ask("/a")
    assert (answer.status, answer.headers["location"]) == (302, "/a/")


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/nothing/",
        "/a/nothing",
        "/link",
        "/../secret",
        "/%2e%2e/secret",
        "/..%2fsecret",
        "/a/..%5c..%5csecret",
        "/\\..\\secret",
        "/index.html%00",
        "//index.html",
        "/a/index.html/",
    ],
)
def test_what_is_not_in_the_site_is_the_sites_own_404_page(ask: Ask, path: str) -> None:
    answer = ask(path)
    assert answer.status == 404
    assert b"404.html" in answer.body
    assert b"secret" not in answer.body


def test_names_of_others_are_refused_whatever_is_asked(ask: Ask) -> None:
    for path in ("/", "/a/", "/.live/events", "/.live/live.js", "/../x"):
        assert ask(path, host="evil.example:8000").status == 403


def test_the_channel_is_not_for_pages_of_others(ask: Ask) -> None:
    assert ask("/.live/events", origin="http://evil.example").status == 403
    assert ask("/.live/events", sec_fetch_site="cross-site").status == 403
    assert ask("/.live/live.js", sec_fetch_site="same-origin").status == 200


@pytest.mark.parametrize("path", ["/", "/feed.xml", "/nothing", "/.live/live.js", "/.live/events"])
def test_no_answer_can_be_read_by_other_sites_or_taken_for_something_else(
    ask: Ask, path: str
) -> None:
    headers = ask(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert not any(name.startswith("access-control") for name in headers)


def test_only_reading_is_possible(ask: Ask) -> None:
    assert ask("/", method="POST").status == 405
    answer = ask("/", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["content-length"]) > 0


def test_before_the_first_good_build_a_page_waits_for_it(tmp_path: Path, channel: Channel) -> None:
    application = Application(tmp_path / "nowhere", channel, LOOPBACK)
    statuses = []

    async def send(message: dict[str, object]) -> None:
        statuses.append(message.get("status") or b"live.js" in message["body"])  # type: ignore

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "GET", "path": "/", "raw_path": b"/"}
    scope["headers"] = [(b"host", b"localhost")]
    asyncio.run(application(scope, receive, send))  # type: ignore[arg-type]
    assert statuses == [503, True]


def test_the_channel_tells_the_state_at_once_and_each_later_one(
    output: Path, channel: Channel
) -> None:
    fault = Fault(code="c", message="m", hint="", path="p", line=1, column=2, source="s")
    application = Application(output, channel, LOOPBACK)
    told: list[State] = []

    async def listen() -> None:
        heard = asyncio.Event()
        over = asyncio.Event()

        async def receive() -> dict[str, object]:
            await over.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, object]) -> None:
            data = message.get("body", b"")
            assert isinstance(data, bytes)
            if data.startswith(b"data: "):
                told.append(msgspec.json.decode(data[6:], type=State))
                heard.set()

        scope = {"type": "http", "method": "GET", "raw_path": b"/.live/events", "path": ""}
        scope["headers"] = [(b"host", b"localhost")]
        task = asyncio.create_task(application(scope, receive, send))  # type: ignore[arg-type]
        for state in (State(build="b1", faults=(fault,)), State(build="b2")):
            await heard.wait()
            heard.clear()
            await asyncio.to_thread(channel.publish, state)
        await heard.wait()
        over.set()
        await task

    asyncio.run(listen())
    assert [state.build for state in told] == ["b1", "b1", "b2"]
    assert told[1].faults == (fault,)


def test_closing_the_channel_ends_every_stream(output: Path, channel: Channel) -> None:
    async def listen() -> list[State]:
        heard = []
        async for state in channel.states():
            heard.append(state)
            await asyncio.to_thread(channel.close)
        return heard

    assert asyncio.run(asyncio.wait_for(listen(), 10)) == [State(build="b1")]


def test_only_what_is_named_by_its_content_may_be_kept_by_the_browser(
    ask: Ask, output: Path
) -> None:
    folder = output / "assets/0123456789"
    folder.mkdir(parents=True)
    (folder / "style.css").write_text("p {}")
    (output / "assets/own.css").write_text("p {}")
    kept = ask("/assets/0123456789/style.css").headers["cache-control"]
    assert "immutable" in kept
    for path in ("/", "/assets/own.css", "/assets/0123456789/gone.css", "/.live/live.js"):
        assert ask(path).headers["cache-control"] == "no-cache"
