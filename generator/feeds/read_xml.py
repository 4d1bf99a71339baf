"""RSS, RDF, Atom, CDF and WordPress exports to Feed and Entry, by way of feedparser.

In: a Document of kind `xml`, whose bytes are safe to parse. Out: a Feed, or why there is none. This
is the one module where feedparser's objects are seen; it gets bytes, never text (it would open text
as a file), and neither sanitises nor resolves anything.
"""

import re
import warnings
from collections.abc import Iterable
from typing import Any, Final

from generator.feeds import wxr
from generator.feeds.bodies import Candidate, as_html, is_summary, is_too_large, longest
from generator.feeds.dates import parse_date
from generator.feeds.document import Document, refusal
from generator.feeds.parts import FrameTooLargeError, parts
from generator.feeds.plain_text import from_either, from_html, one_line
from generator.feeds.survey import MAX_ENTRIES
from generator.model import Entry, Feed, Problem, Severity
from generator.text.links import web_address

MAX_TAGS: Final = 40

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_KIND_TERM: Final = re.compile(r"https?://schemas\.google\.com/blogger/")
_EMPTY_BREAK: Final = re.compile(r"</br\s*>", re.IGNORECASE)
_DATES: Final = ("published", "issued", "created")
_EXPORT_DATES: Final = ("wp_post_date_gmt", "wp_post_date", "wp_post_modified_gmt")


def read_xml(document: Document, *, name: str, url: str = "") -> Feed | Problem:
    """The feed in document order, at most `MAX_ENTRIES` entries, none with a body too large."""
    reader: _Reader | None = None
    entries: list[Entry] = []
    left_out: list[str] = []
    try:
        for part in parts(document.data, left_out):
            parsed = _parsed(part)
            if reader is None:
                version = str(parsed.get("version") or "")
                reader = _Reader(parsed.get("feed", {}), version, name, url)
            entries += reader.entries(parsed.get("entries", ()))
            del parsed
    except FrameTooLargeError:
        return refusal("feed-too-large", "what is long in it are not its entries", name)
    except _UnreadableError as error:
        reason = f"it is not well formed, and cannot be read leniently ({error})"
        return refusal("feed-malformed", reason, name)
    assert reader is not None
    for title in left_out:
        reader.warn_of_size(title)
    return Feed(
        title=reader.title(),
        link=reader.home,
        entries=tuple(entries),
        language=_language(reader.feed.get("language")),
        licence=_licence(reader.feed),
        format=reader.format,
        moved_to=reader.moved_to(),
        problems=(*document.problems, *reader.problems),
    )


class _UnreadableError(Exception):
    pass


def _parsed(data: bytes) -> Any:
    import feedparser  # heavy; a build without changed feeds never gets here

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
        except Exception as error:  # it raises whatever it comes to in a document that is broken
            raise _UnreadableError(type(error).__name__) from error


class _Reader:
    """What the entries of one feed share."""

    def __init__(self, feed: Any, version: str, name: str, url: str) -> None:
        self.feed = feed
        self.name = name
        self.problems: list[Problem] = []
        self.seen = 0
        """Entries, of all parts."""
        self.export = "wp_wxr_version" in feed
        self.format = "wxr" if self.export else version
        self.atom = version.startswith("atom")
        own = web_address(url) or _own_address(feed)
        self.home = web_address(_text(feed.get("link")), own)
        self.base = self.home or own

    def title(self) -> str:
        return _title(self.feed, atom=self.atom)

    def moved_to(self) -> str:
        stated = self.feed.get("newlocation") or self.feed.get("itunes_new-feed-url")
        return web_address(_text(stated))

    def entries(self, found: Iterable[Any]) -> Iterable[Entry]:
        for entry in found:
            self.seen += 1
            if self.seen > MAX_ENTRIES:
                if self.seen == MAX_ENTRIES + 1:
                    note = f"more than {MAX_ENTRIES} entries; the rest is left out"
                    self._warn("feed-entries", note)
                return
            status = _text(entry.get("wp_status"))
            if self.export and not wxr.is_post(_text(entry.get("wp_post_type")), status):
                continue
            made = self._entry(entry, draft=self.export and wxr.is_draft(status))
            if made is not None:
                yield made

    def _entry(self, entry: Any, *, draft: bool) -> Entry | None:
        link = self._link(entry)
        body = longest(tuple(_candidates(entry)))
        title = _title(entry, atom=self.atom)
        if body is not None and is_too_large(body.text):
            self.warn_of_size(title[:80] or link)
            return None
        base = body.base if body and web_address(body.base) else ""
        return Entry(
            id=_identity(entry),
            link=link,
            title=title,
            html=self._html(body),
            base_url=base or link or self.base,
            summary_only=body is None or is_summary(body, linked=bool(link)),
            published=_date(entry, *_DATES, *(_EXPORT_DATES if self.export else ())),
            updated=_date(entry, "updated"),
            authors=self._authors(entry),
            tags=_tags(entry),
            language=_language(_body_language(entry) or entry.get("language")),
            licence=_licence(entry),
            draft=draft,
        )

    def _html(self, body: Candidate | None) -> str:
        if body is None:
            return ""
        return wxr.stored_html(body.text) if self.export else as_html(body)

    def _link(self, entry: Any) -> str:
        alternates = [
            _text(link.get("href"))
            for link in entry.get("links", ())
            if link.get("rel", "alternate") == "alternate"
        ]
        for stated in (entry.get("feedburner_origlink"), entry.get("link"), *alternates):
            address = web_address(_text(stated), self.base) if stated else ""
            if address:
                return address
        return ""

    def _authors(self, entry: Any) -> tuple[str, ...]:
        stated = _names(entry)
        return stated or (_names(self.feed) if self.atom else ())

    def warn_of_size(self, title: str) -> None:
        """Of an entry that is too large."""
        self._warn("entry-too-large", f"“{title}” is too large and is left out")

    def _warn(self, code: str, message: str) -> None:
        self.problems.append(
            Problem(code=code, message=message, path=self.name, severity=Severity.WARNING)
        )


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _own_address(feed: Any) -> str:
    for link in feed.get("links", ()):
        if link.get("rel") == "self":
            return web_address(_text(link.get("href")))
    return ""


def _title(holder: Any, *, atom: bool) -> str:
    """Atom says what kind of text a title is; the other formats do not."""
    value = _text(holder.get("title"))
    kind = (holder.get("title_detail") or {}).get("type")
    if not atom:
        return from_either(value)
    return one_line(value) if kind == "text/plain" else from_html(value)


def _identity(entry: Any) -> str:
    return one_line(_text(entry.get("id")), 2000)


def _candidates(entry: Any) -> Iterable[Candidate]:
    for content in entry.get("content", ()):
        yield _candidate(content, full=True)
    summary = entry.get("summary_detail")
    if summary:
        yield _candidate(summary, full=False)


def _candidate(content: Any, *, full: bool) -> Candidate:
    kind = content.get("type") or "text/html"
    text = content.get("value") or ""
    if kind == "application/xhtml+xml":
        text = _EMPTY_BREAK.sub("", text)
    return Candidate(
        text=text, html=kind != "text/plain", full=full, base=_text(content.get("base"))
    )


def _body_language(entry: Any) -> Any:
    for content in entry.get("content", ()):
        if content.get("language"):
            return content.get("language")
    return (entry.get("summary_detail") or {}).get("language")


def _language(value: Any) -> str:
    found = _LANGUAGE.fullmatch(_text(value))
    return found[0].replace("_", "-") if found else ""


def _date(entry: Any, *keys: str) -> Any:
    for key in keys:
        # `in` and not `get`: feedparser answers `updated` with `published` where there is none
        if key in entry:
            found = parse_date(_text(entry[key]))
            if found is not None:
                return found
    return None


def _names(holder: Any) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for author in holder.get("authors", ()):
        name = from_either(_text(author.get("name")), 120)
        if name and not name.startswith(("http://", "https://")):
            found[name] = None
    return tuple(found)


def _tags(entry: Any) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for tag in entry.get("tags", ()):
        term = _text(tag.get("label")) or _text(tag.get("term"))
        if term and not _KIND_TERM.match(term) and not _KIND_TERM.match(_text(tag.get("term"))):
            name = from_either(term, 80).lstrip("#")
            if name.strip():
                found.setdefault(name.casefold(), name)
    return tuple(found.values())[:MAX_TAGS]


def _licence(holder: Any) -> str:
    for link in holder.get("links", ()):
        if link.get("rel") == "license":
            return web_address(_text(link.get("href")))
    return web_address(_text(holder.get("license")))
