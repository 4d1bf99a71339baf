"""After an edit that moves nothing, only what it can have changed is made again."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.pipeline.building import build
from generator.pipeline.requests import BuildRequest, BuildResult
from generator.site import related

FRONT = "---\ntitle: {0}\ndate: 2025-01-0{1}\ntags: [parcels]\n{2}---\n\n"
TEXT = (
    "Words of {0} about sorting, "
    + "and again about sorting, " * 12
    + "\n\n## Part of {0}\n\nSee [one](one.md#part-of-one).\n"
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(related, "LARGE", 1)
    (tmp_path / "content").mkdir()
    (tmp_path / "site.toml").write_text('title = "Parcels"\n[build]\nper_page = 2\n')
    for number, name in enumerate(("one", "two", "three"), 1):
        write(tmp_path, name, TEXT.format(name), number)
    (tmp_path / "content/index.md").write_text(FRONT.format("Home", 1, "") + "Welcome.\n")
    built(tmp_path)
    return tmp_path


def write(site: Path, name: str, text: str, number: int, front: str = "") -> None:
    path = site / f"content/{name}.md"
    path.write_text(FRONT.format(name.title(), number, front) + text)


def built(site: Path, **options: int) -> BuildResult:
    time.sleep(0.02)  # files as new as the look are looked at again
    return build(BuildRequest(site=site, jobs=1, **options))


def is_patch(result: BuildResult) -> bool:
    names = [name for name, _ in result.seconds]
    return "compare" in names and "read" not in names


def page(site: Path, path: str) -> str:
    return (site / "output" / path / "index.html").read_text()


def test_an_edited_text_costs_its_own_page(site: Path) -> None:
    write(site, "two", TEXT.format("two") + "\nAn afterthought.\n", 2)
    before = {path: path.stat().st_ino for path in (site / "output").rglob("index.html")}
    result = built(site)
    assert is_patch(result)
    assert result.rendered == 1
    assert "An afterthought." in page(site, "two")
    changed = {path for path, inode in before.items() if path.stat().st_ino != inode}
    assert changed == {site / "output/two/index.html"}


def test_a_new_excerpt_shows_in_listings(site: Path) -> None:
    write(site, "one", "Other words at the beginning.\n\n## Part of one\n\nText.\n", 1)
    assert is_patch(built(site))
    for path in ("", "tutorials/page/2", "tags/parcels/page/2"):
        assert "Other words at the beginning." in page(site, path)


def test_a_new_title_shows_wherever_the_tutorial_is_named(site: Path) -> None:
    path = site / "content/two.md"
    path.write_text(path.read_text().replace("title: Two", "title: Zwei\naliases: [/old/]"))
    assert not is_patch(built(site))
    path.write_text(path.read_text().replace("title: Zwei", "title: Deux"))
    result = built(site)
    assert is_patch(result)
    places = ("", "one", "two", "three", "tutorials", "tags/parcels", "titles", "old")
    assert [each for each in places if "Deux" not in page(site, each)] == []
    pages = [path.read_text() for path in (site / "output").rglob("*.html")]
    assert not any("Zwei" in text for text in pages)
    register = (site / ".archive/addresses.tsv").read_text()
    assert register.count("Deux") == 2
    assert "Zwei" not in register
    assert built(site).written == 0


def test_a_title_that_another_tutorial_has_is_told(site: Path) -> None:
    for name in ("one", "two"):
        path = site / "content/three.md"
        path.write_text(FRONT.format(name.upper(), 3, "") + TEXT.format("three"))
        (found,) = (each for each in built(site).problems if each.code == "title-duplicate")
        assert name in found.message.casefold()
    path.write_text(FRONT.format("Three", 3, "") + TEXT.format("three"))
    assert built(site).problems == ()


def test_a_heading_that_goes_breaks_links_of_others(site: Path) -> None:
    write(site, "one", "Words of one about sorting.\n", 1)
    result = built(site)
    assert is_patch(result)
    assert [(each.code, each.path) for each in result.problems] == [
        ("anchor-broken", "content/three.md"),
        ("anchor-broken", "content/two.md"),
    ]
    write(site, "one", TEXT.format("one"), 1)
    mended = built(site)
    assert is_patch(mended)
    assert mended.problems == ()


def test_the_introduction_of_the_home_page_is_a_text_too(site: Path) -> None:
    (site / "content/index.md").write_text(FRONT.format("Home", 1, "") + "Welcome again.\n")
    assert is_patch(built(site))
    assert "Welcome again." in page(site, "")


def _add(site: Path) -> None:
    write(site, "four", TEXT.format("four"), 4)


MOVES: dict[str, Callable[[Path], object]] = {
    "a new tutorial": _add,
    "another tag": lambda site: write(site, "two", TEXT.format("two"), 2, "level: beginner\n"),
    "another date": lambda site: write(site, "two", TEXT.format("two"), 5),
    "an unknown key": lambda site: write(site, "two", TEXT.format("two"), 2, "colour: red\n"),
    "a language of code": lambda site: write(site, "two", "```python\nx\n```\n", 2),
    "a file beside": lambda site: (site / "content/map.png").write_text("x"),
    "configuration": lambda site: (site / "site.toml").write_text('title = "Post"\n'),
    "a changed output": lambda site: (site / "output/one/index.html").write_text("x"),
}


@pytest.mark.parametrize("move", MOVES.values(), ids=MOVES.keys())
def test_what_moves_anything_makes_the_site_as_a_whole(
    site: Path, move: Callable[[Path], object]
) -> None:
    move(site)
    write(site, "one", TEXT.format("one") + "\nMore.\n", 1)
    assert not is_patch(built(site))


def test_problems_beyond_those_listed_are_counted(site: Path) -> None:
    broken = "".join(f"[x](/nowhere/{number}/)\n" for number in range(130))
    write(site, "two", broken, 2)
    assert built(site, listed=20).unlisted == {"warning link-broken": 110}
    write(site, "three", TEXT.format("three") + "[y](/nowhere/)\n", 3)
    result = built(site, listed=20)
    assert is_patch(result)
    assert len(result.problems) == 20
    assert result.unlisted == {"warning link-broken": 111}
    everything = built(site)
    assert len(everything.problems) == 131
    assert everything.unlisted == {}


def test_many_edits_later_the_store_still_holds_all_other_pages(site: Path) -> None:
    for turn in range(70):
        write(site, "two", TEXT.format("two") + f"\nTurn {turn}.\n", 2)
        built(site)
    write(site, "three", TEXT.format("three"), 4)
    assert built(site).rendered == 1
