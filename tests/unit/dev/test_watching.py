"""Everything a build reads is watched, whatever editors and version control do to it."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath

import pytest

from generator.dev import watching
from generator.dev.watching import Watcher, is_source


@pytest.mark.parametrize(
    "path",
    [
        "site.toml",
        "content/a.md",
        "content/deep/er/a.md",
        "templates/base.html",
        "static/x.png",
        "static/.well-known/security.txt",
        "content/new-folder",
    ],
)
def test_sources_are_watched(path: str) -> None:
    assert is_source(PurePath(path))


@pytest.mark.parametrize(
    "path",
    [
        "output/index.html",
        ".cache/store.sqlite",
        ".git/HEAD",
        "README.md",
        "content/.a.md.swp",
        "content/a.md~",
        "content/#a.md#",
        "content/.#a.md",
        "content/4913",
        "content/a.md.tmp",
        "content/.git/index",
        "site.toml~",
    ],
)
def test_what_builds_and_editors_leave_is_not(path: str) -> None:
    assert not is_source(PurePath(path))


def test_a_local_feed_is_a_source() -> None:
    assert is_source(PurePath("feeds/one.xml"), [PurePath("feeds/one.xml")])
    assert not is_source(PurePath("feeds/two.xml"), [PurePath("feeds/one.xml")])


class Site:
    """A watched site, and whether it was seen to change."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.seen = threading.Event()
        (root / "content" / "python").mkdir(parents=True)
        (root / "feeds").mkdir()
        for path in ("site.toml", "content/a.md", "content/python/b.md", "feeds/f.xml"):
            (root / path).write_text("1")
        self.watcher = Watcher(root, lambda: ["feeds/f.xml"], self.seen.set)
        self.watcher.start()

    def sees(self, change: Callable[[Path], object]) -> bool:
        self.seen.clear()
        change(self.root)
        return self.seen.wait(5)

    def ignores(self, change: Callable[[Path], object]) -> bool:
        """Whether the change is passed over: one that is seen, made after it, is the first."""
        self.seen.clear()
        change(self.root)
        return not self.seen.wait(0.3)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    site.watcher.stop()


def saved_beside(root: Path) -> None:
    """As most editors save: a new file takes the place of the old."""
    (root / "content/.a.md.new").write_text("2")
    (root / "content/.a.md.new").replace(root / "content/a.md")


CHANGES: dict[str, Callable[[Path], object]] = {
    "edit": lambda root: (root / "content/a.md").write_text("2"),
    "atomic save": saved_beside,
    "new file": lambda root: (root / "content/python/new.md").write_text("2"),
    "removal": lambda root: (root / "content/a.md").unlink(),
    "folder renamed": lambda root: (root / "content/python").rename(root / "content/snakes"),
    "configuration": lambda root: (root / "site.toml").write_text("2"),
    "local feed": lambda root: (root / "feeds/f.xml").write_text("2"),
    "first template": lambda root: (root / "templates").mkdir(),
    "content gone": lambda root: (root / "content").rename(root / "elsewhere"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen(site: Site, name: str) -> None:
    assert site.sees(CHANGES[name])


def test_a_file_in_a_folder_that_was_just_renamed_is_seen(site: Site) -> None:
    assert site.sees(CHANGES["folder renamed"])
    assert site.sees(lambda root: (root / "content/snakes/b.md").write_text("3"))


def test_a_content_folder_that_was_replaced_is_watched_again(site: Site) -> None:
    assert site.sees(CHANGES["content gone"])
    assert site.sees(lambda root: (root / "content").mkdir())
    site.watcher.renew()
    assert site.sees(lambda root: (root / "content/c.md").write_text("3"))


def test_reading_and_building_are_no_changes(site: Site) -> None:
    def read_and_build(root: Path) -> None:
        (root / "content/a.md").read_text()
        (root / "output").mkdir()
        (root / "output/index.html").write_text("x")
        (root / ".cache").mkdir()

    assert site.ignores(read_and_build)


def test_without_the_systems_notice_changes_are_seen_by_polling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Full(watching.BaseObserver):
        def __init__(self) -> None:
            super().__init__(emitter_class=watching.BaseObserver)  # type: ignore[arg-type]

        def schedule(self, *_: object, **__: object) -> None:  # type: ignore[override]
            raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watching, "Observer", Full)
    site = Site(tmp_path)
    assert "polling" in capsys.readouterr().err
    assert site.sees(CHANGES["edit"])
    site.watcher.stop()
