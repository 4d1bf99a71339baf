"""Small pieces: how long a module and a function may be, and what may not be a name."""

import ast
from collections.abc import Iterator
from importlib import import_module
from inspect import getdoc, isclass, isfunction
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "generator").rglob("*.py"))
ROOMS = sorted(path.parent.name for path in (ROOT / "generator").glob("*/__init__.py"))
SCRIPTS = sorted((ROOT / "templates/assets").rglob("*.js"))
MODULE_LINES, FUNCTION_LINES = 400, 60
REFUSED_NAMES = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS], ids=name_of)
def test_a_module_is_short_and_says_its_subject(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= MODULE_LINES
    assert not REFUSED_NAMES & set(path.with_suffix("").parts)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_functions_are_short(path: Path) -> None:
    long = [
        f"{function.name} ({function.end_lineno - function.lineno + 1} lines)"
        for function in functions(ast.parse(path.read_text()))
        if function.end_lineno and function.end_lineno - function.lineno >= FUNCTION_LINES
    ]
    assert long == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_goes_in_and_out(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert ast.get_docstring(tree) or not tree.body


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_room_offers_is_explained(room: str) -> None:
    module = import_module(f"generator.{room}")
    offered = {name: getattr(module, name) for name in getattr(module, "__all__", ())}
    made_here = {
        name: value
        for name, value in offered.items()
        if (isfunction(value) or isclass(value)) and value.__module__.startswith("generator")
    }
    assert [name for name, value in made_here.items() if not getdoc(value)] == []
