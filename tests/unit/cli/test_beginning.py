"""`init` and `new` work in any folder, ask nothing in a script, and overwrite nothing."""

import io
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.config import load_config
from generator.content import load


@pytest.fixture(autouse=True)
def _script(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def test_init_makes_a_site_with_a_valid_configuration(tmp_path: Path) -> None:
    site = tmp_path / "my-archive"
    assert main(["init", str(site)]) == 0
    config, problems = load_config(site)
    assert problems == ()
    assert config is not None
    assert config.title == "My archive"


def test_init_takes_the_site_folder_and_keeps_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text('title = "Mine"\n')
    assert main(["--site", str(tmp_path), "init"]) == 0
    assert (tmp_path / "site.toml").read_text() == 'title = "Mine"\n'
    assert (tmp_path / "content").is_dir()


def test_init_refuses_an_address_that_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "a"), "--base-url", "example.org"]) == 2
    assert "https://" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_new_prints_the_path_of_a_tutorial_that_loads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "site.toml").write_text('title = "Mine"\n')
    typed = ["new", "Lists in Python", "--tags", "python, lists", "--level", "beginner"]
    assert main([*typed, "--site", str(tmp_path), "--quiet"]) == 0
    path = Path(capsys.readouterr().out.removesuffix("\n"))
    assert path == tmp_path / "content/lists-in-python.md"
    tutorial, problems = load("content/a.md", path.read_bytes())
    assert problems == ()
    assert tutorial is not None
    assert tutorial.front.tags == ("python", "lists")
    assert tutorial.front.date.isoformat() == "2023-11-14T22:13:00+00:00"
    assert main([*typed, "--site", str(tmp_path)]) == 1


@pytest.mark.parametrize("typed", [["new", "T"], ["new", "T", "--level", "beginner"]])
def test_new_needs_a_site(
    typed: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*typed, "--site", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("site.toml: config-missing ")
    assert list(tmp_path.iterdir()) == []


def test_a_broken_clock_setting_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert main(["init", str(tmp_path / "a")]) == 2
    assert "SOURCE_DATE_EPOCH" in capsys.readouterr().err
