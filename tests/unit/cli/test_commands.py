"""From an empty folder to a site, and what each command says and returns on the way."""

import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.cli import main

BROKEN = "---\ntitel: x\ndate: soon\n---\n\nText.\n"
FEED = Path(__file__).parents[3] / "feeds/server-notes.xml"
WORDPRESS = Path(__file__).parents[2] / "feeds/wxr.xml"


@pytest.fixture
def site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert main(["init", str(tmp_path / "site"), "--title", "Archive"]) == 0
    capsys.readouterr()
    return tmp_path / "site"


def run(site: Path, *typed: str) -> int:
    return main([*typed, "--site", str(site)])


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextmanager
def as_somebody_who_may_not_write(place: Path) -> Iterator[None]:
    """Root may write anywhere, so root becomes another; others take their own right away."""
    if os.getuid() == 0:
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)
        return
    folders = [place, *(path for path in place.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        yield
    finally:
        for folder in folders:
            folder.chmod(0o755)


def test_a_fresh_site_builds_and_has_no_problem(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(site, "build", "--jobs", "1", "--strict") == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.startswith("Built 1 tutorial into ")
    assert (site / "output/index.html").is_file()
    assert run(site, "check", "--jobs", "1", "--strict") == 0
    assert capsys.readouterr().out == "No problems in 1 tutorial.\n"


def test_import_says_what_became_of_the_items_and_changes_nothing_twice(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(site, "import", str(FEED)) == 0
    assert "3 new, 0 updated, 0 unchanged, 0 conflict, 0 skipped." in capsys.readouterr().out
    before = tree(site)
    assert run(site, "import", str(FEED)) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("0 new, 0 updated,")
    assert tree(site) == before


def test_a_feed_may_come_through_a_pipe(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FEED.read_bytes())))
    assert run(site, "import", "-") == 0
    assert "3 new," in capsys.readouterr().out


def test_an_export_of_wordpress_is_imported_without_its_drafts_being_published(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(site, "import", str(WORDPRESS)) == 0
    assert " new," in capsys.readouterr().out
    files = sorted((site / "content").rglob("*.md"))
    drafts = [path.stem for path in files if "\ndraft: true\n" in path.read_text()]
    assert len(drafts) == 1
    assert run(site, "build", "--jobs", "1") == 0
    assert not list((site / "output").rglob(f"{drafts[0]}/index.html"))


def test_a_web_page_in_place_of_a_feed_is_refused_and_the_feed_that_it_names_is_told(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = site / "feed.xml"
    page.write_text(
        "<!doctype html><html><head><link rel=alternate type=application/rss+xml"
        ' href="https://blog.example/feed.xml"></head><body>Hello</body></html>'
    )
    assert run(site, "import", str(page)) == 3
    assert "https://blog.example/feed.xml" in capsys.readouterr().err


def test_what_imports_is_kept_when_another_source_fails(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = site / "bad.xml"
    bad.write_text("<html><body>no feed</body></html>")
    assert run(site, "import", str(bad), str(FEED), str(site / "none.xml")) == 3
    told = capsys.readouterr()
    assert "3 new," in told.out
    assert len(told.err.splitlines()) == 2
    assert all("bad.xml" in line or "none.xml" in line for line in told.err.splitlines())


def test_a_dry_run_writes_nothing(site: Path) -> None:
    before = tree(site)
    assert run(site, "import", str(FEED), "--dry-run") == 0
    assert tree(site) == before


def test_a_broken_file_is_told_by_line_and_the_old_site_stands(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(site, "build", "--jobs", "1") == 0
    before = tree(site / "output")
    (site / "content/broken.md").write_text(BROKEN)
    capsys.readouterr()
    assert run(site, "build", "--jobs", "1") == 1
    told = capsys.readouterr()
    assert [line.split(" ")[:2] for line in told.err.splitlines()] == [
        ["content/broken.md:2:", "front-matter-required"],
        ["content/broken.md:2:", "front-matter-unknown-key"],
        ["content/broken.md:3:", "front-matter-date"],
    ]
    assert told.out == "Nothing was written: 3 errors.\n"
    assert tree(site / "output") == before


def test_check_writes_no_site_and_tells_problems_as_its_result(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "content/broken.md").write_text(BROKEN)
    assert run(site, "check", "--jobs", "1") == 1
    told = capsys.readouterr()
    assert "content/broken.md:3: front-matter-date" in told.out
    assert told.err == ""
    assert not (site / "output").exists()


def test_json_tells_the_run_as_one_document(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(site, "build", "--jobs", "1", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["problems"] == []
    assert document["build"]["tutorials"] == 1
    assert document["build"]["ok"] is True


@pytest.mark.parametrize("command", ["build", "check", "fetch", "new", "import", "serve"])
def test_every_command_needs_a_site(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = {"new": ["new", "T"], "import": ["import", "x"]}.get(command, [command])
    assert main([*typed, "--site", str(tmp_path)]) == 2
    assert "site.toml: config-missing " in "".join(capsys.readouterr())


@pytest.mark.parametrize("command", ["build", "check", "fetch"])
def test_a_fault_in_site_toml_ends_with_2_and_its_line(
    command: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "site.toml").write_text('title = "A"\n[check.severity]\nlink-brken = "error"\n')
    assert run(site, command) == 2
    assert "site.toml:3: config-unknown-code " in "".join(capsys.readouterr())


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("address", ["example.org/repo/", "/repo/", "https://example.org/?page=1"])
def test_an_address_that_cannot_be_the_sites_is_refused(
    site: Path, capsys: pytest.CaptureFixture[str], command: str, address: str
) -> None:
    assert run(site, command, "--base-url", address) == 2
    told = capsys.readouterr()
    assert "config-base-url --base-url must" in told.out + told.err
    assert not (site / "output").exists()


def test_a_folder_without_permission_is_one_line(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with tempfile.TemporaryDirectory() as open_to_all:
        place = Path(open_to_all) / "site"
        shutil.copytree(site, place)
        Path(open_to_all).chmod(0o755)
        assert run(place, "build", "--jobs", "1") == 0
        before = tree(place / "output")
        capsys.readouterr()
        (place / "content/second.md").write_text("---\ntitle: B\ndate: 2024-01-01\n---\n\nText.\n")
        with as_somebody_who_may_not_write(place):
            assert run(place, "build", "--jobs", "1") == 1
        told = capsys.readouterr().err.splitlines()
        assert [line for line in told if "output-unwritable" in line], told
        assert tree(place / "output") == before


def test_build_counts_notes_on_tutorials_and_drafts_and_check_lists_the_notes(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    front = "---\ntitle: {}\ndate: 2024-01-01\n{}---\n\n## One\n\n#### Deep\n\nText.\n"
    source = "source:\n  feed: letters\n  id: a1\n"
    (site / "content/imported.md").write_text(front.format("Imported", source))
    (site / "content/draft.md").write_text(front.format("Draft", "draft: true\n"))
    assert run(site, "build", "--jobs", "1") == 0
    told = capsys.readouterr()
    assert "heading-order" not in told.err
    assert "1 draft left out" in told.out
    assert "1 note. `tutorial-archive check` lists the notes." in told.out
    assert run(site, "check", "--jobs", "1") == 0
    assert "content/imported.md:11: heading-order note: " in capsys.readouterr().out


def test_what_a_site_turns_off_is_told_by_no_command(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = site / "cut.xml"
    cut.write_bytes(FEED.read_bytes()[:-12])
    assert run(site, "import", str(cut), "--dry-run") == 0
    assert "feed-truncated warning" in "".join(capsys.readouterr())
    with (site / "site.toml").open("a") as file:
        file.write('[check.severity]\nfeed-truncated = "off"\n')
    assert run(site, "import", str(cut), "--dry-run") == 0
    assert "feed-truncated" not in "".join(capsys.readouterr())
