"""Compiled templates, kept where Python keeps our own compiled code, so that a process which shows
one page compiles none.

In: the source of a template. Out: its code, if this very source was compiled by the same libraries
before. The folder is as trusted as our modules are, which no folder of a site is; where it cannot
be written, nothing is kept.
"""

import contextlib
import os
import sys
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2 import compiler
from jinja2.bccache import Bucket, BytecodeCache

_MAKERS = (
    Path(compiler.__file__),
    Path(jinja2.__file__),
    Path(__file__).with_name("theme.py"),
)
"""What changes with the compiler and its options."""


class Compiled(BytecodeCache):
    """One file for each name of a template, which begins with a checksum of all that it is of."""

    def __init__(self) -> None:
        self._folder = Path(cache_from_source(__file__)).with_name("templates")
        states = [(found.st_mtime_ns, found.st_size) for found in map(Path.stat, _MAKERS)]
        self._made_by = f"{sys.version} {states}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name of the file."""
        return blake2b(f"{name} {filename}".encode(), digest_size=16).hexdigest()

    def get_source_checksum(self, source: str) -> str:
        """Of the source and of what compiles it."""
        return blake2b(f"{self._made_by} {source}".encode(), digest_size=16).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Reads what is there, which a power cut may have torn."""
        with contextlib.suppress(Exception), (self._folder / bucket.key).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Writes it in one step."""
        place = self._folder / bucket.key
        beside = place.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(bucket.bytecode_to_string())
            beside.replace(place)
