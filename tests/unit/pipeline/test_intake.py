"""A document that would take too long to read is refused like any other, by its name."""

from pathlib import Path

import pytest

from generator.config.model import Config
from generator.pipeline.applying import Surroundings
from generator.pipeline.intake import Intake
from generator.pipeline.neighbours import Neighbours
from generator.pipeline.sources import Received

FEED = "<rss version='2.0'><channel><title>T</title>{}</channel></rss>"


def test_a_feed_that_takes_too_long_is_refused_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.pipeline.intake.PARSE_SECONDS", 1)
    intake = Intake(
        Surroundings(site=tmp_path, now=None, neighbours=Neighbours(tmp_path)), Config(title="T")
    )
    # feedparser looks for an address in it, from every letter to the end
    slow = FEED.format(f"<item><title>x</title><author>{'a' * 1_000_000}</author></item>")
    good = FEED.format("<item><title>x</title><description>y</description></item>")
    intake.take(Received(source="slow.xml", data=slow.encode()))
    intake.take(Received(source="good.xml", data=good.encode()))
    report = intake.report()
    assert [(problem.code, problem.path) for problem in report.problems] == [
        ("feed-too-slow", "slow.xml")
    ]
    assert [row.new for row in report.rows] == [0, 1]
