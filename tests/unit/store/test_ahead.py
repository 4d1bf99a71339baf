"""A question about the disk is answered ahead by another process, or not at all."""

import os
import threading
import time

import pytest

from generator.store import ahead
from generator.store.ahead import Ahead


@pytest.mark.parametrize("answer", [True, False])
def test_only_a_yes_is_a_yes_and_it_is_said_once(answer: bool) -> None:
    asked = Ahead(lambda: answer)
    assert asked.said_yes() == answer
    assert not asked.said_yes()


def test_a_question_that_fails_is_no_yes() -> None:
    assert not Ahead(lambda: bool(1 / 0)).said_yes()


def test_what_nobody_wants_to_know_any_more_leaves_no_process() -> None:
    asked = Ahead(lambda: not time.sleep(60))
    asked.drop()
    asked.drop()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_nothing_is_copied_beside_other_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead.os, "fork", None)
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert not Ahead(lambda: True).said_yes()
    finally:
        done.set()
        other.join()
