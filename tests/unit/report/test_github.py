"""GitHub shows the worst first, and no text of a file can be a workflow command."""

import json

from generator.model import Problem, Severity
from generator.report.github import annotations, job_summary
from generator.report.json_form import problems_json


def problem(severity: Severity, number: int = 1, message: str = "m") -> Problem:
    return Problem(
        code="link-broken",
        message=message,
        severity=severity,
        path=f"content/{number:03}.md",
        line=number,
        column=2,
    )


def test_an_annotation_names_file_line_and_column_from_the_repository() -> None:
    assert annotations([problem(Severity.WARNING, 7)], "docs/") == [
        "::warning file=docs/content/007.md,title=link-broken,line=7,col=2::m"
    ]


def test_a_feed_elsewhere_is_named_in_the_message() -> None:
    feed = Problem(code="feed-empty", message="m", path="https://example.org/feed")
    assert annotations([feed], "docs/") == ["::error title=feed-empty::https://example.org/feed: m"]


def test_text_of_a_file_cannot_end_an_annotation() -> None:
    nasty = Problem(code="c", message="100%\n::error::x\r", path="a,b:c%.md", line=1)
    (line,) = annotations([nasty])
    assert line == "::error file=a%2Cb%3Ac%25.md,title=c,line=1::100%25%0A::error::x%0D"


def test_the_worst_come_first_and_the_cap_holds_for_each_kind() -> None:
    many = [problem(Severity.NOTE, n) for n in range(1, 30)]
    many += [problem(Severity.ERROR, n) for n in range(1, 13)]
    lines = annotations(many)
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 10 + ["::notice"] * 10 + ["12"]
    assert lines[-1] == "12 errors, 29 notes; 21 of them are in the job summary only"


def test_the_job_summary_tells_all_that_fits_and_shows_text_as_text() -> None:
    many = [problem(Severity.ERROR, n, "<b>|`x`[a](b)") for n in range(1, 700)]
    summary = job_summary(many)
    assert summary.count("\n| content/") == 500
    assert summary.endswith("… and 199 more.\n")
    assert "<b>" not in summary
    assert "[a]" not in summary
    assert job_summary([]) == ""


def test_the_job_summary_leads_to_the_line() -> None:
    found = problem(Severity.ERROR, 7, "Wrong")
    spaced = Problem(code="c-d", message="Why?", hint="So.", path="content/a b.md")
    far = Problem(code="c-d", message="Gone", path="https://example.org/feed")
    summary = job_summary([found, spaced, far], "https://github.com/o/r/blob/c0ffee/site/")
    address = "https://github.com/o/r/blob/c0ffee/site/content"
    assert f"| [content/007.md:7]({address}/007.md?plain=1#L7) | link-broken | error:" in summary
    assert f"| [content/a b.md]({address}/a%20b.md) | c-d | error: Why? So. |" in summary
    assert "| https://example.org/feed |" in summary


def test_json_holds_every_problem_with_every_field() -> None:
    many = (*(problem(Severity.NOTE, n) for n in range(1, 50)), problem(Severity.ERROR))
    document = json.loads(problems_json(many))
    assert document["counts"] == {"error": 1, "warning": 0, "note": 49}
    assert len(document["problems"]) == 50
    assert document["problems"][0] == {
        "code": "link-broken",
        "message": "m",
        "severity": "error",
        "hint": "",
        "path": "content/001.md",
        "line": 1,
        "column": 2,
    }
