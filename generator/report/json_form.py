"""Problems for programs: one JSON document."""

import msgspec

from generator.model import Problem, Severity
from generator.report.ordering import worst_first


def problems_json(problems: tuple[Problem, ...], facts: dict[str, object] | None = None) -> str:
    """All problems, worst first, with every field, how many there are of each severity, and
    `facts` about the run beside them."""
    counts = {
        str(severity): sum(problem.severity is severity for problem in problems)
        for severity in Severity
    }
    document = {"version": 1, "counts": counts, "problems": worst_first(problems), **(facts or {})}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()
