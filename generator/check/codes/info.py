"""What is known about a problem code."""

from msgspec import Struct

from generator.model import Severity


class CodeInfo(Struct, frozen=True):
    """One code, explained to the person who meets it."""

    meaning: str
    """One line."""
    cause: str
    cure: str
    severity: Severity = Severity.ERROR
    """As it is told unless site.toml says otherwise."""
