"""Large values as this process last read or wrote them, for builds that follow each other in it.

In: the bytes of a value as they were found, and how they are made into it. Out: the value of last
time where the bytes are those of last time, so that nothing is believed that is not on the disk.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

Value = TypeVar("Value")


class Recent:
    """One value for each name."""

    def __init__(self) -> None:
        self._held: dict[Hashable, tuple[bytes, object]] = {}

    def value(self, name: Hashable, data: bytes, make: Callable[[bytes], Value]) -> Value:
        """What `make` makes of `data`; for one name always of the same type."""
        held = self._held.get(name)
        if held is not None and held[0] == data:
            return cast("Value", held[1])
        made = make(data)
        self.note(name, data, made)
        return made

    def note(self, name: Hashable, data: bytes, value: object) -> None:
        """`value` was written as `data`, and will not change any more."""
        self._held[name] = data, value
