"""A fault in site.toml is named with its place and the word that was meant, all in one run."""

from pathlib import Path

import pytest

from generator.config import Config, load_config, read_config
from generator.model import Level, Problem, Severity

GOOD = """
title = "Archive"
base_url = "https://example.org/archive/"
[[feeds]]
name = "example"
url = "https://example.org/feed.xml"
tags = ["python"]
level = "beginner"
[[feeds]]
name = "local"
url = "feeds/local.xml"
[build]
per_page = 10
[check.severity]
link-broken = "error"
"""


def read(text: str) -> Config:
    config, problems = read_config("site.toml", text.encode())
    assert problems == ()
    assert config is not None
    return config


def faults(text: str) -> tuple[Problem, ...]:
    codes = {"link-broken": Severity.WARNING, "content-encoding": Severity.ERROR}
    config, problems = read_config("site.toml", text.encode(), codes)
    assert config is None
    return problems


def test_a_good_file_is_read_as_its_types() -> None:
    config = read(GOOD)
    assert (config.title, config.build.per_page, config.build.feed_items) == ("Archive", 10, 20)
    assert (config.feeds[0].level, config.feeds[0].tags) == (Level.BEGINNER, ("python",))
    assert config.check.severity == {"link-broken": Severity.ERROR}


def test_a_title_is_enough() -> None:
    assert read('title = "A"').language == "en"


def test_all_faults_are_named_in_one_run_each_at_its_key() -> None:
    problems = faults(
        'titel = "A"\n'
        'base_url = "example.org"\n'
        "description = 3\n"
        "[build]\n"
        "per_page = 0\n"
        "relatd = 2\n"
        "[[feeds]]\n"
        'name = "Not A Slug"\n'
        "[[feeds]]\n"
        'name = "b"\n'
        'url = "u"\n'
        'level = "beginer"\n'
        'tags = ["ok", 7]\n'
    )
    assert [(p.line, p.column, p.code) for p in problems] == [
        (1, 1, "config-unknown-key"),
        (1, 1, "config-required"),
        (3, 1, "config-value"),
        (5, 1, "config-value"),
        (6, 1, "config-unknown-key"),
        (7, 1, "config-required"),
        (8, 1, "config-value"),
        (12, 1, "config-value"),
        (13, 15, "config-value"),
    ]
    hints = {problem.hint for problem in problems}
    assert {"Did you mean “title”?", "Did you mean “related”?", "Did you mean “beginner”?"} <= hints
    assert "“build.per_page” must be a whole number from 1 to 500" in {p.message for p in problems}
    assert "“feeds[1].url” is missing" in {p.message for p in problems}


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [
        ('base_url = "example.org"', "config-base-url", 2),
        ('base_url = "ftp://example.org/"', "config-base-url", 2),
        ('base_url = "https://example.org/?a"', "config-base-url", 2),
        ('base_url = "https://u:p@example.org/"', "config-base-url", 2),
        ('base_url = "https://[x/"', "config-base-url", 2),
        ('language = "english!"', "config-language", 2),
        ('[[feeds]]\nname="a"\nurl="x"\n[[feeds]]\nname="a"\nurl="y"', "config-duplicate-feed", 6),
        ('[[feeds]]\nname="tags"\nurl="x"', "config-reserved-name", 3),
        ('[[feeds]]\nname="a"\nurl="file:///etc/passwd"', "config-feed-url", 4),
        ('[[feeds]]\nname="a"\nurl="../secret.xml"', "config-feed-url", 4),
        ('[[feeds]]\nname="a"\nurl="/etc/passwd"', "config-feed-url", 4),
        ('[check.severity]\nlink-brken = "error"', "config-unknown-code", 3),
        ('[check.severity]\nlink-broken = "fatal"', "config-value", 3),
        ('[check.severity]\ncontent-encoding = "off"', "config-value", 3),
        ("build = 3", "config-value", 2),
        ('feeds = "x"', "config-value", 2),
        ("[feeds]\nname = 'a'", "config-value", 2),
        ('title = "twice"', "config-syntax", 2),
        ("nav = [", "config-syntax", 3),
        ("nav = " + "[" * 5000 + "]" * 5000, "config-syntax", 0),
    ],
)
def test_each_rule_is_checked(lines: str, code: str, line: int) -> None:
    assert [(p.code, p.line) for p in faults(f'title = "A"\n{lines}\n')] == [(code, line)]


def test_an_unknown_code_gets_the_nearest_one() -> None:
    (problem,) = faults('title = "A"\n[check.severity]\nlink-brken = "error"')
    assert problem.hint == "Did you mean “link-broken”?"


def test_bytes_that_are_no_text_are_one_problem() -> None:
    config, problems = read_config("site.toml", b'title = "A"\nauthor = "\xe9"\n')
    assert config is None
    assert [(p.code, p.line) for p in problems] == [("config-encoding", 2)]


def test_a_folder_without_site_toml_says_what_to_do(tmp_path: Path) -> None:
    config, problems = load_config(tmp_path)
    assert config is None
    assert [problem.code for problem in problems] == ["config-missing"]
    assert "init" in problems[0].hint


def test_a_site_is_read_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(GOOD)
    config, problems = load_config(tmp_path)
    assert problems == ()
    assert config == read(GOOD)
