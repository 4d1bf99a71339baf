"""What may be typed after the program's name, and the help that teaches it."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from generator import __version__
from generator.cli.content_arguments import add_fetch, add_import, add_init, add_new
from generator.cli.parser import PROGRAM, Commands, Parser
from generator.cli.site_arguments import add_build, add_check, add_serve

_ABOUT: Final = """\
Turns tutorial feeds into a fast, searchable static archive that its owner keeps.

Two steps meet at a folder of Markdown files: import fills content/ from feeds, build makes
the site in output/ from content/. What you write by hand lives in content/ too.
"""
_FIRST_STEPS: Final = """\
first steps:
  tutorial-archive init my-archive          a site that builds as it is
  tutorial-archive --site my-archive serve  see it, and see each change as you save
  tutorial-archive --site my-archive import https://example.org/feed.xml

exit codes: 0 fine; 1 problems; 2 usage or configuration; 3 import partly failed; 70 a bug
"""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The command and its options; raises SystemExit after help, version or a usage error."""
    return parser().parse_args(argv)


def completion_script(shell: str) -> str:
    """What makes a shell complete all of this."""
    from generator.cli.completion import completion

    return completion(parser(), shell)


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    whole = Parser(prog=PROGRAM, description=_ABOUT, epilog=_FIRST_STEPS)
    whole.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    _add_common(whole, defaults=True)
    commands = whole.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", required=True
    )
    for add in _COMMANDS:
        _add_common(add(commands), defaults=False)
    return whole


def _add_common(parser: argparse.ArgumentParser, *, defaults: bool) -> None:
    """Options that stand before or after the command; after it, none means "as before it"."""

    def default(value: object) -> object:
        return value if defaults else argparse.SUPPRESS

    group = parser.add_argument_group("everywhere")
    group.add_argument(
        "--site",
        type=Path,
        default=default(Path()),
        metavar="DIR",
        help="site directory, the one with site.toml (default: this folder)",
    )
    group.add_argument(
        "-q",
        "--quiet",
        action="store_true",
        default=default(False),
        help="say nothing but problems",
    )
    group.add_argument(
        "--traceback",
        action="store_true",
        default=default(False),
        help="show the whole traceback when the generator has a bug",
    )


def _add_completion(commands: "Commands[Parser]") -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "completion",
        help="let your shell complete commands and options",
        description="Prints a script for your shell that completes every command and option.",
        epilog="examples:\n"
        "  tutorial-archive completion bash > ~/.local/share/bash-completion/completions/"
        "tutorial-archive\n"
        "  tutorial-archive completion fish > ~/.config/fish/completions/tutorial-archive.fish\n"
        '  eval "$(tutorial-archive completion zsh)"    # in ~/.zshrc, after compinit\n',
    )
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="which one")
    return parser


_COMMANDS: Final = (
    add_init,
    add_new,
    add_import,
    add_fetch,
    add_build,
    add_serve,
    add_check,
    _add_completion,
)
