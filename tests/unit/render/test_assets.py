"""The theme's files as they are published."""

import gzip
import re
from pathlib import Path

from generator.render.assets import assets

ROOT = Path(__file__).parents[3]
ASSETS = ROOT / "templates" / "assets"
STYLE = (ASSETS / "css" / "style.css").read_text(encoding="utf-8")
THEMING = (ROOT / "content" / "docs" / "theming.md").read_text(encoding="utf-8")


def test_rules_of_the_site_follow_those_of_the_theme_in_one_file() -> None:
    made = assets({"css/style.css": b"a {}", "css/site.css": b"b {}", "js/main.js": b""})
    styles = {output.path: output.data for output in made.outputs if output.path.endswith(".css")}
    assert styles == {made.view.css: b"a {}\nb {}"}


def test_any_change_gives_the_files_another_address() -> None:
    first = assets({"css/style.css": b"a {}"})
    second = assets({"css/style.css": b"a {}", "css/site.css": b"b {}"})
    assert first.view.css != second.view.css


def test_every_colour_is_a_variable_with_a_name() -> None:
    rules = re.sub(r"--[\w-]+:[^;]*;|/\*.*?\*/", "", STYLE, flags=re.DOTALL)
    values = re.findall(r":[^:;{}]*[;}]", rules)
    literal = re.compile(
        r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(|\b(?:white|black|gr[ae]y|red)\b"
    )
    assert [value for value in values if literal.search(value)] == []


def test_every_variable_is_documented() -> None:
    names = set(re.findall(r"^ *(--[\w-]+):", STYLE.partition("/* Page */")[0], re.MULTILINE))
    assert names
    assert sorted(name for name in names if f"`{name}`" not in THEMING) == []


def test_a_reader_who_searches_loads_less_than_12_kilobytes_of_script() -> None:
    made = assets({str(path.relative_to(ASSETS)): path.read_bytes() for path in _files(ASSETS)})
    scripts = [
        gzip.compress(output.data, 9)
        for output in made.outputs
        if output.path.endswith(("search/index.js", "search-ui.js"))
    ]
    assert len(scripts) == 2
    assert sum(map(len, scripts)) < 12_000


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
