"""Addresses of links and images. In: an address as a feed has it. Out: an absolute one, or "".

Only http, https, mailto and fragments of the same page come through; nobody's password does.
Whether the address leads anywhere is not looked at.
"""

import re
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from generator.importer.html_tree import Element

_PATH: Final = re.compile(r"/?[\w.~%-]+(?:[/?#][^\\]*)?$")
# Browsers drop these before they look for the scheme.
_IGNORED: Final = re.compile("[\t\n\r\x00-\x1f\u2028\u2029\ufeff]")
_SAFE: Final = "!#$%&'()*+,-./:;=?@_~"
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_STAND_IN: Final = re.compile(
    r"^data:image/(?:gif|svg)|(?:blank|spacer|placeholder|loading|lazy)[\w-]*\.(?:gif|svg|png)"
)
MAX_SRCSET: Final = 4000
_FINER: Final = re.compile(r"(\S*[^\s,])\s+((?:[2-4]|1\.[0-9]{1,2})x)\s*(?:,|$)")
_LAZY: Final = ("data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-url")


def link_address(href: str, base_url: str) -> str:
    """Where a link leads: http, https, mailto or `#fragment`; "" where a reader is not sent.

    Where `base_url` itself is relative (a feed that names no site), paths stay paths.
    """
    absolute = _absolute(href, base_url)
    page = base_url.partition("#")[0]
    if absolute.startswith(page + "#"):
        return _encoded(absolute[len(page) :])
    if absolute.lower().startswith("mailto:"):
        return _encoded("mailto:" + absolute[7:])
    return _web_address(absolute)


def media_address(src: str, base_url: str) -> str:
    """Where an image, sound or film is: http, https or a path, else ""."""
    return _web_address(_absolute(src, base_url)) if src.strip() else ""


def image_source(image: Element) -> str:
    """The address that an image stands for, as written: not the stand-in of a lazy one."""
    source = image.attrs.get("src", "").strip()
    if source and not _STAND_IN.search(source):
        return source
    for name in _LAZY:
        if image.attrs.get(name):
            return image.attrs[name]
    candidates = image.attrs.get("srcset") or image.attrs.get("data-srcset") or ""
    return source or next(iter(candidates.split(",")[0].split()), "")


def finer_images(image: Element, base_url: str) -> str:
    """What `srcset` offers to finer screens, with absolute addresses.

    Candidates by width are left out: which one fits depends on a layout that is not ours.
    """
    srcset = image.attrs.get("srcset", "")
    found = _FINER.findall(srcset)[:3] if len(srcset) <= MAX_SRCSET else ()
    judged = [(media_address(address, base_url), density) for address, density in found]
    return ", ".join(f"{address} {density}" for address, density in judged if address)


def _absolute(address: str, base_url: str) -> str:
    try:
        absolute = urljoin(base_url, _IGNORED.sub("", address).strip())
    except ValueError:
        return ""
    return "https:" + absolute if absolute.startswith("//") else absolute


def _web_address(address: str) -> str:
    if _PATH.match(address):
        return _encoded(address)
    if not address.lower().startswith(("http:", "https:")):
        return ""
    try:
        parts = urlsplit(address.replace("\\", "/"))
        port = parts.port
    except ValueError:
        return ""
    host = _ascii_host(parts.hostname or "")
    if not host or "@" in parts.netloc:
        return ""
    netloc = host if port is None else f"{host}:{port}"
    return _encoded(parts._replace(netloc=netloc).geturl())


def _ascii_host(host: str) -> str:
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return name if re.fullmatch(r"[\w.-]+", name) else ""


def _encoded(address: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", address), safe=_SAFE)
