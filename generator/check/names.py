"""Which address of a site was most likely meant, by the last name in it.

In: all addresses of a site. Out: one of them for a broken one, the same whatever was asked before.
A site may have as many broken links as pages, so a search looks at few names: those of about the
same length that begin alike and have almost the same letters.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Final

from generator.text.nearest import nearest

_LENGTH, _LETTERS = 3, 4
"""How much a slip may change at most."""
_BITS: Final = 61


class Names:
    """All addresses of a site, by their last name."""

    def __init__(self, paths: Iterable[str]) -> None:
        """`paths` are site paths."""
        self._paths = paths
        self._nearest = lru_cache(maxsize=None)(self._find)
        self._similar = lru_cache(maxsize=None)(self._search)

    def nearest(self, path: str, name: str) -> str:
        """The address, with a leading slash, that `path` with this last name was meant to be;
        empty when none is similar enough."""
        return self._nearest(path, name)

    def _find(self, path: str, name: str) -> str:
        same = self._by_name.get(name.casefold())
        if same is None:
            return self._similar(name.casefold())
        return same[0] if len(same) == 1 else nearest(path, same) or same[0]

    def _search(self, name: str) -> str:
        letters = _letters(name)
        alike = [
            known
            for length in range(len(name) - _LENGTH, len(name) + _LENGTH + 1)
            for known in self._by_shape.get((name[:1], length), ())
            if (_letters(known) ^ letters).bit_count() <= _LETTERS
        ]
        found = nearest(name, alike) if name else ""
        return self._by_name[found][0] if found else ""

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self._paths):
            if name := last_name(path).casefold():
                names[name].append("/" + path)
        return names

    @cached_property
    def _by_shape(self) -> dict[tuple[str, int], list[str]]:
        """Names by first letter and length."""
        shapes = defaultdict(list)
        for name in self._by_name:
            shapes[name[:1], len(name)].append(name)
        return shapes


def last_name(path: str) -> str:
    """`asyncio` of `/python/asyncio/` and of `../python/asyncio.md`."""
    name = path.rstrip("/").rpartition("/")[2]
    return name.removesuffix(".md").removesuffix(".html")


@lru_cache(maxsize=1 << 17)
def _letters(name: str) -> int:
    """A bit for each character that is in it; some share a bit."""
    letters = 0
    for character in name:
        letters |= 1 << ord(character) % _BITS
    return letters
