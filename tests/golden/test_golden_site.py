"""A tiny site, built and compared with what is written down: nothing changes unnoticed.

What is compared is what outside readers see: which addresses there are, the body and head of each
tutorial, feeds and sitemap. After a change that is meant, write it down anew with
`GOLDEN=write make test TESTS=tests/golden` and read the difference.
"""

import os
import re
import shutil
from pathlib import Path

import pytest

from generator.cli import main

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
WHOLE = (
    *("feed.xml", "rss.xml", "feed.json", "tags/post/feed.xml", "sitemap.xml", "robots.txt"),
    *("opensearch.xml", "manifest.webmanifest"),
)
PAGES = ("guides/tables/", "guides/lists/", "letters/sorting-letters-parcels/", "old/lists/", "")
DIGEST = re.compile(r"(?<=assets/)[0-9a-f]{10}(?=/)|(?<=search/)[0-9a-f]{2}/[0-9a-f]{8}(?=\.js)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden") / "site"
    shutil.copytree(HERE / "site", folder)
    build(folder)
    return folder


def build(site: Path, *arguments: str) -> Path:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOURCE_DATE_EPOCH", "1772323200")
        assert main(["--site", str(site), "build", "--jobs", "1", "--strict", *arguments]) == 0
    return site / "output"


def without_digests(text: str) -> str:
    """Names that follow from the content of scripts and index change with every such change."""
    return DIGEST.sub("…", text)


def compare(name: str, text: str) -> None:
    path = EXPECTED / name
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.is_file(), "nothing to compare with; see the top of this file"
    assert text == path.read_text(encoding="utf-8")


def test_addresses(site: Path) -> None:
    output = site / "output"
    paths = sorted(
        path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()
    )
    kept = [path for path in paths if not path.startswith("assets/")]
    compare(
        "addresses.txt",
        "".join(f"{path}\n" for path in sorted({without_digests(path) for path in kept})),
    )


@pytest.mark.parametrize("name", WHOLE)
def test_files_that_other_programs_read(site: Path, name: str) -> None:
    compare(
        name.replace("/", "-"),
        without_digests((site / "output" / name).read_text(encoding="utf-8")),
    )


@pytest.mark.parametrize("page", PAGES)
def test_heads_and_bodies_of_pages(site: Path, page: str) -> None:
    html = (site / "output" / page / "index.html").read_text(encoding="utf-8")
    head = html[: html.index("</head>")]
    body = re.search(r"<article[^>]*data-body.*?</article>", html, re.DOTALL)
    name = page.strip("/").replace("/", "-") or "home"
    compare(f"{name}.html", without_digests(head) + "\n\n" + (body.group() if body else "") + "\n")


def test_what_was_imported(site: Path) -> None:
    imported = site / "content/letters/sorting-letters-parcels.md"
    compare("imported.md", imported.read_text(encoding="utf-8"))


def test_a_draft_is_nowhere(site: Path) -> None:
    for path in (site / "output").rglob("*"):
        if path.is_file():
            assert b"Not to be seen" not in path.read_bytes(), path


def test_a_second_build_touches_no_source_and_no_byte(site: Path) -> None:
    def contents(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and ".cache" not in path.parts
        }

    before = contents(site)
    build(site)
    assert contents(site) == before


def test_an_edit_gives_the_same_site_as_a_clean_build_of_it(site: Path, tmp_path: Path) -> None:
    edited = tmp_path / "edited"
    shutil.copytree(site, edited)
    page = edited / "content/guides/tables.md"
    page.write_text(page.read_text().replace("rows & columns", "columns & rows"))
    clean = tmp_path / "clean"
    shutil.copytree(edited, clean, ignore=shutil.ignore_patterns("output", ".cache"))

    after_edit, from_nothing = build(edited), build(clean, "--clean")

    def contents(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    assert b"columns &amp; rows" in (after_edit / "guides/tables/index.html").read_bytes()
    assert contents(after_edit) == contents(from_nothing)
