"""Which requests are answered at all: pure checks on what a browser, or an attacker, sends.

In: header values and raw request paths. Out: verdicts. Nothing here touches the disk.
"""

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import unquote_to_bytes

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:/@\[\]]+)(?::[0-9]{1,5})?")
_ANY = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared with, never bound to
_ENCODED_SEPARATORS = (b"%2f", b"%5c", b"%00")


def names_of(host: str) -> frozenset[str]:
    """Names under which a server bound to `host` may be asked; an empty string among them stands
    for every numeric address, which no foreign name can be made to point to."""
    return LOOPBACK | ({""} if host in _ANY else {host.lower()})


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server bound to `host`."""
    return host == "localhost" or (_is_numeric(host) and ipaddress.ip_address(host).is_loopback)


def is_known_host(header: str, names: Collection[str]) -> bool:
    """Whether a Host header names this server: a page elsewhere that made its own name point here
    (DNS rebinding) gives itself away by that name."""
    straight = _HOST.fullmatch(header)
    if straight is None:
        return False
    name = straight[1].strip("[]").lower()
    return name in names or ("" in names and _is_numeric(name))


def is_own_page(headers: dict[str, str], names: Collection[str]) -> bool:
    """Whether a request comes from a page of this server, as far as the browser tells."""
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    host = origin.partition("://")[2].lower()
    return host == headers.get("host", "").lower() and is_known_host(host, names)


def site_path(raw: bytes) -> str | None:
    """The path inside the site that a request names, without a leading slash; None for anything
    that is not spelt straight: steps up, empty steps, encoded or back slashes, control characters,
    bytes that are no UTF-8."""
    if any(separator in raw.lower() for separator in _ENCODED_SEPARATORS):
        return None
    try:
        path = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        return None
    if not path.startswith("/") or "\\" in path or not path.isprintable():
        return None
    segments = path[1:].split("/")
    inner = segments[:-1] if segments[-1] == "" else segments
    return None if any(segment in {"", ".", ".."} for segment in inner) else path[1:]


def _is_numeric(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
