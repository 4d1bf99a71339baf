"""site.toml to a `Config`, or everything that is wrong with it."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from generator.config.convert import convert
from generator.config.locate import KeyPath, locate
from generator.config.model import Config
from generator.config.rules import report_broken_rules, report_judgements
from generator.model import Problem, Severity

FILE_NAME: Final = "site.toml"
_NONE: Final[Mapping[str, Severity]] = MappingProxyType({})
_TOML_PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def load_config(
    site: Path, codes: Mapping[str, Severity] = _NONE
) -> tuple[Config | None, tuple[Problem, ...]]:
    """Read site.toml of a site directory; see `read_config`."""
    try:
        data = (site / FILE_NAME).read_bytes()
    except FileNotFoundError:
        hint = "Make one with “tutorial-archive init”, or name another folder with --site."
        return None, (_problem("config-missing", "There is no site.toml here", hint=hint),)
    except OSError as error:
        return None, (_problem("config-unreadable", f"Cannot be read: {error.strerror}"),)
    return read_config(FILE_NAME, data, codes)


def read_config(
    path: str, data: bytes, codes: Mapping[str, Severity] = _NONE
) -> tuple[Config | None, tuple[Problem, ...]]:
    """The typed configuration; None when anything is wrong with it.

    All problems are found in one run, each with line and column. `codes` are the problem codes
    whose severity may be set, with their own; without them `[check.severity]` is not looked at.
    """
    try:
        text = data.decode("utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return None, (_problem("config-encoding", "Not UTF-8", path, (line, 1)),)
    except tomllib.TOMLDecodeError as error:
        return None, (_syntax_problem(error, path, text),)
    except RecursionError:
        return None, (_problem("config-syntax", "Nested too deeply", path),)
    problems: list[Problem] = []
    places: dict[KeyPath, tuple[int, int]] = {}

    def report(code: str, where: KeyPath, message: str, hint: str) -> None:
        places.update({} if places else locate(text))
        while where and where not in places:
            where = where[:-1]
        problems.append(_problem(code, message, path, places.get(where, (1, 1)), hint))

    config = convert(values, Config, (), report)
    if config:
        report_broken_rules(config, report)
        if codes:
            report_judgements(config.check.severity, codes, report)
    problems.sort(key=lambda problem: (problem.line, problem.column))
    return (None if problems else config), tuple(problems)


def _syntax_problem(error: tomllib.TOMLDecodeError, path: str, text: str) -> Problem:
    message = str(error)
    match = _TOML_PLACE.search(message)
    place = (text.count("\n") + 1, 1)
    if match and match.group(1):
        place = (int(match.group(1)), int(match.group(2)))
    return _problem("config-syntax", f"Not TOML: {_TOML_PLACE.sub('', message)}", path, place)


def _problem(
    code: str, message: str, path: str = FILE_NAME, place: tuple[int, int] = (0, 0), hint: str = ""
) -> Problem:
    return Problem(code=code, message=message, hint=hint, path=path, line=place[0], column=place[1])
