"""Which entry of a feed is which item of the ledger, whatever the feed did to its identifiers.

In: entries of one document and the items of one ledger. Out: the item of each entry, or none for
a new one. The order of entries and of items does not matter. Likeness of bodies is judged later,
for what is left over here.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from hashlib import sha256

import msgspec

from generator.config.model import SourceConfig
from generator.model import Entry
from generator.model.ledger import Item
from generator.text.links import comparable


def source_digest(entry: Entry, rules: SourceConfig) -> str:
    """SHA-256 (hex) of all that an imported file is made from: the entry and its source's rules."""
    stated = (rules.author, rules.tags, rules.level, rules.language, rules.licence, rules.images)
    return sha256(msgspec.json.encode((entry, stated))).hexdigest()


def entry_key(entry: Entry) -> str:
    """A string that tells entries of one document apart and does not depend on their order."""
    parts = (entry.id, comparable(entry.link), entry.title, sha256(entry.html.encode()).hexdigest())
    return "\n".join(parts)


def distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries, oldest first, without those that repeat another in every respect."""
    ordered = sorted(entries, key=lambda entry: (_moment(entry), entry_key(entry), entry.link))
    by_key: dict[str, Entry] = {}
    for entry in ordered:
        by_key.setdefault(entry_key(entry), entry)
    return tuple(by_key.values())


def match(
    entries: Sequence[Entry], digests: Sequence[str], items: Sequence[Item]
) -> tuple[int | None, ...]:
    """The place in `items` of each entry's item, aligned with `entries`; each is given once.

    First what did not change at all, by its digest. Then by identifier where it is unique, by
    identifier and link, by link, by all that is stated; last by title and the link's last part,
    which finds a feed that moved to another host. An identifier that now stands for something
    with another link and another title was given anew, and does not count.
    """
    matching = _Matching(entries, items)
    unchanged = dict(zip(map(id, entries), digests, strict=True))
    matching.by(lambda entry: unchanged[id(entry)], lambda item: item.source, unique=False)
    matching.by(lambda entry: entry.id, lambda item: item.id, unless=_given_anew)
    matching.by(_id_and_link, _id_and_link, unique=False)
    matching.by(_page_of, _page_of)
    matching.by(_stated, _stated, unique=False)
    matching.by(_title_and_tail, _title_and_tail)
    return tuple(matching.found)


class _Matching:
    """Rules are tried one after the other on what earlier ones left over."""

    def __init__(self, entries: Sequence[Entry], items: Sequence[Item]) -> None:
        self.entries = entries
        self.items = items
        self.found: list[int | None] = [None] * len(entries)
        self.taken: set[int] = set()

    def by(
        self,
        of_entry: Callable[[Entry], Hashable],
        of_item: Callable[[Item], Hashable],
        *,
        unique: bool = True,
        unless: Callable[[Entry, Item], bool] = lambda _entry, _item: False,
    ) -> None:
        """Pairs entries and items of one key; with `unique`, only where both sides have one.

        Without it, several of one key are told apart by their titles.
        """
        keys = Counter(of_entry(entry) for entry in self.entries)
        places: defaultdict[Hashable, list[int]] = defaultdict(list)
        titled: defaultdict[tuple[Hashable, str], list[int]] = defaultdict(list)
        for place in sorted(set(range(len(self.items))) - self.taken, reverse=True):
            item = self.items[place]
            places[of_item(item)].append(place)
            titled[of_item(item), item.title].append(place)
        for number, entry in enumerate(self.entries):
            key = of_entry(entry)
            if self.found[number] is not None or not key:
                continue
            alone = keys[key] == 1 and len(places[key]) == 1
            free = places[key] if alone else [] if unique else titled[key, entry.title]
            if free and not unless(entry, self.items[free[-1]]):
                self.found[number] = free.pop()
        self.taken = {place for place in self.found if place is not None}


def _id_and_link(thing: Entry | Item) -> Hashable:
    return (thing.id, comparable(thing.link)) if thing.id else ""


def _page_of(thing: Entry | Item) -> Hashable:
    """Some feeds link every entry to the home page: that says nothing about the entry."""
    compared = comparable(thing.link)
    return compared if "/" in compared or "?" in compared else ""


def _stated(thing: Entry | Item) -> Hashable:
    stated = (thing.id, comparable(thing.link), thing.title)
    return stated if any(stated) else ""


def _title_and_tail(thing: Entry | Item) -> Hashable:
    tail = _tail(thing.link)
    return (thing.title, tail) if thing.title and tail else ""


def _given_anew(entry: Entry, item: Item) -> bool:
    other_link = comparable(entry.link) != comparable(item.link)
    return other_link and entry.title != item.title and _tail(entry.link) != _tail(item.link)


def _tail(link: str) -> str:
    return comparable(link).rpartition("/")[2] if "/" in comparable(link) else ""


def _moment(entry: Entry) -> str:
    moment = entry.published or entry.updated
    return f"{moment.timestamp():020.0f}" if moment else "~"
