"""JSON Feed 1 and 1.1 to Feed and Entry.

In: a Document of kind `json`. Out: a Feed, or a Problem when it is no JSON Feed. Wrong types cost
the field or, without any content, the entry; numbers are kept as they are written.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final

from generator.feeds.bodies import Candidate, as_html, is_summary, is_too_large, longest
from generator.feeds.dates import parse_date
from generator.feeds.document import Document, refusal
from generator.feeds.plain_text import one_line
from generator.feeds.read_xml import MAX_TAGS
from generator.feeds.survey import MAX_ELEMENTS, MAX_ENTRIES
from generator.model import Entry, Feed, Problem, Severity
from generator.text.links import web_address

_VERSION: Final = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/(1(?:\.1)?)")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")

_Object = Mapping[str, object]


class _Number(str):
    """A number as it is written: Python refuses to read those of more than 4,300 digits."""

    __slots__ = ()


def read_json(document: Document, *, name: str, url: str = "") -> Feed | Problem:
    """The feed in document order, at most `MAX_ENTRIES` entries, none with a body too large."""
    if sum(document.data.count(sign) for sign in (b",", b"[", b"{")) > MAX_ELEMENTS:
        return refusal("feed-too-large", "it has too many values", name)
    try:
        found = json.loads(
            document.data, parse_int=_Number, parse_float=_Number, parse_constant=_Number
        )
    except RecursionError:
        return refusal("feed-too-deep", "the JSON is nested too deeply", name)
    except ValueError as error:
        return refusal("feed-malformed", f"this is no JSON: {error}", name)
    version = _VERSION.match(_text(found, "version")) if isinstance(found, dict) else None
    if version is None or not isinstance(found.get("items"), list):
        return refusal("feed-unknown", "this is JSON, but no JSON Feed", name)
    home = web_address(_text(found, "home_page_url"), url)
    base = home or web_address(_text(found, "feed_url"), url) or url
    authors = _authors(found)
    language = _language(found)
    problems: list[Problem] = list(document.problems)
    entries = tuple(_entries(found["items"], base, authors, problems, name))
    return Feed(
        title=one_line(_text(found, "title")),
        link=home,
        entries=entries,
        language=language,
        format=f"json{version[1].replace('.', '')}",
        problems=tuple(problems),
    )


def _entries(
    items: list[object], base: str, authors: tuple[str, ...], problems: list[Problem], name: str
) -> Iterable[Entry]:
    for number, item in enumerate(items[:MAX_ENTRIES], start=1):
        entry = _entry(item, base, authors) if isinstance(item, dict) else None
        if entry is not None and not is_too_large(entry.html):
            yield entry
            continue
        fault = "is no item with text" if entry is None else "is too large"
        message = f"item {number} {fault} and is left out"
        problems.append(
            Problem(code="entry-unusable", message=message, path=name, severity=Severity.WARNING)
        )


def _entry(item: _Object, base: str, authors: tuple[str, ...]) -> Entry | None:
    link = web_address(_text(item, "url"), base) or web_address(_text(item, "external_url"), base)
    body = longest(
        [
            Candidate(text=text, html=html, full=full)
            for text, html, full in (
                (_text(item, "content_html"), True, True),
                (_text(item, "content_text"), False, True),
                (_text(item, "summary"), False, False),
            )
            if text
        ]
    )
    title = one_line(_text(item, "title"))
    if body is None and not title:
        return None
    return Entry(
        id=one_line(_identity(item), 2000),
        link=link,
        title=title,
        html=as_html(body) if body else "",
        base_url=link or base,
        summary_only=body is None or is_summary(body, linked=bool(link)),
        published=parse_date(_text(item, "date_published")),
        updated=parse_date(_text(item, "date_modified")),
        authors=_authors(item) or authors,
        tags=_tags(item),
        language=_language(item),
    )


def _identity(item: _Object) -> str:
    """A string by the specification, but a number is an identity as well."""
    value = item.get("id")
    return str(value) if isinstance(value, str) else ""


def _text(holder: _Object, key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) and not isinstance(value, _Number) else ""


def _authors(holder: _Object) -> tuple[str, ...]:
    """1.1 has a list `authors`, 1.0 one `author`."""
    stated = holder.get("authors")
    people = stated if isinstance(stated, list) else [holder.get("author")]
    names = (one_line(_text(person, "name"), 120) for person in people if isinstance(person, dict))
    return tuple(dict.fromkeys(name for name in names if name))


def _tags(item: _Object) -> tuple[str, ...]:
    stated = item.get("tags")
    if not isinstance(stated, list):
        return ()
    names = [one_line(tag, 80).lstrip("#") for tag in stated if type(tag) is str]
    return tuple({name.casefold(): name for name in reversed(names) if name}.values())[::-1][
        :MAX_TAGS
    ]


def _language(holder: _Object) -> str:
    found = _LANGUAGE.fullmatch(_text(holder, "language"))
    return found[0] if found else ""
