"""Code that was hurt on its way is mended where that makes it well-formed, and only there."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importer import html_to_markdown
from generator.importer.code_repair import in_words, repaired
from generator.importer.to_markdown import convert_html

HURT = [
    ("print(“tide”)", "python", 'print("tide")'),
    ("print(‘tide’)", "python", "print('tide')"),
    ("wind = “It’s north”", "python", 'wind = "It’s north"'),
    ('print(\\"low\\")', "python", 'print("low")'),
    ("if low &lt; high:\n    wait()", "python", "if low < high:\n    wait()"),
    ('<span class="comment"># spring</span>\ntide = 1', "python", "# spring\ntide = 1"),
    ("tide = 1\u00a0+ 2\u200b", "python", "tide = 1 + 2"),
    ("if a &lt; b:\n    print(“x”)", "python", 'if a < b:\n    print("x")'),
    ("{“tide”: 1}", "json", '{"tide": 1}'),
    ("const tide = “low”;", "javascript", 'const tide = "low";'),
    ("for (int i = 0; i &lt; 9; i++) {}", "java", "for (int i = 0; i < 9; i++) {}"),
    ("def f():\nreturn 1\nprint(f())", "python", "def f():\n    return 1\nprint(f())"),
    ("try:\nebb()\nexcept E:\nflow()", "python", "try:\n    ebb()\nexcept E:\n    flow()"),
    ("if low:\n    wait()\n\tgo()", "python", "if low:\n    wait()\n    go()"),
]

FINE = [
    ('print("It’s “fine”")', "python"),
    ('text = "&lt;b&gt;"  # <span> “here”', "python"),
    ('say = "a \\" inside"', "python"),
    ("def f():\n        return 1", "python"),
    ('{"quote": "“”", "entity": "&amp;"}', "json"),
    ('let s = "“x” &lt;";', "javascript"),
    ("echo “hello”", "bash"),
    ("<p>&lt;</p>", "html"),
    ("“Tides” are &lt; 3 m", ""),
    ("“Tides” are <span>3</span> m", "unheard-of"),
]


@pytest.mark.parametrize(("hurt", "language", "whole"), HURT)
def test_what_makes_code_well_formed_is_mended_and_told(
    hurt: str, language: str, whole: str
) -> None:
    text, name, repairs = repaired(hurt, language)
    assert (text, name) == (whole, language)
    assert repairs
    assert all(repair.times for repair in repairs)


@pytest.mark.parametrize(("text", "language"), FINE)
def test_what_is_well_formed_or_cannot_be_judged_is_left_alone(text: str, language: str) -> None:
    assert repaired(text, language) == (text, language, ())


@pytest.mark.parametrize(("whole", "language"), [(whole, name) for _, name, whole in HURT])
def test_mended_code_needs_no_more_repairs(whole: str, language: str) -> None:
    assert repaired(whole, language) == (whole, language, ())


def test_indents_come_back_only_if_one_reading_is_possible() -> None:
    two_ways = "for tide in tides:\nmeasure(tide)\nreport()"
    assert repaired(two_ways, "python") == (two_ways, "python", ())


def test_code_without_a_language_is_mended_where_that_makes_it_certain() -> None:
    hurt = "from sea import tide\n\ndef low():\n    return tide(“low”)"
    text, language, _ = repaired(hurt, "")
    assert (text, language) == (hurt.replace("“", '"').replace("”", '"'), "python")


def test_a_body_tells_what_was_mended_in_it() -> None:
    made = convert_html('<pre><code class="language-python">print(“x”, “y”)</code></pre>', "")
    assert made.markdown == '```python\nprint("x", "y")\n```\n'
    assert in_words(made.repairs) == "2 curly quotes made straight"


def test_output_keeps_its_quotes_and_says_that_it_is_output() -> None:
    html = '<pre><code class="language-output">{“a”: 1}</code></pre>'
    assert html_to_markdown(html, "") == "```output\n{“a”: 1}\n```\n"


_NAMES = st.sampled_from(["tide", "low", "high"])
_TEXTS = st.text(alphabet="ab “”‘’&lt;\\\"'<>/ \u00a0", max_size=8)
_STATEMENTS = st.builds(lambda name, text: f"{name} = {text!r}  # {text}", _NAMES, _TEXTS)


@given(st.lists(_STATEMENTS, min_size=1, max_size=5).map("\n".join))
def test_no_program_that_parses_is_ever_changed(program: str) -> None:
    ast.parse(program)
    assert repaired(program, "python") == (program, "python", ())


@given(st.text(alphabet="abif:=()“”\\\"'&lt; \n\t#", max_size=60))
def test_whatever_is_mended_as_python_parses_or_had_signs_that_none_may_have(text: str) -> None:
    mended, _, repairs = repaired(text, "python")
    assert bool(repairs) == (mended != text)
    assert mended.count("\n") == text.count("\n")
