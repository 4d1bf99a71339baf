"""What importing remembers of one source between runs, so that nothing is lost or doubled."""

from msgspec import Struct


class Item(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry of a feed that was seen once."""

    id: str = ""
    """As stated by the feed."""
    link: str = ""
    title: str = ""
    file: str = ""
    """Relative to the site directory; empty for an alternate."""
    source: str = ""
    """SHA-256 (hex) of what the feed said last."""
    seen: str = ""
    """Moment of the first import (ISO 8601): the date of an entry that states none."""
    sketch: str = ""
    """For finding nearly equal texts; see `importer.likeness`."""
    images_left: int = 0
    """Images that were to be copied and could not be had yet."""
    deleted: bool = False
    """The author removed the file: it is not made again."""
    alternate_of: str = ""
    """File of the same text from another source."""


class Ledger(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything remembered of one source."""

    version: int = 1
    title: str = ""
    home: str = ""
    """Address of the feed's site: tells two feeds of one title apart."""
    document: str = ""
    """SHA-256 (hex) of the last document and the rules it was read with, once all is written."""
    newest: str = ""
    """Date of the newest entry there ever was (ISO 8601)."""
    items: tuple[Item, ...] = ()
    """Sorted by file, id and link."""
