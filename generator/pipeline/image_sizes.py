"""How large the pictures are that are copied into the site, so that pages reserve their place."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from generator.importer.images import picture

_SUFFIXES: Final = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
_HEAD: Final = 1 << 18
"""Bytes read of a file: more than a camera writes before the size."""


def image_sizes(site: Path, files: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Site path to width and height in pixels, of those of `files` (path relative to the site
    directory to site path) that tell it. What cannot be read is found when it is copied."""
    found = {}
    for path, site_path in files.items():
        if not path.lower().endswith(_SUFFIXES):
            continue
        try:
            with (site / path).open("rb") as file:
                seen = picture(file.read(_HEAD))
        except OSError:
            continue
        if seen and seen.width and seen.height:
            found[site_path] = seen.width, seen.height
    return found
