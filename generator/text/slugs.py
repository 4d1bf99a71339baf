"""Text to names that are safe in a path and in an address, and to anchors of headings.

In: any text. Out: a slug. Where a name may not be used twice, the caller keeps the set of names
that are taken; nothing here remembers anything.
"""

import re
import unicodedata
from collections.abc import Container
from hashlib import sha256
from typing import Final

MAX_BYTES: Final = 80
"""Longest slug in UTF-8: well under the 255 bytes of file systems, with room for suffixes."""

_IS_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$")
_NO_ANCHOR: Final = re.compile(r"[^a-z0-9_ -]")
_APOSTROPHE: Final = re.compile(r"(?<=\w)['’ʼ](?=\w)")


def slugify(text: str, limit: int = MAX_BYTES) -> str:
    """A name for a path segment: letters of any script in lower case, digits and single hyphens.

    Never empty (text without a letter or digit is named by its digest), in NFC, at most
    `limit` bytes, and never a device name of Windows. Two texts may give one slug: compare
    with `collision_key`, not with `==`, where names must be distinct on every file system.
    """
    if len(text) <= limit and _IS_SLUG.match(text) and not _DEVICES.match(text):
        return text
    spelled = _spell_languages(unicodedata.normalize("NFC", text).lower())
    spelled = _APOSTROPHE.sub("", spelled)
    words = "".join(c if _is_word(c) else " " for c in spelled).split()
    slug = _cut(unicodedata.normalize("NFC", "-".join(words)), limit)
    if not slug:
        return "x-" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"x-{slug}" if _DEVICES.match(slug) else slug


def collision_key(slug: str) -> str:
    """What two names have in common when some file system takes them for the same file."""
    if slug.isascii():
        return slug.lower()
    folded = unicodedata.normalize("NFC", slug).casefold()
    return unicodedata.normalize("NFC", folded)


def heading_slug(text: str) -> str:
    """The anchor of a heading by GitHub's rule; hyphens are not collapsed, so it may be empty.

    Letters, marks, digits, connector punctuation and hyphens stay, spaces become hyphens, all else
    goes (the `\\p{Word}` class of Ruby, in which GitHub's rule is written).
    """
    lower = text.strip().lower()
    if lower.isascii():
        return _NO_ANCHOR.sub("", lower).replace(" ", "-")
    kept = (c for c in lower if c in " -" or _is_anchor_character(c))
    return "".join(kept).replace(" ", "-")


def numbered(slug: str, taken: Container[str]) -> str:
    """`slug`, or where it is taken, the first free of `slug-1`, `slug-2`, ...

    The caller adds the result to what is taken. Where numbers are missing in between, it may give
    a free one past the gap: it gallops, so a page with 20,000 equal headings costs no time.
    """
    if slug not in taken:
        return slug
    high = 1
    while f"{slug}-{high}" in taken:
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        if f"{slug}-{middle}" in taken:
            low = middle
        else:
            high = middle
    return f"{slug}-{high}"


def _is_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in ("Mn", "Mc")


def _is_anchor_character(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category in ("Nd", "Nl", "Pc")


def _spell_languages(text: str) -> str:
    """C, C++ and C# are three tags."""
    text = re.sub(r"(?<=\w)\+\+", "plusplus", text)
    return re.sub(r"(?<=\b[a-z])#", "sharp", text)


def _cut(slug: str, limit: int) -> str:
    data = slug.encode("utf-8", "ignore")
    if len(data) <= limit:
        return data.decode("utf-8")
    cut = data[:limit].decode("utf-8", "ignore")
    at_word = cut.rfind("-")
    return (cut[:at_word] if at_word > len(cut) // 2 else cut).rstrip("-")
