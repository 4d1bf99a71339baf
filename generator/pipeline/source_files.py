"""The files of content/ as a build reads them, and the keys of what is made of them.

In: the site directory. Out: for each file a digest of its path, its bytes and our code, and its
bytes when they are rendered.
"""

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import overload

from generator.content import read_file, scan
from generator.model import Problem
from generator.pipeline.libraries import LIBRARIES
from generator.pipeline.rendition import SourceFile
from generator.store.code_digest import digest_of_code

CODE = ("generator.text", "generator.model", "generator.content", "generator.markdown")
CODE_OF_FACTS = (
    "generator.site",
    "generator.search",
    "generator.check",
    "generator.pipeline.rendition",
)


def read_all(site: Path) -> tuple[dict[str, bytes], dict[str, int], list[Problem]]:
    """Keys and sizes of all files by path. Their bytes are let go: they come from the disk once
    more when they are rendered, since all at once they are most of the memory of a large build."""
    paths, found = scan(site)
    problems = list(found)
    keys, sizes, code = {}, {}, code_digest()
    for path in paths:
        data = read_file(site, path)
        if isinstance(data, Problem):
            problems.append(data)
        else:
            keys[path], sizes[path] = _key(code, path, data), len(data)
    return keys, sizes, problems


class SourceFiles(Sequence[SourceFile]):
    """Files, read when they are asked for. One that was written to meanwhile gets another key."""

    def __init__(self, site: Path, paths: Sequence[str], keys: dict[str, bytes]) -> None:
        self._site, self._paths, self._keys, self._code = site, paths, keys, code_digest()
        self.problems: list[Problem] = []

    def __len__(self) -> int:
        return len(self._paths)

    @overload
    def __getitem__(self, index: int) -> SourceFile: ...
    @overload
    def __getitem__(self, index: slice) -> list[SourceFile]: ...
    def __getitem__(self, index: int | slice) -> SourceFile | list[SourceFile]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        path = self._paths[index]
        data = read_file(self._site, path)
        if isinstance(data, Problem):
            self.problems.append(data)
            data = b""
        self._keys[path] = _key(self._code, path, data)
        return SourceFile(path=path, data=data)


def code_digest() -> bytes:
    """A digest of all that a rendition depends on but its file."""
    return digest_of_code((*CODE, *CODE_OF_FACTS), LIBRARIES)


def keys_of(files: Sequence[SourceFile]) -> list[bytes]:
    """The keys by which the store knows what is made of them."""
    code = code_digest()
    return [_key(code, file.path, file.data) for file in files]


def _key(code: bytes, path: str, data: bytes) -> bytes:
    state = blake2b(code, digest_size=16)
    state.update(f"{len(path.encode())}:{path}".encode() + data)
    return state.digest()
