"""Whether a text is an address that front matter may hold."""

import re
from typing import Final

_WEB: Final = re.compile(
    r"https?://[^\s/?#\\@\x00-\x20\x7f-\x9f]+(?:[/?#][^\s\x00-\x20\x7f-\x9f]*)?", re.I
)
_SITE_PATH: Final = re.compile(
    r"/?[^\s\\?#:\x00-\x20\x7f-\x9f/]+(?:/[^\s\\?#\x00-\x20\x7f-\x9f/]+)*/?"
)


def is_web_address(text: str) -> bool:
    """Absolute, http or https, with a host, without white space, user name or control character."""
    return _WEB.fullmatch(text) is not None


def is_site_path(text: str) -> bool:
    """A path such as `/old/name/`: no scheme, query, fragment, empty or dotted segment."""
    if not _SITE_PATH.fullmatch(text):
        return False
    return not any(segment in (".", "..") for segment in text.split("/"))
