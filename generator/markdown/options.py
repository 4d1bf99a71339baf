"""What a site may choose about the rendering of a tutorial. Values only."""

from msgspec import Struct


class RenderOptions(Struct, frozen=True, kw_only=True):
    """Part of the key under which a rendered tutorial is stored: every field changes the HTML."""

    title: str = ""
    """The page's title: a first heading that only repeats it is left out."""
    top_level: int = 0
    """Level of the shallowest heading, from 1; the others move with it. 0: as they are written."""
    external_rel: str = "nofollow noopener noreferrer ugc"
    """`rel` of links that leave the site."""
