"""Copies of images in the site, for sources that ask for them.

In: Markdown bodies. Out: the same with addresses of files under `images/` beside the tutorial,
named by a digest of their content and their size in pixels (`3f2a...-640x480.png`), so that pages
can reserve the space. What cannot be copied keeps its address and is reported.
"""

import time
from hashlib import sha256
from pathlib import Path
from posixpath import dirname, relpath
from typing import Final
from urllib.parse import urlsplit

import msgspec

from generator.content import replace_file
from generator.feeds.answers import Answer, Failure
from generator.importer.images import Picture, image_addresses, picture, with_addresses
from generator.model import Problem, Severity
from generator.pipeline.memory import read_images, write_images

MAX_BYTES: Final = 10 * 1024 * 1024
_ACCEPT: Final = "image/avif, image/webp, image/png, image/jpeg, image/gif"
_PAUSE: Final = 0.5
"""Seconds between two requests to one host."""


class Images(msgspec.Struct, frozen=True, kw_only=True):
    """How one import copies images."""

    site: Path
    agent: str
    allow_private: bool = False


class SourceImages:
    """The images of one source."""

    def __init__(self, images: Images, source: str) -> None:
        self._images = images
        self._source = source
        self._files: dict[str, str] = read_images(images.site, source)
        self._asked: set[str] = set()
        self._last: dict[str, float] = {}

    def copied(self, body: str, file: str) -> tuple[str, tuple[Problem, ...]]:
        """The body of a tutorial with its images in the site; what failed keeps its address."""
        local: dict[str, str] = {}
        problems: list[Problem] = []
        for address in image_addresses(body):
            name = self._files.get(address) or self._copy(address)
            if isinstance(name, Problem):
                problems.append(msgspec.structs.replace(name, path=file))
            else:
                path = f"content/{self._source}/images/{name}"
                local[address] = relpath(path, dirname(file))
        return with_addresses(body, local), tuple(problems)

    def remember(self) -> None:
        """Write which address is which file. Raises OSError."""
        write_images(self._images.site, self._source, self._files)

    def _copy(self, address: str) -> str | Problem:
        if address in self._asked:
            return _failure(address, "could not be had before")
        self._asked.add(address)
        answer = self._get(address)
        if isinstance(answer, Failure):
            return _failure(address, answer.reason)
        found = picture(answer.body) if answer.status == 200 else None
        if found is None:
            reason = f"answers {answer.status}" if answer.status != 200 else "is no image"
            return _failure(address, reason)
        name = copy_name(answer.body, found)
        path = self._images.site / "content" / self._source / "images" / name
        if not path.exists():
            replace_file(path, answer.body, sync=False)
        self._files[address] = name
        return name

    def _get(self, address: str) -> Answer | Failure:
        from generator.feeds.fetch import get

        host = urlsplit(address).hostname or ""
        if host in self._last:
            time.sleep(max(0.0, self._last[host] + _PAUSE - time.monotonic()))
        answer = get(
            address,
            agent=self._images.agent,
            accept=_ACCEPT,
            allow_private=self._images.allow_private,
            limit=MAX_BYTES,
        )
        self._last[host] = time.monotonic()
        return answer


def copy_name(data: bytes, found: Picture) -> str:
    """The name that the copy of an image gets, whatever it was called."""
    size = f"-{found.width}x{found.height}" if found.width and found.height else ""
    return f"{sha256(data).hexdigest()[:16]}{size}.{found.extension}"


def _failure(address: str, reason: str) -> Problem:
    return Problem(
        code="image-not-copied",
        message=f"{address[:200]} {reason}; its address is kept",
        severity=Severity.WARNING,
    )
