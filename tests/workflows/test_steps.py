"""The workflows that `init` writes do what they say: each of their commands runs in a fresh clone.

What has to be installed first is left to `scripts/try-wheel.sh`; here the command is there already.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main

ROOT = Path(__file__).parents[2]
TRY = ROOT / "scripts/try_workflow.py"
FEED = """<rss version="2.0"><channel><title>A feed</title><link>https://example.org/</link>
<item><title>A post</title><link>https://example.org/a</link><guid>a</guid>
<pubDate>Mon, 01 Jan 2024 00:00:00 GMT</pubDate><description>&lt;p&gt;Text&lt;/p&gt;</description>
</item></channel></rss>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A new site in a repository of its own."""
    site = tmp_path / "site"
    assert main(["init", str(site), "--yes", "--quiet", "--feed", "feeds/blog.xml"]) == 0
    (site / "feeds").mkdir()
    (site / "feeds/blog.xml").write_text(FEED)
    git(site, "init", "--quiet", "--initial-branch", "main")
    git(site, "add", ".")
    git(site, "-c", "user.name=Me", "-c", "user.email=me@example.org", "commit", "-qm", "New")
    return site


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """The command as an installation has it, but of this source."""
    command = tmp_path / "tools/tutorial-archive"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m generator "$@"\n')
    command.chmod(0o755)
    return command.parent


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], check=True)


def tried(site: Path, tools: Path, workflow: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, TRY, "--repository", site, "--tools", tools, workflow],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_site_is_built_and_handed_over(site: Path, tools: Path) -> None:
    code, told = tried(site, tools, ".github/workflows/pages.yml")
    assert code == 0, told
    assert "Build: done" in told
    assert " files, " in told


def test_a_broken_tutorial_ends_the_build_with_its_line(site: Path, tools: Path) -> None:
    (site / "content/broken.md").write_text("---\ntitle: Broken\ndate: never\n---\n\nText.\n")
    git(site, "add", ".")
    git(site, "-c", "user.name=Me", "-c", "user.email=me@example.org", "commit", "-qm", "Break")
    code, told = tried(site, tools, ".github/workflows/pages.yml")
    assert code == 1
    assert "FAILED Build" in told
    assert "::error file=content/broken.md,title=front-matter-date,line=3" in told


def test_what_is_new_is_proposed_with_a_summary(site: Path, tools: Path) -> None:
    code, told = tried(site, tools, ".github/workflows/refresh.yml")
    assert code == 0, told
    assert "**1 new, 0 updated, 0 unchanged, 0 conflict, 0 skipped" in told
    assert "gh pr create --head refresh" in told
    assert "Import what is new in the feeds" in told
    assert "content/blog/a-post.md" in told
    assert ".archive/ledger/blog.json" in told


def test_nothing_new_proposes_nothing(site: Path, tools: Path) -> None:
    assert main(["--site", str(site), "build", "--jobs", "1", "--quiet"]) == 0
    git(site, "add", ".")
    git(site, "-c", "user.name=Me", "-c", "user.email=me@example.org", "commit", "-qm", "All")
    code, told = tried(site, tools, ".github/workflows/refresh.yml")
    assert code == 0, told
    assert "Hand over the changes: not needed" in told
    assert "job propose" not in told
