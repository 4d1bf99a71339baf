"""What other sources have brought: the same text from two feeds is imported once.

In: the ledgers of the site and their texts, and tutorials written by hand that name the address of
their original (`canonical`). Out: the file that has a text already. The index is
made when first asked, and learns what is imported meanwhile. At the end it tells what of that is
nearly the same as something else.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from generator.content import scan
from generator.importer.duplicates import Group, Sketched, groups
from generator.importer.likeness import COMMON, SAME, candidates, likeness, marks, words
from generator.importer.revise import Version
from generator.model import Entry
from generator.model.ledger import Item
from generator.pipeline.memory import ledger_names, read_ledger, read_version, upstream_path
from generator.text.links import comparable

_RELATED = 0.3
"""Below this, two texts under one link are two texts (a link blog comments on what it links)."""

_COMPARED = 8


class Neighbours:
    """Items of all sources, by link and by likeness."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._by_link: defaultdict[str, list[tuple[str, Item]]] = defaultdict(list)
        self._by_mark: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._by_hand: dict[str, str] = {}
        self._known: dict[str, Sketched] = {}
        self._fresh: set[str] = set()
        self._drafts: dict[str, str] = {}
        self._loaded = False

    def bring(self, source: str, item: Item, draft: str = "") -> None:
        """Make an item known that is new or changed; `draft` is its body where none is written."""
        self._add(source, item)
        self._fresh.add(item.file)
        if draft:
            self._drafts[item.file] = draft

    def look_at(self, files: Iterable[str]) -> None:
        """Tell of these too, though they did not change."""
        self._fresh.update(file for file in files if file)

    def duplicates(self) -> tuple[Group, ...]:
        """What was brought or is looked at, and is nearly the same as another tutorial."""
        if not self._fresh:
            return ()
        self._load()
        return groups(self._known, self._fresh, self._text)

    def repeat(self, source: str, title: str, body: str, sketched: str) -> str:
        """The file of the same source that has this very title and text; empty if there is none."""
        self._load()
        for other, file in candidates(sketched, self._by_mark):
            same = other == source and self._known[file].title == title
            if same and words(self._text(file)) == words(body):
                return file
        return ""

    def _add(self, source: str, item: Item) -> None:
        if not item.file or item.deleted:
            return
        self._known[item.file] = Sketched(title=item.title, sketch=item.sketch)
        if item.link:
            self._by_link[comparable(item.link)].append((source, item))
        for mark in marks(item.sketch):
            if len(self._by_mark[mark]) < COMMON:
                self._by_mark[mark].append((source, item.file))

    def same_text(self, source: str, entry: Entry, body: str, sketched: str) -> str:
        """The file of another source that holds this entry's text; empty when there is none.

        A whole text is not the same as a summary of it: where only a summary is there, the whole
        text is worth a file of its own.
        """
        self._load()
        if entry.link and (written := self._by_hand.get(comparable(entry.link))):
            return written
        for other, item in self._by_link.get(comparable(entry.link), ()) if entry.link else ():
            if other != source and self._one_post(entry, item, body):
                return item.file
        found = [file for other, file in candidates(sketched, self._by_mark) if other != source]
        alike = [(likeness(body, self._text(file)), file) for file in found[:_COMPARED]]
        degree, file = max(alike, default=(0.0, ""), key=lambda pair: pair[0])
        return file if degree >= SAME else ""

    def _one_post(self, entry: Entry, item: Item, body: str) -> bool:
        version = read_version(self._site, item.file)
        if version is None or (version.front.summary_only and not entry.summary_only):
            return False
        if entry.summary_only or (entry.title and entry.title == item.title):
            return True
        return likeness(body, self._text(item.file)) >= _RELATED

    def _text(self, file: str) -> str:
        if file in self._drafts:
            return self._drafts[file]
        version: Version | None = read_version(self._site, upstream_path(file))
        version = version or read_version(self._site, file)
        return version.body if version else ""

    def _load(self) -> None:
        if self._loaded:
            return
        self._loaded = True
        known: set[str] = set()
        for name in ledger_names(self._site):
            for item in read_ledger(self._site, name)[0].items:
                self._add(name, item)
                known.add(item.file)
        for path in scan(self._site)[0]:
            if path not in known:
                self._add_written(path)

    def _add_written(self, path: str) -> None:
        version = read_version(self._site, path)
        if version and version.front.canonical and version.front.source is None:
            self._by_hand.setdefault(comparable(version.front.canonical), path)
