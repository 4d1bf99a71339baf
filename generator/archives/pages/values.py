"""What is found in a saved web page. Values only."""

from datetime import datetime

from msgspec import Struct

from generator.archives.values import Removed
from generator.importer.html_tree import Element
from generator.model.tutorial import Level


class Facts(Struct, frozen=True, kw_only=True):
    """What a page states about itself; empty where it is silent."""

    title: str = ""
    site: str = ""
    """Name of the whole site."""
    address: str = ""
    """Canonical, else where the page was saved from; absolute."""
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    level: Level | None = None
    language: str = ""
    licence: str = ""
    generator: str = ""
    """The program that made the page, such as `Hugo 0.120`."""


class Post(Struct, frozen=True, kw_only=True):
    """One tutorial of a page."""

    facts: Facts
    content: Element
    """Its tree; addresses stand as the page has them."""
    found_by: str
    """How the content was told from the rest, such as `itemprop articleBody`."""
    confidence: float
    """From 0 to 1: how sure the bounds of the content are."""
    removed: tuple[Removed, ...] = ()
    is_excerpt: bool = False


class Page(Struct, frozen=True, kw_only=True):
    """A saved page: one post, or several where it is a listing."""

    posts: tuple[Post, ...]
    base: str = ""
    """What relative addresses are relative to on the web; empty where nobody knows."""
