"""Scripts made small: nothing but comments and white space goes, and never inside a text."""

import re
from pathlib import Path

import pytest

from generator.render.minimising import minimised

SCRIPTS = Path(__file__).parents[3] / "templates/assets/js"


@pytest.mark.parametrize(
    ("script", "small"),
    [
        ("const a = 1; // one\n\n/* two */ const b = a + 2;\n", "const a=1;const b=a+2;\n"),
        ("let a = 1\nlet b = 2\na\n++b\n", "let a=1\nlet b=2\na\n++b\n"),
        ("a = b + ++c - --d\n", "a=b+ ++c- --d\n"),
        ("return 'a  // b'\n", "return'a  // b'\n"),
        ('x = "a \\" /* b */";\n', 'x="a \\" /* b */";\n'),
        ("x = `a  ${b ? `c  ${ d }  // e` : ''}  f`;\n", "x=`a  ${b?`c  ${d}  // e`:''}  f`;\n"),
        ("x = y.replace(/[/'] \\/ */g, '');\n", "x=y.replace(/[/'] \\/ */g,'');\n"),
        ("x = a / b / c; // d\n", "x=a/b/c;\n"),
        ("if (a)\n  b()\nelse\n  c()\n", "if(a)\nb()\nelse\nc()\n"),
        ("x = 1 .toString() in y\n", "x=1 .toString()in y\n"),
        ("import { a, b } from './c.js';\n", "import{a,b}from'./c.js';\n"),
        ("const größe = 'ß  ß';\n", "const größe='ß  ß';\n"),
    ],
)
def test_what_goes_and_what_stays(script: str, small: str) -> None:
    assert minimised(script) == small


@pytest.mark.parametrize(
    "script",
    [
        "const a = 'no end;\n  b  \n",
        "const a = `no ${ end`;\n  b  \n",
        "if (a)  /  b'/.test(c)\n",
        "a = {}  / b  /  c\n",
    ],
)
def test_a_script_that_is_not_surely_understood_stays_as_it_was(script: str) -> None:
    assert minimised(script) == script


@pytest.mark.parametrize("path", sorted(SCRIPTS.rglob("*.js")), ids=lambda path: path.name)
def test_every_script_of_the_theme_is_understood_and_loses_only_space(path: Path) -> None:
    script = path.read_text(encoding="utf-8")
    small = minimised(script)
    assert len(small) < len(script)
    assert minimised(small) == small
    bare = re.sub(r"^\s*(?://|/?\*).*$|(?<=[;,{]) // .*$|/\*.*?\*/", "", script, flags=re.M)
    assert "".join(small.split()) == "".join(bare.split())
