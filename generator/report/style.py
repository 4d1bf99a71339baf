"""Colour where a person looks, and nothing in it that a feed could use against a terminal."""

import os
import re
from collections.abc import Mapping
from typing import Final, TextIO

from msgspec import Struct

from generator.model import Problem, Severity

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Control characters, and those that reorder what stands beside them."""

_COLOURS: Final = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.NOTE: "36"}


def harmless(text: str) -> str:
    """The text on one line, control and direction characters shown as a middle dot."""
    return _CONTROL.sub("·", text.replace("\n", " ").replace("\t", " "))


def sentences(problem: Problem) -> str:
    """What is wrong and what helps, one after the other."""
    if not problem.hint:
        return problem.message
    end = "" if problem.message.endswith((".", "?", "!")) else "."
    return f"{problem.message}{end} {problem.hint}"


class Style(Struct, frozen=True):
    """Whether text is coloured."""

    coloured: bool = False

    @classmethod
    def for_stream(cls, stream: TextIO, environment: Mapping[str, str] = os.environ) -> "Style":
        """Colour on a terminal, unless NO_COLOR is set (no-color.org) or the terminal is dumb."""
        plain = bool(environment.get("NO_COLOR")) or environment.get("TERM") == "dumb"
        return cls(not plain and stream.isatty())

    def severity(self, severity: Severity, text: str) -> str:
        """Text in the colour of a severity."""
        return self._paint(_COLOURS[severity], text)

    def strong(self, text: str) -> str:
        """Text that stands out."""
        return self._paint("1", text)

    def faint(self, text: str) -> str:
        """Text that stands back."""
        return self._paint("2", text)

    def _paint(self, codes: str, text: str) -> str:
        return f"\x1b[{codes}m{text}\x1b[0m" if self.coloured and text else text
