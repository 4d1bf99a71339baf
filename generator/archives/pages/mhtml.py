"""A page saved as one file of mail (MHTML, RFC 2557). In: bytes. Out: its page and its images."""

import re
from email import message_from_bytes
from email.message import Message
from typing import Final
from urllib.parse import urljoin

from msgspec import Struct

_HEAD: Final = re.compile(rb"^(?:[\w-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){1,40}\r?\n")
_RELATED: Final = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_MOST_PARTS: Final = 5000


class MailedPage(Struct, frozen=True, kw_only=True):
    """The first page of a mail, and what else it holds."""

    html: bytes
    charset: str
    address: str
    """Where it was saved from."""
    files: dict[str, bytes]
    """By absolute address, and by `cid:` name."""


def is_mail(data: bytes) -> bool:
    """Whether bytes look like a page saved as mail."""
    head = _HEAD.match(data[:65536].lstrip(b"\xef\xbb\xbf\r\n"))
    return head is not None and _RELATED.search(head[0]) is not None


def read_mail(data: bytes) -> MailedPage | None:
    """The page of a mail, or None where it holds none."""
    message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
    parts = [part for part in message.walk() if not part.is_multipart()][:_MOST_PARTS]
    pages = [part for part in parts if part.get_content_type() == "text/html"]
    if not pages:
        return None
    address = str(message.get("Snapshot-Content-Location", "")).strip()
    address = address or _location(pages[0], "")
    files: dict[str, bytes] = {}
    for part in parts:
        if part.get_content_maintype() == "image":
            names = (
                _location(part, address),
                f"cid:{str(part.get('Content-ID', '')).strip('<> ')}",
            )
            for name in names:
                files.setdefault(name, _bytes(part))
    charset = pages[0].get_content_charset() or ""
    return MailedPage(html=_bytes(pages[0]), charset=charset, address=address, files=files)


def _location(part: Message, base: str) -> str:
    try:
        return urljoin(base, str(part.get("Content-Location", "")).strip())
    except ValueError:
        return ""


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
