"""The HTTP side of `serve`, as an ASGI application: files of the built site, and the live channel.

In: requests. Out: the files as they are, but for one script element in each page, which makes it
live; built files never hold it. Answers only to its own names (`addresses`), reads only below the
output folder, and never lets another origin read anything.
"""

import asyncio
import mimetypes
import os
import re
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import quote

import msgspec

from generator.dev.addresses import is_known_host, is_own_page, site_path
from generator.dev.channel import Channel

Scope = MutableMapping[str, object]
Message = MutableMapping[str, object]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Pair = tuple[bytes, bytes]
Pairs = list[Pair]

LIVE: Final = ".live/"
"""Folder of our own addresses; no permalink begins with a dot."""
_SCRIPT: Final = Path(__file__).with_name("live.js")
_TYPES: Final = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
}
_SAFE: Final = [
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_FRESH: Final = (b"cache-control", b"no-cache")
_LASTING: Final = (b"cache-control", b"max-age=31536000, immutable")
_NAMED_BY_CONTENT: Final = re.compile(r"assets/[0-9a-f]{10}/")
"""The theme's own files, which a page that is loaded anew need not ask for again."""
_WAITING: Final = (
    b"<!doctype html><html lang=en><head><meta charset=utf-8><title>Not built yet</title></head>"
    b"<body><h1>Not built yet</h1><p>The site appears here as soon as it can be built.</p></body>"
    b"</html>"
)


class Application:
    """Serves one output folder."""

    def __init__(self, output: Path, channel: Channel, names: Collection[str]) -> None:
        """`names`: under which names the server may be asked."""
        self._output = output
        self._channel = channel
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; anything but HTTP is not spoken."""
        if scope["type"] != "http":
            return
        method = str(scope["method"])
        headers = _headers(scope)
        path = site_path(_raw_path(scope))
        answer = partial(_answer, send, body_wanted=method != "HEAD")
        if not is_known_host(headers.get("host", ""), self._names):
            await answer(403, b"This server does not go by that name.\n")
        elif method not in {"GET", "HEAD"}:
            await answer(405, b"Only reading is possible here.\n", extra=[(b"allow", b"GET, HEAD")])
        elif path is None:
            await self._file(answer, "404.html", 404)
        elif path.startswith(LIVE):
            await self._live(path.removeprefix(LIVE), headers, receive, send)
        else:
            await self._page(answer, path)

    async def _live(self, name: str, headers: dict[str, str], receive: Receive, send: Send) -> None:
        if not is_own_page(headers, self._names):
            await _answer(send, 403, b"Only for pages of this server.\n")
        elif name == "live.js":
            await _answer(send, 200, _SCRIPT.read_bytes(), kind="text/javascript")
        elif name == "events":
            await self._events(receive, send)
        else:
            await _answer(send, 404, b"Nothing here.\n")

    async def _events(self, receive: Receive, send: Send) -> None:
        """A stream of states; ends when the page goes away or the server stops."""
        await send(_start(200, "text/event-stream", []))
        telling = asyncio.create_task(self._tell(send))
        leaving = asyncio.create_task(_left(receive))
        await asyncio.wait({telling, leaving}, return_when=asyncio.FIRST_COMPLETED)
        for task in (telling, leaving):
            task.cancel()
        await asyncio.gather(telling, leaving, return_exceptions=True)

    async def _tell(self, send: Send) -> None:
        async for state in self._channel.states():
            event = b"data: " + msgspec.json.encode(state) + b"\n\n"
            await send({"type": "http.response.body", "body": event, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def _page(self, answer: Callable[..., Awaitable[None]], path: str) -> None:
        if path == "" or path.endswith("/"):
            await self._file(answer, f"{path}index.html", 200)
        elif await asyncio.to_thread(self._is_folder, path):
            await answer(302, b"", extra=[(b"location", quote(f"/{path}/").encode())])
        else:
            await self._file(answer, path, 200)

    async def _file(self, answer: Callable[..., Awaitable[None]], path: str, status: int) -> None:
        build = self._channel.state.build  # before reading: too old an answer is asked for again
        data = await asyncio.to_thread(self._read, path)
        if data is None and status == 200:
            path, status = "404.html", 404
            data = await asyncio.to_thread(self._read, path)
        if data is None:
            built = await asyncio.to_thread(self._output.is_dir)
            await answer(404 if built else 503, _made_live(_WAITING, build), kind="text/html")
            return
        kind = _kind(path)
        body = _made_live(data, build) if kind == "text/html" else data
        lasts = status == 200 and _NAMED_BY_CONTENT.match(path)
        await answer(status, body, kind=kind, keeping=_LASTING if lasts else _FRESH)

    def _is_folder(self, path: str) -> bool:
        return (self._output / path / "index.html").is_file()

    def _read(self, path: str) -> bytes | None:
        """The file's bytes; None unless it is a regular file that really lies in the output."""
        root = os.path.realpath(self._output)
        name = os.path.realpath(os.path.join(root, path))  # noqa: PTH118
        if not name.startswith(root + os.sep):
            return None
        try:
            return Path(name).read_bytes() if os.path.isfile(name) else None  # noqa: PTH113
        except OSError:
            return None


def _made_live(page: bytes, build: str) -> bytes:
    """The page with the script that listens to the channel, told which build it is of."""
    element = f'<script type="module" src="/{LIVE}live.js" data-build="{build}"></script>'.encode()
    before, head_end, after = page.partition(b"</head>")
    return before + element + head_end + after if head_end else page + element


def _headers(scope: Scope) -> dict[str, str]:
    pairs = scope["headers"]
    assert isinstance(pairs, list)
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in pairs}


def _raw_path(scope: Scope) -> bytes:
    raw = scope.get("raw_path") or str(scope["path"]).encode()
    assert isinstance(raw, bytes)
    return raw.partition(b"?")[0]


def _kind(path: str) -> str:
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122
    return _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def _start(status: int, kind: str, extra: Pairs, keeping: Pair = _FRESH) -> Message:
    text = kind.startswith("text/") or kind.endswith(("json", "xml"))
    content_type = f"{kind}; charset=utf-8" if text else kind
    headers = [(b"content-type", content_type.encode()), *_SAFE, keeping, *extra]
    return {"type": "http.response.start", "status": status, "headers": headers}


async def _answer(
    send: Send,
    status: int,
    body: bytes,
    *,
    kind: str = "text/plain",
    extra: Pairs | None = None,
    keeping: Pair = _FRESH,
    body_wanted: bool = True,
) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send(_start(status, kind, [length, *(extra or [])], keeping))
    await send({"type": "http.response.body", "body": body if body_wanted else b""})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
