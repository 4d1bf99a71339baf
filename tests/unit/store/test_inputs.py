"""An equal digest of all inputs means that no file was written, added, removed or replaced."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.store.inputs import Inputs, look_at


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner/page.md").write_text("one")
    (folder / "other.md").write_text("two")
    return folder


def look(folder: Path) -> Inputs:
    return look_at([folder, folder.with_name("site.toml")], folder.with_name("clock"))


def settled(folder: Path) -> Inputs:
    """A look some while after the last write."""
    while not (seen := look(folder)).settled:
        pass
    return seen


def _rewrite(folder: Path) -> None:
    page = folder / "inner/page.md"
    found = page.stat()
    page.write_text("eno")
    os.utime(page, ns=(found.st_atime_ns, found.st_mtime_ns))


EDITS: dict[str, Callable[[Path], object]] = {
    "written anew, same size and time": _rewrite,
    "added": lambda folder: (folder / "new.md").touch(),
    "added empty folder": lambda folder: (folder / "empty").mkdir(),
    "removed": lambda folder: (folder / "other.md").unlink(),
    "renamed": lambda folder: (folder / "other.md").rename(folder / "another.md"),
    "other rights": lambda folder: (folder / "other.md").chmod(0o600),
    "a missing file appears": lambda folder: folder.with_name("site.toml").touch(),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_every_change_is_seen(folder: Path, edit: Callable[[Path], object]) -> None:
    before = settled(folder)
    edit(folder)
    assert look(folder).digest != before.digest


def test_nothing_changed_is_the_same(folder: Path) -> None:
    assert settled(folder) == settled(folder)


def test_links_settle_nothing(folder: Path) -> None:
    (folder / "link.md").symlink_to("other.md")
    assert not any(look(folder).settled for _ in range(50))


def test_a_file_as_new_as_the_look_settles_nothing(folder: Path) -> None:
    ahead = 1 << 62
    os.utime(folder / "other.md", ns=(ahead, ahead))
    assert not look(folder).settled


def test_texts_are_told_one_by_one_and_all_else_in_one(folder: Path) -> None:
    def seen() -> Inputs:
        while True:
            found = look_at([folder.with_name("site.toml")], folder.with_name("clock"), folder)
            if found.digest:
                return found

    (folder / "map.png").write_text("x")
    before = seen()
    assert before.texts.keys() == {"content/inner/page.md", "content/other.md"}
    (folder / "other.md").write_text("three")
    edited = seen()
    changed = edited.texts.items() ^ before.texts.items()
    assert {path for path, _ in changed} == {"content/other.md"}
    assert edited.others == before.others
    assert edited.digest != before.digest
    (folder / "map.png").write_text("y")
    assert seen().others != before.others
