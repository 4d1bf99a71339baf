"""How a long listing is cut into pages."""

from collections.abc import Sequence, Sized
from typing import TypeVar

T = TypeVar("T")
AROUND = 1
"""Page numbers shown on each side of the current one."""


def cut(items: Sequence[T], per_page: int) -> tuple[Sequence[T], ...]:
    """The pages of a listing; an empty listing has one empty page."""
    return tuple(items[at : at + per_page] for at in range(0, max(len(items), 1), per_page))


def page_count(items: Sized, per_page: int) -> int:
    """How many pages `cut` makes of these."""
    return max(1, -(-len(items) // per_page))


def page_path(path: str, number: int) -> str:
    """Site path of page `number` (from 1) of the listing at `path`."""
    return path if number == 1 else f"{path}page/{number}/"


def shown_numbers(number: int, total: int) -> tuple[int | None, ...]:
    """Which page numbers to offer on page `number`: the first, the last, the neighbours; None
    stands for a gap of two pages or more."""
    wanted = {1, total, *range(max(1, number - AROUND), min(total, number + AROUND) + 1)}
    shown: list[int | None] = []
    last = 0
    for each in sorted(wanted):
        if each - last == 2:
            shown.append(each - 1)
        elif each - last > 2:
            shown.append(None)
        shown.append(each)
        last = each
    return tuple(shown)
