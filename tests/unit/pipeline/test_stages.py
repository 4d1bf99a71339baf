"""Seconds of stages add up to the whole, one inside another too."""

from collections.abc import Iterator
from unittest.mock import patch

from generator.pipeline import stages as subject
from generator.report import NoProgress


def test_a_stage_inside_another_is_counted_once() -> None:
    clock = [0.0]

    def slow(count: int) -> Iterator[int]:
        for number in range(count):
            clock[0] += 3.0
            yield number

    with patch.object(subject, "perf_counter", lambda: clock[0]):
        stages = subject.Stages(NoProgress())
        with stages.stage("pages"):
            clock[0] += 1.0
            assert list(stages.within("search", slow(4))) == [0, 1, 2, 3]
    assert dict(stages.seconds) == {"pages": 1.0, "search": 12.0}
