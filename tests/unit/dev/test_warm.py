"""A build for `serve` runs in a thread, and what strangers wrote is read where it can be ended."""

import threading
from pathlib import Path

import pytest

from generator.cli import main
from generator.dev.warm import WarmBuild
from generator.model import Severity
from generator.pipeline.requests import BuildRequest, BuildResult
from generator.store.pool import ProcessPool

FEED = Path(__file__).parents[3] / "feeds/server-notes.xml"


def test_local_feeds_are_imported_by_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    assert main(["init", str(site), "--yes"]) == 0
    (site / "notes.xml").write_bytes(FEED.read_bytes())
    with (site / "site.toml").open("a") as config:
        config.write('\n[[feeds]]\nname = "notes"\nurl = "notes.xml"\n')
    asked: list[object] = []
    submit = ProcessPool.submit

    def listen(pool: ProcessPool, work: object, *rest: object, **named: object) -> object:
        asked.append(getattr(work, "__name__", ""))
        return submit(pool, work, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(ProcessPool, "submit", listen)
    built: list[BuildResult] = []
    build = WarmBuild()
    output = tmp_path / "out"
    request = BuildRequest(site=site, output=output)
    thread = threading.Thread(target=lambda: built.append(build(request)))
    thread.start()
    thread.join()
    build.close()
    assert "import_local_feeds" in asked
    assert [problem for problem in built[0].problems if problem.severity is Severity.ERROR] == []
    assert len(list((output / "notes").iterdir())) > 1
    assert any((site / "content/notes").iterdir())


def test_pages_are_told_of_a_site_that_stands_in_its_place(tmp_path: Path) -> None:
    site, output = tmp_path / "site", tmp_path / "out"
    assert main(["init", str(site), "--yes"]) == 0
    (text,) = (site / "content").glob("*.md")
    build, seen = WarmBuild(), []

    def look(result: BuildResult) -> None:
        pages = output.glob("*/index.html")
        seen.append((result.ok, any("Added later." in page.read_text() for page in pages)))

    try:
        for words in ("", "\n\nAdded later.\n"):
            text.write_text(text.read_text() + words)
            assert build(BuildRequest(site=site, output=output, dev=True), look).ok
    finally:
        build.close()
    assert seen == [(True, False), (True, True)]
