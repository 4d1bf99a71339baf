"""Links that stand around the texts: in `[[nav]]` of site.toml, and in templates.

In: the configuration, the finished pages, the templates that a site has of its own. Out: problems
for addresses of the site at which nothing is.
"""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

from generator.config import Config
from generator.model import Problem, Severity
from generator.text.nearest import nearest

_BODY: Final = re.compile(rb"<article[^<>]*data-body.*?</article>", re.DOTALL)
_POINTED: Final = re.compile(rb"""<[a-z][^<>]*?\s(?:href|src)="([^"#?]*)""")
_MADE: Final = ("search/", "assets/")
"""Folders whose files have names that follow from their content."""


def nav_problems(config: Config, addresses: Collection[str]) -> Iterator[Problem]:
    """Entries of `[[nav]]` that lead nowhere. `addresses` are those of pages and files."""
    for item in config.nav:
        path = unquote(urlsplit(item.url).path).lstrip("/").removesuffix("index.html")
        if "://" in item.url or item.url.startswith("mailto:") or _is_there(path, addresses):
            continue
        guess = nearest(path, addresses)
        yield Problem(
            code="nav-broken",
            message=f"“{item.title}” leads to “{item.url}”, and nothing is there",
            severity=Severity.WARNING,
            hint=f"Did you mean “/{guess}”?" if guess else "",
            path="site.toml",
        )


class FrameCheck:
    """Collects addresses around the texts of pages, and tells which lead nowhere."""

    def __init__(self, addresses: Collection[str], base_path: str) -> None:
        """`base_path` is that of the deployed site, for 404.html, whose addresses are absolute."""
        self._addresses, self._base = addresses, base_path
        self._seen: dict[str, str] = {}

    def look_at(self, page: str, html: bytes) -> None:
        """`page` is the path of its file in the output."""
        folder = self._base + posixpath.dirname(page)
        for found in _POINTED.findall(_BODY.sub(b"", html)):
            written = found.decode("utf-8", "replace").replace("&amp;", "&")
            path = self._site_path(written, folder)
            if path is not None and not _is_there(path, self._addresses):
                self._seen.setdefault(path, page)

    def problems(self, templates: Mapping[str, str]) -> Iterator[Problem]:
        """`templates` are those of the site itself: path in the site to text."""
        for path, page in sorted(self._seen.items()):
            place, line = _written_in(templates, path)
            yield Problem(
                code="template-link",
                message=f"A link on /{page} leads to “/{path}”, and nothing is there",
                severity=Severity.WARNING,
                path=place,
                line=line,
            )

    def _site_path(self, written: str, folder: str) -> str | None:
        """Site path of an address; None where it leads out of the site or to the page itself."""
        try:
            parts = urlsplit(written)
        except ValueError:
            return None
        if parts.scheme or parts.netloc or not parts.path:
            return None
        whole = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        slash = "/" if parts.path.endswith(("/", "/.", "/..")) or parts.path in (".", "..") else ""
        inside = f"{whole}{slash}" if f"{whole}/" != self._base else self._base
        return inside.removeprefix(self._base).lstrip("/")


def _is_there(path: str, addresses: Collection[str]) -> bool:
    return path in addresses or f"{path}/" in addresses or path.startswith(_MADE) or not path


def _written_in(templates: Mapping[str, str], path: str) -> tuple[str, int]:
    """Which template has the address, and on which line."""
    for place, text in sorted(templates.items()):
        for number, line in enumerate(text.splitlines(), 1):
            if path.strip("/") in line:
                return place, number
    return "", 0


def known_addresses(pages: Iterable[str], files: Iterable[str]) -> frozenset[str]:
    """Everything that can be led to: files of the output, and pages by their folder."""
    return frozenset(path.removesuffix("index.html") for path in (*pages, *files))
