"""The files in which importing remembers: ledgers, polling, and the texts it wrote last.

All are under `.archive/` in the site directory, small, deterministic and meant to be committed.
Reading never fails: what is broken counts as not there, with a problem.
"""

from pathlib import Path
from typing import Final

from generator.content import load, replace_file
from generator.feeds.ledger import (
    dump_images,
    dump_ledger,
    dump_polling,
    load_images,
    load_ledger,
    load_polling,
)
from generator.feeds.polling import Polling
from generator.importer.revise import Version
from generator.model import Problem, Severity
from generator.model.ledger import Ledger

ARCHIVE: Final = ".archive"
REMEMBERED: Final = tuple(f"{ARCHIVE}/{kind}" for kind in ("ledger", "polling", "images"))
"""Folders with a file for each source."""


def ledger_names(site: Path) -> tuple[str, ...]:
    """Names of the sources that have a ledger, sorted."""
    return _names(site / ARCHIVE / "ledger")


def polling_names(site: Path) -> tuple[str, ...]:
    """Names of the sources that were asked over the network, sorted."""
    return _names(site / ARCHIVE / "polling")


def read_ledger(site: Path, name: str) -> tuple[Ledger, tuple[Problem, ...]]:
    """The ledger of a source; an empty one when there is none or it is broken."""
    path = f"{ARCHIVE}/ledger/{name}.json"
    data = _bytes(site / path)
    if data is None:
        return Ledger(), ()
    ledger = load_ledger(data)
    return (ledger, ()) if ledger else (Ledger(), (_broken(path),))


def write_ledger(site: Path, name: str, ledger: Ledger) -> None:
    """Writes only what changed. Raises OSError."""
    _write(site / ARCHIVE / "ledger" / f"{name}.json", dump_ledger(ledger))


def read_polling(site: Path, name: str) -> tuple[Polling, tuple[Problem, ...]]:
    """The state of polling of a source; a fresh one when there is none or it is broken."""
    path = f"{ARCHIVE}/polling/{name}.json"
    data = _bytes(site / path)
    if data is None:
        return Polling(), ()
    polling = load_polling(data)
    return (polling, ()) if polling else (Polling(), (_broken(path),))


def write_polling(site: Path, name: str, polling: Polling) -> None:
    """Writes only what changed. Raises OSError."""
    _write(site / ARCHIVE / "polling" / f"{name}.json", dump_polling(polling))


def read_images(site: Path, name: str) -> dict[str, str]:
    """Files of a source's copied images, by address; only those that are still there."""
    data = _bytes(site / ARCHIVE / "images" / f"{name}.json")
    folder = site / "content" / name / "images"
    found = load_images(data) if data else {}
    return {address: file for address, file in found.items() if (folder / file).is_file()}


def write_images(site: Path, name: str, files: dict[str, str]) -> None:
    """Writes only what changed, and nothing for a source without copies. Raises OSError."""
    path = site / ARCHIVE / "images" / f"{name}.json"
    if files or path.exists():
        _write(path, dump_images(files))


def upstream_path(file: str) -> str:
    """Where the text is kept that the importer wrote last for a file of content/."""
    return f"{ARCHIVE}/upstream/{file.removeprefix('content/')}"


def read_version(site: Path, path: str) -> Version | None:
    """The tutorial at a path of the site directory, or None where there is none to be read."""
    data = _bytes(site / path)
    tutorial = load(path, data)[0] if data is not None else None
    return Version(front=tutorial.front, body=tutorial.body) if tutorial else None


def _names(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.json"))) if folder.is_dir() else ()


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _write(path: Path, data: bytes) -> None:
    if _bytes(path) != data:
        replace_file(path, data)


def _broken(path: str) -> Problem:
    return Problem(
        code="ledger-broken",
        message="this file cannot be read and is started anew from the tutorials themselves",
        path=path,
        severity=Severity.WARNING,
    )
