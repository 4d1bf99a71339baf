"""The parser of arguments as this program wants it: literal, and helpful when it refuses."""

import argparse
import re
import textwrap
from collections.abc import Iterator
from typing import Final, NoReturn

from generator.text.nearest import nearest

PROGRAM: Final = "tutorial-archive"
Commands = argparse._SubParsersAction
"""What `add_subparsers` gives; argparse has no public name for it."""


class Parser(argparse.ArgumentParser):
    """Shows text as written, takes no shortened options, and says in one line what is wrong."""

    def __init__(self, **options: object) -> None:
        options["formatter_class"] = argparse.RawDescriptionHelpFormatter
        options["allow_abbrev"] = False
        if isinstance(description := options.get("description"), str):
            options["description"] = _wrapped(description)
        super().__init__(**options)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """One line about the fault, one about where to read on."""
        if unknown := re.match(r"unrecognized arguments: (\S+)", message):
            guess = nearest(unknown.group(1), _options(self))
            message = f"unknown argument {unknown.group(1)}" + _offer(guess)
        elif wrong := re.match(r"argument COMMAND: invalid choice: '(.*)' \(", message):
            guess = nearest(wrong.group(1), _names(self))
            message = f"no command “{wrong.group(1)}”" + _offer(guess)
        self.exit(2, f"{PROGRAM}: {message}\nTry “{self.prog} --help”.\n")


def add_format(parser: argparse.ArgumentParser) -> None:
    """How problems are told, for each command that tells any."""
    parser.add_argument(
        "--format",
        choices=("text", "github", "json", "sarif"),
        default="text",
        metavar="FORM",
        help="how problems are told: text for people, github annotations, json, or sarif",
    )


def _wrapped(text: str) -> str:
    return text if "\n" in text else textwrap.fill(text, 92)


def _offer(guess: str) -> str:
    return f"; did you mean {guess}?" if guess else ""


def _subparsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()


def _options(parser: argparse.ArgumentParser) -> list[str]:
    own = [option for action in parser._actions for option in action.option_strings]
    return own + [option for inner in _subparsers(parser) for option in _options(inner)]


def _names(parser: argparse.ArgumentParser) -> list[str]:
    return [inner.prog.rsplit(" ", 1)[-1] for inner in _subparsers(parser)]
