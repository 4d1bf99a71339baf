"""Text of an XML feed to text that an XML parser takes, without changing what it says.

In: decoded text. Out: text that starts at the first element, with HTML's entities and stray
ampersands spelt out, forbidden characters gone and open CDATA sections closed. Structure that is
broken stays broken: the parser reports that.
"""

import re
from html.entities import html5
from typing import Final

FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 does not allow, nor our front matter."""

# A section or comment that is never closed goes to the end: looking for its end again from each of
# a hundred thousand others would take hours.
_REFERENCE: Final = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|&(?:#(\d{1,8}|[xX][0-9a-fA-F]{1,7});|([A-Za-z][A-Za-z0-9]{1,31});|)",
    re.DOTALL,
)
MAX_MENDED: Final = 1_000_000
"""References; each takes some of our memory, and makes the document longer."""

_OWN: Final = frozenset(("amp", "lt", "gt", "quot", "apos"))
_PROLOGUE: Final = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->)", re.DOTALL)
_DOCTYPE: Final = re.compile(r"<!DOCTYPE\s[^\[>]*(\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_CLOSING: Final = re.compile(
    r"</(?:content:encoded|description|summary|content|title)\s*>", re.IGNORECASE
)


class EntitiesDeclaredError(Exception):
    """The document type declares entities; reading on could cost any amount of memory."""


class TooManyReferencesError(Exception):
    """There is more to mend than any feed that people read has."""


def first_element(text: str) -> str:
    """The document from its first element on: no declaration, comment or document type before it.

    Raises EntitiesDeclaredError when the document type has declarations of its own.
    """
    position = 0
    while True:
        start = text.find("<", position)
        if start < 0:
            return ""
        skipped = _PROLOGUE.match(text, start)
        if skipped:
            position = skipped.end()
            continue
        doctype = _DOCTYPE.match(text, start)
        if doctype is None:
            return text[start:]
        if doctype[1] and "<!ENTITY" in doctype[1]:
            raise EntitiesDeclaredError
        position = doctype.end()


def mend(text: str) -> str:
    """`text` with what XML forbids but feeds have made good; see the module's first lines.

    Raises TooManyReferencesError.
    """
    text = FORBIDDEN.sub("", text)
    if text.rfind("<![CDATA[") > text.rfind("]]>"):
        text = _close_section(text)
    return _mend_references(text)


def _mend_references(text: str) -> str:
    """Holds only what changes: a feed may have millions of references that are right."""
    parts: list[str] = []
    done = 0
    for match in _REFERENCE.finditer(text):
        mended = _reference(match)
        if mended != match[0]:
            parts += (text[done : match.start()], mended)
            done = match.end()
            if len(parts) > 2 * MAX_MENDED:
                raise TooManyReferencesError
    return "".join((*parts, text[done:])) if parts else text


def _close_section(text: str) -> str:
    opened = text.rfind("<![CDATA[")
    closing = _CLOSING.search(text, opened)
    return text if closing is None else f"{text[: closing.start()]}]]>{text[closing.start() :]}"


def _reference(match: re.Match[str]) -> str:
    whole = match[0]
    if not whole.startswith("&"):
        return whole
    if match[1]:
        return whole if _allowed(match[1]) else ""
    if match[2]:
        return whole if match[2] in _OWN else _named(match[2])
    return "&amp;"


def _allowed(number: str) -> bool:
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    return code <= 0x10FFFF and not FORBIDDEN.match(chr(code))


def _named(name: str) -> str:
    character = html5.get(f"{name};")
    if character is None:
        return f"&amp;{name};"
    return "".join(f"&#{ord(c)};" for c in character)
