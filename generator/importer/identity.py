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
    by_key = {entry_key(entry): entry for entry in entries}
    return tuple(by_key[key] for key in sorted(by_key, key=lambda key: (_moment(by_key[key]), key)))


def match(entries: Sequence[Entry], items: Sequence[Item]) -> tuple[int | None, ...]:
    """The place in `items` of each entry's item, aligned with `entries`; each is given once.

    First by identifier where it is unique, then by identifier and link, by link, and, for entries
    without either, by title; last by title and link's last part, which finds a feed that moved to
    another host. An identifier that now stands for something with another link and another title
    was given anew, and does not count.
    """
    matching = _Matching(entries, items)
    matching.by(_by_id, _item_id, unless=_given_anew)
    matching.by(_by_id_and_link, _item_id_and_link, unique=False)
    matching.by(_by_link, _item_link)
    matching.by(_by_title_alone, _item_title_alone)
    matching.by(_by_title_and_tail, _item_title_and_tail)
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
        keys = Counter(key for entry in self.entries if (key := of_entry(entry)))
        places: defaultdict[Hashable, list[int]] = defaultdict(list)
        for place, item in enumerate(self.items):
            if place not in self.taken and of_item(item):
                places[of_item(item)].append(place)
        for number, entry in enumerate(self.entries):
            key = of_entry(entry)
            if self.found[number] is not None or not key:
                continue
            free = [place for place in places.get(key, ()) if place not in self.taken]
            alone = keys[key] == 1 and len(free) == 1
            if not alone and not unique:
                free = [place for place in free if self.items[place].title == entry.title][:1]
            if (alone or not unique) and free and not unless(entry, self.items[free[0]]):
                self.taken.add(free[0])
                self.found[number] = free[0]


def _by_id(entry: Entry) -> Hashable:
    return entry.id


def _item_id(item: Item) -> Hashable:
    return item.id


def _by_id_and_link(entry: Entry) -> Hashable:
    return (entry.id, comparable(entry.link)) if entry.id else ""


def _item_id_and_link(item: Item) -> Hashable:
    return (item.id, comparable(item.link)) if item.id else ""


def _by_link(entry: Entry) -> Hashable:
    return _page(entry.link)


def _item_link(item: Item) -> Hashable:
    return _page(item.link)


def _by_title_alone(entry: Entry) -> Hashable:
    return entry.title if not entry.id and not entry.link else ""


def _item_title_alone(item: Item) -> Hashable:
    return item.title if not item.id and not item.link else ""


def _by_title_and_tail(entry: Entry) -> Hashable:
    return (entry.title, _tail(entry.link)) if entry.title and _tail(entry.link) else ""


def _item_title_and_tail(item: Item) -> Hashable:
    return (item.title, _tail(item.link)) if item.title and _tail(item.link) else ""


def _given_anew(entry: Entry, item: Item) -> bool:
    other_link = comparable(entry.link) != comparable(item.link)
    return other_link and entry.title != item.title and _tail(entry.link) != _tail(item.link)


def _page(link: str) -> str:
    """Some feeds link every entry to the home page: that says nothing about the entry."""
    compared = comparable(link)
    return compared if "/" in compared or "?" in compared else ""


def _tail(link: str) -> str:
    return comparable(link).rpartition("/")[2] if "/" in comparable(link) else ""


def _moment(entry: Entry) -> str:
    moment = entry.published or entry.updated
    return f"{moment.timestamp():020.0f}" if moment else "~"
