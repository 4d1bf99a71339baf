"""What is remembered of an address that was published."""

from msgspec import Struct

REGISTER = ".archive/addresses.tsv"
"""Where a site keeps the register; meant to be committed."""


class Entry(Struct, frozen=True, kw_only=True):
    """One address, and what stood there last."""

    address: str
    """Site path without a leading slash."""
    file: str
    """Path of the tutorial; empty for the listing of a term."""
    date: str
    title: str
