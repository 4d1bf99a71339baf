"""Notices that sources changed: content, templates, static files, site.toml, local feeds.

In: the site directory. Out: a call for each change that may matter. Which file changed is not
told, since builds find that out themselves; so a lost or a spurious event does little harm. What
builds write, and what editors leave beside a file while saving, is not a change.
"""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath

from watchdog.events import (
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

FOLDERS = ("content", "static", "templates")
_CHANGES = frozenset(
    {
        EVENT_TYPE_CLOSED,
        EVENT_TYPE_CREATED,
        EVENT_TYPE_DELETED,
        EVENT_TYPE_MODIFIED,
        EVENT_TYPE_MOVED,
    }
)
_LEFT_BY_EDITORS = (".swp", ".swx", ".swpx", ".tmp", ".bak", ".crswap", ".part", "~")
_VIM_PROBE = "4913"


def is_source(path: PurePath, feeds: Iterable[PurePath] = ()) -> bool:
    """Whether a path, relative to the site, is something a build reads; `feeds` are local feeds."""
    parts = path.parts
    if not parts or path == PurePath("site.toml") or path in feeds:
        return path in feeds or bool(parts)
    if parts[0] not in FOLDERS:
        return False
    inside = parts[1:]
    return not any(_is_passing(name) for name in inside)


def _is_passing(name: str) -> bool:
    hidden = name.startswith((".", "#")) and name != ".well-known"
    return hidden or name.endswith(_LEFT_BY_EDITORS) or name == _VIM_PROBE


class Watcher(FileSystemEventHandler):
    """Watches a site; polls where the system's own notice is not to be had."""

    def __init__(
        self, site: Path, feeds: Callable[[], Iterable[str]], changed: Callable[[], None]
    ) -> None:
        """`feeds` gives the paths, relative to the site, of feeds that are files, as of now."""
        self._site = site.resolve()
        self._feeds, self._changed = feeds, changed
        self._observer: BaseObserver = Observer()
        self._watches: dict[Path, tuple[ObservedWatch, int]] = {}

    def start(self) -> None:
        """Begins to watch."""
        try:
            self._observer.start()
            self.renew()
        except OSError as error:
            sys.stderr.write(f"watching by polling, since the system's notice fails: {error}\n")
            self._begin_polling()

    def stop(self) -> None:
        """Ends watching."""
        self._observer.stop()
        self._observer.join()

    def renew(self) -> None:
        """Watches folders that came since, or were replaced: called after each build, because a
        watch follows the folder it was set on, not its name. Raises `OSError`."""
        for folder, deep in self._wanted().items():
            inode = folder.stat().st_ino
            old = self._watches.get(folder)
            if old is not None and old[1] == inode:
                continue
            if old is not None:
                self._observer.unschedule(old[0])
            watch = self._observer.schedule(self, str(folder), recursive=deep)
            self._watches[folder] = watch, inode

    def dispatch(self, event: FileSystemEvent) -> None:
        """Judges one event; reading a file makes events too, which are no changes."""
        if event.event_type not in _CHANGES:
            return
        feeds = {PurePath(feed) for feed in self._feeds()}
        for name in (event.src_path, event.dest_path):
            path = Path(name if isinstance(name, str) else bytes(name).decode())
            if path.is_relative_to(self._site) and self._matters(event, path, feeds):
                self._changed()
                return

    def _matters(self, event: FileSystemEvent, path: Path, feeds: set[PurePath]) -> bool:
        inside = path.relative_to(self._site)
        if event.is_directory and event.event_type == EVENT_TYPE_MODIFIED:
            return False  # tells of an entry of the folder, which has an event of its own
        return inside != PurePath() and is_source(inside, feeds)

    def _wanted(self) -> dict[Path, bool]:
        """Folders to watch; True: with all below."""
        places = {self._site: False}
        for feed in self._feeds():
            folder = (self._site / feed).parent
            if folder.is_dir() and folder.is_relative_to(self._site):
                places.setdefault(folder, False)
        for name in FOLDERS:
            if (self._site / name).is_dir():
                places[self._site / name] = True
        return places

    def _begin_polling(self) -> None:
        self._observer.stop()
        self._watches.clear()
        self._observer = PollingObserver(timeout=0.5)
        self._observer.start()
        self.renew()
