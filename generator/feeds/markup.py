"""An XML feed to one that an XML parser takes, without changing what it says.

In: UTF-8, since text of a feed takes up to four times as much memory. Out: UTF-8 that starts at the
first element, with HTML's entities and stray ampersands spelt out, forbidden characters gone and
open CDATA sections closed. Structure that is broken stays broken: the parser reports that.
"""

import re
from html.entities import html5
from typing import Final

_FORBIDDEN: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""Characters that XML 1.0 does not allow, nor our front matter; halves of one are no UTF-8."""

# A section or comment that is never closed goes to the end: looking for its end again from each of
# a hundred thousand others would take hours.
_REFERENCE: Final = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    rb"|&(?:#(\d{1,8}|[xX][0-9a-fA-F]{1,7});|([A-Za-z][A-Za-z0-9]{1,31});|)",
    re.DOTALL,
)
MAX_MENDED: Final = 1_000_000
"""References; each makes the document longer."""

_OWN: Final = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_PROLOGUE: Final = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)", re.DOTALL)
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE\s[^\[>]*(\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_CLOSING: Final = re.compile(
    rb"</(?:content:encoded|description|summary|content|title)\s*>", re.IGNORECASE
)


class EntitiesDeclaredError(Exception):
    """The document type declares entities; reading on could cost any amount of memory."""


class TooManyReferencesError(Exception):
    """There is more to mend than any feed that people read has."""


def first_element(data: bytes) -> bytes:
    """The document from its first element on: no declaration, comment or document type before it.

    Raises EntitiesDeclaredError when the document type has declarations of its own.
    """
    position = 0
    while True:
        start = data.find(b"<", position)
        if start < 0:
            return b""
        skipped = _PROLOGUE.match(data, start)
        if skipped:
            position = skipped.end()
            continue
        doctype = _DOCTYPE.match(data, start)
        if doctype is None:
            return data[start:]
        if doctype[1] and b"<!ENTITY" in doctype[1]:
            raise EntitiesDeclaredError
        position = doctype.end()


def mend(data: bytes) -> bytes:
    """`data` with what XML forbids but feeds have made good; see the module's first lines.

    Raises TooManyReferencesError.
    """
    data = _FORBIDDEN.sub(b"", data)
    if data.rfind(b"<![CDATA[") > data.rfind(b"]]>"):
        data = _close_section(data)
    return _mend_references(data)


def _mend_references(data: bytes) -> bytes:
    """The same bytes where nothing changes."""
    parts = bytearray()
    done = count = 0
    for match in _REFERENCE.finditer(data):
        mended = _reference(match)
        if mended != match[0]:
            parts += data[done : match.start()]
            parts += mended
            done = match.end()
            count += 1
            if count > MAX_MENDED:
                raise TooManyReferencesError
    return bytes(parts + data[done:]) if count else data


def _close_section(data: bytes) -> bytes:
    opened = data.rfind(b"<![CDATA[")
    closing = _CLOSING.search(data, opened)
    return data if closing is None else data[: closing.start()] + b"]]>" + data[closing.start() :]


def _reference(match: re.Match[bytes]) -> bytes:
    whole = match[0]
    if not whole.startswith(b"&"):
        return whole
    if match[1]:
        return whole if _allowed(match[1].decode()) else b""
    if match[2]:
        return whole if match[2] in _OWN else _named(match[2])
    return b"&amp;"


def _allowed(number: str) -> bool:
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    is_half = 0xD800 <= code <= 0xDFFF
    return code <= 0x10FFFF and not is_half and not _FORBIDDEN.match(chr(code).encode())


def _named(name: bytes) -> bytes:
    character = html5.get(f"{name.decode()};")
    if character is None:
        return b"&amp;%b;" % name
    return "".join(f"&#{ord(c)};" for c in character).encode()
