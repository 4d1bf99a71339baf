"""Problems as code scanning takes them: what SARIF 2.1.0 asks of a document."""

import json

import pytest

from generator.check import CODES
from generator.cli import main
from generator.model import Problem, Severity
from generator.report.sarif import Rule, sarif

RULES = {
    code: Rule(meaning=info.meaning, help=info.cure, severity=info.severity)
    for code, info in CODES.items()
}
PROBLEMS = (
    Problem(code="alt-missing", message="No text", severity=Severity.NOTE, path="content/ü b.md"),
    Problem(code="link-broken", message="Nowhere", hint="Did you?", path="content/a.md", line=3),
    Problem(code="link-broken", message="Nowhere", path="content/a.md", line=4, column=7),
    Problem(code="feed-unreachable", message="Silent", path="https://example.org/feed"),
)


def document(*problems: Problem, prefix: str = "") -> dict:  # type: ignore[type-arg]
    return dict(json.loads(sarif(problems, RULES, "1.2.3", prefix)))


def test_a_document_has_what_the_standard_requires() -> None:
    made = document(*PROBLEMS)
    assert made["version"] == "2.1.0"
    (run,) = made["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    rules = [rule["id"] for rule in driver["rules"]]
    assert len(rules) == len(set(rules)) == 3
    assert len(run["results"]) == len(PROBLEMS)
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["level"] in ("error", "warning", "note")
        assert rules[result["ruleIndex"]] == result["ruleId"]
        for location in result.get("locations", ()):
            place = location["physicalLocation"]
            assert place["artifactLocation"]["uri"].isascii()
            assert all(number >= 1 for number in place.get("region", {}).values())


def test_the_worst_stands_first_and_only_files_have_places() -> None:
    results = document(*PROBLEMS, prefix="docs/")["runs"][0]["results"]
    assert [result["level"] for result in results] == ["error", "error", "error", "note"]
    places = [result.get("locations") for result in results]
    assert places.count(None) == 1
    uri = places[-1][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "docs/content/%C3%BC%20b.md"


def test_nothing_wrong_is_a_document_without_results() -> None:
    assert document()["runs"][0]["results"] == []


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_command_tells_nothing_beside_the_document(
    command: str, tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--site", str(tmp_path), command, "--format", "sarif"])
    made = json.loads(capsys.readouterr().out)
    assert [result["ruleId"] for result in made["runs"][0]["results"]] == ["config-missing"]
