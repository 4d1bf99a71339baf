"""What a tree of files holds, as we last left it: digests, and stat signatures that vouch for them.

A manifest is only ever a hint. Each entry is believed when the file's size, modification time and
inode are still those recorded, and re-hashed when the time is too close to the recording to tell
(git's rule for racy entries); so a lost, stale or forged manifest costs time, never a wrong byte.
The change time is left out on purpose: linking a file into a second changes it.
"""

# Path objects double the time of ten thousand looks at the disk.
# ruff: noqa: PTH123, PTH208

import os
import stat
import struct
from array import array
from hashlib import blake2b
from pathlib import Path

import msgspec

from generator.store.recent import Recent

FILE_MODE, FOLDER_MODE = 0o644, 0o755
_REGULAR = stat.S_IFREG | FILE_MODE
_VERSION = 2
_JUST_READ = 1 << 62
_DIGEST = 16
_SIZE = slice(_DIGEST, _DIGEST + 8)
_STAT = struct.Struct("=QQQ")
_TIME = 0xFFFF_FFFF_FFFF_FFFF

FileRecord = bytes
"""Digest of the bytes, then size, modification time (ns) and inode: as a tuple, it would take four
times as long to read and to compare."""
FolderRecord = bytes
"""Modification time (ns) and inode, after a zero: while both stand, no entry came, went or was
replaced."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """Every file and folder of one tree by its path, `/` between segments; the root is empty."""

    version: int = _VERSION
    stamp: int = 0
    """File system time (ns) of the recording; entries as new as this are racy."""
    files: dict[str, FileRecord] = {}
    folders: dict[str, FolderRecord] = {}


_DECODER = msgspec.msgpack.Decoder(Manifest)


def digest(data: bytes) -> bytes:
    """16 bytes that stand for the content of a file."""
    return blake2b(data, digest_size=16).digest()


def record_of(content: bytes, found: os.stat_result) -> FileRecord:
    """The record of a file whose content's digest is known."""
    return content + _STAT.pack(found.st_size, found.st_mtime_ns & _TIME, found.st_ino)


def content_of(record: FileRecord) -> bytes:
    """The digest of a file's bytes."""
    return record[:_DIGEST]


def folder_record(found: os.stat_result) -> FolderRecord:
    """The record of a folder."""
    return _STAT.pack(0, found.st_mtime_ns & _TIME, found.st_ino)


def size_of(*records: FileRecord) -> int:
    """How many bytes the files have."""
    return sum(array("Q", b"".join(record[_SIZE] for record in records)))


def seal_of(manifest: Manifest) -> bytes:
    """16 bytes that name this very state of a tree: differ whenever a file of it does."""
    return digest(msgspec.msgpack.encode(manifest.files))


def load_manifest(path: Path, recent: Recent | None = None) -> Manifest:
    """The manifest in `path`; an empty one when it is missing, torn or of another version."""
    try:
        return (recent or Recent()).value(path, path.read_bytes(), _decoded)
    except OSError:
        return Manifest()


def _decoded(data: bytes) -> Manifest:
    try:
        manifest = _DECODER.decode(data)
    except msgspec.MsgspecError:
        return Manifest()
    return manifest if manifest.version == _VERSION else Manifest()


def save_manifest(path: Path, manifest: Manifest, recent: Recent | None = None) -> None:
    """Writes the manifest in one step, stamped with the file system's own clock."""
    beside = path.with_suffix(".new")
    beside.write_bytes(b"\0")
    stamped = msgspec.structs.replace(manifest, stamp=beside.stat().st_mtime_ns)
    data = msgspec.msgpack.encode(stamped)
    beside.write_bytes(data)
    beside.replace(path)
    if recent is not None:
        recent.note(path, data, stamped)


def vouched(root: str, path: str, record: FileRecord, stamp: int) -> FileRecord | None:
    """The record as it stands on the disk now, if the file still has the recorded content."""
    name = f"{root}/{path}"
    try:
        found = os.lstat(name)
        if found.st_mode != _REGULAR:
            return None
        content = content_of(record)
        fresh = record_of(content, found)
        if fresh == record and found.st_mtime_ns < stamp:
            return record
        return fresh if digest(_read(name)) == content else None
    except OSError:
        return None


def all_vouched(root: str, manifest: Manifest) -> dict[str, FileRecord] | None:
    """Every file as it stands on the disk now; None when one has not the recorded content."""
    stamp, prefix, look, pack = manifest.stamp, f"{root}/", os.lstat, _STAT.pack
    fresh = {}
    try:
        for path, record in manifest.files.items():
            found = look(prefix + path)
            modified = found.st_mtime_ns
            if (
                pack(found.st_size, modified & _TIME, found.st_ino) != record[_DIGEST:]
                or modified >= stamp
                or found.st_mode != _REGULAR
            ):
                now = vouched(root, path, record, stamp)
                if now is None:
                    return None
                fresh[path] = now
    except OSError:
        return None
    return manifest.files | fresh if fresh else manifest.files


def stands(root: str, place: Path) -> bool:
    """Whether all files surely are as the manifest in `place` has them."""
    manifest = load_manifest(place)
    return all_vouched(root, manifest) is manifest.files


def untouched(root: str, place: Path) -> bool:
    """Whether all folders surely have the entries that the manifest in `place` has."""
    return not doubtful_folders(root, load_manifest(place))


def folder_vouched(name: str, record: FolderRecord, stamp: int) -> bool:
    """Whether the folder surely has the very entries it had when it was recorded."""
    try:
        found = os.lstat(name)
    except OSError:
        return False
    same = stat.S_ISDIR(found.st_mode) and folder_record(found) == record
    return same and found.st_mtime_ns < stamp


def doubtful_folders(root: str, manifest: Manifest) -> list[str]:
    """Those of which it is not sure that they have the very entries they had."""
    return [
        folder
        for folder, record in manifest.folders.items()
        if not folder_vouched(f"{root}/{folder}", record, manifest.stamp)
    ]


def holds_nothing_else(root: str, manifest: Manifest) -> bool:
    """Whether every folder has just the recorded entries; what files hold is not looked at."""
    doubtful = doubtful_folders(root, manifest)
    if not doubtful:
        return "" in manifest.folders
    inside: dict[str, set[str]] = {}
    for path in (*manifest.files, *manifest.folders):
        folder, _, name = path.rpartition("/")
        if name:
            inside.setdefault(folder, set()).add(name)
    try:
        return all(set(os.listdir(f"{root}/{f}")) == inside.get(f, set()) for f in doubtful)
    except OSError:
        return False


def adopt(root: str) -> Manifest:
    """A manifest made by reading a whole tree whose own was lost."""
    files: dict[str, FileRecord] = {}
    folders: dict[str, FolderRecord] = {}
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        folders[folder] = folder_record(os.lstat(f"{root}/{folder}"))
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                found = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(found.st_mode):
                    waiting.append(path)
                elif found.st_mode == _REGULAR:
                    files[path] = record_of(digest(_read(entry.path)), found)
    return Manifest(stamp=_JUST_READ, files=files, folders=folders)


def _read(name: str) -> bytes:
    descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(descriptor, "rb") as file:
        return file.read()
