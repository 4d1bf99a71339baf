"""What an import would do with each entry of a feed, before anything is converted or written.

In: entries, their source's rules, and the items that are remembered of the source, as the files
really are. Out: a Plan: which entries need work, and why the others need none.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from generator.config.model import SourceConfig
from generator.importer.identity import distinct, match, source_digest
from generator.importer.revise import Outcome
from generator.model import Entry
from generator.model.ledger import Item


class Step(Struct, frozen=True, kw_only=True):
    """An entry that is new or that changed."""

    entry: Entry
    digest: str
    """Of the entry and its rules."""
    place: int | None
    """Of its item; none for an entry that no item claims."""


class Plan(Struct, frozen=True, kw_only=True):
    """All that is to be done, oldest entry first, and what needs nothing."""

    steps: tuple[Step, ...]
    settled: Mapping[Outcome, int]
    """How many entries need no work, by reason."""
    free: frozenset[int]
    """Places of items that no entry claims: left the window, or renamed beyond recognition."""


def plan(
    entries: Sequence[Entry], rules: SourceConfig, items: Sequence[Item], *, images: bool = False
) -> Plan:
    """Decides by identity and digest; an entry with neither title nor text is nothing to import.

    With `images`, entries whose images could not be copied before are tried again.
    """
    known = distinct(entry for entry in entries if entry.title or entry.html)
    digests = [source_digest(entry, rules) for entry in known]
    places = match(known, digests, items)
    settled = Counter({Outcome.SKIPPED: len(entries) - len(known)})
    steps: list[Step] = []
    for entry, digest, place in zip(known, digests, places, strict=True):
        reason = _settled(items[place], digest, images) if place is not None else None
        if reason is None:
            steps.append(Step(entry=entry, digest=digest, place=place))
        else:
            settled[reason] += 1
    free = frozenset(range(len(items))).difference(place for place in places if place is not None)
    return Plan(steps=tuple(steps), settled=settled, free=free)


def _settled(item: Item, digest: str, images: bool) -> Outcome | None:
    """Why a known entry needs no work; nothing when it changed."""
    if item.deleted:
        return Outcome.DELETED
    if item.alternate_of:
        return Outcome.ALTERNATE
    if item.source != digest or (images and item.images_left):
        return None
    return Outcome.UNCHANGED
