"""A folder is only taken for the output when replacing it whole destroys nothing."""

from pathlib import Path

import pytest

from generator.store.target import SIGN, output_problem


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site" / "content").mkdir(parents=True)
    return tmp_path / "site"


@pytest.mark.parametrize(
    "output",
    [
        ".",
        "..",
        "../..",
        "content",
        "content/out",
        "templates",
        "static/x",
        ".cache",
        "a/../.",
        ".git",
    ],
)
def test_folders_that_hold_or_lie_in_the_sources_are_refused(site: Path, output: str) -> None:
    assert output_problem(site, site / output) is not None


@pytest.mark.parametrize(
    "output", ["output", "../elsewhere", "build/site", "contents", ".cache/preview"]
)
def test_a_new_folder_is_fine_anywhere_else(site: Path, output: str) -> None:
    assert output_problem(site, site / output) is None


def test_a_link_cannot_hide_that_the_output_is_inside_the_sources(site: Path) -> None:
    (site / "harmless").symlink_to(site / "content")
    assert output_problem(site, site / "harmless" / "deep") is not None


def test_a_file_a_link_and_a_folder_of_others_are_refused_with_the_reason(site: Path) -> None:
    (site / "file").write_text("")
    (site / "link").symlink_to(site / "nowhere")
    (site / "photos").mkdir()
    (site / "photos" / "one.jpg").write_text("")
    reasons = {name: output_problem(site, site / name) for name in ("file", "link", "photos")}
    assert {name: problem and problem.message for name, problem in reasons.items()} == {
        "file": "It is not a folder",
        "link": "It is a symbolic link",
        "photos": "It holds files that Tutorial Archive did not make",
    }


def test_an_empty_folder_and_one_with_our_sign_are_fine(site: Path) -> None:
    output = site / "output"
    output.mkdir()
    assert output_problem(site, output) is None
    (output / SIGN.path).write_bytes(SIGN.data)
    (output / "index.html").write_text("")
    assert output_problem(site, output) is None


def test_a_checkout_is_never_replaced_even_with_our_sign(site: Path) -> None:
    output = site / "output"
    (output / ".git").mkdir(parents=True)
    (output / SIGN.path).write_bytes(SIGN.data)
    assert output_problem(site, output) is not None
