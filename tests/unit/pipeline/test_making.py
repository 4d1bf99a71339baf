"""What a build makes anew, and that nothing depends on who makes it or on what the store lost."""

import sqlite3
from pathlib import Path

import pytest

from generator.check import weight
from generator.content import read_file
from generator.model import Problem
from generator.pipeline import source_files
from generator.pipeline.building import build, check
from generator.pipeline.requests import BuildRequest

PAGE = "---\ntitle: Number {0}\ndate: 2025-01-{0:02}\n---\n\nWords of [page {1}](/p{1}/).\n"
MANY = 20


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    for number in range(1, MANY + 1):
        text = PAGE.format(number, number % MANY + 1)
        (tmp_path / f"content/p{number}.md").write_text(text)
    (tmp_path / "site.toml").write_text('title = "Parcels"\n[build]\nrelated = 0\n')
    return tmp_path


def files(site: Path) -> dict[str, bytes]:
    output = site / "output"
    return {str(path): path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()}


def times(site: Path) -> dict[str, int]:
    paths = sorted((site / "output").rglob("index.html"))
    return {path.parent.name: path.stat().st_mtime_ns for path in paths}


def test_an_edited_body_makes_its_page_and_no_other(site: Path) -> None:
    build(BuildRequest(site=site, jobs=1))
    before = times(site)
    with (site / "content/p7.md").open("a") as file:
        file.write("\n```\nmore\n```\n")
    build(BuildRequest(site=site, jobs=1))
    after = times(site)
    assert {name for name in after if after[name] != before[name]} == {"p7"}


def test_the_number_of_processes_changes_nothing(site: Path) -> None:
    build(BuildRequest(site=site, jobs=1))
    alone = files(site)
    build(BuildRequest(site=site, jobs=3, clean=True))
    assert files(site) == alone


@pytest.fixture(params=["bodies", "analyses", "pages", "groups", "facts"])
def forged(request: pytest.FixtureRequest, site: Path) -> Path:
    """A site of whose store one kind of values was overwritten."""
    build(BuildRequest(site=site, jobs=1))
    with sqlite3.connect(site / ".cache/store.sqlite") as store:
        store.execute(f'UPDATE "{request.param}" SET value = zeroblob(40)')
    store.close()
    return site


def test_a_damaged_store_changes_nothing(forged: Path) -> None:
    before = files(forged)
    with (forged / "content/p7.md").open("a") as file:
        file.write("\n")
    build(BuildRequest(site=forged, jobs=1))
    assert files(forged) == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_pages_whose_bodies_the_store_lost_are_made_all_the_same(forged: Path, jobs: int) -> None:
    (forged / "templates").mkdir()
    (forged / "templates/gone.html").write_text("changes the key of every page")
    build(BuildRequest(site=forged, jobs=jobs))
    made = files(forged)
    build(BuildRequest(site=forged, jobs=jobs, clean=True))
    assert files(forged) == made


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_broken_template_is_a_problem_wherever_it_is_rendered(site: Path, jobs: int) -> None:
    (site / "templates").mkdir()
    (site / "templates/listing.html").write_text("\n{{ listing.nothing }}\n")
    for result in (
        build(BuildRequest(site=site, jobs=jobs)),
        check(BuildRequest(site=site, jobs=jobs)),
    ):
        assert [(item.path, item.line) for item in result.problems] == [
            ("templates/listing.html", 2)
        ]
        assert not result.ok


def test_a_file_that_cannot_be_copied_is_named(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "static").mkdir()
    (site / "static/map.png").write_bytes(b"x")
    whole = Path.read_bytes

    def read(path: Path) -> bytes:
        if path.name == "map.png":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    result = build(BuildRequest(site=site, jobs=1))
    assert not result.ok
    assert [problem.path for problem in result.problems] == ["static/map.png"]


def test_check_and_build_measure_the_whole_site_as_it_is_published(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weight, "SITE", 0)
    monkeypatch.setattr(weight, "FILES", 0)
    monkeypatch.setattr(weight, "_megabytes", str)
    (site / "static").mkdir()
    (site / "static/CNAME").write_text("example.org")
    with (site / "content/p7.md").open("a") as file:
        file.write("![A map](map.png)\n")
    (site / "content/map.png").write_bytes(bytes(5000))
    for look in (check, build):
        found = " ".join(item.message for item in look(BuildRequest(site=site, jobs=1)).problems)
        build(BuildRequest(site=site, jobs=1))
        made = files(site).values()
        assert f"The site has {len(made)} files" in found
        assert f"The site has {sum(map(len, made))}; " in found
        (site / "content/map.png").write_bytes(bytes(5001))


def test_a_text_that_is_written_to_while_it_is_read_is_found_as_it_is_by_the_next_build(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = site / "content/p7.md"

    def read_and_write(folder: Path, path: str) -> bytes | Problem:
        data = read_file(folder, path)
        if path == "content/p7.md":
            text.write_text(PAGE.format(7, 9) + "Written meanwhile.\n")
        return data

    monkeypatch.setattr(source_files, "read_file", read_and_write)
    build(BuildRequest(site=site, jobs=1))
    monkeypatch.undo()
    build(BuildRequest(site=site, jobs=1))
    made = files(site)
    assert b"Written meanwhile." in made[str(site / "output/p7/index.html")]
    build(BuildRequest(site=site, jobs=1, clean=True))
    assert files(site) == made


def test_a_text_that_goes_away_while_it_is_read_is_named(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_and_remove(folder: Path, path: str) -> bytes | Problem:
        data = read_file(folder, path)
        if path == "content/p7.md":
            (site / path).unlink(missing_ok=True)
        return data

    monkeypatch.setattr(source_files, "read_file", read_and_remove)
    result = build(BuildRequest(site=site, jobs=1))
    assert not result.ok
    assert "content/p7.md" in {problem.path for problem in result.problems}
    monkeypatch.undo()
    assert build(BuildRequest(site=site, jobs=1)).ok
