"""The output is exactly the site that was built last, whatever stood there and whatever fails."""

import contextlib
import errno
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Output
from generator.store import stage, swap, tree
from generator.store.failure import WriteFailed
from generator.store.manifest import digest
from generator.store.target import SIGN
from generator.store.tree import Tree, write_tree

Files = dict[str, bytes]

SEGMENTS = st.sampled_from(["a", "b", "index.html", "x y", "é"])
FILES = st.dictionaries(
    st.lists(SEGMENTS, min_size=1, max_size=3).map("/".join), st.sampled_from([b"", b"1", b"22"])
).filter(
    lambda files: (
        not any(f"{other}/" == path[: len(other) + 1] for path in files for other in files)
    )
)


def outputs(files: Files) -> list[Output]:
    return [Output(path=path, data=data) for path, data in files.items()]


def put(site: Path, files: Files, **options: bool) -> tree.WriteResult:
    """Builds as the pipeline does: what the output holds already is only named."""
    with Tree(site / "output", site / ".cache", **options) as target:
        kept = [path for path, data in files.items() if target.holds(path, digest(data))]
        fresh = {path: data for path, data in files.items() if path not in kept}
        return target.replace(outputs(fresh), kept)


def held(folder: Path) -> Files:
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert found.pop(SIGN.path) == SIGN.data
    return found


def folders(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


def parents(files: Files) -> set[str]:
    return {p.as_posix() for path in files for p in Path(path).parents} - {"."}


@settings(deadline=None)
@given(st.lists(FILES, min_size=1, max_size=5))
def test_each_build_leaves_its_files_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, builds: list[Files]
) -> None:
    site = tmp_path_factory.mktemp("site")
    for files in builds:
        put(site, files)
        assert held(site / "output") == files
        assert folders(site / "output") == parents(files)
    assert {path.name for path in site.iterdir()} == {".cache", "output"}


MEDDLING = st.sampled_from(["edit", "delete", "add", "replace", "cache", "spare", "folder", "mode"])


def meddle(site: Path, how: str, files: Files) -> None:
    """What people, other programs and half-done builds do to the output and to the spare tree."""
    spares = list(site.glob(".cache/trees/*/spare"))
    for root in spares if how == "spare" else [site / "output"]:
        for path in sorted(files)[:2]:
            file = root / path
            if not file.is_file():
                continue
            if how in {"edit", "spare"}:
                file.write_bytes(bytes(reversed(file.read_bytes())) + b"!")
            elif how == "delete":
                file.unlink()
            elif how == "replace":
                file.unlink()
                file.symlink_to("/dev/null")
            elif how == "mode":
                file.chmod(0o600)
        if how in {"add", "spare"}:
            (root / "stranger").write_bytes(b"?")
        if how == "folder":
            (root / "strangers").mkdir(exist_ok=True)
    if how == "cache":
        for manifest in site.glob(".cache/trees/*/manifest-*"):
            manifest.write_bytes(manifest.read_bytes()[:-7])


@settings(deadline=None)
@given(st.lists(st.tuples(FILES, MEDDLING), min_size=2, max_size=5))
def test_a_build_mends_an_output_that_was_meddled_with(
    tmp_path_factory: pytest.TempPathFactory, builds: list[tuple[Files, str]]
) -> None:
    site = tmp_path_factory.mktemp("site")
    for files, how in builds:
        put(site, files)
        assert held(site / "output") == files
        assert folders(site / "output") == parents(files)
        modes = {p.stat().st_mode & 0o777 for p in (site / "output").rglob("*") if p.is_file()}
        assert modes == {0o644}
        meddle(site, how, files)


def test_nothing_is_touched_when_nothing_changed(tmp_path: Path) -> None:
    put(tmp_path, {"a/index.html": b"a", "b/index.html": b"b"})
    before = (tmp_path / "output").stat().st_ino
    result = put(tmp_path, {"a/index.html": b"a", "b/index.html": b"b"})
    assert (result.changed, result.written) == (False, 0)
    assert (tmp_path / "output").stat().st_ino == before


def test_one_edit_writes_one_file(tmp_path: Path) -> None:
    files = {f"p{i}/index.html": b"%d" % i for i in range(50)}
    put(tmp_path, files)
    for version in (b"x", b"y", b"z"):
        files["p7/index.html"] = version
        assert put(tmp_path, files).written == 1
        assert held(tmp_path / "output") == files


def test_an_edit_to_a_file_shared_with_the_spare_tree_does_not_come_back(tmp_path: Path) -> None:
    put(tmp_path, {"a": b"a", "b": b"b"})
    with (tmp_path / "output" / "a").open("r+b") as file:
        file.write(b"X")
    put(tmp_path, {"a": b"a", "b": b"c"})
    put(tmp_path, {"a": b"a", "b": b"d"})
    assert held(tmp_path / "output") == {"a": b"a", "b": b"d"}


@pytest.mark.parametrize("umask", [0, 0o022, 0o077])
def test_modes_do_not_depend_on_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        put(tmp_path, {"a/b": b"1"})
        put(tmp_path, {"a/b": b"2", "c/d": b"3"})
    finally:
        os.umask(before)
    output = tmp_path / "output"
    assert stat.S_IMODE((output / "a/b").stat().st_mode) == 0o644
    assert {stat.S_IMODE(p.stat().st_mode) for p in (output, output / "c")} == {0o755}


@pytest.mark.parametrize("options", [{"reuse": False}, {"keep": False}, {"durable": False}])
def test_every_way_of_writing_gives_the_same(tmp_path: Path, options: dict[str, bool]) -> None:
    for files in ({"a/b": b"1", "c": b"2"}, {"a/b": b"1", "d": b"3"}, {"c": b"2"}):
        put(tmp_path, files, **options)
        assert held(tmp_path / "output") == files


def test_folders_made_ahead_change_nothing(tmp_path: Path) -> None:
    files = {"a/b/index.html": b"1", "c/index.html": b"2"}
    with Tree(tmp_path / "output", tmp_path / ".cache") as target:
        target.expect([*files, "never/made/index.html"])
        target.replace(outputs(files))
    assert held(tmp_path / "output") == files
    assert folders(tmp_path / "output") == parents(files)


@pytest.mark.parametrize("without", ["exchange", "links", "cache", "cache folder"])
def test_a_lesser_system_gives_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without: str
) -> None:
    if without == "exchange":
        monkeypatch.setattr(swap, "_exchanged", lambda new, place: False)
    if without == "links":
        monkeypatch.setattr(stage.os, "link", failing(errno.EPERM))
    if without == "cache folder":
        (tmp_path / ".cache").write_bytes(b"in the way")
    scratch = None if without == "cache" else tmp_path / ".cache"
    for files in ({"a/b": b"1", "c": b"2"}, {"a/b": b"1", "d": b"3"}, {"a": b"2"}):
        write_tree(tmp_path / "output", outputs(files), scratch=scratch)
        assert held(tmp_path / "output") == files
        assert {p.name for p in tmp_path.iterdir()} <= {".cache", "output"}


def test_a_swap_that_died_half_way_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, {"a": b"old"})
    monkeypatch.setattr(swap, "_exchanged", lambda new, place: False)
    spare = next(tmp_path.glob(".cache/trees/*/spare"))
    (tmp_path / "output").rename(spare.with_name("spare.aside"))
    with Tree(tmp_path / "output", tmp_path / ".cache"):
        assert held(tmp_path / "output") == {"a": b"old"}


def failing(code: int, after: int = 0):
    calls = iter(range(1 << 30))

    def call(*arguments: object, **_: object) -> None:
        if next(calls) >= after:
            raise OSError(code, os.strerror(code), *arguments[:1])

    return call


CALLS = ["open", "write", "fchmod", "mkdir", "link", "unlink", "lstat", "rename", "fsync"]


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
def test_a_failing_disk_leaves_the_old_site_or_gives_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: int
) -> None:
    old = {"a/1": b"1", "a/2": b"2", "b/1": b"3"}
    new = {"a/1": b"1", "a/2": b"changed", "c/1": b"4", "d": b"5"}
    whole = getattr(os, name)
    for failing_call in range(12):
        put(tmp_path, old)
        calls = iter(range(1 << 30))

        def call(*arguments, calls=calls, nth=failing_call, **options):
            if next(calls) >= nth:
                raise OSError(code, os.strerror(code))
            return whole(*arguments, **options)

        with monkeypatch.context() as patch:
            patch.setattr(os, name, call)
            ended_well = False
            with contextlib.suppress(WriteFailed):
                put(tmp_path, new)
                ended_well = True
        found = held(tmp_path / "output")
        assert found == new if ended_well else found in (old, new)
        put(tmp_path, new)
        assert held(tmp_path / "output") == new


def test_a_full_disk_is_told_in_one_line_with_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage.os, "write", failing(errno.ENOSPC))
    with pytest.raises(WriteFailed) as told:
        put(tmp_path, {"a/index.html": b"a"})
    assert str(told.value) == f"{tmp_path}/output/.nojekyll: no space left on the disk"
    assert not (tmp_path / "output").exists()


def test_a_folder_of_somebody_else_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "thesis.txt").write_text("three years of work")
    with pytest.raises(WriteFailed, match="did not make"):
        put(tmp_path, {"a": b"a"})
    assert (tmp_path / "output" / "thesis.txt").read_text() == "three years of work"


@pytest.mark.parametrize("path", ["../a", "/a", "a//b", "a/./b", "a/../b", "", "a\0b"])
def test_no_path_leaves_the_output(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a new path"):
        put(tmp_path, {path: b"a"})


def test_trees_of_outputs_that_are_gone_are_swept(tmp_path: Path) -> None:
    write_tree(tmp_path / "one", outputs({"a": b"a"}), scratch=tmp_path / ".cache")
    (tmp_path / "one").rename(tmp_path / "moved")
    write_tree(tmp_path / "two", outputs({"a": b"a"}), scratch=tmp_path / ".cache")
    assert len(list(tmp_path.glob(".cache/trees/*"))) == 1


@settings(deadline=None, max_examples=25)
@given(st.lists(FILES, min_size=2, max_size=4))
def test_after_many_changes_the_next_tree_is_ready_where_builds_follow_each_other(
    tmp_path_factory: pytest.TempPathFactory, states: list[Files]
) -> None:
    site = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as workers:
        patch.setattr(tree, "_MANY", 1)
        for number, paths in enumerate(states):
            files = dict.fromkeys(paths, b"%d" % number)
            with Tree(site / "output", site / ".cache", workers=workers) as target:
                target.replace(outputs(files))
            assert held(site / "output") == files
            (spare,) = (site / ".cache/trees").glob("*/spare")
            assert not files or held(spare) == files
