"""Which addresses a page may hold. In: an address as written. Out: a judgement, or a clean address.

An allow-list, because the list of dangerous schemes has no end. Resolving relative addresses is
the business of pages.
"""

import re
from typing import Final
from urllib.parse import urlsplit

LINK_SCHEMES: Final = frozenset({"http", "https", "mailto"})
MEDIA_SCHEMES: Final = frozenset({"http", "https"})

# What browsers remove before they look for the scheme, and what they take for white space.
_IGNORED: Final = re.compile(
    "[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u2060\u3000\ufeff]"
)
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
MAX_SRCSET: Final = 4000
"""Characters; of a longer one nothing is kept."""
_CANDIDATE: Final = re.compile(r"(\S*[^\s,])(?:\s+([0-9.]{1,8}[wx]))?\s*(?:,|$)")
_PLAIN: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?:[/?#][A-Za-z0-9._~:/?#\[\]!$&'()*+,;=-]*)?$")


def is_absolute(address: str) -> bool:
    """Whether `address` names its scheme."""
    return _SCHEME.match(address) is not None


def is_allowed(address: str, schemes: frozenset[str] = LINK_SCHEMES) -> bool:
    """Whether a reader may be sent to `address`: a listed scheme, a fragment, or a relative path.

    User names, back slashes and addresses relative to the scheme (`//host`) are refused.
    """
    if _PLAIN.match(address):
        return True
    bare = _IGNORED.sub("", address)
    if "\\" in bare or bare.startswith("//"):
        return False
    scheme = _SCHEME.match(bare)
    if scheme is None:
        # A colon before the first slash would be read as a scheme by somebody.
        return ":" not in re.split(r"[/?#]", bare, maxsplit=1)[0]
    name = scheme.group(1).lower()
    return name in schemes and (name == "mailto" or _has_plain_host(bare))


def candidates(srcset: str) -> tuple[tuple[str, str], ...]:
    """Allowed addresses of a `srcset`, each with its width or density, which may be empty."""
    found = _CANDIDATE.findall(srcset) if len(srcset) <= MAX_SRCSET else ()
    return tuple((a, size) for a, size in found if is_allowed(a, MEDIA_SCHEMES))


def _has_plain_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        port_is_valid = parts.port is None or parts.port >= 0
    except ValueError:
        return False
    return bool(parts.hostname) and "@" not in parts.netloc and port_is_valid


def clean(address: str) -> str:
    """`address` without the characters browsers ignore at its ends and line breaks within."""
    return re.sub(r"[\t\r\n]", "", address).strip()
