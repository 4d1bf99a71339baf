"""Changing our code changes every key of the build store that depends on it."""

import sys
from pathlib import Path

import pytest

from generator.store import code_digest
from generator.store.code_digest import digest_of_code


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "some_rendering_code"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "rules.py").write_text("x = 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return folder


def fresh(folder: Path, *distributions: str) -> bytes:
    digest_of_code.cache_clear()
    return digest_of_code((folder.name,), distributions)


def test_the_same_code_has_the_same_digest_wherever_it_lies(package: Path) -> None:
    before = fresh(package)
    (package / "rules.py").touch()
    assert fresh(package) == before


@pytest.mark.parametrize("edit", ["changed", "renamed", "added", "moved text"])
def test_any_change_of_the_code_changes_the_digest(package: Path, edit: str) -> None:
    before = fresh(package)
    if edit == "changed":
        (package / "rules.py").write_text("x = 2\n")
    elif edit == "renamed":
        (package / "rules.py").rename(package / "laws.py")
    elif edit == "added":
        (package / "more.py").write_text("")
    else:
        (package / "__init__.py").write_text("x = 1\n")
        (package / "rules.py").write_text("")
    assert fresh(package) != before


def test_a_new_version_of_a_library_changes_the_digest(
    package: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    (tmp_path / "some_lexers-1.0.dist-info").mkdir()
    before = fresh(package, "some-lexers")
    (tmp_path / "some_lexers-1.0.dist-info").rename(tmp_path / "some_lexers-1.1.dist-info")
    assert fresh(package, "some-lexers") != before


def test_a_library_that_is_not_there_is_an_error() -> None:
    with pytest.raises(Exception, match="no-such-thing"):
        code_digest.digest_of_code((), ("no-such-thing",))
