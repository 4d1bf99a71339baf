"""The tree being made ready, out of sight: new files written, unchanged ones kept or linked.

It starts as the tree of the build before last when that is still there, else empty. A file is
never opened for writing twice: what changes is removed and made anew, because the old file may be
shared, by a hard link, with the tree that that readers see.
"""

# Path objects double the time of ten thousand looks at the disk.
# ruff: noqa: PTH101, PTH102, PTH104, PTH108

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from generator.model import Parked
from generator.store.manifest import (
    FILE_MODE,
    FOLDER_MODE,
    FileRecord,
    FolderRecord,
    Manifest,
    content_of,
    doubtful_folders,
    folder_record,
    record_of,
    size_of,
    vouched,
)
from generator.store.parking import write_new
from generator.store.swap import remove

_UNLINKABLE = frozenset(
    {errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EXDEV}
)


class Stage:
    """A folder under construction and the record of each file known to be in it."""

    def __init__(self, root: Path, manifest: Manifest, *, sure: bool = False) -> None:
        """Takes over what stands in `root` so far as `manifest` vouches for it; `sure`: all its
        folders were looked at just now, and no entry came or went."""
        self.root = root
        self.written: list[str] = []
        self._name = str(root)
        self._stamp = manifest.stamp
        self._files = dict(manifest.files)
        self._folders: set[str] = set()
        self._untouched: dict[str, FolderRecord] = {}
        self._mask = _open_folder(self._name, FOLDER_MODE)
        self._take_over(manifest, [] if sure else doubtful_folders(self._name, manifest))

    def write(self, path: str, content: bytes, data: bytes, parked: Parked | None = None) -> int:
        """Writes a new file, or takes in one that is `parked`; `content` is the digest of its
        bytes. Returns how many they are."""
        name = f"{self._name}/{path}"
        make = partial(_move, parked, name) if parked else partial(_write, name, content, data)
        self._files[path] = record = self._place(path, make)
        self.written.append(path)
        return size_of(record)

    def fill(self, wanted: Mapping[str, FileRecord | None], source: str) -> None:
        """Makes the tree hold exactly `wanted`.

        A path with a record has that file in the tree `source`, just vouched for, which may be
        here too, by another name; one without is in this tree already, written or vouched for in
        this build.
        """
        for path in sorted(self._files.keys() - wanted.keys()):
            self._clear(path)
        known = self._files
        others = [path for path, record in wanted.items() if record and known.get(path) != record]
        for path in others:
            record = wanted[path]
            if record and not self.holds(path, content_of(record)):
                name, target = f"{source}/{path}", f"{self._name}/{path}"
                link = partial(_link, name, target, content_of(record))
                self._files[path] = self._place(path, link)
        self._drop_empty_folders()

    def holds(self, path: str, content: bytes) -> bool:
        """Whether the file is here with this content."""
        record = self._files.get(path)
        if record is None or content_of(record) != content:
            return False
        fresh = vouched(self._name, path, record, self._stamp)
        if fresh is not None:
            self._files[path] = fresh
        return fresh is not None

    def move(self, root: Path) -> None:
        """Gives the tree another name."""
        self.root.rename(root)
        self.root, self._name = root, str(root)

    def manifest(self) -> Manifest:
        """What the finished tree holds."""
        folders = {}
        for folder in ("", *self._folders):
            known = self._untouched.get(folder)
            folders[folder] = known or folder_record(os.lstat(self._at(folder)))
        return Manifest(files=self._files, folders=folders)

    def _at(self, path: str) -> str:
        return f"{self._name}/{path}" if path else self._name

    def _take_over(self, manifest: Manifest, doubted: Iterable[str]) -> None:
        """Forgets and removes whatever may not be as recorded; folders that were not touched
        since need no look inside."""
        doubtful = set(doubted)
        if "" not in manifest.folders:
            doubtful.add("")
        gone = {folder for folder in doubtful if not _is_folder(self._at(folder))}
        self._folders = manifest.folders.keys() - gone - {""}
        self._untouched = {f: r for f, r in manifest.folders.items() if f not in doubtful}
        if doubtful:
            inside = self._files_by_folder(gone)
            for folder in sorted(doubtful - gone):
                self._inspect(folder, inside.get(folder, []))

    def _files_by_folder(self, gone: set[str]) -> dict[str, list[str]]:
        """The recorded files of each folder; those of folders that are gone are forgotten."""
        inside: dict[str, list[str]] = {}
        for path in self._files:
            inside.setdefault(path.rpartition("/")[0], []).append(path)
        for folder in gone:
            for path in inside.pop(folder, []):
                del self._files[path]
        return inside

    def _inspect(self, folder: str, recorded: list[str]) -> None:
        """Removes what the record of a folder does not know, and forgets what is not as it was."""
        for path, is_folder in _entries(self._at(folder), folder):
            if path not in (self._folders if is_folder else self._files):
                remove(Path(self._at(path)))
        for path in recorded:
            record = vouched(self._name, path, self._files[path], self._stamp)
            if record is None:
                del self._files[path]
                remove(Path(self._at(path)))
            else:
                self._files[path] = record

    def _forget(self, folder: str) -> None:
        below = f"{folder}/" if folder else ""
        self._folders = {f for f in self._folders if f != folder and not f.startswith(below)}
        self._files = {p: r for p, r in self._files.items() if not p.startswith(below)}

    def _place(self, path: str, make: Callable[[], FileRecord]) -> FileRecord:
        """Makes a file where nothing may be, and folders all the way to it; tells what it is."""
        folder = path.rpartition("/")[0]
        self.make_folder(folder)
        self._untouched.pop(folder, None)
        if path in self._files:
            self._clear(path)
        try:
            return make()
        except (FileExistsError, IsADirectoryError):
            self._clear(path)
            return make()

    def _clear(self, path: str) -> None:
        self._files.pop(path, None)
        self._untouched.pop(path.rpartition("/")[0], None)
        name = f"{self._name}/{path}"
        try:
            os.unlink(name)
        except FileNotFoundError:
            return
        except OSError:
            if not _is_folder(name):
                raise
            self._forget(path)
            shutil.rmtree(name)

    def make_folder(self, folder: str) -> None:
        """Makes a folder and those around it, unless they are there."""
        if not folder or folder in self._folders:
            return
        self.make_folder(folder.rpartition("/")[0])
        self._files.pop(folder, None)
        _open_folder(f"{self._name}/{folder}", self._mask)
        self._folders.add(folder)
        self._untouched.pop(folder.rpartition("/")[0], None)

    def _drop_empty_folders(self) -> None:
        needed: set[str] = set()
        for folder in {path.rpartition("/")[0] for path in self._files}:
            while folder and folder not in needed:
                needed.add(folder)
                folder = folder.rpartition("/")[0]
        for folder in sorted(self._folders - needed, reverse=True):
            remove(Path(self._at(folder)))
            self._untouched.pop(folder.rpartition("/")[0], None)
        self._folders = needed


def _open_folder(name: str, mask: int) -> int:
    """Makes a folder of the right mode, in the place of whatever else has its name.

    `mask` has the bits of the mode that the system may leave out of new folders; what is learnt
    about them is returned. (Setting the mode of each for good measure doubles the time.)
    """
    try:
        os.mkdir(name, FOLDER_MODE)
    except FileExistsError:
        if _is_folder(name):
            os.chmod(name, FOLDER_MODE)
            return mask
        os.unlink(name)
        os.mkdir(name, FOLDER_MODE)
    missing = mask and FOLDER_MODE & ~os.lstat(name).st_mode
    if missing:
        os.chmod(name, FOLDER_MODE)
    return missing


def _is_folder(name: str) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(name).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _entries(name: str, folder: str) -> Iterator[tuple[str, bool]]:
    with os.scandir(name) as found:
        entries = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in found]
    for entry, is_folder in entries:
        yield (f"{folder}/{entry}" if folder else entry), is_folder


def _write(name: str, content: bytes, data: bytes) -> FileRecord:
    return record_of(content, write_new(name, data))


def _link(source: str, target: str, content: bytes) -> FileRecord:
    """A second name for the file; a copy where the file system has no such thing."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _UNLINKABLE:
            raise
        shutil.copyfile(source, target, follow_symlinks=False)
        os.chmod(target, FILE_MODE)
    return record_of(content, os.lstat(target))


def _move(parked: Parked, target: str) -> FileRecord:
    os.rename(parked.name, target)
    return parked.record
