"""What code prints, tied to the code. In: parts. Out: parts, some divided, some of them output.

Output is told by three signs: Python ends where its longest prefix that parses ends; a line such as
`Output:` announces it; and it says again what the code has in its strings.
"""

import ast
import re
import warnings
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import msgspec

from generator.archives.evidence import is_output_label, is_sentence
from generator.archives.languages import is_python
from generator.archives.values import Kind, Part

_MOST_LINES: Final = 400
_STRING: Final = re.compile(r"\"((?:\\.|[^\"\\\n])*)\"|'((?:\\.|[^'\\\n])*)'|`((?:\\.|[^`\\])*)`")
_HOLE: Final = re.compile(r"\$?\{[^{}]*\}|%[-\d.]*[a-z]")
_MAGIC: Final = re.compile(r"(?<=^)[%!](?=\w|%)")
_STARTS_CODE: Final = re.compile(r"\s*(?:(?:async )?def|class|import|from|return|with|while) |[@#]")
_PRINTS: Final = re.compile(r"\b(?:print|printf|println|echo|puts|log|write|fmt)\b", re.IGNORECASE)
_BREAK: Final = re.compile(r"^(?:\\n)+|(?:\\n)+$")
_SAYS_SOMETHING: Final = re.compile(r"[^\W\d_]{2}|\S \S|: | [&|=>-]+ ")
_LONG: Final = 60
_LETTERS: Final = re.compile(r"[^\W\d_]")
_FEWEST: Final = 4
_OPEN: Final = ("    ", "\t", ")", "]", "}")

_Template = tuple[str, ...]


def with_outputs(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Output that no blank line divides from its code is a part of its own."""
    made: list[Part] = []
    for part in (piece for whole in parts for piece in _divided(whole)):
        announced = bool(made) and is_output_label(made[-1].lines[-1])
        if announced and _may_be_announced(part):
            made.append(msgspec.structs.replace(part, kind=Kind.OUTPUT, rows=(), confidence=0.9))
        else:
            follows = bool(made) and made[-1].kind is Kind.OUTPUT
            made += _printed(part, _code_before(made), follows_output=follows)
    return _put_together(made)


def _divided(part: Part) -> list[Part]:
    """Python and what follows the longest prefix of it that is a program."""
    end = end_of_program(part.lines) if part.kind is Kind.CODE and not part.is_framed else 0
    if not end:
        return [part]
    code = msgspec.structs.replace(part, lines=_trimmed(part.lines[:end]))
    rest = msgspec.structs.replace(part, lines=part.lines[end:], gap=0)
    return [code, *_output(rest, _templates(code))]


def end_of_program(lines: Sequence[str]) -> int:
    """Where Python that prints something ends and other lines follow it; 0 where nothing does."""
    if not 1 < len(lines) <= _MOST_LINES:
        return 0
    end = _end_of_python([_MAGIC.sub("pass  #", line) for line in lines])
    if end == len(lines) or _STARTS_CODE.match(lines[end]):
        return 0
    return end if _PRINTS.search("\n".join(lines[:end])) else 0


def _output(part: Part, templates: Sequence[_Template]) -> list[Part]:
    """Output up to the first sentence that no string of the code says; the rest is text."""
    lines = part.lines
    end = next(
        (at for at, line in enumerate(lines) if _is_text(line) and not _says(line, templates)),
        len(lines),
    )
    output = Part(kind=Kind.OUTPUT, lines=lines[:end], confidence=0.8, gap=part.gap)
    rest = Part(kind=Kind.PARAGRAPH, lines=lines[end:], gap=0 if end else part.gap)
    return [made for made in (output, rest) if made.lines]


def _end_of_python(lines: Sequence[str]) -> int:
    """How many lines are a program; all where none are."""
    end = len(lines)
    while end > 0:
        error = _first_error(lines[:end])
        if error == 0:
            return end
        end = min(end - 1, error - 1)
        while end > 0 and (not lines[end - 1].strip() or lines[end].startswith(_OPEN)):
            end -= 1
    return len(lines)


def _first_error(lines: Sequence[str]) -> int:
    """The line of the first error, 0 where there is none; a bare value at the end is one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse("\n".join(lines)).body
    except SyntaxError as error:
        return min(error.lineno or 1, len(lines))
    except (ValueError, RecursionError, MemoryError):
        return 1
    if not body:
        return len(lines)
    last = body[-1]
    is_value = isinstance(last, ast.Expr) and not isinstance(last.value, ast.Call | ast.Await)
    return last.lineno if is_value or (isinstance(last, ast.AnnAssign) and not last.value) else 0


def _may_be_announced(part: Part) -> bool:
    text = part.kind is Kind.PARAGRAPH and not is_sentence(part.lines[0])
    return text or part.kind in (Kind.CODE, Kind.TABLE)


def _code_before(made: Sequence[Part]) -> Part | None:
    """The code that could have printed what comes next."""
    for part in reversed(made):
        if part.kind is Kind.CODE:
            return part
        if part.kind is not Kind.OUTPUT and not is_output_label(part.lines[-1]):
            return None
    return None


def _is_text(line: str) -> bool:
    return len(line) > _LONG and line.rstrip()[-1:] in ".:!?" and is_sentence(line)


def _printed(part: Part, code: Part | None, *, follows_output: bool) -> list[Part]:
    if code is None or part.kind not in (Kind.PARAGRAPH, Kind.CODE, Kind.TABLE):
        return [part]
    if part.is_framed or not _PRINTS.search(code.text):
        return [part]
    templates = _templates(code)
    if part.kind is Kind.CODE and not part.gap:
        return [msgspec.structs.replace(part, kind=Kind.OUTPUT)] if follows_output else [part]
    if part.kind is Kind.CODE:
        templates = tuple(filter(_has_words, templates))
    said = [_says(line, templates) or _is_value(line) for line in part.lines]
    sure = any(said[:2]) or sum(said) * 2 >= len(said) or (part.gap == 0 and is_python(code.text))
    return _output(part, templates) if sure else [part]


def _templates(code: Part) -> tuple[_Template, ...]:
    """What the strings of code print: their text before, between and after what is filled in."""
    strings = ("".join(found.groups("")).strip() for found in _STRING.finditer(code.text))
    pieces = (tuple(_HOLE.split(_BREAK.sub("", text).strip())) for text in strings)
    return tuple(
        (*parts, "") if parts[-1].endswith((":", "=")) and len(parts) == 1 else parts
        for parts in pieces
        if any(map(_SAYS_SOMETHING.search, parts))
    )


def _says(line: str, templates: Sequence[_Template]) -> bool:
    """Whether a line is what a string prints; a sentence is only where the string has words."""
    text = line.strip()
    return any(
        _fits(text, template)
        and (_has_words(template) or not (text.endswith(".") and is_sentence(text)))
        for template in templates
    )


def _is_value(line: str) -> bool:
    """Whether a line is a value as Python prints it."""
    if not line.startswith(("(", "[", "{", "'", '"')):
        return False
    try:
        ast.literal_eval(line)
    except (SyntaxError, ValueError, RecursionError, MemoryError, TypeError):
        return False
    return True


def _fits(text: str, template: _Template) -> bool:
    first, last = template[0], template[-1]
    if len(template) == 1 or text == first:
        return text == first
    end = len(text) - len(last)
    if not (text.startswith(first) and text.endswith(last)):
        return False
    at = len(first)
    for part in template[1:-1]:
        at = text.find(part, at + 1, end)
        if at < 0:
            return False
        at += len(part)
    return at < end


def _has_words(template: _Template) -> bool:
    return sum(len(_LETTERS.findall(part)) for part in template) >= _FEWEST


def _put_together(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Output that blank lines divided is one."""
    made = list(parts[:1])
    for before, part in pairwise(parts):
        if before.kind is part.kind is Kind.OUTPUT:
            lines = (*made[-1].lines, *[""] * part.gap, *part.lines)
            made[-1] = msgspec.structs.replace(made[-1], lines=lines)
        else:
            made.append(part)
    return tuple(made)


def _trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return tuple(lines[:end])
