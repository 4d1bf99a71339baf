"""Files that other processes write for the tree arrive as if the build had written them."""

from pathlib import Path

from generator.model import Output
from generator.store.manifest import digest
from generator.store.parking import park
from generator.store.tree import Tree


def parked(tree: Tree, path: str, data: bytes) -> Output:
    content = digest(data)
    made = park(tree.parking(), content, data)
    assert made
    return Output(path=path, data=b"", digest=content, parked=made)


def open_tree(root: Path) -> Tree:
    return Tree(root / "output", root / ".cache")


def test_a_parked_file_becomes_a_file_of_the_site_as_any_other(tmp_path: Path) -> None:
    with open_tree(tmp_path) as tree:
        plain = Output(path="b/index.html", data=b"two")
        tree.replace([parked(tree, "a/index.html", b"one"), plain])
    files = [tmp_path / "output" / name for name in ("a/index.html", "b/index.html")]
    assert [file.read_bytes() for file in files] == [b"one", b"two"]
    assert len({file.stat().st_mode for file in files}) == 1
    with open_tree(tmp_path) as tree:
        assert tree.holds("a/index.html", digest(b"one"))


def test_a_parked_file_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    for data in (b"one", b"two", b"three"):
        with open_tree(tmp_path) as tree:
            tree.replace([parked(tree, "a/index.html", data)])
        assert (tmp_path / "output/a/index.html").read_bytes() == data


def test_nothing_stays_parked(tmp_path: Path) -> None:
    with open_tree(tmp_path) as tree:
        parking = tree.parking()
        park(parking, digest(b"never taken"), b"never taken")
        tree.replace([parked(tree, "a/index.html", b"one")])
    assert not Path(parking).exists()


def test_what_a_killed_build_parked_is_not_found_by_the_next(tmp_path: Path) -> None:
    with open_tree(tmp_path) as tree:
        parking = Path(tree.parking())
    parking.mkdir()
    (parking / "1-0").write_bytes(b"left behind")
    with open_tree(tmp_path) as tree:
        assert not list(Path(tree.parking()).iterdir())


def test_what_cannot_be_parked_leaves_nothing(tmp_path: Path) -> None:
    assert park(str(tmp_path / "gone"), digest(b"one"), b"one") is None
    assert not list(tmp_path.iterdir())
