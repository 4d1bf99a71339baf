"""Every command that the documentation shows does what it says, in one site after the other.

What needs the network, a second machine or never ends is named in ELSEWHERE, so that nothing new
goes by unseen; placeholders are filled in as a reader would.
"""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from generator.cli import main

ROOT = Path(__file__).parents[2]
SHOWN = re.compile(r"^\$ (.*)", re.MULTILINE)
BLOCK = re.compile(r"```console.*?\n(.*?)```", re.DOTALL)
ELSEWHERE = re.compile(
    r"tutorial-archive (serve|import https?:|build --executor|import (old-post|saved-blog|posts))"
    r"|python3 -m venv|\S+/pip install|export PATH|rsync|dask|cd my-archive"
    r"|python3 -c|apt-get|brew"  # examples of how code is shown
)
"""Network and servers. Saved pages have tests of their own (tests/unit/pipeline); installing and
serving are tried by scripts/try-wheel.sh."""

FILLED = {"[DIR]": "a-site", "TITLE": "'A title'", "SOURCE...": "feed.xml", "NAME": "name"}
FEED = """<rss version="2.0"><channel><title>A feed</title><link>https://example.org/</link>
<item><title>A post</title><link>https://example.org/a</link><guid>a</guid>
<pubDate>Mon, 01 Jan 2024 00:00:00 GMT</pubDate><description>&lt;p&gt;Text&lt;/p&gt;</description>
</item></channel></rss>"""
PAGES = sorted([*(ROOT / "content/docs").glob("*.md"), ROOT / "README.md"])


def shown(page: Path) -> list[str]:
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [command for block in blocks for command in SHOWN.findall(block)]


def test_commands_are_shown() -> None:
    assert sum(len(shown(page)) for page in PAGES) > 15


@pytest.mark.parametrize(
    "page", [page for page in PAGES if shown(page)], ids=lambda page: page.name
)
def test_every_command_of_a_page_succeeds(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Downloads").mkdir()
    _serve_github(tmp_path, monkeypatch)
    assert main(["init", "site", "--yes", "--quiet"]) == 0
    monkeypatch.chdir(tmp_path / "site")
    for place in ("feed.xml", "../Downloads/feed.xml"):
        Path(place).write_text(FEED)
    for command in shown(page):
        if ELSEWHERE.match(command):
            continue
        for name, value in FILLED.items():
            command = command.replace(name, value)
        words = shlex.split(command.partition(" > ")[0], comments=True)
        words = [word.replace("~", str(tmp_path)) for word in words]
        if words[0] == "tutorial-archive":
            assert main(words[1:]) == 0, (command, capsys.readouterr())
        else:
            subprocess.run(words, check=True)


def _serve_github(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository in this folder answers in place of one on GitHub."""
    subprocess.run(["git", "init", "--quiet", "--bare", folder / "there.git"], check=True)
    settings = {
        f"url.{folder}/there.git.insteadOf": "https://github.com/name/my-archive.git",
        "user.name": "Me",
        "user.email": "me@example.org",
    }
    monkeypatch.setenv("GIT_CONFIG_COUNT", str(len(settings)))
    for number, (key, value) in enumerate(settings.items()):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", key)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", value)


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=lambda page: page.name)
def test_every_target_that_is_named_exists(page: Path) -> None:
    makefiles = [ROOT / "Makefile", ROOT / "generator/scaffold/skeleton/makefile"]
    known = "\n".join(path.read_text(encoding="utf-8") for path in makefiles)
    named = re.findall(r"(?:`|^ {4})make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(named) <= set(re.findall(r"^([a-z]+):", known, re.MULTILINE))
