"""Lines of the files that problems are about, read when one is to be shown."""

from functools import lru_cache
from pathlib import Path


class SourceLines:
    """Lines of files of one site; what cannot be read has none."""

    def __init__(self, site: Path) -> None:
        self.of = lru_cache(maxsize=16)(self._read)
        """All lines of a file by its path."""
        self._site = site

    def __call__(self, path: str, number: int) -> str:
        """The line, from 1, without its end; empty when there is none."""
        lines = self.of(path) if path else []
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def _read(self, path: str) -> list[str]:
        try:
            data = (self._site / path).read_bytes() if (self._site / path).is_file() else b""
        except (OSError, ValueError):
            return []
        text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        return text.split("\n")
