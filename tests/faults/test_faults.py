"""A site with one of every fault, and what check tells of it.

After a change that is meant, write it down anew with `GOLDEN=write make test TESTS=tests/faults`
and read the difference.
"""

import json
import os
import shutil
from pathlib import Path

import pytest

from generator.check.codes.checking import CHECKING
from generator.check.codes.content import CONTENT
from generator.cli import main

HERE = Path(__file__).parent
OF_THE_MACHINE = {"content-unreadable", "content-not-a-file", "content-link", "content-name"}
OF_OTHERS = {"outside-gone", "outside-moved", "outside-silent"}
TOO_LARGE_TO_KEEP = {"content-too-large", "site-too-large", "site-many-files"}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The site in a place of its own, with what is too heavy to be kept with the tests."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(HERE / "site", tmp_path / "site")
    folder = tmp_path / "site/content/faults"
    (folder / "huge.png").write_bytes(bytes(6_000_000))
    words = "A long line of words that nobody will read to its end.\n" * 12_000
    for name, body in (("heavy-page", words), ("heavy-image", "![A picture](huge.png)\n")):
        front = f"---\ntitle: {name}\ndate: 2024-01-10\ntags: [kubernetes]\n---\n\n"
        (folder / f"{name}.md").write_text(front + body)
    return tmp_path / "site"


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["--site", "site", "check", "--jobs", "1", "--quiet", *arguments]) == 1
    return capsys.readouterr().out


def test_every_fault_is_told_as_it_is_written_down(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert site.is_dir()
    text, path = told(capsys), HERE / "expected.txt"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_no_code_of_content_and_check_is_missing(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert site.is_dir()
    found = {each["code"] for each in json.loads(told(capsys, "--format", "json"))["problems"]}
    missing = {*CONTENT, *CHECKING} - found
    assert missing == OF_THE_MACHINE | OF_OTHERS | TOO_LARGE_TO_KEEP


def test_every_form_tells_all_of_them(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = site.parent / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    count = len(json.loads(told(capsys, "--format", "json"))["problems"])
    sarif = json.loads(told(capsys, "--format", "sarif"))
    assert len(sarif["runs"][0]["results"]) == count
    annotations = told(capsys, "--format", "github").splitlines()
    kinds = [line.partition(" ")[0] for line in annotations if line.startswith("::")]
    assert kinds == sorted(kinds, key=["::error", "::warning", "::notice"].index)
    assert {kind: min(kinds.count(kind), 10) for kind in kinds} == {
        kind: kinds.count(kind) for kind in kinds
    }
    rows = [line for line in summary.read_text().splitlines() if line.startswith("| ")]
    assert len(rows) == count + 2
