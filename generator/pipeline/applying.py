"""One parsed feed to files in content/: the only importer code that writes tutorials.

In: a feed, its rules, and what is remembered of it. Out: a row of the report. Each file is
written whole, the ledger last; whatever is interrupted, the next run finishes.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from generator.config.model import SourceConfig
from generator.content import dump, replace_file
from generator.importer.front import front_matter, is_noise
from generator.importer.identity import distinct, entry_key, match, source_digest
from generator.importer.likeness import SAME, likeness, sketch
from generator.importer.names import file_slug
from generator.importer.revise import Outcome, Revision, Version, revise
from generator.model import Entry, Feed, Problem, Severity
from generator.model.ledger import Item, Ledger
from generator.pipeline.converting import converted
from generator.pipeline.holdings import Holdings
from generator.pipeline.import_report import FeedRow, row_of
from generator.pipeline.memory import read_version, upstream_path, write_ledger
from generator.pipeline.neighbours import Neighbours

Progress = Callable[[str, int, int], None]
"""Called with the name of the source, entries done, entries in all."""


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What all feeds of one import share."""

    site: Path
    now: datetime | None
    neighbours: Neighbours
    dry_run: bool = False
    executor: Executor | None = None
    progress: Progress | None = None


def apply_feed(
    around: Surroundings, feed: Feed, rules: SourceConfig, *, source: str, document: str
) -> tuple[FeedRow, tuple[Problem, ...]]:
    """Brings content/ up to date with a feed. `document` is the digest that the ledger keeps to
    know the same document again; `source` is what the user called the feed. Raises OSError.
    """
    applying = _Applying(around, feed, rules)
    applying.run()
    if not around.dry_run:
        applying.remember(document)
    row = row_of(rules.name, applying.outcomes, source=source, files=tuple(applying.written))
    return row, (*feed.problems, *applying.problems)


class _Applying:
    """The state of one feed's import."""

    def __init__(self, around: Surroundings, feed: Feed, rules: SourceConfig) -> None:
        self.around = around
        self.feed = feed
        self.rules = rules
        self.holdings = Holdings(around.site, rules.name)
        self.outcomes: Counter[Outcome] = Counter()
        self.written: list[str] = []
        self.problems: list[Problem] = list(self.holdings.problems)
        self.now = around.now or _newest(feed)
        self.items: list[Item] = list(self.holdings.items)
        self.free: set[int] = set()

    def run(self) -> None:
        """Decide, convert what is new or changed, write."""
        entries = distinct(entry for entry in self.feed.entries if entry.title or entry.html)
        self.outcomes[Outcome.SKIPPED] += len(self.feed.entries) - len(entries)
        digests = [source_digest(entry, self.rules) for entry in entries]
        places = match(entries, digests, self.items)
        self.free = set(range(len(self.items))).difference(places)
        known = {
            entry_key(entry): place
            for entry, place in zip(entries, places, strict=True)
            if place is not None
        }
        todo = [entry for entry in entries if self._is_todo(entry, known.get(entry_key(entry)))]
        for entry, body in self._bodies(todo, len(entries)):
            place = known.get(entry_key(entry))
            if body is None:
                self._warn("entry-unusable", f"“{entry.title or entry.link}” cannot be converted")
                self.outcomes[Outcome.SKIPPED] += 1
            elif place is not None or (place := self._renamed(entry, body)) is not None:
                self._update(entry, body, place)
            else:
                self._create(entry, body)

    def remember(self, document: str) -> None:
        """Write the ledger, after everything it speaks of is safe."""
        if self.written:
            os.sync()
        ledger = Ledger(
            title=self.feed.title,
            home=self.feed.link,
            document=document,
            items=tuple(self.items),
        )
        write_ledger(self.around.site, self.rules.name, ledger)

    def _is_todo(self, entry: Entry, place: int | None) -> bool:
        if place is None:
            return True
        item = self.items[place]
        if item.deleted or item.alternate_of:
            self.outcomes[Outcome.DELETED if item.deleted else Outcome.ALTERNATE] += 1
            return False
        if item.source != source_digest(entry, self.rules):
            return True
        self.outcomes[Outcome.UNCHANGED] += 1
        return False

    def _bodies(self, todo: Sequence[Entry], total: int) -> Iterator[tuple[Entry, str | None]]:
        done = total - len(todo)
        for pair in converted(todo, self.around.executor):
            if self.around.progress:
                self.around.progress(self.rules.name, done, total)
            done += 1
            yield pair
        if self.around.progress:
            self.around.progress(self.rules.name, done, total)

    def _renamed(self, entry: Entry, body: str) -> int | None:
        """The item that no entry claimed and whose text this is: the feed gave it a new name."""
        for place in self.holdings.like(sketch(body)):
            item = self.items[place]
            held = read_version(self.around.site, upstream_path(item.file))
            if place not in self.free or held is None:
                continue
            alike = likeness(body, held.body)
            if alike == 1 or (alike >= SAME and item.title == entry.title):
                self.free.remove(place)
                return place
        return None

    def _create(self, entry: Entry, body: str) -> None:
        sketched = sketch(body)
        item = self._item(entry, sketched)
        other = self.around.neighbours.same_text(self.rules.name, entry, body, sketched)
        if other:
            self._list_alternate(other, entry.link)
            item = msgspec.structs.replace(item, alternate_of=other, sketch="")
            self.items.append(item)
            self.outcomes[Outcome.ALTERNATE] += 1
            return
        slug = file_slug(entry.title, body, entry_key(entry), self.holdings.taken)
        item = msgspec.structs.replace(item, file=f"content/{self.rules.name}/{slug}.md")
        self.holdings.take(slug)
        theirs = self._version(entry, body, self.now)
        self._write(item.file, theirs)
        self._write(upstream_path(item.file), theirs)
        self.items.append(item)
        self.around.neighbours.add(self.rules.name, item)
        self.outcomes[Outcome.NEW] += 1

    def _update(self, entry: Entry, body: str, place: int) -> None:
        item = self.items[place]
        ours = read_version(self.around.site, item.file)
        if ours is None:
            self._warn(
                "import-kept", "this file has no readable front matter and is kept", item.file
            )
            self.outcomes[Outcome.FROZEN] += 1
            return
        seen = _moment(item.seen) or self.now
        theirs = self._version(entry, body, seen)
        base = read_version(self.around.site, upstream_path(item.file))
        revision = self._revise(base, ours, theirs)
        self._carry_out(revision, item, theirs)
        if revision.outcome is not Outcome.FROZEN:
            new = self._item(entry, sketch(body))
            self.items[place] = msgspec.structs.replace(new, file=item.file, seen=item.seen)
        self.outcomes[revision.outcome] += 1

    def _revise(self, base: Version | None, ours: Version, theirs: Version) -> Revision:
        """A run that was interrupted may have written the file and nothing else."""
        source = ours.front.source
        done = (
            source
            and theirs.front.source
            and (source.source_digest == theirs.front.source.source_digest)
        )
        return Revision(outcome=Outcome.UNCHANGED) if done else revise(base, ours, theirs)

    def _carry_out(self, revision: Revision, item: Item, theirs: Version) -> None:
        if revision.outcome is Outcome.FROZEN:
            return
        if revision.file is not None and revision.outcome is not Outcome.UNCHANGED:
            self._write(item.file, revision.file)
        if revision.beside is not None:
            self._write(f"{item.file}.new", revision.beside)
            self._warn(
                "import-conflict",
                f"edited here and in the feed; the feed's text is in {item.file}.new",
                item.file,
                hint="Take over what you want, then delete the .new file.",
            )
        self._write(upstream_path(item.file), theirs)

    def _list_alternate(self, file: str, link: str) -> None:
        for path in (file, upstream_path(file)):
            version = read_version(self.around.site, path)
            source = version.front.source if version else None
            if version is None or source is None or version.front.frozen:
                continue
            if not link or link == source.link or link in source.alternates:
                continue
            listed = tuple(sorted({*source.alternates, link}))
            source = msgspec.structs.replace(source, alternates=listed)
            front = msgspec.structs.replace(version.front, source=source)
            self._write(path, Version(front=front, body=version.body))

    def _version(self, entry: Entry, body: str, seen: datetime) -> Version:
        digest = source_digest(entry, self.rules)
        front = front_matter(entry, self.feed, self.rules, body, digest=digest, seen=seen)
        return Version(front=front, body=body)

    def _item(self, entry: Entry, sketched: str) -> Item:
        return Item(
            id=entry.id,
            link=entry.link,
            title=entry.title,
            source=source_digest(entry, self.rules),
            seen=self.now.isoformat(),
            sketch="" if is_noise(entry) else sketched,
        )

    def _write(self, path: str, version: Version) -> None:
        if path.startswith("content/"):
            self.written.append(path)
        if not self.around.dry_run:
            text = dump(version.front, version.body)
            # what is not yet on the disk when the machine dies is imported again: the ledger,
            # written last and synced, does not know it
            replace_file(self.around.site / path, text.encode("utf-8"), sync=False)

    def _warn(self, code: str, message: str, path: str = "", hint: str = "") -> None:
        self.problems.append(
            Problem(
                code=code,
                message=message,
                path=path or self.rules.url,
                hint=hint,
                severity=Severity.WARNING,
            )
        )


def _newest(feed: Feed) -> datetime:
    dates = (entry.published or entry.updated for entry in feed.entries)
    return max((date for date in dates if date), default=datetime(1970, 1, 1, tzinfo=UTC))


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
