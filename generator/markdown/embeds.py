"""Films and pens that may be shown in a page. In: an address. Out: the frame a click may load.

The page holds a link and the address of the frame; nothing is asked of the other site before the
reader clicks. Hosts and paths are an allow-list, and the frame's address is put together here, so
that nothing of the author's but an identifier is in it.
"""

import re
from typing import Final

from msgspec import Struct


class Embed(Struct, frozen=True, kw_only=True):
    """A frame, and the page a link leads to."""

    kind: str
    frame: str
    page: str


_YOUTUBE: Final = re.compile(
    r"https?://(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch\?(?:[\w=&;%.-]*&)?v=|embed/|shorts/|live/|v/)"
    r"|youtu\.be/)([A-Za-z0-9_-]{11})(?:[?&#/].*)?$"
)
_CODEPEN: Final = re.compile(
    r"https?://codepen\.io/([A-Za-z0-9_-]{1,60})/(?:pen|embed|full|details)/(?:preview/)?"
    r"([A-Za-z0-9]{4,40})(?:[/?#].*)?$"
)


def open_embed(embed: Embed) -> str:
    """The start tag of a frame that waits for a click; a link to the page goes inside."""
    return f'<div class="embed" data-kind="{embed.kind}" data-src="{embed.frame}">'


def embed_of(address: str) -> Embed | None:
    """What `address` shows, None when it is not on the list."""
    if film := _YOUTUBE.match(address):
        return Embed(
            kind="youtube",
            frame=f"https://www.youtube-nocookie.com/embed/{film[1]}",
            page=f"https://www.youtube.com/watch?v={film[1]}",
        )
    if pen := _CODEPEN.match(address):
        return Embed(
            kind="codepen",
            frame=f"https://codepen.io/{pen[1]}/embed/{pen[2]}",
            page=f"https://codepen.io/{pen[1]}/pen/{pen[2]}",
        )
    return None
