"""The architecture is a checked file: pyproject.toml says who may import whom."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PURE = ("text", "model", "importer", "markdown", "site", "search", "check")
BUILD_A_SITE = """
import sys
from generator.cli import main
assert main(["--quiet", "--site", sys.argv[1], "build"]) == 0
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_rooms_import_only_what_lies_below_them() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint_imports, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_its_place_in_the_layers() -> None:
    rooms = {path.parent.name for path in (ROOT / "generator").glob("*/__init__.py")}
    contracts = (ROOT / "pyproject.toml").read_text()
    layers = contracts[contracts.index("layers = [") :].partition("]")[0]
    assert {room for room in rooms if f"generator.{room}" not in layers} == set()


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_opens_no_address(room: str) -> None:
    """The linter knows packages of others as a whole only, so this one is looked at here."""
    for path in sorted((ROOT / "generator" / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            assert not any(name.startswith("urllib.request") for name in names), path.name


def test_a_build_without_feeds_loads_no_parser_of_feeds_and_no_server(tmp_path: Path) -> None:
    """Import time is build time."""
    (tmp_path / "site.toml").write_text('title = "Small"\n')
    (tmp_path / "content").mkdir()
    page = "---\ntitle: One\ndate: 2026-01-01\n---\n\nText.\n"
    (tmp_path / "content/one.md").write_text(page)

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", BUILD_A_SITE, tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    loaded = set(done.stdout.split())
    assert {"feedparser", "bs4", "selectolax", "httpcore", "starlette"} & loaded == set()
