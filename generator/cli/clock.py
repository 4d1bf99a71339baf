"""The only place where a command learns what time it is."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime

from generator.model import Problem


def fixed_moment(environment: Mapping[str, str] = os.environ) -> datetime | Problem | None:
    """The moment that SOURCE_DATE_EPOCH names (reproducible-builds.org); None when it is unset."""
    written = environment.get("SOURCE_DATE_EPOCH", "")
    if not written:
        return None
    try:
        return datetime.fromtimestamp(int(written), UTC)
    except (ValueError, OverflowError, OSError):
        return Problem(
            code="config-clock",
            message=f"SOURCE_DATE_EPOCH is no count of seconds: “{written[:40]}”",
            hint="Unset it, or set it to a whole number such as 1700000000.",
        )


def moment(environment: Mapping[str, str] = os.environ) -> datetime | Problem:
    """The fixed moment, or now, to the second."""
    fixed = fixed_moment(environment)
    return datetime.now(UTC).replace(microsecond=0) if fixed is None else fixed
