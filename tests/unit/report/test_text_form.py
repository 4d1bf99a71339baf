"""A person sees where a fault is and what to do; nothing in a file can play with the terminal."""

import io
from pathlib import Path

import pytest

from generator.model import Problem, Severity
from generator.report import SourceLines, Style, count_line, detailed, plain_lines

BROKEN = Problem(
    code="link-broken",
    message="“/tgas/” leads nowhere",
    severity=Severity.WARNING,
    hint="Did you mean “/tags/”?",
    path="content/a.md",
    line=3,
    column=5,
)
MISSING = Problem(code="front-matter-required", message="“title” is missing", path="content/b.md")


def test_a_program_gets_one_line_a_problem_as_the_contract_says() -> None:
    assert plain_lines([MISSING, BROKEN]) == [
        "content/a.md:3: link-broken warning: “/tgas/” leads nowhere. Did you mean “/tags/”?",
        "content/b.md: front-matter-required “title” is missing",
    ]


def test_a_person_gets_the_line_with_a_caret_under_the_fault() -> None:
    lines = detailed([BROKEN], lambda path, line: "see [tags](/tgas/)", Style())
    assert lines == [
        "content/a.md:3:5: warning link-broken “/tgas/” leads nowhere",
        "    3 │ see [tags](/tgas/)",
        "      │     ^",
        "      help: Did you mean “/tags/”?",
    ]


@pytest.mark.parametrize("before", ["\t", "日本", "e\u0301", "x" * 300])
def test_the_caret_stands_under_its_sign_whatever_comes_before(before: str) -> None:
    problem = Problem(code="c", message="m", path="a", line=1, column=len(before) + 1)
    _, text, caret = detailed([problem], lambda path, line: before + "!", Style())
    wide = sum(1 for sign in text if sign in "日本")
    marks = text.count("\u0301")
    assert caret.index("^") == text.index("!") + wide - marks
    assert len(text) < 120


def test_of_thousands_of_equal_problems_a_few_are_told_and_the_rest_counted() -> None:
    many = [Problem(code="alt-missing", message="m", path=f"{n:04}") for n in range(5000)]
    lines = plain_lines([*many, MISSING])
    assert len(lines) == 22
    assert lines[-1] == "… and 4,980 more alt-missing (--format json tells all)"
    assert any("content/b.md" in line for line in lines)


@pytest.mark.parametrize("nasty", ["\x1b]0;x\x07", "a\nb", "\u202e", "\x9b1m", "\r"])
def test_nothing_in_a_file_reaches_the_terminal_as_a_command(nasty: str) -> None:
    problem = Problem(code="c", message=nasty, hint=nasty, path=nasty, line=1, column=1)
    for line in [*plain_lines([problem]), *detailed([problem], lambda p, n: nasty, Style())]:
        assert nasty not in line
        assert line.isprintable()


def test_colour_is_for_terminals_and_for_those_who_want_it() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert Style.for_stream(Terminal(), {}).coloured
    assert not Style.for_stream(Terminal(), {"NO_COLOR": "1"}).coloured
    assert not Style.for_stream(Terminal(), {"TERM": "dumb"}).coloured
    assert not Style.for_stream(io.StringIO(), {}).coloured
    assert "\x1b[" in detailed([BROKEN], lambda path, line: "", Style(True))[0]


def test_counts_are_words() -> None:
    assert count_line([BROKEN, MISSING, MISSING]) == "2 errors, 1 warning"
    assert count_line([]) == ""


def test_lines_are_read_from_the_site_and_only_where_there_are_any(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo \xff\n")
    lines = SourceLines(tmp_path)
    assert (lines("a.md", 1), lines("a.md", 2), lines("a.md", 9)) == ("one", "two \ufffd", "")
    assert (lines("none.md", 1), lines("", 1), lines("a\0b", 1), lines(".", 1)) == ("", "", "", "")
