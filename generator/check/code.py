"""Code that does not parse in the language that its block states.

A tutorial shows pieces of programs, sessions and things left out, so what only looks unfinished is
let pass; what is told is code that a reader cannot copy and run.
"""

import ast
import json
import re
import textwrap
import tomllib
import warnings
from collections.abc import Callable, Iterable
from typing import Final

from generator.model import CodeBlock, Problem, Severity

MAX_CHARACTERS: Final = 50_000

Fault = tuple[int, str]
"""Line within the block, from 1, and what is wrong there."""

_LEFT_OUT: Final = re.compile(r"\.\.\.|…|<[\w /-]+>|\{\{|\{%|^\s*[%!$][\w ]", re.MULTILINE)
"""Signs of things left out, of placeholders, and of commands of a notebook or a shell."""

_BRACKETS: Final = re.compile(r"[\[{(]\w+(?:[|=]\w*)+[\]})]")
"""Choices and things that may be left out, as manuals write them: `[--force|-f]`."""

_PYTHON_2: Final = re.compile(r"^\s*(?:print [\"'\w]|except \w+, \w+:|exec \")", re.MULTILINE)
_UNFINISHED: Final = ("expected an indented block", "unindent does not match", "unexpected indent")


def code_problems(
    path: str, blocks: Iterable[CodeBlock], body_line: int = 1, *, imported: bool = False
) -> tuple[Problem, ...]:
    """A problem for each block of Python, JSON, TOML, YAML or shell that its parser refuses.

    Lines of blocks count from the body, which begins on line `body_line` of the file. What somebody
    else wrote gets notes, own text gets warnings.
    """
    problems = []
    for block in blocks:
        parse = _PARSERS.get(block.language)
        if parse is None or len(block.text) > MAX_CHARACTERS or not block.text.strip():
            continue
        if fault := parse(block.text):
            line, message = fault
            problems.append(
                Problem(
                    code="code-invalid",
                    message=f"This {_NAMES[block.language]} does not parse: {message}",
                    severity=Severity.NOTE if imported else Severity.WARNING,
                    hint="Mend it, or name another language after the fence, such as text.",
                    path=path,
                    # the fence stands above the first line of code
                    line=body_line - 1 + block.line + line,
                )
            )
    return tuple(problems)


def _python(text: str) -> Fault | None:
    if ">>>" in text or _LEFT_OUT.search(text):
        return None
    fault = _python_fault(textwrap.dedent(text))
    if fault is None or fault[1].startswith(_UNFINISHED):
        return None
    if _PYTHON_2.search(text):
        return fault[0], "it is Python 2"
    return fault


def _python_fault(text: str) -> Fault | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about escapes and the like, which do parse
            ast.parse(text)
    except SyntaxError as error:
        return error.lineno or 1, error.msg
    except (ValueError, RecursionError, MemoryError):  # NUL, or nested without end
        return 1, "it is nested too deeply or holds a NUL"
    return None


def _json(text: str) -> Fault | None:
    fault = _json_fault(text)
    if fault is None or _LEFT_OUT.search(text) or re.search(r"^\s*(?://|/\*|#)", text, re.M):
        return None
    is_lines = all(_json_fault(line) is None for line in text.splitlines() if line.strip())
    is_piece = _json_fault(f"{{{text.strip().rstrip(',')}}}") is None
    return None if is_lines or is_piece else fault


def _json_fault(text: str) -> Fault | None:
    try:
        json.loads(text, parse_int=str)
    except json.JSONDecodeError as error:
        return error.lineno, error.msg
    except RecursionError:
        return 1, "it is nested too deeply"
    return None


def _toml(text: str) -> Fault | None:
    if _LEFT_OUT.search(text):
        return None
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at (?:line (\d+).*|end of document)\)$", str(error))
        line = int(place.group(1) or 0) if place else 0
        return line or text.count("\n") + 1, str(error)[: place.start() if place else None]
    except (RecursionError, ValueError):  # nested without end, or a number without end
        return 1, "it is nested too deeply, or a number has too many digits"
    return None


def _yaml(text: str) -> Fault | None:
    if _LEFT_OUT.search(text):
        return None
    import yaml  # not above: most builds meet no new block of YAML

    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        for _ in yaml.parse(textwrap.dedent(text), Loader=loader):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return (mark.line + 1 if mark else 1), error.problem or "it is no YAML"
    except yaml.YAMLError:
        return 1, "it holds a control character"
    return None


def _shell(text: str) -> Fault | None:
    if _LEFT_OUT.search(text) or _BRACKETS.search(text):
        return None
    from generator.check.shell import shell_fault  # not above: it loads a grammar

    return shell_fault(text)


_NAMES: Final = {
    "python": "Python",
    "json": "JSON",
    "toml": "TOML",
    "yaml": "YAML",
    "bash": "shell",
}
_PARSERS: Final[dict[str, Callable[[str], Fault | None]]] = {
    "python": _python,
    "json": _json,
    "toml": _toml,
    "yaml": _yaml,
    "bash": _shell,
}
