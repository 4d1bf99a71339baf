"""Names that an imported thing gets once and keeps: files of entries, folders of sources.

In: what the feed says and the names that are taken. Out: names that are safe on every file system
and do not depend on the order in which entries come.
"""

import re
import unicodedata
from collections.abc import Container
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

from generator.text.slugs import MAX_BYTES, collision_key, slugify

_RESERVED: Final = frozenset(("index", "page", "images", "feed"))
"""Segments that mean something else below a source's folder."""

_RESERVED_SOURCES: Final = frozenset(
    (
        "404 about assets authors feed images index languages levels page search series sources"
        " static tags tutorials years"
    ).split()
)
_START: Final = 60
"""Bytes of a slug that stay before digits of its digest."""

_NAME: Final = re.compile(r"[^a-z0-9]+")


def file_slug(title: str, body: str, identity: str, taken: Container[str]) -> str:
    """The slug of a new file: from the title, else the first words of the body.

    `taken` holds collision keys; a slug that is among them, or reserved, gets six digits of the
    digest of `identity`, and more of them should even that be taken.
    """
    slug = slugify(title or first_words(body) or identity)
    if collision_key(slug) not in taken and slug not in _RESERVED:
        return slug
    digest = sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
    start = slug.encode()[:_START].decode(errors="ignore")
    for length in range(6, MAX_BYTES - _START):
        name = slugify(f"{start}-{digest[:length]}")
        if collision_key(name) not in taken:
            return name
    raise ValueError(f"no free name for {slug!r}")


def first_words(body: str, count: int = 9) -> str:
    """The first words of a Markdown body, as a title for an entry that has none."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]*>|[`*_#>|\\]", r" \1 ", body[:2000])
    found = text.split()
    return " ".join(found[:count]) + ("…" if len(found) > count else "")


def source_name(title: str, home: str, file: str, taken: Container[str]) -> str:
    """A name for a source that is not in site.toml: from its title, else its host, else its file.

    Small letters of ASCII, digits and hyphens, as site.toml asks for; `taken` are names that
    other sources have.
    """
    host = (urlsplit(home).hostname or "").removeprefix("www.")
    for candidate in (title, host, file):
        plain = unicodedata.normalize("NFKD", slugify(candidate)) if candidate else ""
        ascii_only = "".join(c for c in plain if not unicodedata.combining(c))
        name = _NAME.sub("-", ascii_only).strip("-")[:40].strip("-")
        if len(name) > 2:
            break
    else:
        name = "feed-" + sha256(f"{title}\n{home}\n{file}".encode()).hexdigest()[:8]
    if name in _RESERVED_SOURCES or name in taken:
        digest = sha256(f"{home}\n{title}".encode()).hexdigest()
        return f"{name}-{digest[:6]}"
    return name
