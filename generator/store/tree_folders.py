"""The folder where the trees of one output are kept and made: spare, twin and their manifests.

It lies in the site's cache folder, or beside the output where a folder cannot be swapped with one
in the cache; then nothing of it stays after a build.
"""

import contextlib
import os
from hashlib import blake2b
from pathlib import Path
from typing import Self

from generator.store.lock import folder_lock
from generator.store.manifest import Manifest, load_manifest, save_manifest
from generator.store.recent import Recent
from generator.store.swap import remove

_NOTE = "output"


class TreeFolders:
    """Held by one process at a time. Use as a context manager."""

    def __init__(
        self, output: Path, scratch: Path | None, *, keep: bool, recent: Recent | None = None
    ) -> None:
        """`keep`: leave a spare tree for the next build where that is possible. Raises `OSError`,
        `BlockingIOError` when another process works here."""
        self._recent = recent
        inside = _inside(output, scratch)
        self._root = inside or output.with_name(f".{output.name}.staging")
        self._beside = inside is None
        self.keep = keep and inside is not None
        self.spare = self._root / "spare"
        """The tree being made; after the swap, the one that was replaced."""
        self.twin = self._root / "twin"
        """What becomes the spare tree when nothing was replaced."""
        self.parked = self._root / "parked"
        """Files that other processes write, on their way into the tree."""
        self._closing = contextlib.ExitStack()
        self._root.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        self._closing.enter_context(folder_lock(self._root))
        remove(self.twin)
        remove(self.parked)
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            remove(self.twin)
            remove(self.parked)
            if not self.keep:
                remove(self.spare)
            if self._beside:
                remove(self._root)
        self._closing.close()

    def load(self, tree: Path) -> Manifest:
        """The manifest of a tree that stands here or at the output; empty when there is none."""
        return load_manifest(self.manifest_of(tree), self._recent)

    def save(self, tree: Path, manifest: Manifest) -> None:
        """Records what a tree holds. Raises `OSError`."""
        save_manifest(self.manifest_of(tree), manifest, self._recent)

    def forget_others(self, output: Path) -> None:
        """Deletes manifests of trees that are no more."""
        current = {self.manifest_of(root) for root in (output, self.spare)}
        for path in self._root.glob("manifest-*"):
            if path not in current:
                path.unlink()

    def manifest_of(self, tree: Path) -> Path:
        """By inode, which a folder keeps when it is swapped: a manifest cannot be mixed up."""
        try:
            return self._root / f"manifest-{tree.lstat().st_ino}"
        except OSError:
            return self._root / "manifest-none"


def _inside(output: Path, scratch: Path | None) -> Path | None:
    """The place for this output under the cache folder; None when it cannot serve."""
    if scratch is None:
        return None
    name = os.path.relpath(output, scratch)
    place = scratch / "trees" / blake2b(os.fsencode(name), digest_size=8).hexdigest()
    try:
        place.mkdir(parents=True, exist_ok=True)
        swappable = place.stat().st_dev == output.parent.stat().st_dev
        (place / _NOTE).write_text(name)
        _sweep(scratch, place)
    except OSError:
        return None
    return place if swappable else None


def _sweep(scratch: Path, place: Path) -> None:
    """Deletes what is kept for outputs that are gone."""
    for other in place.parent.iterdir():
        with contextlib.suppress(OSError):
            if other != place and not (scratch / (other / _NOTE).read_text()).exists():
                remove(other)
