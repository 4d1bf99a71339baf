"""Connections for fetching: to judged addresses only, and within one deadline for everything.

In: host names and a deadline. Out: streams for httpcore. A time-out per read would let a server
that sends one byte a second hold us for ever; here every operation gets what is left of one span.
"""

import socket
import ssl
import threading
import time
from collections.abc import Iterable
from queue import Empty, SimpleQueue

import httpcore

from generator.feeds.judging import refusal_of

_Options = Iterable[
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
]


class RefusedAddressError(Exception):
    """The host is one that fetching does not connect to."""


class DeadlineError(Exception):
    """The whole transfer took too long."""


class Deadline:
    """A moment by which everything must be done."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, timeout: float | None = None) -> float:
        """Seconds left, at most `timeout`. Raises DeadlineError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise DeadlineError
        return left if timeout is None else min(left, timeout)


class JudgingBackend(httpcore.NetworkBackend):
    """Resolves, judges every address, and connects to one that was judged."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _Options | None = None,
    ) -> httpcore.NetworkStream:
        """As httpcore asks for it. Raises RefusedAddressError, DeadlineError, ConnectError."""
        failure: Exception = httpcore.ConnectError("the host has no address")
        for address in self._judged(host, port):
            try:
                stream = self._backend.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _BoundedStream(stream, self._deadline)
        raise failure

    def _judged(self, host: str, port: int) -> list[str]:
        addresses = _resolve(host, port, self._deadline.left())
        for address in addresses:
            reason = "" if self._allow_private else refusal_of(address)
            if reason:
                raise RefusedAddressError(f"{host} ({address}) {reason}")
        return addresses


class _BoundedStream(httpcore.NetworkStream):
    """A stream whose every operation ends with the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        secured = self._stream.start_tls(ssl_context, server_hostname, left)
        return _BoundedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _resolve(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host, each once, in the resolver's order.

    The system's resolver knows no time-out, so it is asked in a thread that may be left behind.
    """
    answers: SimpleQueue[list[str] | OSError | UnicodeError] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(info[4][0]) for info in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise DeadlineError from None
    if isinstance(answer, Exception):
        raise httpcore.ConnectError("the host name is not known") from answer
    return answer
