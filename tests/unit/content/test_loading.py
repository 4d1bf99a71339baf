"""What an author writes is what the program reads, and what is wrong is all said at once."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from generator.content import load
from generator.model import Problem, Tutorial

PATH = "content/python/lists.md"


def read(text: str) -> Tutorial:
    tutorial, problems = load(PATH, text.encode())
    assert problems == ()
    assert tutorial is not None
    return tutorial


def faults(text: str | bytes) -> list[tuple[str, int, int]]:
    data = text.encode() if isinstance(text, str) else text
    return [(p.code, p.line, p.column) for p in load(PATH, data)[1]]


def fault(lines: str) -> Problem:
    tutorial, problems = load(PATH, f"---\ntitle: T\ndate: 2024-01-02\n{lines}\n---\n".encode())
    assert len(problems) == 1
    assert tutorial is None or problems[0].code == "front-matter-unknown-key"
    return problems[0]


def test_every_key_is_read_as_its_type() -> None:
    tutorial = read(
        "---\n"
        "title: Lists\ndate: 2024-01-02\nupdated: 2024-01-03T04:05:06+02:00\nslug: all-lists\n"
        "tags: [python, c++]\nauthors:\n  - Ann Lee\n  - Bo\nseries: Basics\npart: 2\n"
        "level: beginner\ndraft: true\nfrozen: false\naliases: [/old/lists/]\n"
        "canonical: https://example.org/lists\ndescription: >\n  Two\n  lines.\nlanguage: pt-BR\n"
        "source:\n  feed: example\n  id: 7\n  imported: 2024-02-01T00:00:00Z\n"
        "---\n\n# Lists\n"
    )
    front = tutorial.front
    assert (front.title, front.slug, front.tags) == ("Lists", "all-lists", ("python", "c++"))
    assert front.date == datetime(2024, 1, 2, tzinfo=UTC)
    assert front.updated == datetime(2024, 1, 3, 4, 5, 6, tzinfo=timezone(timedelta(hours=2)))
    assert front.authors == ("Ann Lee", "Bo")
    assert (front.part, front.level, front.draft, front.frozen) == (2, "beginner", True, False)
    assert front.description == "Two lines."
    assert front.source is not None
    assert (front.source.id, front.source.imported) == ("7", datetime(2024, 2, 1, tzinfo=UTC))
    assert (tutorial.body, tutorial.body_line) == ("# Lists\n", 27)
    assert tutorial.positions["date"] == (3, 1)


@pytest.mark.parametrize(
    "written", ["no", "2024", "1.0", "0x1F", "null", "~", "2024-01-01", "12:30"]
)
def test_text_stays_as_spelled(written: str) -> None:
    front = read(f"---\ntitle: {written}\ndate: 2024-01-02\ntags: [{written}]\n---\n").front
    assert (front.title, front.tags) == (written, (written,))


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2024-01-02", datetime(2024, 1, 2, tzinfo=UTC)),
        ('"2024-01-02"', datetime(2024, 1, 2, tzinfo=UTC)),
        ("2024-01-02 10:20", datetime(2024, 1, 2, 10, 20, tzinfo=UTC)),
        ("2024-01-02T10:20:30.5z", datetime(2024, 1, 2, 10, 20, 30, 500000, tzinfo=UTC)),
        ("2024-01-02 10:20:30 +0530", datetime(2024, 1, 2, 4, 50, 30, tzinfo=UTC)),
    ],
)
def test_dates_without_offset_are_utc(written: str, moment: datetime) -> None:
    assert read(f"---\ntitle: T\ndate: {written}\n---\n").front.date == moment


@pytest.mark.parametrize(
    "written",
    ["02.01.2024", "2024-13-01", "2024-1-2", "yesterday", "2024-W01", "0001-01-01T00:00+02:00"],
)
def test_what_is_no_date_is_refused(written: str) -> None:
    assert faults(f"---\ntitle: T\ndate: {written}\n---\n") == [("front-matter-date", 3, 7)]


def test_byte_order_mark_line_ends_and_noncharacters_do_not_reach_the_body() -> None:
    text = "\ufeff---\r\ntitle: T\r\ndate: 2024-01-02\r\n---\r\none\rtwo\ufdd0\0\r\n"
    assert read(text).body == "one\ntwo\n"


@pytest.mark.parametrize("between", ["", "\n", "\n\n"])
def test_one_empty_line_belongs_to_neither_side(between: str) -> None:
    tutorial = read(f"---\ntitle: T\ndate: 2024-01-02\n---\n{between}Body")
    assert tutorial.body == between[1:] + "Body"
    assert tutorial.body_line == 5 + (between != "")


def test_all_problems_are_reported_in_one_run() -> None:
    text = (
        "---\ntitel: T\ndate: soon\ntags: python\nlevel: Beginer\nslug: A b\ndraft: yes\n"
        "part: two\naliases: [https://x.org/]\ncanonical: javascript:x\nlanguage: e\n"
        "date: 2024-01-01\nsource: {feed: f, tittle: x}\n---\n"
    )
    assert faults(text) == [
        ("front-matter-unknown-key", 2, 1),
        ("front-matter-date", 3, 7),
        ("front-matter-type", 4, 7),
        ("front-matter-level", 5, 8),
        ("front-matter-slug", 6, 7),
        ("front-matter-type", 7, 8),
        ("front-matter-type", 8, 7),
        ("front-matter-alias", 9, 10),
        ("front-matter-address", 10, 12),
        ("front-matter-language", 11, 11),
        ("front-matter-duplicate-key", 12, 1),
        ("front-matter-unknown-key", 13, 19),
        ("front-matter-required", 2, 1),
    ]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("titel: x", "Did you mean “title”?"),
        ("categories: [x]", "Did you mean “tags”?"),
        ("draft: yes", "true or false"),
        ("level: Advanced", "Did you mean “advanced”?"),
        ("slug: Größe & Co", "größe-co"),
        ("tags: python", "Write tags: [python]"),
        ("description: one: two", "double quotes"),
    ],
)
def test_a_problem_says_what_to_write(line: str, hint: str) -> None:
    problem = fault(line)
    assert hint in problem.hint or hint in problem.message


def test_an_unknown_key_alone_does_not_lose_the_tutorial() -> None:
    tutorial, problems = load(PATH, b"---\ntitle: T\ndate: 2024-01-02\nlayout: post\n---\nBody\n")
    assert [problem.code for problem in problems] == ["front-matter-unknown-key"]
    assert tutorial is not None
    assert tutorial.body == "Body\n"


@pytest.mark.parametrize(
    "lines",
    [
        "tags: &a [x]\nauthors: *a",
        "title: !!python/object/apply:os.system ['true']",
        "<<: {draft: true}",
        "? [a, b]\n: c",
        "series: " + "[" * 40 + "]" * 40,
    ],
)
def test_what_yaml_could_do_beyond_values_is_refused(lines: str) -> None:
    assert fault(lines).code == "front-matter-unsupported"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("front-matter-missing", 1, 1)),
        (b"# Title\n", ("front-matter-missing", 1, 1)),
        (b"---\ntitle: T\n", ("front-matter-missing", 1, 1)),
        (b"---\n- a\n---\n", ("front-matter-syntax", 2, 1)),
        (b"---\ntitle: [a\n---\n", ("front-matter-syntax", 3, 1)),
        (b"---\ntitle: a\x1bb\n---\n", ("front-matter-syntax", 2, 9)),
        (b"---\ntitle: T\n---\nL\xc3\xa4\n\xfc\n", ("content-encoding", 5, 1)),
        (b"\xef\xbb\xbf---\na\xc3\xa4\xff", ("content-encoding", 2, 3)),
        (b"\xff\xfe-\x00-\x00", ("content-encoding", 1, 1)),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem_with_its_place(
    data: bytes, expected: tuple[str, int, int]
) -> None:
    assert faults(data) == [expected]


def test_an_empty_front_matter_lacks_title_and_date() -> None:
    assert [code for code, _, _ in faults("---\n# only a comment\n---\n")] == [
        "front-matter-required",
        "front-matter-required",
    ]


def test_deep_and_long_front_matter_ends_quickly() -> None:
    assert faults("---\n" + "[" * 100_000 + "\n---\n")[0][0] == "front-matter-unsupported"
    assert faults("---\n" + "a: b\n" * 100_000 + "---\n")[0][0] == "front-matter-syntax"
