"""Where content meets the disk: which files there are, their bytes, and writing one whole.

Nothing here hangs or runs in circles: pipes and devices are not opened for reading, loops of
links end, and links out of the site are not followed. Each of these is one clear problem.
"""

import contextlib
import os
import secrets
import stat
from pathlib import Path
from typing import Final

from generator.model import Problem

CONTENT: Final = "content"
MAX_BYTES: Final = 32 * 1024 * 1024


def scan(site: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Paths of all Markdown files under content/, relative to `site` and sorted.

    Hidden files and folders are left out, and `*.md.new`, which the importer puts beside a file
    that a person edited. A site without content/ has no files, and no problem.
    """
    walk = _Walk(site)
    if (site / CONTENT).exists():
        walk.folder(CONTENT, ())
    return tuple(sorted(walk.found)), tuple(sorted(walk.problems, key=lambda p: p.path))


def read_file(site: Path, path: str) -> bytes | Problem:
    """The bytes of a file, or why there are none."""
    try:
        # without O_NONBLOCK, a file that has become a pipe since the scan would hold us for ever
        handle = os.open(f"{site}/{path}", os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        return _problem("content-unreadable", path, f"Cannot be read: {error.strerror}")
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return _problem("content-not-a-file", path, "Not a regular file")
        if status.st_size > MAX_BYTES:
            return _problem("content-too-large", path, f"Larger than {MAX_BYTES >> 20} MB")
        return _all_bytes(handle, status.st_size)
    except OSError as error:
        return _problem("content-unreadable", path, f"Cannot be read: {error.strerror}")
    finally:
        os.close(handle)


def _all_bytes(handle: int, expected: int) -> bytes:
    """To the end, wherever it is by now; at half the cost of a file object."""
    parts = [os.read(handle, expected + 1)]
    while parts[-1]:
        parts.append(os.read(handle, 1 << 20))
    return b"".join(parts)


def replace_file(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Put a file in place whole: after a crash or on a full disk it is the old one or the new one.

    Folders are made as needed; the file's mode follows the umask. Without `sync` it may be lost
    when the machine (not the program) dies soon after: for many files that can be written again.
    Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{secrets.token_hex(8)}.part")  # a long name would not fit twice
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if sync:
                os.fsync(handle)
        beside.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        if isinstance(error, OSError):
            error.filename = str(path)  # a full disk names none, others the name for the moment
        raise
    if sync:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Walk:
    """One walk through content/."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.root = site.resolve()
        self.found: list[str] = []
        self.problems: list[Problem] = []

    def folder(self, path: str, above: tuple[tuple[int, int], ...]) -> None:
        """Walk a folder; `above` identifies the folders it lies in."""
        try:
            status = (self.site / path).stat()
            entries = sorted(os.scandir(self.site / path), key=lambda entry: entry.name)
        except OSError as error:
            self._add("content-unreadable", path, f"Cannot be read: {error.strerror}")
            return
        identity = (status.st_dev, status.st_ino)
        if identity in above:
            self._add("content-link", path, "Link to a folder that it lies in")
            return
        for entry in entries:
            if not entry.name.startswith("."):
                self._entry(entry, f"{path}/{entry.name}", (*above, identity))

    def _entry(
        self, entry: os.DirEntry[str], path: str, above: tuple[tuple[int, int], ...]
    ) -> None:
        if not _is_text(entry.name):
            shown = path.encode("utf-8", "replace").decode()
            self._add("content-name", shown, "File name is not UTF-8", "Rename the file.")
        elif entry.is_symlink() and not self._stays_inside(path):
            if entry.name.endswith(".md") or entry.is_dir():
                self._add("content-link", path, "Link out of the site, or to nothing")
        elif entry.is_dir():
            self.folder(path, above)
        elif entry.name.endswith(".md"):
            if entry.is_file():
                self.found.append(path)
            else:
                self._add("content-not-a-file", path, "Not a regular file")

    def _stays_inside(self, path: str) -> bool:
        try:
            return (self.site / path).resolve(strict=True).is_relative_to(self.root)
        except (OSError, RuntimeError):  # 3.11 and 3.12 raise RuntimeError for a loop
            return False

    def _add(self, code: str, path: str, message: str, hint: str = "") -> None:
        self.problems.append(_problem(code, path, message, hint))


def _is_text(name: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _problem(code: str, path: str, message: str, hint: str = "") -> Problem:
    return Problem(code=code, message=message, hint=hint, path=path)
