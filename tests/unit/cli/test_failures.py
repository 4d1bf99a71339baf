"""Whatever goes wrong, a person reads one line, and a script gets the code of the contracts."""

import sys
from argparse import Namespace
from pathlib import Path

import pytest

import generator.cli
from generator.cli import main


class _NothingCanBeRead:
    """Stands in for the modules of a disk that fails."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        raise OSError(5, "Input/output error", name)


def fail_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(_: Namespace) -> int:
        raise error

    monkeypatch.setattr(generator.cli, "_command", run)


def test_a_bug_is_one_line_and_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    fail_with(ZeroDivisionError("a\nb"), monkeypatch)
    assert main(["build"]) == 70
    told = capsys.readouterr().err
    (kept,) = tmp_path.iterdir()
    assert told.count("\n") == 1
    assert "bug in the generator: ZeroDivisionError: a b" in told
    assert str(kept) in told
    assert "Traceback" in kept.read_text()


def test_a_traceback_is_shown_to_those_who_ask(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_with(ZeroDivisionError("x"), monkeypatch)
    assert main(["--traceback", "build"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_a_full_disk_is_a_problem_with_a_path_and_no_bug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_with(OSError(28, "No space left on device", "output/index.html"), monkeypatch)
    assert main(["build"]) == 1
    assert capsys.readouterr().err == (
        "output/index.html: machine-failed No space left on device\n"
    )


def test_when_nothing_can_be_loaded_any_more_a_failure_is_still_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_with(ZeroDivisionError("x"), monkeypatch)
    for name in [name for name in sys.modules if name.startswith("generator.cli.fail")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "tempfile", raising=False)
    monkeypatch.setattr(sys, "meta_path", [_NothingCanBeRead])
    assert main(["build"]) == 70
    assert capsys.readouterr().err == (
        "tutorial-archive: bug in the generator: ZeroDivisionError: x"
        " (run again with --traceback, and please report it)\n"
    )


def test_stopping_is_no_failure_of_the_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_with(KeyboardInterrupt(), monkeypatch)
    assert main(["build"]) == 130
    assert capsys.readouterr().err == "tutorial-archive: stopped\n"
