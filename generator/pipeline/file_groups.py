"""Files that are made together, and kept together while what they are made of is the same.

In: a key that names all inputs of a group, and how to make it. Out: its files; none of them when
the output holds all of them with the bytes that the store names for the key.
"""

from collections.abc import Callable, Iterable, Iterator

import msgspec
from msgspec import structs

from generator.model import Output
from generator.store.cache import Store
from generator.store.manifest import digest

Holds = Callable[[str, bytes], bool]
"""Whether the output has a file with this digest at this path."""

_KIND = "groups"
_NAMES = msgspec.msgpack.Decoder(dict[str, bytes])


class FileGroups:
    """All groups of one build."""

    def __init__(self, store: Store, holds: Holds) -> None:
        self._store, self._holds = store, holds
        self._made: dict[bytes, bytes] = {}
        self.kept: list[str] = []
        """Paths of files that stand already."""

    def outputs(self, key: bytes, make: Callable[[], Iterable[Output]]) -> Iterator[Output]:
        """The files of a group, made as they are asked for, unless all of them stand."""
        names = self._store.get_values(_KIND, [key], _NAMES).get(key)
        if names and all(self._holds(path, content) for path, content in names.items()):
            self.kept.extend(names)
            return
        made = {}
        for output in make():
            content = made[output.path] = digest(output.data)
            yield structs.replace(output, digest=content)
        self._made[key] = msgspec.msgpack.encode(made)

    def remember(self) -> None:
        """Keeps which files each group has that was made."""
        self._store.put_many(_KIND, self._made)
