"""One finding about input: where it is, what is wrong, what would help."""

from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How much a problem matters: errors fail a build, warnings fail it under `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Problem(Struct, frozen=True, kw_only=True):
    """A finding, as a value. Bad input makes problems; only a broken machine raises."""

    code: str
    """Stable and documented, in kebab case, such as `link-broken`."""
    message: str
    severity: Severity = Severity.ERROR
    hint: str = ""
    """What to do about it, such as the nearest known name."""
    path: str = ""
    """Relative to the site directory, with forward slashes; empty when there is no file."""
    line: int = 0
    """Counted from 1; 0 when there is no line."""
    column: int = 0
    """Counted from 1, in characters; 0 when there is no column."""
