"""Makes the folders of a first build in a thread, while others render.

In: the folders that will be wanted. Out: a stage, and the start of its twin, with the folders in
them. Making a folder is the slowest thing a build asks of a disk, and it asks it twice for each
page: once for the tree to be shown, once for the one that the next build starts from.
"""

import contextlib
import threading
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue

from generator.store.manifest import Manifest
from generator.store.stage import Stage


class FoldersAhead:
    """Folders under construction; an error ends the work early and shows when files are written."""

    def __init__(self, root: Path, twin: Path | None) -> None:
        self.twin: Stage | None = None
        self._stage: Stage | None = None
        self._coming: SimpleQueue[Sequence[str] | None] = SimpleQueue()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._make, args=(root, twin), daemon=True)
        self._thread.start()

    def add(self, folders: Sequence[str]) -> None:
        """More folders that will be wanted."""
        self._coming.put(folders)

    def wait(self) -> Stage | None:
        """The stage, when its folders stand; None when it could not be opened."""
        self._coming.put(None)
        self._thread.join()
        return self._stage

    def stop(self) -> None:
        """Ends the thread, whatever is done."""
        self._stopped.set()
        self.wait()

    def _make(self, root: Path, twin: Path | None) -> None:
        with contextlib.suppress(OSError):
            self._stage = Stage(root, Manifest())
            if twin is not None:
                self.twin = Stage(twin, Manifest())
            while (folders := self._coming.get()) is not None:
                for folder in folders:
                    if self._stopped.is_set():
                        return
                    self._stage.make_folder(folder)
                    if self.twin is not None:
                        self.twin.make_folder(folder)
