"""Problems that are not of a text, each brought about as a person would, and told with its code.

Those of texts are all in `tests/faults`, those of feeds in tests of their own.
"""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main
from generator.store.lock import build_lock

FEED = """<rss version="2.0"><channel><title>A feed</title><link>https://example.org/</link>
<item><title>A post</title><link>https://example.org/a</link><guid>a</guid>
<pubDate>Mon, 01 Jan 2024 00:00:00 GMT</pubDate><description>{}</description>
</item></channel></rss>"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "--yes", "--quiet"]) == 0
    Path("a.xml").write_text(FEED.format("&lt;p&gt;Some words&lt;/p&gt;"))
    return tmp_path


def imported(text: str = "Other words") -> None:
    """The feed was imported, then its text changed."""
    assert main(["import", "a.xml", "--quiet"]) == 0
    Path("a.xml").write_text(FEED.format(f"&lt;p&gt;{text}&lt;/p&gt;"))


def edited(old: str, new: str) -> None:
    (path,) = Path("content").glob("*/a-post.md")
    path.write_text(path.read_text().replace(old, new))


def unreadable_configuration() -> None:
    Path("site.toml").unlink()
    Path("site.toml").mkdir()


def too_large() -> None:
    with Path("content/large.md").open("wb") as file:
        file.truncate((32 << 20) + 1)


def curly_code() -> None:
    code = "&lt;pre&gt;&lt;code class='language-python'&gt;print(“a”)&lt;/code&gt;&lt;/pre&gt;"
    Path("a.xml").write_text(FEED.format(code))


def torn_archive() -> None:
    Path("a.xml").write_bytes(gzip.compress(FEED.encode())[:-40])


def conflict() -> None:
    imported()
    edited("Some words", "My words")


def broken_import() -> None:
    imported()
    edited("title:", "title: [")


def content_is_a_file() -> None:
    Path("content/first-tutorial.md").unlink()
    Path("content").rmdir()
    Path("content").write_text("")


def foreign_output() -> None:
    Path("output").mkdir()
    Path("output/mine.txt").write_text("Mine.")


@pytest.mark.parametrize(
    ("code", "before", "typed"),
    [
        ("config-unreadable", unreadable_configuration, "check"),
        ("content-too-large", too_large, "check"),
        ("source-missing", lambda: None, "import nothing.xml"),
        ("feed-compressed", torn_archive, "import a.xml"),
        ("code-mended", curly_code, "import a.xml"),
        ("import-conflict", conflict, "import a.xml"),
        ("import-kept", broken_import, "import a.xml"),
        ("import-failed", content_is_a_file, "import a.xml"),
        ("report-failed", lambda: None, "import a.xml --report a.xml/report.yaml"),
        ("output-folder", foreign_output, "build"),
        ("output-folder", lambda: None, "build --output content/made"),
    ],
)
def test_a_problem_is_told_with_its_code(
    site: Path,
    capsys: pytest.CaptureFixture[str],
    code: str,
    before: Callable[[], None],
    typed: str,
) -> None:
    before()
    capsys.readouterr()
    main(typed.split())
    told = "".join(capsys.readouterr())
    assert f": {code} " in told, (site, told)


def test_a_clock_that_is_none_ends_with_2(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert main(["build"]) == 2
    assert ": config-clock " in capsys.readouterr().err, site


def test_two_builds_of_a_site_do_not_meet(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with build_lock(site / ".cache/lock"):
        assert main(["build"]) == 1
    assert ": build-locked Another build of this site is running" in capsys.readouterr().err


def test_an_address_of_another_machine_cannot_be_served(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--host", "192.0.2.1"]) == 1
    assert ": serve-unavailable " in capsys.readouterr().err, site
