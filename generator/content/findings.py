"""Problems of one file, collected while it is read; reading goes on after each."""

from typing import Protocol

from msgspec import Struct

from generator.model import Problem


class Place(Struct, frozen=True):
    """Where something stands in the file, from 1."""

    line: int
    column: int


class Placed(Protocol):
    """Anything that knows where in its file it stands."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


class Findings:
    """What is wrong with one file so far."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def add(self, code: str, message: str, *, at: Placed | None = None, hint: str = "") -> None:
        """Note a problem at a place, or with the file as a whole."""
        line, column = (at.line, at.column) if at else (1, 1)
        self.problems.append(
            Problem(code=code, message=message, hint=hint, path=self.path, line=line, column=column)
        )
