"""Each form of telling problems goes where its reader looks, and exit codes follow the rule."""

import json
from pathlib import Path

import pytest

from generator.cli.console import Console, exit_code
from generator.model import Problem, Severity

ERROR = Problem(code="front-matter-date", message="m", path="content/a.md", line=3)
WARNING = Problem(code="link-broken", message="m", severity=Severity.WARNING)
NOTE = Problem(code="future-date", message="m", severity=Severity.NOTE)
CONFIG = Problem(code="config-value", message="m")


@pytest.mark.parametrize(
    ("problems", "normal", "strict"),
    [
        ((), 0, 0),
        ((NOTE,), 0, 0),
        ((WARNING, NOTE), 0, 1),
        ((ERROR, WARNING), 1, 1),
        ((ERROR, CONFIG), 2, 2),
    ],
)
def test_exit_codes_are_those_of_the_contracts(
    problems: tuple[Problem, ...], normal: int, strict: int
) -> None:
    assert exit_code(problems) == normal
    assert exit_code(problems, strict=True) == strict


def test_problems_of_a_build_go_to_the_error_stream(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    console = Console(tmp_path)
    console.tell((ERROR,))
    console.say("done")
    told = capsys.readouterr()
    assert (told.out, told.err) == ("done\n", "content/a.md:3: front-matter-date m\n")


def test_quiet_says_problems_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(tmp_path, quiet=True)
    console.say("done")
    console.tell((ERROR,))
    told = capsys.readouterr()
    assert told.out == ""
    assert "content/a.md:3" in told.err


def test_json_is_one_document_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    console = Console(tmp_path, form="json")
    console.tell((ERROR, NOTE), facts={"build": {"pages": 3}})
    console.say("done")
    document = json.loads(capsys.readouterr().out)
    assert (document["counts"]["error"], document["build"]["pages"]) == (1, 3)


def test_annotations_lead_from_the_repository_and_fill_the_job_summary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    Console(tmp_path / "docs/site", form="github").tell((ERROR,))
    assert capsys.readouterr().out.startswith("::error file=docs/site/content/a.md,")
    assert "front-matter-date" in summary.read_text()
