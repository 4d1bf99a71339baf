"""What the contracts promise about typing commands holds, and a slip gets a hint."""

from pathlib import Path

import pytest

from generator import __version__
from generator.cli import main
from generator.cli.arguments import parse

COMMANDS = {
    "init": ["init"],
    "new": ["new", "Title"],
    "import": ["import", "feed.xml"],
    "fetch": ["fetch"],
    "build": ["build"],
    "serve": ["serve"],
    "check": ["check"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_site_stands_before_or_after_the_command(command: str) -> None:
    typed = COMMANDS[command]
    assert parse(typed).site == Path()
    assert parse(["--site", "a", *typed]).site == Path("a")
    assert parse([*typed, "--site", "b"]).site == Path("b")
    assert parse(["--site", "a", *typed, "--site=b"]).site == Path("b")


def test_every_option_of_the_contracts_is_there() -> None:
    typed = "build --output o --base-url https://example.org/ --jobs 2 --clean --strict --format"
    for form in ("text", "github", "json"):
        assert parse([*typed.split(), form]).format == form
    assert parse(["serve", "--host", "::1", "--port", "0"]).port == 0
    assert parse(["check", "--external"]).external
    assert parse(["import", "a.xml", "https://example.org/feed"]).sources[1].startswith("https")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "COMMAND"),
        ("biuld", "did you mean build?"),
        ("build --ouput x", "did you mean --output?"),
        ("build --out x", "did you mean --output?"),
        ("build --jobs 0", "from 1 to 1024"),
        ("serve --port 70000", "from 0 to 65535"),
        ("import", "SOURCE"),
        ("check --format xml", "json"),
    ],
)
def test_a_slip_is_a_usage_error_with_a_hint(
    typed: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(typed.split()) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert "--help" in told.err
    assert told.out == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_each_command(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--help"]) == 0
    assert "--site DIR" in capsys.readouterr().out


def test_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"tutorial-archive {__version__}\n"
