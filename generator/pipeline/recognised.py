"""What reading a saved source brings: a feed, the files of it, and what was recognised in it.

Values only.
"""

from msgspec import Struct

from generator.archives.values import Removed
from generator.model import Feed
from generator.pipeline.saved_files import SavedFiles


class Doubt(Struct, frozen=True, kw_only=True):
    """A part that may be something else than it was taken for."""

    part: str
    """What it was taken for, such as `code`."""
    text: str
    """Its first line."""
    confidence: float


class Recognised(Struct, frozen=True, kw_only=True):
    """How one tutorial of a saved source was found."""

    id: str
    """Of its entry."""
    place: str = ""
    """Where it stands: lines of a text, a file of a folder."""
    how: str = ""
    """What told where it begins and ends."""
    confidence: float = 1.0
    """From 0 to 1: how sure that is."""
    removed: tuple[Removed, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class SavedSource(Struct, frozen=True, kw_only=True):
    """One saved text, page or folder of pages."""

    feed: Feed
    recognised: tuple[Recognised, ...]
    removed: tuple[Removed, ...] = ()
    """What belonged to no tutorial."""
    files: SavedFiles | None = None
