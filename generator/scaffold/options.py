"""What a person may say about a new site or tutorial before it exists."""

from msgspec import Struct

from generator.model import Level


class InitOptions(Struct, frozen=True, kw_only=True):
    """Answers to the questions of `init`; each may stay empty."""

    title: str = ""
    """Name of the archive; empty means one made from the folder's name."""
    base_url: str = ""
    """Address of the deployed site; empty leaves it to the publishing workflow."""
    feeds: tuple[str, ...] = ()
    """Addresses of feeds, or paths of feed files in the site."""


class TutorialOptions(Struct, frozen=True, kw_only=True):
    """Answers to the questions of `new`; all but the title may stay empty."""

    title: str
    tags: tuple[str, ...] = ()
    level: Level | None = None
    series: str = ""
