"""The register of published addresses as a file that the owner of the site keeps.

In and out: `.archive/addresses.tsv`. What the register means is in `site.register`.
"""

from collections.abc import Sequence
from pathlib import Path

from generator.content import replace_file
from generator.model import Problem, Severity
from generator.model.register import REGISTER, Entry
from generator.site.register import read_register, register_text


def load_register(site: Path) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The register of a site, empty where there is none yet. Raises OSError."""
    return read_register(_bytes(site).decode("utf-8", "replace"))


def keep_register(site: Path, register: Sequence[Entry]) -> tuple[Problem, ...]:
    """Writes the register where it changed; a problem where that cannot be."""
    data = register_text(register).encode()
    try:
        if _bytes(site) != data:
            replace_file(site / REGISTER, data)
    except OSError as error:
        return (
            Problem(
                code="register-unwritten",
                severity=Severity.WARNING,
                message=f"Cannot be written: {error.strerror}",
                path=REGISTER,
            ),
        )
    return ()


def _bytes(site: Path) -> bytes:
    try:
        return (site / REGISTER).read_bytes()
    except FileNotFoundError:
        return b""
