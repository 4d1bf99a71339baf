"""The images of saved pages, and the links among them, on their way into content/.

In: bytes and places of images, identities of pages. Out: addresses that stand for them while a
body is converted, and bodies in which files stand for these addresses again. The addresses are of
a top-level domain that can never be (RFC 2606), and hold no place of this machine.
"""

import re
from base64 import b64decode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from posixpath import dirname, relpath
from typing import Final
from urllib.parse import unquote_to_bytes

from generator.content import replace_file
from generator.importer.images import image_addresses, picture, with_addresses
from generator.pipeline.images import MAX_BYTES, copy_name

_HOST: Final = "https://saved.invalid/"
_STAND_IN: Final = re.compile(r"https://saved\.invalid/(page|image)/([0-9a-z.-]+)")
_DATA: Final = re.compile(r"data:image/[\w.+-]+(?:;[\w=-]+)*?(;base64)?,", re.IGNORECASE)


class SavedFiles:
    """What one saved source brings besides its tutorials."""

    def __init__(self) -> None:
        self._images: dict[str, bytes | Path] = {}
        self._web: dict[str, str] = {}

    def page(self, identity: str, web: str = "") -> str:
        """An address that stands for the tutorial of a page; `web` is the page's own address."""
        name = sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        if web:
            self._web[name] = web
        return f"{_HOST}page/{name}"

    def image(self, data: bytes, place: Path | None = None) -> str:
        """An address that stands for an image; empty for what is no raster image, or too large.

        With `place` the bytes are read again when they are written, and not kept in memory.
        """
        found = picture(data) if len(data) <= MAX_BYTES else None
        if found is None:
            return ""
        name = copy_name(data, found)
        self._images[name] = place or data
        return f"{_HOST}image/{name}"

    def placed(self, body: str, file: str, folder: str, pages: Mapping[str, str]) -> str:
        """The body of the tutorial `file` with files for addresses: images below `folder`, and
        what `pages` says for the address of a page.
        """
        if _HOST not in body:
            return body

        def place(match: re.Match[str]) -> str:
            if match[1] == "image":
                return relpath(f"{folder}/images/{match[2]}", dirname(file))
            target = pages.get(match[0], "")
            return relpath(target, dirname(file)) if target else self._web.get(match[2]) or "#"

        local = {
            address: place(match)
            for address in image_addresses(body)
            if (match := _STAND_IN.fullmatch(address))
        }
        return _STAND_IN.sub(place, with_addresses(body, local))

    def write(self, body: str, folder: Path) -> None:
        """Writes the images that a body (not yet placed) shows, once each. Raises OSError."""
        for kind, name in _STAND_IN.findall(body):
            source = self._images.get(name) if kind == "image" else None
            path = folder / "images" / name
            if source is not None and not path.exists():
                data = source.read_bytes() if isinstance(source, Path) else source
                replace_file(path, data, sync=False)


def data_of(address: str) -> bytes:
    """The bytes of a `data:` address of an image; empty where it is none."""
    opening = _DATA.match(address)
    if opening is None:
        return b""
    rest = unquote_to_bytes(address[opening.end() :])
    if not opening[1]:
        return rest
    try:
        return b64decode(rest)
    except ValueError:
        return b""
