"""Every problem that any part of the program can tell: what it means, why, and what to do.

The documentation of problem codes is written from this; a test holds it against the source.
"""

from typing import Final

from generator.check.codes.building import BUILDING
from generator.check.codes.checking import CHECKING
from generator.check.codes.configuration import CONFIGURATION
from generator.check.codes.content import CONTENT
from generator.check.codes.importing import IMPORTING
from generator.check.codes.info import CodeInfo
from generator.model import Severity

CODES: Final[dict[str, CodeInfo]] = {
    **CONFIGURATION,
    **CONTENT,
    **IMPORTING,
    **BUILDING,
    **CHECKING,
}

SEVERITIES: Final[dict[str, Severity]] = {code: info.severity for code, info in CODES.items()}

__all__ = ["CODES", "SEVERITIES", "CodeInfo"]
