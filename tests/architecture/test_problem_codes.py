"""Every problem that the program can tell is explained, and nothing else is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import generator
from generator.check import CODES
from generator.model import Severity

SOURCE = Path(generator.__file__).parent
KEBAB = re.compile("[a-z0-9]+(-[a-z0-9]+)+")
TREES = {path: ast.parse(path.read_text()) for path in sorted(SOURCE.rglob("*.py"))}


def makers() -> dict[str, int]:
    """Functions that make problems, with the place of their parameter `code`."""
    found = {"report": 0}  # a callable that is handed around in config
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in node.args.args if argument.arg != "self"]
                if "code" in names:
                    found[node.name] = names.index("code")
    return found


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Place, code and call of each problem that is made with a code written out."""
    places = makers()
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            values = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            if name in places and len(node.args) > places[name]:
                values.append(node.args[places[name]])
            for value in values:
                written = value.value if isinstance(value, ast.Constant) else None
                if isinstance(written, str) and KEBAB.fullmatch(written):
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", written, node


def test_every_code_is_explained() -> None:
    unexplained = {place: code for place, code, _ in calls() if code not in CODES}
    assert unexplained == {}


def test_every_explained_code_is_used() -> None:
    assert set(CODES) - {code for _, code, _ in calls()} == set()


def test_the_stated_severity_is_the_one_that_is_given() -> None:
    wrong = {}
    for place, code, call in calls():
        for keyword in call.keywords:
            if keyword.arg == "severity" and isinstance(keyword.value, ast.Attribute):
                given = Severity[keyword.value.attr]
                if code in CODES and given is not CODES[code].severity:
                    wrong[place] = code
    assert wrong == {}


def test_explanations_are_sentences() -> None:
    for code, info in CODES.items():
        assert not info.meaning.endswith("."), code
        assert info.cause.endswith("."), code
        assert info.cure.endswith("."), code
