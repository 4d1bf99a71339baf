"""What becomes of a file whose entry changed upstream.

In: the version the importer wrote last (if it is still there), the file as it is, the version it
would write now. Out: a Revision. A person's words are never replaced.
"""

from enum import StrEnum

import msgspec
from msgspec import Struct

from generator.importer.front import body_digest
from generator.importer.merge import merge_front, merge_text
from generator.model import FrontMatter


class Outcome(StrEnum):
    """What an import did, or did not do, with one entry."""

    NEW = "new"
    UPDATED = "updated"
    MERGED = "merged"
    CONFLICT = "conflict"
    UNCHANGED = "unchanged"
    FROZEN = "frozen"
    DELETED = "deleted"
    ALTERNATE = "alternate"
    SKIPPED = "skipped"


class Version(Struct, frozen=True, kw_only=True):
    """A file's two halves."""

    front: FrontMatter
    body: str


class Revision(Struct, frozen=True, kw_only=True):
    """`file` replaces the file; `beside` is put beside it for the author to merge."""

    outcome: Outcome
    file: Version | None = None
    beside: Version | None = None


def revise(base: Version | None, ours: Version, theirs: Version) -> Revision:
    """Nobody touched the body: it follows the feed. Somebody did: both changes are merged when
    they are apart, else the file stays and the feed's text goes beside it. `frozen` always wins.
    """
    if ours.front.frozen:
        return Revision(outcome=Outcome.FROZEN)
    front = merge_front(_trusted(base, ours, theirs), ours.front, theirs.front)
    if _untouched(ours) or ours.body.strip("\n") == theirs.body.strip("\n"):
        return _replaced(ours, Version(front=front, body=theirs.body), Outcome.UPDATED)
    body = merge_text(_text(base), _text(ours), _text(theirs)) if base else None
    if body is None:
        return Revision(outcome=Outcome.CONFLICT, beside=theirs)
    return _replaced(ours, Version(front=front, body=f"{body}\n"), Outcome.MERGED)


def _replaced(ours: Version, new: Version, outcome: Outcome) -> Revision:
    return Revision(outcome=Outcome.UNCHANGED if new == ours else outcome, file=new)


def _untouched(ours: Version) -> bool:
    source = ours.front.source
    return source is not None and source.written_digest == body_digest(ours.body)


def _trusted(base: Version | None, ours: Version, theirs: Version) -> FrontMatter | None:
    """Without a base, an untouched body speaks for an untouched front matter."""
    if base is not None:
        return base.front
    if not _untouched(ours):
        return None
    return msgspec.structs.replace(ours.front, source=theirs.front.source)


def _text(version: Version) -> str:
    return version.body.strip("\n")
