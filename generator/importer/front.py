"""The front matter of an imported tutorial.

In: an entry, its feed, its source's rules, its Markdown body. Out: FrontMatter. The clock comes in
as an argument.
"""

import re
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from generator.config.model import SourceConfig
from generator.importer.names import first_words
from generator.model import Entry, Feed, FrontMatter, Provenance
from generator.model.feed import SavedEntry

_AHEAD: Final = timedelta(days=1)
_CARD: Final = re.compile(r'<div[^<>]*\bclass="[^"]*\bltag(?:__|[\s"_-])', re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")
NOISE: Final = "The feed has only a card here that points at another post."


def body_digest(body: str) -> str:
    """SHA-256 (hex) of a body; blank lines at its ends do not count as a person's edit."""
    return sha256(body.strip("\n").encode("utf-8", "surrogatepass")).hexdigest()


def front_matter(
    entry: Entry, feed: Feed, rules: SourceConfig, body: str, *, digest: str, seen: datetime
) -> FrontMatter:
    """`seen` is the moment of the entry's first import, `digest` that of its source.

    The date is that of publication, else of the last change, else the moment first seen: dates
    more than a day ahead of that count as none.
    """
    published, updated = _past(entry.published, seen), _past(entry.updated, seen)
    noise = is_noise(entry)
    return FrontMatter(
        title=entry.title or first_words(body) or "Untitled",
        date=published or updated or seen,
        updated=updated if published and updated and updated > published else None,
        tags=_tags(entry, rules),
        authors=entry.authors or ((rules.author,) if rules.author else ()),
        level=rules.level or (entry.level if isinstance(entry, SavedEntry) else None),
        draft=entry.draft or noise,
        summary_only=entry.summary_only and not noise,
        canonical=entry.link,
        description=NOISE if noise else "",
        language=entry.language or feed.language or rules.language,
        source=Provenance(
            feed=rules.name,
            id=entry.id,
            link=entry.link,
            title=rules.title or feed.title,
            licence=entry.licence or feed.licence or rules.licence,
            imported=seen,
            source_digest=digest,
            written_digest=body_digest(body),
        ),
    )


def is_noise(entry: Entry) -> bool:
    """Whether an entry is no post: Forem puts reposts into feeds, which hold only a card."""
    if entry.title.strip().lower() != "[boost]":
        return False
    return not entry.html.strip() or _only_card(entry.html)


def _only_card(html: str) -> bool:
    card = _CARD.search(html)
    return card is not None and not _TAG.sub("", html[: card.start()]).strip()


def _past(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment is not None and moment <= now + _AHEAD else None


def _tags(entry: Entry, rules: SourceConfig) -> tuple[str, ...]:
    found = {tag.casefold(): tag for tag in reversed((*entry.tags, *rules.tags)) if tag.strip()}
    return tuple(found.values())[::-1]
