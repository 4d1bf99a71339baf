"""Someone else's feed, as received: text decoded and cut to bounds, nothing judged yet."""

from datetime import datetime

from msgspec import Struct

from generator.model.problem import Problem
from generator.model.tutorial import Level


class Entry(Struct, frozen=True, kw_only=True):
    """One item of a feed."""

    id: str
    """The `guid` or `id` as stated; empty when the feed states none."""
    link: str
    """Absolute address of the original post; empty when none is stated."""
    title: str
    """Plain text: entities decoded, tags removed; empty when none is stated."""
    html: str
    """The longest body the feed has for this entry, unsanitised."""
    base_url: str
    """What relative addresses in `html` are relative to."""
    summary_only: bool = False
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    licence: str = ""
    draft: bool = False
    """Not published on its own site (a WordPress export holds drafts too)."""


class SavedEntry(Entry, frozen=True, kw_only=True):
    """One tutorial of a saved archive, which may state more than an item of a feed."""

    level: Level | None = None


class Feed(Struct, frozen=True, kw_only=True):
    """A parsed feed document with its entries in document order."""

    title: str
    link: str
    """Address of the site the feed belongs to."""
    entries: tuple[Entry, ...]
    language: str = ""
    licence: str = ""
    format: str = ""
    """Such as `rss20`, `atom10`, `json11`."""
    moved_to: str = ""
    """The feed's own word for its new address (`itunes:new-feed-url` and the like)."""
    problems: tuple[Problem, ...] = ()
