"""Where the time of a run went, as lines for people."""

from collections.abc import Iterator, Sequence

from generator.report.style import harmless

Times = Sequence[tuple[str, float]]


def profile_lines(stages: Times, spent: Sequence[tuple[str, Times]]) -> Iterator[str]:
    """`stages` in order, by the clock; then the slowest things of each kind, by processor time of
    all processes. The first figure of a line is in seconds."""
    yield "Time by stage, in seconds:"
    whole = sum(seconds for _, seconds in stages) or 1.0
    for name, seconds in stages:
        yield f"  {seconds:8.3f}  {seconds / whole:4.0%}  {name}"
    for kind, slowest in spent:
        yield f"Slowest {kind}, in seconds of processor time:"
        for name, seconds in slowest:
            yield f"  {seconds:8.3f}  {harmless(name)}"
