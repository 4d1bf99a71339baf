"""A source file passes as unchanged only when it surely is."""

import os
from pathlib import Path

import pytest

from generator.store.cache import Store
from generator.store.signatures import Signatures


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "page.md"
    file.write_text("one")
    os.utime(file, (1_000_000_000, 1_000_000_000))
    return file


def recorded(file: Path) -> None:
    """A build that looks at the file, some while after it was written."""
    probe = file.with_name("probe")
    while True:
        probe.write_text("0")
        if probe.stat().st_mtime_ns > file.stat().st_ctime_ns:
            break
    with Store.open(file.with_name("store")) as store:
        seen = Signatures(store, "content", probe)
        seen.record("page.md", file.stat(), "digest")
        seen.save()


def told(file: Path, **options: bool) -> str | None:
    with Store.open(file.with_name("store")) as store:
        seen = Signatures(store, "content", file.with_name("probe"), **options)
        return seen.digest_of("page.md", file.stat())


def test_an_untouched_file_is_known(file: Path) -> None:
    recorded(file)
    assert told(file) == "digest"
    assert told(file, believe=False) is None


@pytest.mark.parametrize("how", ["size", "time set back", "replaced", "same size"])
def test_a_changed_file_is_not_known_even_when_its_time_lies(file: Path, how: str) -> None:
    recorded(file)
    if how == "replaced":
        other = file.with_name("other")
        other.write_text("two")
        other.replace(file)
    else:
        file.write_text("three" if how == "size" else "two")
    if how != "same size":
        os.utime(file, (1_000_000_000, 1_000_000_000))
    assert told(file) is None


def test_a_file_written_at_the_moment_of_recording_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    with Store.open(tmp_path / "store") as store:
        seen = Signatures(store, "content", tmp_path / "probe")
        file.write_text("one")
        seen.record("page.md", file.stat(), "digest")
        seen.save()
    assert told(file) is None
