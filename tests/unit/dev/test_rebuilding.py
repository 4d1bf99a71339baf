"""One build for each burst of changes, and always another after the last change."""

import threading
from pathlib import Path

import pytest

from generator.dev.rebuilding import Rebuilder
from generator.pipeline.requests import BuildResult

DONE = BuildResult(ok=True, problems=(), output=Path())


def test_a_change_during_a_build_leads_to_another_build() -> None:
    building, proceed, told = threading.Event(), threading.Event(), threading.Semaphore(0)
    builds: list[int] = []

    def build() -> BuildResult:
        builds.append(1)
        building.set()
        assert proceed.wait(10)
        return DONE

    rebuilder = Rebuilder(build, lambda result, seconds: told.release())
    rebuilder.start()
    for _ in range(20):
        rebuilder.changed()
    assert building.wait(10)
    rebuilder.changed()
    proceed.set()
    assert told.acquire(timeout=10)
    assert told.acquire(timeout=10)
    rebuilder.stop()
    assert len(builds) == 2


def test_a_crash_of_the_build_is_told_and_the_next_change_builds_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    results: list[BuildResult] = []
    told = threading.Semaphore(0)

    def build() -> BuildResult:
        if not results:
            raise RuntimeError("a bug\nin two lines")
        return DONE

    def tell(result: BuildResult, seconds: float) -> None:
        results.append(result)
        told.release()

    rebuilder = Rebuilder(build, tell)
    rebuilder.start()
    for _ in range(2):
        rebuilder.changed()
        assert told.acquire(timeout=10)
    rebuilder.stop()
    assert [result.ok for result in results] == [False, True]
    assert results[0].problems[0].message == "RuntimeError: a bug in two lines"
    assert "Traceback" in capsys.readouterr().err
