"""Carries the latest state from the thread that builds to every open page.

One value is kept, the latest: a page that was away, or reads slowly, skips what was in between.
"""

import asyncio
from collections.abc import AsyncIterator

from generator.dev.state import State


class Channel:
    """The latest state, and who waits for the next."""

    def __init__(self, state: State) -> None:
        self.state = state
        self._loop: asyncio.AbstractEventLoop | None = None
        self._changed: asyncio.Event | None = None
        self._closed = False

    def publish(self, state: State) -> None:
        """Tells every listener; called from any thread."""
        self.state = state
        self._wake()

    def close(self) -> None:
        """Ends every listener's wait for good."""
        self._closed = True
        self._wake()

    async def states(self) -> AsyncIterator[State]:
        """The state now, and each later one, until the channel is closed."""
        self._loop = asyncio.get_running_loop()
        told: State | None = None
        while not self._closed:
            if self._changed is None or self._changed.is_set():
                self._changed = asyncio.Event()
            changed = self._changed
            if told is not self.state:
                told = self.state
                yield told
            else:
                await changed.wait()

    def _wake(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell_waiting)

    def _tell_waiting(self) -> None:
        if self._changed is not None:
            self._changed.set()
