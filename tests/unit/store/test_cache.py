"""What the build store gives back is what was put there, or nothing."""

import random
import sqlite3
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.store.cache import KEPT_BUILDS, Store, read
from generator.store.recent import Recent

ITEMS = st.dictionaries(st.binary(min_size=1, max_size=20), st.binary(max_size=200), min_size=1)


@settings(deadline=None, max_examples=25)
@given(ITEMS, st.lists(st.binary(min_size=1, max_size=20)))
def test_values_come_back_in_a_later_build(
    tmp_path_factory: pytest.TempPathFactory, items: dict[bytes, bytes], others: list[bytes]
) -> None:
    path = tmp_path_factory.mktemp("cache") / "store"
    with Store.open(path) as store:
        store.put_many("facts", items)
    with Store.open(path) as store:
        assert store.get_many("facts", [*items, *others]) == items
        assert store.get_many("bodies", items) == {}
        assert store.problems == ()


def test_thousands_of_keys_are_one_question(tmp_path: Path) -> None:
    items = {i.to_bytes(4, "big"): b"%d" % i for i in range(3000)}
    with Store.open(tmp_path / "store") as store:
        store.put_many("facts", items)
        assert store.get_many("facts", items) == items


def filled(path: Path) -> dict[bytes, bytes]:
    items = {i.to_bytes(4, "big"): msgspec.msgpack.encode(f"text {i}" * 20) for i in range(200)}
    with Store.open(path) as store:
        store.put_many("facts", items)
    return items


@pytest.mark.parametrize("seed", range(30))
def test_a_damaged_file_gives_right_values_or_none(tmp_path: Path, seed: int) -> None:
    items = filled(tmp_path / "store")
    chance = random.Random(seed)
    data = bytearray((tmp_path / "store").read_bytes())
    if seed % 3 == 0:
        del data[chance.randrange(len(data)) :]
    for _ in range(20 if data else 0):
        data[chance.randrange(len(data))] = chance.randrange(256)
    (tmp_path / "store").write_bytes(data)
    with Store.open(tmp_path / "store") as store:
        found = store.get_many("facts", items)
        assert found.items() <= items.items()
        store.put_many("facts", items)
        assert len(store.problems) <= 1
    for _ in range(2):
        with Store.open(tmp_path / "store") as store:
            store.put_many("facts", items)
    with Store.open(tmp_path / "store") as store:
        assert store.get_many("facts", items) in (items, {})


def test_a_value_moved_to_another_key_is_not_believed(tmp_path: Path) -> None:
    items = filled(tmp_path / "store")
    one, two = list(items)[:2]
    with sqlite3.connect(tmp_path / "store") as raw:
        (value,) = raw.execute("SELECT value FROM facts WHERE key = ?", (one,)).fetchone()
        raw.execute("UPDATE facts SET value = ? WHERE key = ?", (value, two))
    raw.close()
    with Store.open(tmp_path / "store") as store:
        assert store.get_many("facts", [one, two]) == {one: items[one]}


def test_a_value_of_another_type_is_a_miss(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        values = {b"a": msgspec.msgpack.encode("text"), b"b": msgspec.msgpack.encode(7)}
        store.put_many("facts", values)
        assert store.get_values("facts", values, msgspec.msgpack.Decoder(int)) == {b"b": 7}


@pytest.mark.parametrize("obstacle", ["folder", "text", "other database", "parent is a file"])
def test_a_store_that_cannot_be_opened_is_one_note_at_most(tmp_path: Path, obstacle: str) -> None:
    path = tmp_path / "cache" / "store"
    if obstacle == "parent is a file":
        path.parent.write_text("")
    else:
        path.parent.mkdir()
    if obstacle == "folder":
        path.mkdir()
    if obstacle == "text":
        path.write_text("not a database " * 100)
    if obstacle == "other database":
        with sqlite3.connect(path) as raw:
            raw.execute("PRAGMA user_version = 99")
        raw.close()
    with Store.open(path) as store:
        store.put_many("facts", {b"a": b"1"})
        found = store.get_many("facts", [b"a"])
    usable = obstacle in {"text", "other database"}
    assert found == ({b"a": b"1"} if usable else {})
    assert len(store.problems) == (not usable)


def test_a_store_in_use_elsewhere_does_not_stop_a_build(tmp_path: Path) -> None:
    items = filled(tmp_path / "store")
    other = sqlite3.connect(tmp_path / "store")
    other.execute("BEGIN IMMEDIATE")
    with Store.open(tmp_path / "store") as store:
        assert store.get_many("facts", items) == items
        store.put_many("facts", {b"new": b"1"})
    other.close()
    with Store.open(tmp_path / "store") as store:
        assert store.get_many("facts", items) == items


def test_a_store_that_was_never_finished_is_made_anew(tmp_path: Path) -> None:
    killed = Store.open(tmp_path / "store")
    killed.put_many("facts", {bytes([n]): b"x" * 100_000 for n in range(200)})
    (tmp_path / "copy").write_bytes((tmp_path / "store").read_bytes())
    killed.close()
    with Store.open(tmp_path / "copy") as store:
        assert store.get_many("facts", [b"\x00"]) == {}
        store.put_many("facts", {b"a": b"1"})
    assert not store.problems
    with Store.open(tmp_path / "copy") as store:
        assert store.get_many("facts", [b"a"]) == {b"a": b"1"}


def test_what_no_build_asks_for_is_dropped_and_what_is_asked_for_stays(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.put_many("facts", {b"used": b"1", b"unused": b"2"})
    for _ in range(KEPT_BUILDS * 2):
        with Store.open(tmp_path / "store") as store:
            store.get_many("facts", [b"used"])
            store.count()
    with Store.open(tmp_path / "store") as store:
        assert store.get_many("facts", [b"used", b"unused"]) == {b"used": b"1"}


def test_builds_that_ask_for_little_make_nothing_older(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.put_many("facts", {b"unused": b"1"})
    for _ in range(KEPT_BUILDS * 2):
        with Store.open(tmp_path / "store"):
            pass
    with Store.open(tmp_path / "store") as store:
        store.count()
        assert store.get_many("facts", [b"unused"]) == {b"unused": b"1"}


def test_another_process_reads_what_was_settled(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store") as store:
        store.put_many("facts", {b"one": b"1", b"two": b"2"})
        file = store.settle()
        assert read(file, "facts", [b"one", b"two", b"three"]) == {b"one": b"1", b"two": b"2"}
        store.put_many("rows", {b"large": bytes(1 << 23)})
        assert read(file, "facts", [b"one"]) == {b"one": b"1"}
        store.put_many("facts", {b"three": b"3"})
        assert read(store.settle(), "facts", [b"three"]) == {b"three": b"3"}
    with Store.open(tmp_path / "store") as store:
        assert store.get_many("facts", [b"one", b"three"]) == {b"one": b"1", b"three": b"3"}


def test_a_reader_believes_no_damaged_value_and_leaves_the_file_alone(tmp_path: Path) -> None:
    items = filled(tmp_path / "store")
    with sqlite3.connect(tmp_path / "store") as raw:
        raw.execute("UPDATE facts SET value = zeroblob(40)")
    raw.close()
    assert read(str(tmp_path / "store"), "facts", items) == {}
    (tmp_path / "store").write_bytes(b"no database" * 500)
    assert read(str(tmp_path / "store"), "facts", items) == {}
    assert (tmp_path / "store").read_bytes() == b"no database" * 500


def test_a_store_made_anew_is_the_one_that_is_read(tmp_path: Path) -> None:
    for value in (b"old", b"new"):
        (tmp_path / "store").unlink(missing_ok=True)
        with Store.open(tmp_path / "store") as store:
            store.put_many("facts", {b"one": value})
            assert read(store.settle(), "facts", [b"one"]) == {b"one": value}


def test_where_there_is_no_store_nothing_is_read() -> None:
    assert read("", "facts", [b"one"]) == {}


def test_a_state_is_decoded_once_while_its_bytes_stay(tmp_path: Path) -> None:
    decoder = msgspec.msgpack.Decoder(dict[str, int])
    path, recent = tmp_path / "store", Recent()
    value = {"one": 1}
    with Store.open(path, recent) as store:
        store.put_state("states", b"key", value)
    with Store.open(path, recent) as store:
        assert store.get_state("states", b"key", decoder) is value
    with Store.open(path) as other:
        assert other.get_state("states", b"key", decoder) == value
        other.put_state("states", b"key", {"two": 2})
    with Store.open(path, recent) as store:
        assert store.get_state("states", b"key", decoder) == {"two": 2}


def test_a_state_that_is_damaged_is_none(tmp_path: Path) -> None:
    path, recent = tmp_path / "store", Recent()
    with Store.open(path, recent) as store:
        store.put_state("states", b"key", {"one": 1})
    connection = sqlite3.connect(path)
    connection.execute("UPDATE states SET value = x'00' || substr(value, 2)")
    connection.commit()
    connection.close()
    with Store.open(path, recent) as store:
        assert store.get_state("states", b"key", msgspec.msgpack.Decoder(dict[str, int])) is None
