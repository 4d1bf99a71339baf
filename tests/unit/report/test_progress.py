"""Long work says how far it has come, and its log stays readable."""

import io

from generator.report import BarProgress, LineProgress, NoProgress, Progress


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def work(progress: Progress, clock: Clock, seconds: float, items: int = 100) -> None:
    with progress.stage("Render", items) as stage:
        for _ in range(items):
            clock.now += seconds / items
            stage.advance()


def test_a_bar_shows_rate_and_time_left_and_is_gone_at_the_end() -> None:
    stream, clock = io.StringIO(), Clock()
    work(BarProgress(stream, clock), clock, 10, 40)
    drawn = stream.getvalue().split("\r\x1b[K")
    assert "20/40  4/s, 5 s left" in stream.getvalue()
    assert drawn[-1] == ""
    assert "\n" not in stream.getvalue()


def test_quick_work_draws_nothing() -> None:
    stream, clock = io.StringIO(), Clock()
    work(BarProgress(stream, clock), clock, 0.05)
    work(LineProgress(stream, clock), clock, 0.05)
    assert stream.getvalue() == ""


def test_a_log_gets_a_line_a_stage_and_a_sign_of_life() -> None:
    stream, clock = io.StringIO(), Clock()
    work(LineProgress(stream, clock), clock, 70)
    lines = stream.getvalue().splitlines()
    assert lines[-1] == "Render: 100 in 70.0 s"
    assert len(lines) == 3
    assert lines[0].startswith("Render: 43/100, 1/s, 40 s left")


def test_the_bar_is_cleared_when_work_fails() -> None:
    stream, clock = io.StringIO(), Clock()
    progress = BarProgress(stream, clock)
    try:
        with progress.stage("Render", 2) as stage:
            clock.now = 1
            stage.advance()
            raise ValueError
    except ValueError:
        pass
    assert stream.getvalue().endswith("\r\x1b[K")


def test_quiet_work_can_still_count() -> None:
    with NoProgress().stage("Render", 3) as stage:
        stage.advance(3)
