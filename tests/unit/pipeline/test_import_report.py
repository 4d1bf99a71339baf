"""A report tells what was recognised, a dry run writes nothing, a repeat is published once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from generator.cli import main
from generator.config.model import Config
from generator.pipeline.import_report import ImportReport
from generator.pipeline.importing import import_sources
from generator.pipeline.report_file import report_text

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LONG = " ".join(f"Sentence number {n} speaks of shell {n * 7}." for n in range(30))


def page(title: str, text: str, head: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body><nav>Home</nav>"
        f"<main><h1>{title}</h1><p>{text}</p><h2>Code</h2><pre><code class=language-python>x = 1"
        "</code></pre><table><tr><th>a</th></tr><tr><td>b</td></tr></table></main></body></html>"
    )


@pytest.fixture
def shore(tmp_path: Path) -> Path:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "a.html").write_text(page("Sorting shells", LONG))
    (folder / "a (1).html").write_text(page("Sorting shells", LONG))
    (folder / "b.html").write_text(page("Finding pearls", LONG.replace("number 3 ", "three ")))
    (tmp_path / "site.toml").write_text('title = "Shore"\n')
    return tmp_path


def imported(site: Path, *, dry_run: bool = False) -> ImportReport:
    config = Config(title="Shore")
    return import_sources(site, config, ["saved"], now=NOW, dry_run=dry_run, wants_records=True)


def test_the_same_text_under_the_same_title_is_published_once(shore: Path) -> None:
    report = imported(shore)
    files = sorted(path.name for path in (shore / "content").rglob("*.md"))
    assert files == ["finding-pearls.md", "sorting-shells.md"]
    assert (report.rows[0].new, report.rows[0].skipped) == (2, 1)
    again = imported(shore)
    assert (again.rows[0].unchanged, again.rows[0].skipped) == (2, 1)


def test_a_text_under_another_title_is_published_and_reported(shore: Path) -> None:
    report = imported(shore)
    (group,) = report.duplicates
    assert [Path(file).name for file in group.files] == ["finding-pearls.md", "sorting-shells.md"]
    assert [problem.code for problem in report.problems] == ["near-duplicate"]


def test_a_dry_run_tells_the_same_and_writes_nothing(shore: Path) -> None:
    told = imported(shore, dry_run=True)
    assert not (shore / "content").exists()
    assert not (shore / ".archive").exists()
    done = imported(shore)
    assert told.duplicates == done.duplicates
    assert report_text(told) == report_text(done)


def test_the_report_says_what_was_found_and_what_was_left_out(shore: Path) -> None:
    text = report_text(imported(shore))
    (source,) = yaml.safe_load(text)["sources"]
    repeat, first, pearls = sorted(source["tutorials"], key=lambda one: one["place"])
    assert source["form"] == "folder of saved pages"
    assert {repeat["outcome"], first["outcome"]} == {"new", "alternate"}
    assert repeat["file"] == first["file"]
    assert pearls["headings"] == ["Code"]
    assert (pearls["code"], pearls["tables"]) == ({"python": 1}, 1)
    assert pearls["found_by"] == "main element"
    assert {"reason": "navigation", "text": "Home"} in pearls["removed"]


def test_a_report_after_the_import_tells_of_what_is_there(shore: Path) -> None:
    first = imported(shore)
    again = imported(shore)
    assert again.duplicates == first.duplicates
    (source,) = yaml.safe_load(report_text(again))["sources"]
    assert [one["outcome"] for one in source["tutorials"]].count("unchanged") == 2
    assert all("headings" in one for one in source["tutorials"] if one["outcome"] == "unchanged")


def test_the_command_writes_the_report_and_shows_what_would_be_made(
    shore: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(shore)
    arguments = ["--site", str(shore), "import", "saved", "--dry-run", "--report", "found.yaml"]
    assert main(arguments) == 0
    assert "“Finding pearls”" in capsys.readouterr().out
    assert yaml.safe_load((shore / "found.yaml").read_text())["version"] == 1
    assert not (shore / "content").exists()
    assert main([*arguments[:-1], "saved/a.html/x.yaml"]) == 3
