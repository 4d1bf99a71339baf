"""Where the images and links of saved pages lead. In: posts, and the files beside them. Out: the
same posts, in place, with addresses that stand for files of ours (see `saved_files`).

An image is taken from the folder that was named, or from the one that a browser put beside a
single page, and from nowhere else: a page must not bring pictures of its reader into a site.
"""

import posixpath
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct

from generator.archives.pages.values import Page, Post
from generator.importer.addresses import image_source
from generator.importer.html_tree import Element, descendants
from generator.pipeline.saved_files import SavedFiles, data_of
from generator.text.links import comparable

_OTHER_SOURCES: Final = (
    "srcset sizes data-src data-original data-lazy-src data-actualsrc data-url data-srcset".split()
)
BESIDE: Final = ("_files", "-files", ".files", "_data", "_fichiers", "-Dateien", "_archivos")
"""What browsers put after a page's name for the folder beside it."""
_INLINE: Final = ("data:", "cid:")


class SavedPage(Struct, frozen=True, kw_only=True):
    """One file, read."""

    name: str
    """Relative to the folder, with forward slashes."""
    page: Page
    mailed: Mapping[str, bytes] = {}
    """Images that came in the same file, by address."""


class Known(Struct, frozen=True, kw_only=True):
    """The tutorials that links may lead to: identities by address (comparable) and by file."""

    by_address: Mapping[str, str]
    by_name: Mapping[str, str]
    web: Mapping[str, str]
    """The address on the web of each identity."""


class Settling:
    """Gives images and links of posts their addresses."""

    def __init__(self, place: Path | None, known: Known, files: SavedFiles) -> None:
        self._place = place
        self._known = known
        self._files = files

    def settle(self, saved: SavedPage, post: Post, identity: str) -> int:
        """How many images could not be had."""
        lost = 0
        for element in list(descendants(post.content)):
            if element.tag == "img":
                lost += not self._settle_image(saved, element)
            elif element.tag == "a" and element.attrs.get("href"):
                self._settle_link(saved, element, identity)
        return lost

    def _settle_image(self, saved: SavedPage, image: Element) -> bool:
        """An image that is nowhere leaves its description."""
        source = image_source(image)
        address = self._image(saved, source)
        stem = posixpath.basename(saved.name).rpartition(".")[0]
        was_beside = _is_beside(_file_named(source, ""), stem)
        if not address and not was_beside and not source.lower().startswith(_INLINE):
            joined = _joined(saved.page.base, source)
            address = joined if joined.startswith(("http:", "https:")) else ""
        for name in _OTHER_SOURCES:
            image.attrs.pop(name, None)
        image.attrs["src"] = address
        if not address:
            image.tag, image.children = "span", [image.attrs.get("alt", "")]
        return bool(address)

    def _image(self, saved: SavedPage, source: str) -> str:
        if source.lower().startswith("data:"):
            return self._files.image(data_of(source))
        mailed = saved.mailed.get(source) or saved.mailed.get(_joined(saved.page.base, source))
        if mailed:
            return self._files.image(mailed)
        path = self._local(saved, source)
        try:
            return self._files.image(path.read_bytes(), path) if path else ""
        except OSError:
            return ""

    def _local(self, saved: SavedPage, source: str) -> Path | None:
        if self._place is None:
            return None
        is_folder = self._place.is_dir()
        root = self._place if is_folder else self._place.parent
        name = _file_named(source, saved.name)
        if not name or not (is_folder or _is_beside(name, self._place.stem)):
            return None
        path = root / name
        try:
            inside = path.is_file() and path.resolve().is_relative_to(root.resolve())
        except (OSError, ValueError):
            return None
        return path if inside else None

    def _settle_link(self, saved: SavedPage, link: Element, identity: str) -> None:
        """A link to nothing that was saved, on a page that nobody knows the address of, is none."""
        href = link.attrs["href"]
        if href.startswith("#"):
            return
        known, name = self._known, _file_named(href, saved.name)
        target = known.by_address.get(comparable(_joined(saved.page.base, href)), "")
        target = target or known.by_name.get(name, "")
        _, mark, fragment = href.partition("#")
        if target == identity:
            link.attrs["href"] = f"#{fragment}"
        elif target:
            page = self._files.page(target, known.web.get(target, ""))
            link.attrs["href"] = f"{page}{mark}{fragment}"
        elif name and self._local(saved, href) and (image := self._image(saved, href)):
            link.attrs["href"] = image
        elif name and not saved.page.base:
            del link.attrs["href"]


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _file_named(address: str, page: str) -> str:
    """The file that a relative address means, seen from `page`; empty where it means none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = unquote(parts.path)
    if parts.scheme or parts.netloc or not path or path.startswith("/") or "\0" in path:
        return ""
    name = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return "" if name.startswith("..") else name


def _is_beside(name: str, stem: str) -> bool:
    folder, slash, _ = name.partition("/")
    return bool(slash) and folder in {f"{stem}{ending}" for ending in BESIDE}
