"""`completion`: what a shell needs to complete our commands, written from the parser itself.

In: the parser. Out: a script for bash, zsh or fish that knows every command and option of this
version. It starts no program while somebody types.
"""

import argparse
from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct

from generator.cli.parser import PROGRAM


class Option(Struct, frozen=True, kw_only=True):
    """One option of a command."""

    names: tuple[str, ...]
    help: str
    choices: tuple[str, ...]
    takes: bool
    """Whether a value follows it."""


class Command(Struct, frozen=True, kw_only=True):
    """One command and all that may follow it."""

    name: str
    help: str
    options: tuple[Option, ...]
    choices: tuple[str, ...]
    """Of its first argument, where it has any."""


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """The script for one of SHELLS."""
    return SHELLS[shell](tuple(_commands(parser)))


def _commands(parser: argparse.ArgumentParser) -> Iterator[Command]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            helps = {each.dest: each.help or "" for each in action._choices_actions}
            for name, inner in action.choices.items():
                yield Command(
                    name=name,
                    help=helps.get(name, ""),
                    options=tuple(_options(inner)),
                    choices=tuple(_first_choices(inner)),
                )


def _options(parser: argparse.ArgumentParser) -> Iterator[Option]:
    for action in parser._actions:
        if action.option_strings and action.help != argparse.SUPPRESS:
            yield Option(
                names=tuple(action.option_strings),
                help=action.help or "",
                choices=tuple(action.choices or ()),
                takes=action.nargs != 0,
            )


def _first_choices(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if not action.option_strings:
            yield from action.choices or ()


def _bash(commands: tuple[Command, ...]) -> str:
    names = " ".join(command.name for command in commands)
    values = {
        f"{name}) words='{' '.join(option.choices)}' ;;"
        for command in commands
        for option in command.options
        for name in option.names
        if option.choices
    }
    cases = [
        f"    {command.name}) words='{' '.join([*_names(command), *command.choices])}' ;;"
        for command in commands
    ]
    return "\n".join(
        [
            "_tutorial_archive() {",
            "  local command='' word words='' current=${COMP_WORDS[COMP_CWORD]}",
            '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
            f'    case " {names} " in *" $word "*) command=$word; break ;; esac',
            "  done",
            '  case "$command" in',
            *cases,
            f"    *) words='{names} --help --quiet --site --traceback --version' ;;",
            "  esac",
            '  case "${COMP_WORDS[COMP_CWORD-1]}" in',
            *(f"    {line}" for line in sorted(values)),
            "  esac",
            '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
            "}",
            f"complete -o default -F _tutorial_archive {PROGRAM}",
            "",
        ]
    )


def _zsh(commands: tuple[Command, ...]) -> str:
    lines = [f"#compdef {PROGRAM}", "_tutorial_archive() {", "  local -a commands=("]
    lines += [f"    {_quoted(f'{each.name}:{each.help}')}" for each in commands]
    lines += ["  )", "  local command=''", "  local word", '  for word in "${words[@]:1}"; do']
    lines += ["    if (( ${commands[(I)$word:*]} )); then command=$word; break; fi", "  done"]
    lines += ['  case "$command" in']
    for command in commands:
        listed = [_zsh_option(name, each) for each in command.options for name in each.names]
        listed += [_quoted(f"1:what:({' '.join(command.choices)})")] if command.choices else []
        lines += [f"    {command.name}) _arguments {' '.join(listed)} '*:file:_files' ;;"]
    lines += ["    *) _describe command commands ;;", "  esac", "}"]
    return "\n".join([*lines, f"compdef _tutorial_archive {PROGRAM}", ""])


def _zsh_option(name: str, option: Option) -> str:
    text = option.help.replace("[", "(").replace("]", ")").replace(":", "\\:")
    value = f":value:({' '.join(option.choices)})" if option.choices else ":value:_files"
    return _quoted(f"{name}[{text}]{value if option.takes else ''}")


def _fish(commands: tuple[Command, ...]) -> str:
    names = " ".join(command.name for command in commands)
    start = f"complete -c {PROGRAM}"
    lines = [
        f"{start} -n 'not __fish_seen_subcommand_from {names}' -a {each.name} "
        f"-d {_quoted(each.help)}"
        for each in commands
    ]
    for command in commands:
        there = f"{start} -n '__fish_seen_subcommand_from {command.name}'"
        lines += [f"{there} -a '{' '.join(command.choices)}'"] if command.choices else []
        for option in command.options:
            flags = [f"-l {n[2:]}" if n[:2] == "--" else f"-s {n[1:]}" for n in option.names]
            value = f" -x -a '{' '.join(option.choices)}'" if option.choices else " -r"
            taken = value if option.takes else ""
            lines.append(f"{there} {' '.join(flags)}{taken} -d {_quoted(option.help)}")
    return "\n".join([*lines, ""])


def _names(command: Command) -> list[str]:
    return [name for option in command.options for name in option.names if name[:2] == "--"]


def _quoted(text: str) -> str:
    return "'" + text.replace("%%", "%").replace("'", "’") + "'"


SHELLS: Final[dict[str, Callable[[tuple[Command, ...]], str]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
}
