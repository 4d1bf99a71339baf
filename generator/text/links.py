"""Addresses of other people's pages: which may be kept, and when two of them are one.

In: strings. Out: strings; nothing is resolved or asked over the network.
"""

import re
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

MAX_LENGTH: Final = 2000

_STRIPPED: Final = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff]")
_SAFE: Final = "/:?@!$&'*+,;=%-._~"
_TRACKING: Final = re.compile(
    r"(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|yclid|igshid|ref_src|_hsenc|_hsmi)$", re.IGNORECASE
)


def web_address(address: str, base: str = "") -> str:
    """`address` as an absolute http(s) address, or an empty string where it may not be kept.

    White space and control characters go before the scheme is judged; user names, back slashes,
    and ports that are none are refused.
    """
    cleaned = _STRIPPED.sub("", address[: MAX_LENGTH * 2])
    if not cleaned or "\\" in cleaned:
        return ""
    try:
        parts = urlsplit(urljoin(base, cleaned) if base else cleaned)
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return ""
    if not re.fullmatch(r"[\w.:\[\]-]+", parts.netloc):
        return ""
    whole = parts._replace(
        path=quote(parts.path, safe=_SAFE),
        query=quote(parts.query, safe=_SAFE),
        fragment=quote(parts.fragment, safe=_SAFE),
    ).geturl()
    return whole if len(whole) <= MAX_LENGTH else ""


def comparable(address: str) -> str:
    """What two addresses of one page have in common; for comparison only, never shown.

    The scheme, `www.`, a trailing slash, `index.html`, fragments, tracking parameters and
    `?source=rss...` do not count.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address.strip()
    if not parts.hostname:
        return address.strip()
    host = parts.hostname.removeprefix("www.")
    port = f":{parts.port}" if _port(address) not in (None, 80, 443) else ""
    path = re.sub(r"(?:/index\.html?)?/*$", "", parts.path)
    query = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.match(key) and not (key == "source" and value.startswith("rss"))
    ]
    return f"{host}{port}{path}{'?' + urlencode(sorted(query)) if query else ''}"


def _port(address: str) -> int | None:
    try:
        return urlsplit(address).port
    except ValueError:
        return None
