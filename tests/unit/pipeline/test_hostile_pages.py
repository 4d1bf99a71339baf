"""Pages on which a parser or a lexer would never end: shown as they are, whoever renders them."""

from pathlib import Path

import pytest

from generator.cli import main

HEAD = "---\ntitle: {}\ndate: 2024-01-02\n---\n\n"
ENDLESS = {
    "brackets": "[" * 100_000,
    "references": "[a]: /" + "u" * 40_000 + "\n\n" + "[a] " * 20_000,
    "lists": "".join("  " * depth + "- a\n" for depth in range(300)),
    "scala": "```scala\n" + '"' + "\\" * 5000 + "\n```\n",
    "c": "```c\n\n" + " " * 5000 + "x\n```\n",
    "hcl": "```hcl\n" + "_" * 5000 + "\n```\n",
}


@pytest.mark.parametrize("jobs", [1, 2])
def test_pages_that_would_never_end_are_plain_whoever_renders_them(
    tmp_path: Path, jobs: int, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    assert main(["init", str(site), "--yes"]) == 0
    for name, body in ENDLESS.items():
        (site / f"content/{name}.md").write_text(HEAD.format(name) + body)
    for number in range(100):
        (site / f"content/usual-{number}.md").write_text(HEAD.format(number) + "Text.\n")
    assert main(["--site", str(site), "build", "--jobs", str(jobs)]) == 0
    told = capsys.readouterr().err
    for name in ENDLESS:
        page = (site / "output" / name / "index.html").read_text()
        assert "<pre" in page
        assert len(page) < 2 * len(ENDLESS[name]) + 100_000
        assert f"content/{name}.md" in told
    assert "Text." in (site / "output/usual-99/index.html").read_text()
