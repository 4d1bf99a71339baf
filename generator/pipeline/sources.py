"""What a user names as a source to the bytes behind it.

In: names of files, addresses, `-` for standard input. Out: the bytes with where they come from,
or a Problem that names the source. A list of feeds (OPML) stands for the feeds in it.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.feeds.inflate import MAX_BYTES
from generator.model import Problem

STANDARD_INPUT: Final = "-"


class Received(Struct, frozen=True, kw_only=True):
    """Bytes that should be a feed."""

    source: str
    """As the user or site.toml names it."""
    data: bytes
    address: str = ""
    """Where it was found at last, for relative links; empty for a file."""
    content_type: str = ""


def is_address(source: str) -> bool:
    """Whether a source is an address and not a file."""
    return "://" in source


def expand(
    site: Path, sources: Iterable[str], *, allow_private: bool
) -> Iterator[Received | Problem]:
    """The bytes of each source in order; lists are replaced by what they list."""
    for source in sources:
        received = read(site, source, allow_private=allow_private)
        listed = _listed(received) if isinstance(received, Received) else None
        if listed is None:
            yield received
        elif isinstance(listed, Problem):
            yield listed
        else:
            for _, address in listed:
                yield read(site, address, allow_private=allow_private)


def read(site: Path, source: str, *, allow_private: bool) -> Received | Problem:
    """The bytes of one source."""
    if source == STANDARD_INPUT:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        return Received(source="standard input", data=data)
    if is_address(source):
        from generator.pipeline.downloads import download

        return download(source, allow_private=allow_private)
    return read_local(site, source)


def read_local(site: Path, source: str) -> Received | Problem:
    """A file, named from the current directory or else from the site directory."""
    path = Path(source)
    if not path.exists() and not path.is_absolute():
        path = site / path
    try:
        if not path.is_file():
            fault = "is no file" if path.exists() else "there is no such file"
            return Problem(code="source-missing", message=fault, path=source)
        with path.open("rb") as file:
            return Received(source=source, data=file.read(MAX_BYTES + 1))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Problem(code="source-unreadable", message=f"cannot be read: {reason}", path=source)


def _listed(received: Received) -> tuple[tuple[str, str], ...] | Problem | None:
    """The feeds of a list; None where the source is no list."""
    if b"<opml" not in received.data[:4096].lower():
        return None
    from generator.feeds.document import open_document
    from generator.feeds.opml import parse_opml

    name = received.source
    document = open_document(received.data, name=name, content_type=received.content_type)
    if isinstance(document, Problem):
        return document
    return parse_opml(document, name=name) if document.kind == "opml" else None
