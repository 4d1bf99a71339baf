"""What a user names as a source to the bytes behind it, for what lies on this machine.

In: names of files and folders, `-` for standard input. Out: the bytes with where they come from,
or a Problem that names the source. Addresses are asked by `polling`.
"""

import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import Final

from msgspec import Struct

from generator.feeds.inflate import MAX_BYTES
from generator.model import Problem

STANDARD_INPUT: Final = "-"


class Received(Struct, frozen=True, kw_only=True):
    """Bytes that should be a feed, or a list of feeds."""

    source: str
    """As the user or site.toml names it."""
    data: bytes
    place: Path | None = None
    """The file, or the folder of saved pages, where it is one of this machine."""
    address: str = ""
    """Where it was found at last, for relative links; empty for a file."""
    content_type: str = ""


def is_address(source: str) -> bool:
    """Whether a source is an address and not a file."""
    return "://" in source


def read_local(site: Path, source: str) -> Received | Problem:
    """A file, named from the current directory or else from the site directory, or `-`."""
    if source == STANDARD_INPUT:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        return Received(source="standard input", data=data)
    path = Path(source)
    if not path.is_absolute() and not path.exists():
        path = site / path
    try:
        if path.is_dir():
            return Received(source=source, data=folder_digest(path), place=path)
        if not path.is_file():
            fault = "is no file" if path.exists() else "there is no such file"
            return Problem(code="source-missing", message=fault, path=source)
        with path.open("rb") as file:
            return Received(source=source, data=file.read(MAX_BYTES + 1), place=path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Problem(code="source-unreadable", message=f"cannot be read: {reason}", path=source)


def folder_digest(folder: Path) -> bytes:
    """What stands for the bytes of a folder: changes with any page or image in it.

    Raises OSError.
    """
    digest = sha256()
    for path in files_below(folder):
        digest.update(path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape"))
        digest.update(b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest().encode()


def files_below(folder: Path) -> list[Path]:
    """Files in a folder and below, sorted; hidden ones and links that lead out are left out.

    Raises OSError.
    """
    root = folder.resolve()
    found = []
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = [Path(at) / name for name in names if not name.startswith(".")]
        found += [path for path in paths if path.is_file() and _is_inside(path, root)]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _is_inside(path: Path, root: Path) -> bool:
    return not path.is_symlink() or path.resolve().is_relative_to(root)


def listed(received: Received) -> tuple[str, ...] | Problem | None:
    """The addresses that a list of feeds (OPML) names; None where the document is no list."""
    if b"opml" not in received.data[:4096].replace(b"\0", b"").lower():
        return None
    from generator.feeds.document import open_document
    from generator.feeds.opml import parse_opml

    name = received.source
    document = open_document(received.data, name=name, content_type=received.content_type)
    if isinstance(document, Problem) or document.kind != "opml":
        return None
    feeds = parse_opml(document, name=name)
    return feeds if isinstance(feeds, Problem) else tuple(address for _, address in feeds)
