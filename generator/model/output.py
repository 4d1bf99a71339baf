"""What a build produces."""

from msgspec import Struct


class Page(Struct, frozen=True, kw_only=True):
    """An address of the site."""

    path: str
    """Site path without a leading slash, with a trailing one: `python/asyncio/`; home is empty."""
    title: str


class Parked(Struct, frozen=True):
    """A file that holds its bytes already, but is not yet where it belongs."""

    name: str
    record: bytes
    """What the tree writes down of it (`generator.store.manifest.FileRecord`)."""


class Output(Struct, frozen=True, kw_only=True):
    """A file of the built site."""

    path: str
    """Relative to the output folder, with forward slashes."""
    data: bytes
    """Empty where the file is parked."""
    digest: bytes = b""
    """Of `data`, where it was made with it; else whoever needs it makes it."""
    parked: Parked | None = None
