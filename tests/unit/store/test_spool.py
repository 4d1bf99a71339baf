"""Rows come back as they went in, wherever they waited."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.store import spool as subject
from generator.store.spool import Row, Spool

ROWS = st.lists(st.tuples(st.integers(0, 1 << 40), st.text(), st.text()), max_size=40)


@settings(deadline=None, max_examples=40)
@given(rows=ROWS, at_once=st.integers(0, 60), more=ROWS)
def test_rows_come_back_in_their_order_here_and_in_another_process(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row], at_once: int, more: list[Row]
) -> None:
    spool = Spool(str(tmp_path_factory.mktemp("spool") / "rows"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subject, "_AT_ONCE", at_once)
        for row in rows:
            spool.append(row)
        assert list(pickle.loads(pickle.dumps(spool))) == list(spool) == rows
        for row in more:
            spool.append(row)
    assert list(spool) == rows + more


def test_most_rows_are_not_in_memory(tmp_path: Path) -> None:
    spool = Spool(str(tmp_path / "rows"))
    for number in range(1000):
        spool.append((number, "key" * 100, "value"))
    assert len(pickle.dumps(spool)) < 300


def test_rows_that_cannot_be_written_are_not_lost(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    spool = Spool(str(tmp_path / "gone/rows"))
    rows = [(number, "key" * 20_000, "value") for number in range(6)]
    for row in rows[:3]:
        spool.append(row)
    (tmp_path / "gone/rows").rename(tmp_path / "kept")
    (tmp_path / "gone").rmdir()
    for row in rows[3:]:
        spool.append(row)
    (tmp_path / "gone").mkdir()
    (tmp_path / "kept").rename(tmp_path / "gone/rows")
    assert list(pickle.loads(pickle.dumps(spool))) == rows
