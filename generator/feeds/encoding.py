"""Bytes of a document to text, whatever it says about itself.

In: the bytes and what the transfer said of their character set. Out: the text without a byte
order mark, the encoding used, and a warning where a claim was false. Parsing is not done here.
"""

import codecs
import re
from typing import Final

from msgspec import Struct

_MARKS: Final = (
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
)
_OPENINGS: Final = (
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0<\0", "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"Lo\xa7\x94", "cp037"),
)
_WIDER: Final = {
    "ascii": "utf-8",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
}
"""What browsers take for these names (WHATWG Encoding): supersets that real documents use."""

_MANY_BYTES: Final = frozenset(
    "big5hkscs cp932 cp949 euc_jp gb18030 hz iso2022_jp iso2022_kr johab shift_jis_2004".split()
)
_FAMILIES: Final = re.compile(
    r"(utf-(8|16|32)|iso8859-|cp\d|koi8|mac|tis-620|ptcp154|kz1048|hp-roman8)"
)
_DECLARATION: Final = re.compile(
    rb"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']"""
)
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)


class Decoded(Struct, frozen=True, kw_only=True):
    """Text of a document; `warning` is empty when every byte was what it claimed to be."""

    text: str
    encoding: str
    warning: str = ""


def decode(data: bytes, content_type: str = "") -> Decoded:
    """The text of `data`. Never fails: bytes that fit nothing are read as Windows-1252.

    A byte order mark decides, then valid UTF-8 over any single-byte claim (text that is valid
    UTF-8 by accident is all but unknown), then `charset` of the transfer (RFC 7303), then the XML
    declaration.
    """
    mark, encoding = _sniff(data)
    if encoding:
        return _decode_as(data[len(mark) :], encoding)
    declared = _DECLARATION.match(data[:1024])
    charset = _CHARSET.search(content_type)
    claims = [
        found
        for name in (charset and charset[1], declared and declared[1].decode("ascii"))
        if name and (found := _known(name)) and not found.startswith(("utf-16", "utf-32"))
    ]
    if not any(claim in _MANY_BYTES for claim in claims):
        text = _strict(data, "utf-8")
        if text is not None:
            false = claims and claims[-1] != "utf-8" and not data.isascii()
            warning = f"says {claims[-1]}, is utf-8" if false else ""
            return Decoded(text=text, encoding="utf-8", warning=warning)
    return _by_claims(data, [claim for claim in claims if claim != "utf-8"])


def _by_claims(data: bytes, claims: list[str]) -> Decoded:
    for claim in (*claims, "utf-8"):
        text = _strict(data, claim)
        if text is not None:
            return Decoded(text=text, encoding=claim)
    if claims:
        return _decode_as(data, claims[0])
    warning = "some bytes are no utf-8 and were read as windows-1252"
    return Decoded(text=data.decode("utf-8", "windows-1252"), encoding="utf-8", warning=warning)


def _sniff(data: bytes) -> tuple[bytes, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark, encoding
    head = data[:256].lstrip(b" \t\r\n")
    for opening, encoding in _OPENINGS:
        if head.startswith(opening):
            return b"", encoding
    return b"", ""


def _known(name: str) -> str:
    """The codec for a declared name; empty for names that are no character set of documents."""
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    found = _WIDER.get(found, found)
    return found if found in _MANY_BYTES or _FAMILIES.match(found) else ""


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _decode_as(data: bytes, encoding: str) -> Decoded:
    text = _strict(data, encoding)
    if text is not None:
        return Decoded(text=text, encoding=encoding)
    broken = data.decode(encoding, "windows-1252" if encoding == "utf-8" else "replace")
    return Decoded(text=broken, encoding=encoding, warning=f"some bytes are no {encoding}")


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: documents pasted together from two encodings keep their letters."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


codecs.register_error("windows-1252", _as_windows_1252)
