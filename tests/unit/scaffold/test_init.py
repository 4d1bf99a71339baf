"""What `init` promises: a site that is valid as it is, and nothing of yours overwritten."""

import json
import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.config import SCHEMA_PATH, load_config, read_config
from generator.content import load
from generator.model import Tutorial
from generator.scaffold import InitOptions, ask, default_title, init
from generator.scaffold.skeleton import requirement, site_files

NOW = datetime(2026, 11, 21, 10, 30, 44, tzinfo=UTC)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_new_site_has_everything_it_needs(tmp_path: Path) -> None:
    done = init(tmp_path / "my-archive", InitOptions(), NOW)

    assert done.problems == ()
    assert done.kept == ()
    assert set(done.created) == set(contents(tmp_path / "my-archive"))
    assert {
        ".gitignore",
        ".github/workflows/pages.yml",
        "Makefile",
        "README.md",
        "content/first-tutorial.md",
        "site.toml",
    } <= set(done.created)


def test_the_configuration_is_valid_and_says_what_was_asked(tmp_path: Path) -> None:
    title = 'The "best" of C:\\ and ünïcode'
    feeds = ("https://www.example.org/feed.xml", "https://example.org/b.xml", "feeds/local.xml")
    init(tmp_path, InitOptions(title=title, base_url="https://a.example/x/", feeds=feeds), NOW)

    config, problems = load_config(tmp_path)

    assert problems == ()
    assert config is not None
    assert config.title == title
    assert config.base_url == "https://a.example/x/"
    assert [(feed.name, feed.url) for feed in config.feeds] == [
        ("example-org", feeds[0]),
        ("example-org-2", feeds[1]),
        ("local", feeds[2]),
    ]


@given(
    title=st.text(max_size=40).filter(str.strip),
    feeds=st.lists(st.from_regex(r"[a-z0-9 ._é-]{1,30}(/[a-z0-9._-]{1,20})?", fullmatch=True)),
)
def test_any_title_and_any_names_of_feeds_give_valid_toml(title: str, feeds: list[str]) -> None:
    options = InitOptions(title=title, feeds=tuple(feeds))

    text = site_files(title, options, NOW)["site.toml"]

    names = [feed["name"] for feed in tomllib.loads(text).get("feeds", [])]
    assert len(set(names)) == len(feeds)
    _, problems = read_config("site.toml", text.encode("utf-8", "replace"))
    assert {problem.code for problem in problems} <= {"config-value", "config-feed-url"}


def test_files_that_are_there_are_kept_byte_for_byte(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "site.toml").write_text('title = "Mine"\n')
    (tmp_path / "content/first-tutorial.md").write_text("not even front matter")
    before = contents(tmp_path)

    done = init(tmp_path, InitOptions(title="Other"), NOW)

    assert done.kept == ("content/first-tutorial.md", "site.toml")
    assert {path: contents(tmp_path)[path] for path in before} == before


def test_a_second_init_changes_nothing(tmp_path: Path) -> None:
    first = init(tmp_path, InitOptions(title="One"), NOW)
    before = contents(tmp_path)

    second = init(tmp_path, InitOptions(title="Two"), NOW)

    assert second.created == ()
    assert second.kept == first.created
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (InitOptions(base_url="example.org"), "config-base-url"),
        (InitOptions(feeds=("ftp://example.org/feed",)), "config-feed-url"),
        (InitOptions(feeds=("/etc/passwd",)), "config-feed-url"),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_is_written(
    tmp_path: Path, options: InitOptions, code: str
) -> None:
    done = init(tmp_path / "site", options, NOW)

    assert [problem.code for problem in done.problems] == [code]
    assert done.created == ()
    assert not (tmp_path / "site").exists()


def test_the_new_site_builds_as_it_is_without_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "my-archive"
    assert main(["init", str(site)]) == 0

    assert main(["--site", str(site), "build", "--strict", "--jobs", "1"]) == 0

    assert "warning" not in "".join(capsys.readouterr())
    assert "Your first tutorial" in (site / "output/first-tutorial/index.html").read_text()


def test_the_workflows_call_what_the_makefile_has() -> None:
    made = site_files("A title", InitOptions(), NOW)
    targets = set(re.findall(r"^([a-z]+):", made["Makefile"], re.MULTILINE))
    workflows = made[".github/workflows/pages.yml"] + made[".github/workflows/refresh.yml"]
    assert set(re.findall(r"\bmake ([a-z]+)", workflows)) <= targets


def test_the_first_tutorial_reads_without_a_problem(tmp_path: Path) -> None:
    init(tmp_path, InitOptions(), NOW)

    tutorial, problems = load(
        "content/first-tutorial.md", (tmp_path / "content/first-tutorial.md").read_bytes()
    )

    assert problems == ()
    assert isinstance(tutorial, Tutorial)
    assert tutorial.front.date == NOW.replace(second=0)


def test_the_schema_the_config_points_at_is_there(tmp_path: Path) -> None:
    init(tmp_path, InitOptions(), NOW)

    assert (tmp_path / "site.toml").read_text().startswith(f"#:schema {SCHEMA_PATH}\n")
    assert "feeds" in json.loads((tmp_path / SCHEMA_PATH).read_text())["properties"]


def test_no_place_to_fill_in_is_left_open() -> None:
    for path, text in site_files("A title", InitOptions(), NOW).items():
        assert "@@" not in text, path


def test_the_workflows_are_those_this_project_publishes_itself_with() -> None:
    root = Path(__file__).parents[3]
    made = site_files("A title", InitOptions(), NOW)
    for name in ("pages.yml", "refresh.yml"):
        path = f".github/workflows/{name}"
        assert made[path] == (root / path).read_text()
        assert yaml.safe_load(made[path])["jobs"]


def test_the_requirement_names_one_version() -> None:
    assert requirement().startswith(("tutorial-archive==", "tutorial-archive @ git+https://"))


@pytest.mark.parametrize(
    ("folder", "title"),
    [("my-archive", "My archive"), ("Python_notes", "Python notes"), ("---", "Tutorial archive")],
)
def test_a_folder_name_becomes_a_title(tmp_path: Path, folder: str, title: str) -> None:
    assert default_title(tmp_path / folder) == title


def test_questions_are_asked_only_for_what_is_open() -> None:
    answers = iter(["", "https://example.org/", "https://a.example/feed", ""])
    asked: list[str] = []

    def question(prompt: str) -> str:
        asked.append(prompt)
        return next(answers)

    assert ask(InitOptions(), "My archive", question) == InitOptions(
        title="My archive", base_url="https://example.org/", feeds=("https://a.example/feed",)
    )
    assert len(asked) == 4

    complete = InitOptions(title="T", base_url="https://b.example/", feeds=("x.xml",))
    assert ask(complete, "", question) == complete
    assert len(asked) == 4


def test_an_answer_that_cannot_be_is_asked_for_again() -> None:
    answers = iter(["T", "example.org", "https://example.org/", "ftp://x/feed", "x.xml", ""])
    asked: list[str] = []

    def question(prompt: str) -> str:
        asked.append(prompt)
        return next(answers)

    told = ask(InitOptions(), "", question)
    assert told == InitOptions(title="T", base_url="https://example.org/", feeds=("x.xml",))
    assert asked[2].startswith("“example.org” must begin with https:// and a host.\n")
    assert asked[4].startswith("“ftp://x/feed” ")
