"""What the program can do is written down: commands, options, keys, codes, templates."""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from generator.check.codes import CODES
from generator.cli import arguments
from generator.config import BuildConfig, CheckConfig, Config, NavItem, SourceConfig
from generator.model import FrontMatter, Provenance
from generator.render import views

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "content/docs"


def page(name: str) -> str:
    return (DOCS / name).read_text()


def commands() -> dict[str, argparse.ArgumentParser]:
    for action in arguments.parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("no commands")


def options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if action.help != argparse.SUPPRESS:
            yield from (name for name in action.option_strings if name.startswith("--"))


def section(text: str, heading: str) -> str:
    return text[text.index(f"\n## {heading}\n") :].partition("\n## ")[2].partition("\n## ")[0]


def test_every_command_has_a_section_with_its_options() -> None:
    text = page("commands.md")
    for name, parser in commands().items():
        written = section(text, name)
        here = written + section(text, "Everywhere")
        missing = {option for option in options(parser) if f"`{option}" not in here}
        assert missing == set(), name


def test_no_option_is_documented_that_does_not_exist() -> None:
    text = page("commands.md")
    for name, parser in commands().items():
        rows = re.findall(r"^\| `(--[a-z-]+)", section(text, name), re.MULTILINE)
        assert set(rows) <= set(options(parser)), name


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_every_command_shown_exists(path: Path) -> None:
    known = commands()
    shown = re.findall(r"tutorial-archive ([a-z]+)((?: [^\n`]+)?)", path.read_text())
    for name, typed in shown:
        if (
            name in {"build", "check", "fetch", "import", "init", "new", "serve", "completion"}
            or "--" in typed
        ):
            assert name in known
            used = set(re.findall(r"--[a-z-]+", typed))
            assert used <= set(options(known[name])), f"{name}{typed}"


@pytest.mark.parametrize("kind", [Config, SourceConfig, NavItem, BuildConfig, CheckConfig])
def test_every_key_of_the_configuration_is_documented(kind: type[msgspec.Struct]) -> None:
    text = page("site-toml.md")
    tables = {"feeds": "`[[feeds]]`", "nav": "`[[nav]]`", "build": "`[build]`"}
    tables |= {"check": "[check.severity]", "severity": "[check.severity]"}
    missing = [
        field.name
        for field in msgspec.structs.fields(kind)
        if tables.get(field.name, f"| `{field.name}` |") not in text
    ]
    assert missing == []


def test_defaults_of_the_configuration_are_documented_as_they_are() -> None:
    text = page("site-toml.md")
    for field in msgspec.structs.fields(BuildConfig):
        default = str(field.default).lower()
        assert f"| `{field.name}` | `{default}` |" in text


def test_every_key_of_front_matter_is_documented() -> None:
    text = page("front-matter.md")
    keys = [f.name for f in msgspec.structs.fields(FrontMatter) if f.name != "source"]
    keys += [f"source.{field.name}" for field in msgspec.structs.fields(Provenance)]
    assert [key for key in keys if f"| `{key}` |" not in text] == []


def test_every_problem_code_is_documented_as_the_code_explains_it() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/write_reference.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "", "stale; run: make reference"
    assert done.returncode == 0, done.stderr
    rows = re.findall(r"^\| `([a-z-]+)` \|", page("problem-codes.md"), re.MULTILINE)
    assert sorted(rows) == sorted(CODES)


def test_every_template_is_named() -> None:
    text = page("theming.md")
    templates = [path.name for path in (ROOT / "templates").glob("*.html")]
    assert [name for name in templates if f"`{name}`" not in text] == []


def test_every_view_of_templates_is_documented_with_all_its_fields() -> None:
    text = page("template-views.md")
    for name, view in vars(views).items():
        if isinstance(view, type) and issubclass(view, msgspec.Struct) and name.endswith("View"):
            listed = section(text, name)
            fields = [field.name for field in msgspec.structs.fields(view)]
            assert [field for field in fields if f"| `{field}` |" not in listed] == [], name


@pytest.mark.parametrize("code", [0, 1, 2, 3, 70])
def test_exit_codes_are_documented(code: int) -> None:
    assert re.search(rf"^\| {code} \| \S", page("commands.md"), re.MULTILINE)
