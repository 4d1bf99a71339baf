"""Which of the bodies a feed has for an entry is the one, and whether it is the whole text.

In: the candidates as the feed states them. Out: HTML, and whether it is only an excerpt.
Nothing is sanitised here.
"""

import re
from collections.abc import Sequence
from html import escape
from typing import Final

from msgspec import Struct

MAX_BODY: Final = 2 * 1024 * 1024
"""Characters of one body; an entry with more is left out with a warning."""

MAX_TAGS: Final = 200_000
"""Of one body, each of which takes a kilobyte while it is converted; as above."""

_CUT: Final = re.compile(
    r"(?:\[?(?:…|\.\.\.|&hellip;|&#8230;)\]?|»|→"
    r"|(?:continue|keep) reading.{0,80}|read (?:more|on|the rest).{0,80})"
    r"(?:\s|</?\w[^>]*>|&nbsp;|&raquo;|»|→)*$",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<[^<>]*>")
_STRUCTURE: Final = re.compile(
    r"<(?:pre|h[1-6]|li|table|blockquote|figure|iframe|code)\b", re.IGNORECASE
)
_PARAGRAPH: Final = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)
_LONG: Final = 1500
_SHORT: Final = 600


class Candidate(Struct, frozen=True, kw_only=True):
    """One body as the feed states it."""

    text: str
    html: bool
    """False: plain text."""
    full: bool
    """The element is meant for the whole text (`content:encoded`, Atom `content`)."""
    base: str = ""
    """Of `xml:base`, where it is absolute."""


def longest(candidates: Sequence[Candidate]) -> Candidate | None:
    """The longest body; of equally long ones the first."""
    return max(candidates, key=lambda one: len(one.text), default=None)


def is_too_large(html: str) -> bool:
    """Whether a body is longer, or has more tags, than any that people read."""
    return len(html) > MAX_BODY or html.count("<") > MAX_TAGS


def as_html(candidate: Candidate) -> str:
    """The body as HTML: plain text gets its paragraphs and line breaks."""
    if candidate.html:
        return candidate.text
    paragraphs = re.split(r"\n\s*\n", escape(candidate.text.strip(), quote=False))
    return "\n".join(
        f"<p>{p.strip().replace(chr(10), '<br>' + chr(10))}</p>" for p in paragraphs if p
    )


def is_summary(candidate: Candidate, *, linked: bool) -> bool:
    """Whether a body is only an excerpt of what its link leads to.

    An element that is meant for the whole text is believed unless it ends as excerpts do. Of a
    description it depends: many producers put the whole text there, so structure or length speak
    for it, a cut end against it.
    """
    text = _TAG.sub("", candidate.text).strip()
    if not linked:
        return False
    if not text:
        return not candidate.full and not _STRUCTURE.search(candidate.text)
    if _CUT.search(candidate.text[-400:].strip()) and len(text) < _LONG:
        return True
    if candidate.full or len(text) >= _LONG or _STRUCTURE.search(candidate.text):
        return False
    return len(text) < _SHORT and len(_PARAGRAPH.findall(candidate.text)) < 4
