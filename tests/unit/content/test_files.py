"""Content is found in one order, and odd things on a disk are named, not followed."""

import os
from pathlib import Path

import pytest

from generator.content import read_file, replace_file, scan
from generator.model import Problem


def write(site: Path, *paths: str) -> None:
    for path in paths:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text("x")


def test_markdown_files_are_found_sorted_and_hidden_ones_are_not(tmp_path: Path) -> None:
    write(
        tmp_path,
        *("content/b/z.md", "content/a.md", "content/b/a.md", "content/b/picture.png"),
        *("content/.hidden.md", "content/.git/a.md", "content/a.md.new", "a.md"),
    )
    assert scan(tmp_path) == (("content/a.md", "content/b/a.md", "content/b/z.md"), ())


def test_a_site_without_content_has_no_files(tmp_path: Path) -> None:
    assert scan(tmp_path) == ((), ())


def test_links_are_followed_inside_the_site_only(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(site, "content/a/one.md", "shared/two.md")
    write(tmp_path, "outside.md", "private/key.md")
    (site / "content/two.md").symlink_to("../shared/two.md")
    (site / "content/out.md").symlink_to("../../outside.md")
    (site / "content/private").symlink_to("../../private")
    (site / "content/nothing.md").symlink_to("nowhere")
    (site / "content/a/loop").symlink_to("..")
    (site / "content/self.md").symlink_to("self.md")
    paths, problems = scan(site)
    assert paths == ("content/a/one.md", "content/two.md")
    assert {problem.code for problem in problems} == {"content-link"}
    assert [problem.path for problem in problems] == [
        "content/a/loop",
        "content/nothing.md",
        "content/out.md",
        "content/private",
        "content/self.md",
    ]


def test_a_pipe_is_named_and_never_waited_for(tmp_path: Path) -> None:
    write(tmp_path, "content/a.md")
    os.mkfifo(tmp_path / "content/pipe.md")
    paths, problems = scan(tmp_path)
    assert paths == ("content/a.md",)
    assert [(p.code, p.path) for p in problems] == [("content-not-a-file", "content/pipe.md")]
    found = read_file(tmp_path, "content/pipe.md")
    assert isinstance(found, Problem)
    assert found.code == "content-not-a-file"


def test_a_name_that_is_no_text_is_named(tmp_path: Path) -> None:
    write(tmp_path, "content/a.md")
    (tmp_path / os.fsdecode(b"content/\xff.md")).write_text("x")
    paths, problems = scan(tmp_path)
    assert paths == ("content/a.md",)
    assert [problem.code for problem in problems] == ["content-name"]
    problems[0].path.encode()


def test_a_file_that_is_gone_is_a_problem(tmp_path: Path) -> None:
    found = read_file(tmp_path, "content/a.md")
    assert isinstance(found, Problem)
    assert (found.code, found.path) == ("content-unreadable", "content/a.md")


@pytest.mark.parametrize("size", [0, 1, 70_000, 3_000_000])
def test_a_file_is_read_to_its_end(tmp_path: Path, size: int) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * size)
    assert read_file(tmp_path, "a.md") == b"x" * size


def test_a_file_is_replaced_whole_with_the_mode_of_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "content/new/a.md"
    before = os.umask(0o027)
    try:
        replace_file(path, b"one")
        replace_file(path, b"two")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in path.parent.iterdir()] == ["a.md"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    replace_file(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as told:
        replace_file(path, b"new")
    assert told.value.filename == str(path)
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == [("a.md", b"old")]
