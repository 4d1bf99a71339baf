"""One polite GET: from an address to bytes, or to a reason.

In: an address, validators, bounds. Out: an Answer, or a Failure with one clear line. Redirects are
followed here, at most five, each judged anew; when to ask, and what to remember, is decided
elsewhere.
"""

import ssl
from collections.abc import Mapping
from typing import Final
from urllib.parse import urljoin, urlsplit

import httpcore

from generator.feeds.answers import Answer, Failure
from generator.feeds.inflate import MAX_BYTES, TooLargeError, UndecodableError, decoded
from generator.feeds.network import Deadline, DeadlineError, JudgingBackend, RefusedAddressError
from generator.text.links import web_address

SECONDS: Final = 30.0
"""For one fetch with all its redirects."""

MAX_REDIRECTS: Final = 5
ACCEPT: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9,"
    " application/xml;q=0.9, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)
_PERMANENT: Final = frozenset((301, 308))
_TEMPORARY: Final = frozenset((302, 303, 307))
_DEADLINE: Final = f"took more than {SECONDS:.0f} seconds"


def get(
    address: str,
    *,
    agent: str,
    conditions: Mapping[str, str] | None = None,
    accept: str = ACCEPT,
    allow_private: bool = False,
    limit: int = MAX_BYTES,
    seconds: float = SECONDS,
) -> Answer | Failure:
    """Asks `address`; `conditions` are headers such as `If-None-Match`. Never raises for anything
    that a server or a network can do.
    """
    deadline = Deadline(seconds)
    headers = {"user-agent": agent, "accept": accept, "accept-encoding": "gzip, deflate"}
    headers |= conditions or {}
    backend = JudgingBackend(deadline, allow_private=allow_private)
    try:
        return _follow(address, headers, backend, limit)
    except DeadlineError:
        return Failure(reason=_DEADLINE)
    except RefusedAddressError as error:
        return Failure(reason=f"is refused: {error}", refused=True)
    except TooLargeError:
        return Failure(reason=f"is larger than {limit / 1048576:.0f} MB", refused=True)
    except UndecodableError as error:
        return Failure(reason=f"cannot be read: {error}")
    except (httpcore.TimeoutException, TimeoutError):
        return Failure(reason=_DEADLINE)
    except (
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.UnsupportedProtocol,
        OSError,
        ValueError,
    ) as error:
        return Failure(reason=f"cannot be reached: {_plain(error)}")


def _follow(
    address: str, headers: dict[str, str], backend: JudgingBackend, limit: int
) -> Answer | Failure:
    moved_to, permanent = "", True
    for _ in range(MAX_REDIRECTS + 1):
        target = web_address(address)
        if not target:
            return Failure(reason=f"leads to {address[:80]!r}, which is refused", refused=True)
        answer = _ask(target, headers, backend, limit)
        if answer.status not in _PERMANENT | _TEMPORARY or "location" not in answer.headers:
            return Answer(
                status=answer.status,
                address=target,
                headers=answer.headers,
                body=answer.body,
                moved_to=moved_to,
            )
        address = urljoin(target, answer.headers["location"])
        permanent = permanent and answer.status in _PERMANENT
        moved_to = address if permanent else moved_to
    return Failure(reason=f"redirects more than {MAX_REDIRECTS} times", refused=True)


def _ask(address: str, headers: dict[str, str], backend: JudgingBackend, limit: int) -> Answer:
    url = _wire_form(address)
    with (
        httpcore.ConnectionPool(network_backend=backend, max_connections=1) as pool,
        pool.stream("GET", url, headers=list(headers.items())) as response,
    ):
        received = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in reversed(response.headers)
        }
        body = b""
        if response.status == 200:
            if int(received.get("content-length", "0") or 0) > limit:
                raise TooLargeError
            encoding = received.get("content-encoding", "")
            body = b"".join(decoded(response.iter_stream(), encoding, limit))
        return Answer(status=response.status, address=address, headers=received, body=body)


def _wire_form(address: str) -> bytes:
    """The address as it goes over the wire: the host in ASCII (IDNA), no fragment."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    netloc = f"{host}:{parts.port}" if parts.port else host
    return parts._replace(netloc=netloc, fragment="").geturl().encode("ascii")


def _plain(error: Exception) -> str:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({cause.verify_message})"
    text = str(error).strip().splitlines()
    return text[0][:200] if text else type(error).__name__
