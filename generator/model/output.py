"""What a build produces."""

from msgspec import Struct


class Page(Struct, frozen=True, kw_only=True):
    """An address of the site."""

    path: str
    """Site path without a leading slash, with a trailing one: `python/asyncio/`; home is empty."""
    title: str


class Output(Struct, frozen=True, kw_only=True):
    """A file of the built site."""

    path: str
    """Relative to the output folder, with forward slashes."""
    data: bytes
    """Empty where the file is parked."""
    digest: bytes = b""
    """Of `data`, where it was made with it; else whoever needs it makes it."""
    parked: str = ""
    """Name of a file that holds the bytes already, not yet where it belongs."""
