"""The feeds that a web page names, for the hint of a refusal. Nothing is opened.

In: text of an HTML page and its address. Out: absolute http(s) addresses in document order.
"""

import re
from html import unescape
from typing import Final
from urllib.parse import urljoin, urlsplit

_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|script)[\s>]", re.IGNORECASE)
_LINK: Final = re.compile(r"<link\s[^>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    r"""([a-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE
)
_TYPES: Final = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
)


def is_web_page(text: str) -> bool:
    """Whether text that is no feed is HTML."""
    return _PAGE.search(text[:2048]) is not None


def named_feeds(text: str, url: str) -> tuple[str, ...]:
    """Addresses of `<link rel="alternate">` with a feed type; at most five, each once."""
    found: dict[str, None] = {}
    for match in _LINK.finditer(text):
        values = {
            name.lower(): unescape(double or single or bare)
            for name, double, single, bare in _ATTRIBUTE.findall(match[0])
        }
        alternate = "alternate" in values.get("rel", "").lower().split()
        if alternate and values.get("type", "").strip().lower() in _TYPES:
            address = _absolute(url, values.get("href", ""))
            if address:
                found[address] = None
    return tuple(found)[:5]


def _absolute(base: str, href: str) -> str:
    try:
        address = urljoin(base, href.strip())
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.hostname else ""
