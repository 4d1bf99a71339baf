"""One digest for the code that makes a result, so that keys of the build store change with it.

Our own files are read, never judged by their times, which mean nothing in a fresh checkout; of
other packages the installed version counts.
"""

import contextlib
import importlib.util
import os
import sys
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path


@cache
def digest_of_code(modules: tuple[str, ...], distributions: tuple[str, ...] = ()) -> bytes:
    """16 bytes over the source of the named modules (packages with all in them) and over the
    versions of the named distributions, in the order given. Computed once a process."""
    state = blake2b(digest_size=16)
    for module in modules:
        for name, source in _sources(module):
            state.update(f"{name}:{len(source)}:".encode())
            state.update(source)
    installed = _installed() if distributions else {}
    for distribution in distributions:
        state.update(f"{distribution}={_version(distribution, installed)};".encode())
    return state.digest()


def _sources(module: str) -> list[tuple[str, bytes]]:
    """Name and content of each source file, sorted by name."""
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(module)
    origin = Path(spec.origin)
    if not spec.submodule_search_locations:
        return [(module, origin.read_bytes())]
    folder = origin.parent
    found = sorted((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*.py"))
    return [(f"{module}/{name}", path.read_bytes()) for name, path in found]


def _version(distribution: str, installed: Mapping[str, str]) -> str:
    """The installed version, from the name of its metadata folder: reading the metadata itself
    takes a library that is slow to load."""
    if found := installed.get(distribution.replace("-", "_").lower()):
        return found
    from importlib.metadata import version

    return version(distribution)


def _installed() -> dict[str, str]:
    """Names of metadata folders by the distribution; of several the one that is imported."""
    found: dict[str, str] = {}
    for folder in filter(None, sys.path):
        with contextlib.suppress(OSError):
            for name in sorted(os.listdir(folder)):  # noqa: PTH208 - a string is what is there
                if name.endswith(".dist-info"):
                    found.setdefault(name.partition("-")[0].lower(), name)
    return found
