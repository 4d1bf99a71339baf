"""How far long work has come: a bar on a terminal, plain lines elsewhere, or nothing."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Final, Protocol, TextIO

from msgspec import Struct

from generator.report.style import harmless

Clock = Callable[[], float]
_REDRAW_SECONDS: Final = 0.1
_LINE_SECONDS: Final = 30.0
_BAR: Final = 24


class Stage(Protocol):
    """One stage that is under way."""

    def advance(self, n: int = 1) -> None:
        """Count `n` more items as done."""


class Progress(Protocol):
    """Who is told how far the work has come."""

    def stage(self, name: str, total: int = 0) -> AbstractContextManager[Stage]:
        """A stage of `total` items, 0 when nobody knows; it ends with the `with` block."""
        ...


class NoProgress:
    """Tells nobody."""

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Stage]:
        """A stage of which nothing is shown."""
        yield _Count(name, total)


class LineProgress:
    """A line at the end of each stage that took a second or more, and one each half minute."""

    def __init__(self, stream: TextIO, clock: Clock = time.monotonic) -> None:
        self.stream = stream
        self.clock = clock

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Stage]:
        """A stage that leaves a line in the log."""
        count = _Count(name, total, _Teller(self._tell, _LINE_SECONDS, self.clock))
        yield count
        seconds = self.clock() - count.start
        if seconds >= 1:
            done = f" {count.done:,}" if count.done else ""
            self._write(f"{name}:{done} in {seconds:.1f} s")

    def _tell(self, count: "_Count") -> None:
        self._write(f"{count.name}: {_of(count)}, {_rate(count, self.clock())}")

    def _write(self, line: str) -> None:
        print(harmless(line), file=self.stream, flush=True)


class BarProgress:
    """A bar that is redrawn on one line and leaves nothing behind."""

    def __init__(self, stream: TextIO, clock: Clock = time.monotonic) -> None:
        self.stream = stream
        self.clock = clock

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Stage]:
        """A stage with a bar; without a total, a count."""
        count = _Count(name, total, _Teller(self._draw, _REDRAW_SECONDS, self.clock))
        try:
            yield count
        finally:
            if count.told:
                self.stream.write("\r\x1b[K")
                self.stream.flush()

    def _draw(self, count: "_Count") -> None:
        line = f"{count.name:<10} {_bar(count)}{_of(count)}  {_rate(count, self.clock())}"
        width = shutil.get_terminal_size().columns
        self.stream.write(f"\r\x1b[K{harmless(line)[: width - 1]}")
        self.stream.flush()


class _Teller(Struct, frozen=True):
    """What is called with a count, at most once in so many seconds."""

    tell: "Callable[[_Count], None]"
    every: float
    clock: Clock


class _Count:
    """Counts what is done, and has it told now and then."""

    def __init__(self, name: str, total: int, teller: _Teller | None = None) -> None:
        self.name, self.total = name, total
        self.done = 0
        self.told = False
        self.start = self._last = teller.clock() if teller else 0.0
        self._teller = teller

    def advance(self, n: int = 1) -> None:
        self.done += n
        teller = self._teller
        if teller and teller.clock() - self._last >= teller.every:
            self._last = teller.clock()
            self.told = True
            teller.tell(self)


def _of(count: _Count) -> str:
    return f"{count.done:,}/{count.total:,}" if count.total else f"{count.done:,}"


def _bar(count: _Count) -> str:
    if not count.total:
        return ""
    full = min(_BAR, _BAR * count.done // count.total)
    return f"[{'█' * full}{'·' * (_BAR - full)}] "


def _rate(count: _Count, now: float) -> str:
    rate = count.done / max(now - count.start, 1e-6)
    if not count.total or not rate:
        return f"{rate:,.0f}/s"
    return f"{rate:,.0f}/s, {_duration(max(0, count.total - count.done) / rate)} left"


def _duration(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"
