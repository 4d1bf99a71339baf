"""A shell knows every command and option that the program knows."""

import shutil
import subprocess

import pytest

from generator.cli import main
from generator.cli.arguments import completion_script, parser
from generator.cli.completion import SHELLS, _commands


def completed(typed: str) -> list[str]:
    """What bash offers where `|` stands."""
    words = typed.split()
    script = (
        completion_script("bash")
        + f"COMP_WORDS=({' '.join(repr(word) for word in words)}); COMP_CWORD={len(words) - 1}\n"
        + '_tutorial_archive; printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    bash = shutil.which("bash") or "bash"
    done = subprocess.run(
        [bash, "--norc"], input=script, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("tutorial-archive ch", ["check"]),
        ("tutorial-archive --site x se", ["serve"]),
        ("tutorial-archive check --ex", ["--external"]),
        ("tutorial-archive build --format sa", ["sarif"]),
        ("tutorial-archive new --level a", ["advanced"]),
        ("tutorial-archive completion z", ["zsh"]),
    ],
)
def test_bash_completes_commands_options_and_their_values(typed: str, expected: list[str]) -> None:
    assert completed(typed) == expected


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_known(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for command in _commands(parser()):
        assert command.name in script
        for option in command.options:
            for name in option.names:
                if name.startswith("--"):
                    assert name.lstrip("-") in script, (command.name, name)


@pytest.mark.parametrize("shell", [name for name in SHELLS if shutil.which(name)])
def test_a_script_is_one_that_its_shell_can_read(shell: str) -> None:
    program = shutil.which(shell) or shell
    script = completion_script(shell)
    done = subprocess.run(
        [program, "-n"], input=script, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
