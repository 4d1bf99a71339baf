"""Bytes that claim to be a feed to a document that is safe to parse, or the reason why not.

In: bytes from a file or the network. Out: a Document whose XML is UTF-8 without a document type,
of bounded size and depth, or whose JSON is text; else one Problem that names the input.
"""

import re
from typing import Final

from msgspec import Struct

from generator.feeds.encoding import decode
from generator.feeds.inflate import MAX_BYTES, TooLargeError, UndecodableError, gunzip
from generator.feeds.markup import (
    EntitiesDeclaredError,
    TooManyReferencesError,
    first_element,
    mend,
)
from generator.feeds.survey import MAX_ENTRIES, MAX_FIELDS, Survey, survey
from generator.feeds.webpage import is_web_page, named_feeds
from generator.model import Problem, Severity

_FEED_ROOTS: Final = frozenset(("rss", "rdf", "feed", "channel"))
MAX_TAG: Final = 4 * 1024 * 1024
"""Bytes; a parser holds all of a tag, and every attribute, before anybody may judge it."""
MAX_NAME: Final = 100_000
"""Bytes; patterns of the lenient parser cannot end with longer ones."""
_SCANNED: Final = 256 * 1024
"""Of what is no feed, to see whether it is a page that names one."""
_PICTURE: Final = re.compile(rb"(data:image/[a-z.+-]{1,20};base64,)[A-Za-z0-9+/=\\]{100000,}")
"""Not taken over from a text anyway; a few of them are longer than any text."""
_LONG_TAG: Final = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|(<[A-Za-z](?:[^<>]{%d}|[^\s<>\"']{%d}))" % (MAX_TAG, MAX_NAME),
    re.DOTALL,
)
_END_OF_ENTRY: Final = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>")


class Document(Struct, frozen=True, kw_only=True):
    """Something that may be parsed."""

    kind: str
    """`json`, `opml`, or `xml` for every feed in XML."""
    data: bytes
    """UTF-8."""
    problems: tuple[Problem, ...] = ()
    """Warnings: what was mended."""


def open_document(
    data: bytes, *, name: str, url: str = "", content_type: str = ""
) -> Document | Problem:
    """Judges and mends `data`; problems call it `name`, its links are relative to `url`."""
    if data.startswith(b"\x1f\x8b"):
        try:
            data = gunzip(data)
        except TooLargeError:
            return _too_large(name)
        except UndecodableError as error:
            return refusal("feed-compressed", f"{error}", name)
    if len(data) > MAX_BYTES:
        return _too_large(name)
    if not data.strip(b"\0 \t\r\n"):
        return refusal("feed-empty", "there is nothing in it", name)
    decoded = decode(data, content_type)
    warnings = (_warning("feed-encoding", decoded.warning, name),) if decoded.warning else ()
    # from here on UTF-8: text with a single emoji takes four bytes for each character
    data = decoded.text.lstrip("\ufeff \t\r\n").encode("utf-8", "ignore")
    del decoded
    if data[:1] in (b"{", b"["):
        return Document(kind="json", data=_PICTURE.sub(rb"\1", data), problems=warnings)
    return _open_xml(data, name=name, url=url, warnings=warnings)


def refusal(code: str, message: str, name: str, hint: str = "") -> Problem:
    """An error about a whole feed."""
    return Problem(code=code, message=message, path=name, hint=hint)


def _open_xml(
    data: bytes, *, name: str, url: str, warnings: tuple[Problem, ...]
) -> Document | Problem:
    try:
        body = first_element(data)
    except EntitiesDeclaredError:
        return _entities(name)
    found = survey(mend(body[:4096])).root if body else ""
    root = found.rpartition(":")[2].lower()
    if root == "opml" or root in _FEED_ROOTS:
        try:
            body = _PICTURE.sub(rb"\1", mend(body))
        except TooManyReferencesError:
            return refusal("feed-too-large", "it has too many broken references", name)
        return _survey_feed(body, root, name=name, warnings=warnings)
    opening = data[:_SCANNED].decode("utf-8", "ignore")
    if is_web_page(opening):
        feeds = named_feeds(opening, url)
        hint = f"the page names its feed: {', '.join(feeds)}" if feeds else ""
        return refusal("feed-is-web-page", "this is a web page, not a feed", name, hint)
    if root:
        return refusal("feed-unknown", f"<{root[:40]}> is no kind of feed", name)
    return refusal("feed-unknown", "this is no feed in any known format", name)


def _survey_feed(
    data: bytes, root: str, *, name: str, warnings: tuple[Problem, ...]
) -> Document | Problem:
    if any(tag[1] for tag in _LONG_TAG.finditer(data)):
        return refusal("feed-too-large", "it has a tag that is too long", name)
    found = survey(data)
    if found.entities:
        return _entities(name)
    if found.too_deep:
        return refusal("feed-too-deep", "elements are nested too deeply", name)
    if found.too_many or (found.error and data.count(b"<") > MAX_FIELDS):
        return refusal("feed-too-large", "it has too many elements or attributes", name)
    if found.rest >= 0:
        return _first_entries(data, found, name=name, warnings=warnings)
    kind = "opml" if root == "opml" else "xml"
    if not found.error:
        return Document(kind=kind, data=data, problems=warnings)
    if found.truncated:
        return _whole_entries(data, found, name=name, warnings=warnings)
    message = f"not well formed at line {found.line} ({found.error}); read leniently"
    return Document(
        kind=kind, data=data, problems=(*warnings, _warning("feed-malformed", message, name))
    )


def _whole_entries(
    data: bytes, found: Survey, *, name: str, warnings: tuple[Problem, ...]
) -> Document | Problem:
    """A document that was cut: its whole entries are read, the half one is not."""
    ends = [match.end() for match in _END_OF_ENTRY.finditer(data)]
    if not ends:
        return refusal(
            "feed-truncated", "the document is cut off before its first entry ends", name
        )
    channel = "</channel>" if found.root == "rss" else ""
    closing = f"{channel}</{found.root}>".encode()
    note = "the document is cut off; entries up to there were read"
    return Document(
        kind="xml",
        data=data[: ends[-1]] + closing,
        problems=(*warnings, _warning("feed-truncated", note, name)),
    )


def _first_entries(
    data: bytes, found: Survey, *, name: str, warnings: tuple[Problem, ...]
) -> Document:
    """A document with more entries than are read, without those that are too many."""
    closing = "".join(f"</{element}>" for element in reversed(found.around))
    note = f"more than {MAX_ENTRIES} entries; the rest is left out"
    return Document(
        kind="xml",
        data=data[: found.rest] + closing.encode(),
        problems=(*warnings, _warning("feed-entries", note, name)),
    )


def _warning(code: str, message: str, name: str) -> Problem:
    return Problem(code=code, message=message, path=name, severity=Severity.WARNING)


def _too_large(name: str) -> Problem:
    return refusal("feed-too-large", f"more than {MAX_BYTES // 1024 // 1024} MB", name)


def _entities(name: str) -> Problem:
    return refusal("feed-entities", "its document type declares entities; that is refused", name)
