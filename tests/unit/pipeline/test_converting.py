"""Other processes change nothing but the time that an import takes."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from generator.model import Entry
from generator.pipeline.converting import WORKERS_NEED, Body, converted
from generator.store.workers import process_pool

ENTRIES = tuple(
    Entry(
        id=f"{n}", link="", title="", base_url="", html=f"<h2>Post {n}</h2><p>Has <b>{n}</b>.</p>"
    )
    for n in range(200)
)


def test_bodies_come_in_order_whoever_converts_them() -> None:
    alone = list(converted(ENTRIES, None))
    with process_pool(2, WORKERS_NEED) as workers:
        assert list(converted(ENTRIES, workers)) == alone
    assert [entry for entry, _ in alone] == list(ENTRIES)
    assert alone[7][1] == Body("## Post 7\n\nHas **7**.\n", "")


def test_workers_that_die_cost_no_entry() -> None:
    with process_pool(2, WORKERS_NEED) as workers:
        assert workers is not None
        bodies = converted(ENTRIES, workers)
        first = next(bodies)
        for _ in range(2):
            workers.submit(os._exit, 1)
        assert [first, *bodies] == list(converted(ENTRIES, None))


def test_only_a_few_entries_are_converted_ahead() -> None:
    taken = 0

    def entries() -> Iterator[Entry]:
        nonlocal taken
        for entry in ENTRIES:
            taken += 1
            yield entry

    with ThreadPoolExecutor(2) as workers:
        bodies = converted(entries(), workers)
        next(bodies)
        assert taken < len(ENTRIES)
        assert len(list(bodies)) == len(ENTRIES) - 1


def test_a_body_that_would_take_too_long_is_left_out_and_the_next_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("generator.pipeline.converting.SECONDS", 0.1)
    endless = Entry(id="", link="", title="", base_url="", html="<p>a<b>b</b>" * 100_000)
    bodies = [made and made.markdown for _, made in converted((endless, ENTRIES[7]), None)]
    assert bodies == [None, "## Post 7\n\nHas **7**.\n"]
