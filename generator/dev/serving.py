"""`serve`: build, show, watch; on a change build again and tell the open pages.

In: a site directory. Out: a server, until it is interrupted. The site is built for this machine's
address, drafts included, into a folder of its own under the cache, so what `build` made for
publishing stays as it is. Pages are served at `/` whatever the base path of the real site: their
addresses are relative.
"""

import errno
import os
import signal
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import uvicorn

from generator.config import load_config
from generator.dev.addresses import is_loopback, names_of
from generator.dev.application import Application
from generator.dev.channel import Channel
from generator.dev.rebuilding import Rebuilder
from generator.dev.state import State, state_of
from generator.dev.warm import WarmBuild
from generator.dev.watching import Watcher
from generator.model import Problem
from generator.pipeline.requests import BuildRequest, BuildResult
from generator.pipeline.stages import Stands
from generator.report import SHOWN_OF_A_CODE, SourceLines, Style, by_code, count_line, detailed
from generator.store.target import PREVIEW

_PORTS_TRIED = 20

Build = Callable[[BuildRequest, Stands], BuildResult]


def serve(
    site: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    open_browser: bool = False,
    build: Build | None = None,
) -> tuple[Problem, ...]:
    """Serves the site until it is interrupted; problems are those that kept it from starting.

    A port that is in use is passed over for the next free one.
    """
    bound = _bound(host, port)
    if isinstance(bound, Problem):
        return (bound,)
    with bound:
        address = _address(host, bound.getsockname()[1])
        _warn_of_reach(host)
        warm = WarmBuild()
        try:
            session = Session(site, bound, address, names_of(host), build or warm)
            session.run(open_browser=open_browser)
        finally:
            warm.close()
    return ()


class Session:
    """One run of the server."""

    def __init__(
        self,
        site: Path,
        bound: socket.socket,
        address: str,
        names: frozenset[str],
        build: Build,
    ) -> None:
        self._site, self._socket, self._address, self._build = site, bound, address, build
        self._is_told = False
        self._run_id, self._builds = f"{os.getpid()}-{time.time_ns():x}", 0
        self._channel = Channel(State(build=""))
        self._rebuilder = Rebuilder(self._build_once, self._tell)
        self._watcher = Watcher(site, self._local_feeds, self._rebuilder.changed)
        self._feeds: tuple[str, ...] = ()
        self._application = Application(site / PREVIEW, self._channel, names)

    def run(self, *, open_browser: bool) -> None:
        """Returns when the user interrupts."""
        self._watcher.start()
        self._rebuilder.build_now()
        self._rebuilder.start()
        _say(f"Serving {self._address} (Ctrl+C stops)")
        if open_browser:
            threading.Thread(target=webbrowser.open, args=(self._address,), daemon=True).start()
        try:
            self._server().run(sockets=[self._socket])
        except KeyboardInterrupt:
            pass
        finally:
            self._watcher.stop()
            self._rebuilder.stop()

    def _server(self) -> uvicorn.Server:
        config = uvicorn.Config(
            self._application,
            log_level="critical",
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=1,
        )
        return _Server(config, self._channel)

    def _build_once(self) -> BuildResult:
        config, _ = load_config(self._site)
        self._feeds = tuple(
            feed.url for feed in (config.feeds if config else ()) if "://" not in feed.url
        )
        request = BuildRequest(
            site=self._site,
            output=self._site / PREVIEW,
            base_url=self._address,
            drafts=True,
            dev=True,
            listed=SHOWN_OF_A_CODE,  # a list of all that a large archive has takes long to make
            now=datetime.now(UTC).replace(microsecond=0),
        )
        self._is_told = False
        return self._build(request, self._tell_pages)

    def _tell_pages(self, result: BuildResult) -> None:
        """As soon as the site stands: what a build notes for the next one can wait."""
        if result.ok:
            self._builds += 1
        name = f"{self._run_id}-{self._builds}"
        self._channel.publish(state_of(name, result, SourceLines(self._site)))
        self._is_told = True

    def _tell(self, result: BuildResult, seconds: float) -> None:
        """To the open pages first, then to the terminal."""
        if not (self._is_told and result.ok):
            self._tell_pages(result)
        try:
            self._watcher.renew()
        except OSError as error:
            _say(f"cannot watch: {error}")
        _report(result, seconds, SourceLines(self._site))

    def _local_feeds(self) -> tuple[str, ...]:
        return self._feeds


class _Server(uvicorn.Server):
    """Lets open channels go when it is told to stop, instead of waiting for them."""

    def __init__(self, config: uvicorn.Config, channel: Channel) -> None:
        super().__init__(config)
        self._channel = channel

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._channel.close()
        super().handle_exit(signal.SIGINT if sig == signal.SIGTERM else sig, frame)


def _bound(host: str, port: int) -> socket.socket | Problem:
    """A listening socket on the first free port from `port` on."""
    reason = "no port near it is free"
    for number in range(port, min(port + _PORTS_TRIED, 65536)):
        try:
            family = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0][0]
            bound = socket.create_server((host, number), family=family, backlog=128)
        except socket.gaierror:
            reason = "no such name"
            break
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                continue
            reason = os.strerror(error.errno) if error.errno else str(error)
            break
        if number != port:
            _say(f"Port {port} is in use; taking {number}.")
        return bound
    return Problem(
        code="serve-unavailable",
        message=f"Cannot listen on {host}, port {port}: {reason}",
        hint="Choose another with --host or --port.",
    )


def _address(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - for people
    if ":" in shown and not shown.startswith("["):
        shown = f"[{shown}]"
    return f"http://{shown}:{port}/"


def _warn_of_reach(host: str) -> None:
    if not is_loopback(host):
        _say(
            f"Warning: with --host {host}, others on the network can read this site, drafts too, "
            "and the lines of source that problems are shown with."
        )


def _report(result: BuildResult, seconds: float, lines: SourceLines) -> None:
    if result.ok:
        told = count_line(result.problems, result.unlisted)
        noted = f"; {told}" if told else ""
        changed = f"{result.written} of {result.outputs} files changed"
        _say(f"Built in {seconds:.2f} s: {changed}{noted}.")
        return
    style = Style.for_stream(sys.stderr)
    for line in detailed(result.problems, lines, style, by_code(result.unlisted)):
        _say(line)
    _say("Not built: the site stays as it was until this is mended.")


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
