"""When nothing changed, a build tells what the last one told and leaves everything alone."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.pipeline.building import build
from generator.pipeline.requests import BuildRequest, BuildResult

PAGE = "---\ntitle: One\ndate: 2025-01-01\n---\n\nSee [nowhere](/nowhere/).\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/one.md").write_text(PAGE)
    (tmp_path / "site.toml").write_text('title = "Parcels"\n')
    time.sleep(0.02)  # files as new as the look are looked at again
    return tmp_path


def stages(result: BuildResult) -> list[str]:
    return [name for name, _ in result.seconds if name != "close"]


def told(result: BuildResult) -> BuildResult:
    return replace(result, seconds=(), spent=(), written=0, bytes=0, rendered=0)


def test_the_same_result_without_the_work(site: Path) -> None:
    (site / "content/draft.md").write_text(PAGE.replace("title: One", "title: Two\ndraft: true"))
    time.sleep(0.02)
    first, second = (build(BuildRequest(site=site, jobs=1)) for _ in range(2))
    assert told(first) == told(second)
    assert (second.tutorials, second.drafts) == (1, 1)
    assert [problem.code for problem in second.problems] == ["link-broken"]
    assert stages(second) == ["look"]


@pytest.mark.parametrize(
    "path", ["content/one.md", "site.toml", "output/index.html", "static/new.txt"]
)
def test_any_change_is_work(site: Path, path: str) -> None:
    first = build(BuildRequest(site=site, jobs=1))
    page = (site / "output/index.html").read_bytes()
    (site / path).parent.mkdir(exist_ok=True)
    with (site / path).open("a") as file:
        file.write("\n")
    second = build(BuildRequest(site=site, jobs=1))
    assert stages(second) != ["look"]
    assert second.problems == first.problems
    assert (site / "output/index.html").read_bytes() == page


def test_a_deleted_file_of_the_output_comes_back(site: Path) -> None:
    build(BuildRequest(site=site, jobs=1))
    (site / "output/index.html").unlink()
    build(BuildRequest(site=site, jobs=1))
    assert (site / "output/index.html").is_file()


@pytest.mark.parametrize("option", [{"drafts": True}, {"base_url": "https://example.org/"}])
def test_other_options_are_work(site: Path, option: dict[str, object]) -> None:
    request = BuildRequest(site=site, jobs=1)
    build(request)
    between = build(replace(request, **option))
    assert stages(between) != ["look"]
    assert stages(build(request)) != ["look"] or not between.written


def test_a_local_feed_is_work_when_it_changed(site: Path) -> None:
    feed = site / "feed.json"
    text = '{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [%s]}'
    item = '{"id": "%s", "title": "%s", "content_html": "<p>x</p>", "date_published": "%s"}'
    feed.write_text(text % (item % ("1", "Alpha", "2025-01-02T00:00:00Z")))
    (site / "site.toml").write_text(
        'title = "Parcels"\n[[feeds]]\nname = "post"\nurl = "feed.json"\n'
    )
    for _ in range(3):
        time.sleep(0.02)
        result = build(BuildRequest(site=site, jobs=1))
    assert (result.tutorials, stages(result)) == (2, ["look"])
    feed.write_text(text % (item % ("2", "Beta", "2025-01-03T00:00:00Z")))
    assert build(BuildRequest(site=site, jobs=1)).tutorials == 3


def test_no_library_that_renders_is_loaded(site: Path) -> None:
    build(BuildRequest(site=site, jobs=1))
    code = (
        "import sys; from generator.cli import main; "
        f"main(['--site', {str(site)!r}, 'build', '--quiet']); "
        "print(sorted({'jinja2', 'markdown_it', 'pygments', 'yaml', 'nh3'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
