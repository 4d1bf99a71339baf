"""Code that a reader would copy and run is checked; what only looks unfinished is let pass."""

import pytest

from generator.check import code_problems
from generator.model import CodeBlock, Severity


def faults(language: str, text: str) -> list[int]:
    block = CodeBlock(text=text, language=language, title="", line=5, section=0)
    found = code_problems("content/a.md", [block], 10)
    assert all(problem.code == "code-invalid" for problem in found)
    return [problem.line for problem in found]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("python", "print('a')\n"),
        ("python", "    indented = 1\n    print(indented)\n"),
        ("python", ">>> 1 +\n1\n"),
        ("python", "class A(Base, ...):\n    pass\n"),
        ("python", "def f():\n"),
        ("python", "!pip install x\n"),
        ("python", "await thing()\nasync with a as b:\n    pass\n"),
        ("python", "x = '\\d'\n"),
        ("python", "connect(<your-name>)\n"),
        ("json", '{"a": [1, 2.5, null]}'),
        ("json", '{"a": 1}\n{"b": 2}\n'),
        ("json", '"scripts": {"build": "x"},\n'),
        ("json", '// a comment\n{"a": 1}'),
        ("json", '{"a": ...}'),
        ("json", "1" * 10_000),
        ("toml", "[a]\nb = 1979-05-27\n"),
        ("yaml", "a:\n  - b\n---\n!tag &x c: *x\n"),
        ("bash", 'for f in *.py; do\n  python "$f" || exit 1\ndone\n'),
        ("bash", "cat <<EOF > a.txt\nit's $(date)\nEOF\n"),
        ("bash", "a=(1 2); echo ${a[@]:1} ${b:-c} $((1 + 2)) <(x)\n[[ $x =~ ^a.*$ ]] && echo\n"),
        ("bash", "$ git push\nit's done\n"),
        ("bash", "git push [--force|-f] REMOTE (a|b)\n"),
        ("bash", "case $1 in\n  start) run & ;;\n  *) exit 2 ;;\nesac\n"),
        ("javascript", "what is (this"),
        ("", "what is (this"),
        ("python", "  \n"),
    ],
)
def test_what_parses_or_is_plainly_a_piece_passes(language: str, text: str) -> None:
    assert faults(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "line"),
    [
        ("python", "x = 1\nfor x in y\n    pass\n", 16),
        ("python", "print 'a'\n", 15),
        ("json", '{\n "a": 1,\n}', 17),
        ("toml", "a = 1\nb = \n", 16),
        ("toml", "a = [1,\n", 16),
        ("yaml", "a: 1\nb: c: d\n", 16),
        ("bash", "if true; then\n  echo a\n", 16),
        ("bash", "echo a\necho b | | c\n", 16),
        ("bash", "echo 'a\n", 15),
        ("bash", "echo a)\n", 15),
    ],
)
def test_a_slip_is_told_with_its_line_in_the_file(language: str, text: str, line: int) -> None:
    assert faults(language, text) == [line]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("python", "(" * 10_000),
        ("python", "-" * 30_000 + "1"),
        ("python", "a\0b"),
        ("json", "[" * 40_000),
        ("toml", "a = " + "[" * 40_000),
        ("toml", "a = " + "1" * 10_000),
        ("yaml", "[" * 20_000),
        ("yaml", "a: \x07"),
        ("python", "x = (" * 200_000),
        ("bash", "$(" * 20_000),
        ("bash", "a\0b <<<<"),
    ],
)
def test_hostile_code_costs_a_line_at_most(language: str, text: str) -> None:
    assert len(faults(language, text)) <= 1


def test_what_somebody_else_wrote_gets_a_note() -> None:
    block = CodeBlock(text="{", language="json", title="", line=1, section=0)
    (problem,) = code_problems("content/a.md", [block], imported=True)
    assert problem.severity is Severity.NOTE
