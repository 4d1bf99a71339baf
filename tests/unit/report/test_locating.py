"""A problem that quotes what is wrong points at it, and no problem points anywhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Problem
from generator.report import located

TEXT = """\
---
title: Lists
date: 2999-01-01
---

See [one](lists.md) and
[two](lists.md#nowhere).

![](x.png) “2999-01-01” Lists
[there](https://example.org/a)
""".split("\n")


def place(message: str, line: int = 0, path: str = "content/a.md") -> tuple[int, int]:
    problem = Problem(code="c", message=message, path=path, line=line)
    found = located(problem, lambda _: TEXT)
    return found.line, found.column


@pytest.mark.parametrize(
    ("message", "line", "expected"),
    [
        ("“lists.md” leads nowhere", 6, (6, 11)),
        ("“lists.md#nowhere” leads to no heading", 6, (7, 7)),
        ("“x.png” has no text", 6, (6, 0)),  # in another paragraph
        ("https://example.org/a is gone", 10, (10, 9)),
        ("“Lists” is also the title of content/b.md", 0, (2, 8)),
        ("The date 2999-01-01 is in the future", 0, (3, 7)),
        ("There is nothing to read in it", 0, (0, 0)),
        ("Image “x.png” has 6.0 MB", 0, (0, 0)),  # not in the front matter
    ],
)
def test_what_is_quoted_is_pointed_at(message: str, line: int, expected: tuple[int, int]) -> None:
    assert place(message, line) == expected


def test_files_that_are_not_the_sites_own_are_not_opened() -> None:
    assert place("“Lists” cannot be read", path="/etc/passwd") == (0, 0)
    assert place("“Lists” cannot be read", path="feeds/a.xml") == (0, 0)


def test_a_known_place_stays() -> None:
    problem = Problem(code="c", message="“Lists”", path="content/a.md", line=9, column=4)
    assert located(problem, lambda _: TEXT) is problem


@given(st.text(), st.integers(0, 99), st.lists(st.text(st.characters(exclude_characters="\n"))))
def test_a_place_is_always_one_of_the_file(message: str, line: int, lines: list[str]) -> None:
    problem = Problem(code="c", message=message, path="content/a.md", line=line)
    found = located(problem, lambda _: lines)
    assert found == problem or found.column <= len(lines[found.line - 1])
