"""Problems as SARIF 2.1.0, the form that code scanning takes (OASIS, "Static Analysis Results
Interchange Format"): one run, a rule for each code that occurs, a result for each problem.
"""

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote

import msgspec
from msgspec import Struct

from generator.model import Problem, Severity
from generator.report.ordering import worst_first

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


class Rule(Struct, frozen=True, kw_only=True):
    """What is known about a code."""

    meaning: str
    help: str
    severity: Severity


def sarif(
    problems: Sequence[Problem], rules: Mapping[str, Rule], version: str, prefix: str = ""
) -> str:
    """The document, worst first. `prefix` leads from the repository's root to the site directory:
    empty, or with a slash."""
    codes = sorted({problem.code for problem in problems})
    driver = {
        "name": "tutorial-archive",
        "version": version,
        "rules": [_rule(code, rules[code]) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(problem, codes.index(problem.code), prefix) for problem in worst_first(problems)
        ],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def _rule(code: str, rule: Rule) -> dict[str, object]:
    return {
        "id": code,
        "shortDescription": {"text": rule.meaning},
        "help": {"text": rule.help},
        "defaultConfiguration": {"level": str(rule.severity)},
    }


def _result(problem: Problem, rule: int, prefix: str) -> dict[str, object]:
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    result: dict[str, object] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": str(problem.severity),  # the words are those of SARIF
        "message": {"text": text},
    }
    place = _place(problem, prefix)
    return result | {"locations": [{"physicalLocation": place}]} if place else result


def _place(problem: Problem, prefix: str) -> dict[str, object]:
    if not problem.path or problem.path.startswith("/") or "://" in problem.path:
        return {}  # feeds may be addresses, or files elsewhere
    place: dict[str, object] = {"artifactLocation": {"uri": quote(prefix + problem.path)}}
    if problem.line:
        column = {"startColumn": problem.column} if problem.column else {}
        place["region"] = {"startLine": problem.line, **column}
    return place
