"""Our file: front matter, body, and where each key and line stands."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Level(StrEnum):
    """How much a tutorial asks of its reader."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Provenance(Struct, frozen=True, kw_only=True):
    """Where an imported tutorial comes from: the `source` block the importer writes."""

    feed: str
    """Name of the source in site.toml, which is also its folder under content/."""
    id: str
    """Identity of the entry within the feed."""
    link: str = ""
    """Address of the original post."""
    title: str = ""
    """Title of the feed, for people."""
    licence: str = ""
    imported: datetime | None = None
    source_digest: str = ""
    """SHA-256 (hex) of what the feed said; a change means the upstream text changed."""
    written_digest: str = ""
    """SHA-256 (hex) of the body as the importer wrote it; a change means a person edited it."""
    alternates: tuple[str, ...] = ()
    """Addresses of the same text in other feeds."""


class FrontMatter(Struct, frozen=True, kw_only=True):
    """What the author says about a tutorial. `title` and `date` are required in the file."""

    title: str
    date: datetime
    """Aware; a date without a time is midnight UTC."""
    updated: datetime | None = None
    slug: str = ""
    """Replaces the last segment of the permalink."""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    series: str = ""
    part: int | None = None
    """Place in the series; without it, parts follow their dates."""
    level: Level | None = None
    draft: bool = False
    frozen: bool = False
    """The importer never writes to this file again."""
    summary_only: bool = False
    """The feed gave only an excerpt."""
    aliases: tuple[str, ...] = ()
    """Old addresses that lead here, as site paths."""
    canonical: str = ""
    """Absolute address of the original; empty for the archive's own tutorials."""
    description: str = ""
    language: str = ""
    """BCP 47; empty means the site's language."""
    source: Provenance | None = None


class Tutorial(Struct, frozen=True, kw_only=True):
    """One Markdown file under content/, read and validated."""

    path: str
    """Relative to the site directory, with forward slashes: `content/python/asyncio.md`."""
    front: FrontMatter
    body: str
    """Markdown after the front matter, line ends as LF, without a byte order mark."""
    body_line: int
    """Line of the file, from 1, on which the body begins."""
    positions: dict[str, tuple[int, int]]
    """Line and column, from 1, of each front matter key that the file has."""
    digest: str
    """SHA-256 (hex) of the file's bytes."""
