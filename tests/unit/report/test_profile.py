"""A profile names what took the time, the stages by the clock and the rest by processor time."""

from generator.report import profile_lines


def test_stages_have_their_share_and_slowest_things_their_seconds() -> None:
    stages = (("render", 3.0), ("pages", 1.0))
    lines = list(profile_lines(stages, (("tutorials", (("content/a.md", 2.5),)),)))
    assert lines[1].split() == ["3.000", "75%", "render"]
    assert lines[2].split() == ["1.000", "25%", "pages"]
    assert lines[3].startswith("Slowest tutorials")
    assert lines[4].split() == ["2.500", "content/a.md"]
