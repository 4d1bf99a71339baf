"""Templates are compiled once, and never shown as they were."""

from pathlib import Path

import pytest

from generator.render import compiled, theme


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "kept" / "x.pyc"
    monkeypatch.setattr(compiled, "cache_from_source", lambda _: str(place))
    return place.with_name("templates")


def shown(source: bytes) -> bytes:
    theme._environment.cache_clear()  # as in a new process
    return theme.render(theme.theme_of({"a.html": source}), "a.html", {})


def test_a_template_is_kept_and_an_edited_one_is_compiled_anew(folder: Path) -> None:
    assert shown(b"one") == b"one"
    (kept,) = folder.iterdir()
    assert shown(b"two") == b"two"
    assert list(folder.iterdir()) == [kept]
    assert shown(b"one") == b"one"


@pytest.mark.parametrize("torn", [b"", b"j2", None])
def test_a_torn_file_is_as_none(folder: Path, torn: bytes | None) -> None:
    shown(b"one")
    (kept,) = folder.iterdir()
    kept.write_bytes(kept.read_bytes()[:40] if torn is None else torn)
    assert shown(b"one") == b"one"


def test_a_folder_that_cannot_be_written_stops_nothing(folder: Path) -> None:
    folder.parent.write_text("a file is in the way")
    assert shown(b"one") == b"one"
