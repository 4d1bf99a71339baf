"""The language of code that states none. In: the text of a block. Out: a name, or "".

A wrong guess colours and files a tutorial wrongly, so only what is certain counts: a first line
that names the interpreter, or a text that is well-formed as a whole in a language that little else
is well-formed in.
"""

import re
from typing import Final

from generator.importer.well_formed import is_json, python_tree
from generator.text.languages import canonical_language, is_known_language

_MAX_CHARACTERS: Final = 20_000
_SHEBANG: Final = re.compile(r"#!\s*\S*/(?:env\s+(?:-S\s+)?)?([A-Za-z]+)[\d.]*(?:\s|$)")
_OPENINGS: Final = (
    (re.compile(r"<\?php\b"), "php"),
    (re.compile(r"<!doctype html\b", re.IGNORECASE), "html"),
    (re.compile(r"<\?xml\s"), "xml"),
    (re.compile(r"diff --git a/|--- \S.*\n\+\+\+ \S.*\n@@ "), "diff"),
    (re.compile(r"package main\n+(?:import|func|type|var|const)\b"), "go"),
)
_PYTHON_FRAME: Final = re.compile(
    r"^(?:(?:async )?def \w+\(.*\).*:|class \w+.*:|from [\w.]+ import .+)$", re.MULTILINE
)


def guess_language(text: str) -> str:
    """The canonical name of the language `text` is written in, or "" where it is not certain."""
    if len(text) > _MAX_CHARACTERS:
        return ""
    if shebang := _SHEBANG.match(text):
        name = shebang.group(1)
        return canonical_language(name) if is_known_language(name) else ""
    for opening, language in _OPENINGS:
        if opening.match(text):
            return language
    if _is_json(text):
        return "json"
    return "python" if _is_python(text) else ""


def _is_json(text: str) -> bool:
    if "\n" not in text or '":' not in text.replace('" :', '":') or text[0] not in "{[":
        return False
    return is_json(text)


def _is_python(text: str) -> bool:
    if text.count("\n") < 1 or not _PYTHON_FRAME.search(text):
        return False
    return python_tree(text) is not None
