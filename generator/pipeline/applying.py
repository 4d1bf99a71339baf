"""One parsed feed to files in content/: the only importer code that writes tutorials.

In: a feed, its rules, and what is remembered of it. Out: a row of the report. Each file is
written whole, the ledger last; whatever is interrupted, the next run finishes.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from generator.config.model import SourceConfig
from generator.importer.front import front_matter, is_noise
from generator.importer.likeness import SAME, likeness, sketch
from generator.importer.plan import Step, plan
from generator.importer.revise import Outcome, Revision, Version, revise
from generator.model import Feed, Problem, Provenance, Severity
from generator.model.ledger import Item, Ledger
from generator.pipeline.converting import FEW, Body, converted
from generator.pipeline.holdings import Holdings
from generator.pipeline.images import Images
from generator.pipeline.import_report import FeedRow, row_of
from generator.pipeline.memory import read_version, upstream_path, write_ledger
from generator.pipeline.neighbours import Neighbours
from generator.pipeline.placing import Placing
from generator.pipeline.records import Records
from generator.pipeline.saved_files import SavedFiles
from generator.pipeline.tutorial_files import TutorialFiles

Progress = Callable[[str, int, int], None]
"""Called with the name of the source, entries done, entries in all."""


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What all feeds of one import share."""

    site: Path
    now: datetime | None
    neighbours: Neighbours
    images: Images | None = None
    """None where nothing may be fetched, as in a build."""
    dry_run: bool = False
    executor: Executor | None = None
    progress: Progress | None = None
    records: Records | None = None
    """Where what became of each entry is noted, for a report."""


def apply_feed(
    around: Surroundings,
    feed: Feed,
    rules: SourceConfig,
    *,
    source: str,
    document: str,
    saved: SavedFiles | None = None,
) -> tuple[FeedRow, tuple[Problem, ...]]:
    """Brings content/ up to date with a feed. `document` is the digest that the ledger keeps to
    know the same document again; `source` is what the user called the feed; `saved` are the files
    that came with it. Raises OSError.
    """
    applying = _Applying(around, feed, rules, saved)
    applying.run()
    if around.records is not None:
        around.records.settle(rules.name, feed.entries, applying.items)
        around.neighbours.look_at(record.file for record in around.records.of(rules.name))
    if not around.dry_run:
        applying.remember(document)
    row = row_of(rules.name, applying.outcomes, source=source, files=tuple(applying.files.written))
    return row, (*feed.problems, *applying.problems)


class _Applying:
    """The state of one feed's import."""

    def __init__(
        self, around: Surroundings, feed: Feed, rules: SourceConfig, saved: SavedFiles | None
    ) -> None:
        self.around = around
        self.feed = feed
        self.rules = rules
        self.holdings = Holdings(around.site, rules.name)
        self.files = TutorialFiles(around.site, dry_run=around.dry_run)
        self.problems: list[Problem] = list(self.holdings.problems)
        self.now = around.now or _newest(feed)
        self.items: list[Item] = list(self.holdings.items)
        self.placing = Placing(
            self.holdings, rules, images=around.images, saved=saved, dry_run=around.dry_run
        )
        made = plan(feed.entries, rules, self.items, images=self.placing.images is not None)
        self.steps = made.steps
        self.placing.reserve(made.steps, self.items)
        self.free = set(made.free)
        self.outcomes: Counter[Outcome] = Counter(made.settled)

    def run(self) -> None:
        """Convert what is new or changed, and write it."""
        self.files.sweep(self.rules.name)
        for step, made in self._bodies():
            if made is None:
                title = step.entry.title or step.entry.link
                self._warn("entry-unusable", f"“{title}” cannot be converted and is left out")
                self.outcomes[Outcome.SKIPPED] += 1
                continue
            body = made.markdown
            if made.mended:
                title = step.entry.title or step.entry.link
                self._warn("code-mended", f"“{title}”: {made.mended}", severity=Severity.NOTE)
                if self.around.records is not None:
                    self.around.records.note_repairs(self.rules.name, step.entry, made.mended)
            place = self._renamed(step, body) if step.place is None else step.place
            if place is None:
                self._create(step, body)
            else:
                self._update(step, body, place)

    def remember(self, document: str) -> None:
        """Write the ledger, after everything it speaks of is safe."""
        if self.files.written:
            os.sync()
        self.placing.remember()
        ledger = Ledger(
            title=self.feed.title,
            home=self.feed.link,
            document=document,
            newest=max(self.holdings.ledger.newest, _newest(self.feed).astimezone(UTC).isoformat()),
            items=tuple(self.items),
        )
        write_ledger(self.around.site, self.rules.name, ledger)

    def _bodies(self) -> Iterator[tuple[Step, Body | None]]:
        total = len(self.feed.entries)
        done = total - len(self.steps)
        entries = (step.entry for step in self.steps)
        executor = self.around.executor if len(self.steps) >= FEW else None
        for step, (_, body) in zip(self.steps, converted(entries, executor), strict=True):
            self._tell(done, total)
            done += 1
            yield step, body
        self._tell(done, total)

    def _tell(self, done: int, total: int) -> None:
        if self.around.progress:
            self.around.progress(self.rules.name, done, total)

    def _renamed(self, step: Step, body: str) -> int | None:
        """The item that no entry claimed and whose text this is: the feed gave it a new name."""
        for place in self.holdings.like(sketch(body)) if self.free else ():
            item = self.items[place]
            held = read_version(self.around.site, upstream_path(item.file))
            if place not in self.free or held is None:
                continue
            alike = likeness(body, held.body)
            if alike == 1 or (alike >= SAME and item.title == step.entry.title):
                self.free.remove(place)
                return place
        return None

    def _create(self, step: Step, body: str) -> None:
        entry, item = step.entry, self._item(step, body)
        neighbours, name = self.around.neighbours, self.rules.name
        other = neighbours.same_text(name, entry, body, item.sketch)
        other = other or neighbours.repeat(name, entry.title, body, item.sketch)
        if other:
            self.files.list_alternate(other, entry.link)
            self.placing.stands_for(entry, other)
            self.items.append(msgspec.structs.replace(item, alternate_of=other, sketch=""))
            self._done(step, Outcome.ALTERNATE, other)
            return
        item = msgspec.structs.replace(item, file=self.placing.name(entry, body))
        body, left = self._localised(body, item.file)
        version = self._version(step, body, self.now)
        self.files.create(item.file, version)
        self.items.append(msgspec.structs.replace(item, images_left=left))
        neighbours.bring(name, item, body if self.around.dry_run else "")
        self._done(step, Outcome.NEW, item.file, version)

    def _update(self, step: Step, body: str, place: int) -> None:
        item = self.items[place]
        ours = read_version(self.around.site, item.file)
        if ours is None:
            self._warn("import-kept", "has no readable front matter and is kept", item.file)
            self._done(step, Outcome.FROZEN, item.file)
            return
        new = self._item(step, body)
        body, left = self._localised(body, item.file)
        theirs = self._version(step, body, _moment(item.seen) or self.now)
        revision = self._revision(item, ours, theirs)
        self._done(step, revision.outcome, item.file, revision.file or theirs)
        if revision.outcome is Outcome.FROZEN:
            return
        if revision.file is not None and revision.file != ours:
            self.files.replace(item.file, ours, revision.file)
        if revision.beside is not None:
            path = self.files.put_beside(item.file, revision.beside)
            self._warn(
                "import-conflict",
                f"edited here and in the feed; the feed's text is in {path}",
                item.file,
                hint="Take over what you want, then delete the .new file.",
            )
        self.files.keep_upstream(item.file, theirs)
        kept = {"file": item.file, "seen": item.seen, "images_left": left}
        self.items[place] = msgspec.structs.replace(new, **kept)
        draft = theirs.body if self.around.dry_run else ""
        self.around.neighbours.bring(self.rules.name, self.items[place], draft)

    def _done(
        self, step: Step, outcome: Outcome, file: str, version: Version | None = None
    ) -> None:
        self.outcomes[outcome] += 1
        if self.around.records is not None:
            self.around.records.note(self.rules.name, step.entry, outcome, file, version)

    def _localised(self, body: str, file: str) -> tuple[str, int]:
        """The body with its images copied, and how many of them could not be."""
        body, left, problems = self.placing.placed(body, file)
        self.problems += problems
        return body, left

    def _revision(self, item: Item, ours: Version, theirs: Version) -> Revision:
        """A run that was interrupted may have written the file and nothing else."""
        mine, new = ours.front.source, theirs.front.source
        if mine and new and _digests(mine) == _digests(new):
            return Revision(outcome=Outcome.UNCHANGED)
        return revise(read_version(self.around.site, upstream_path(item.file)), ours, theirs)

    def _version(self, step: Step, body: str, seen: datetime) -> Version:
        front = front_matter(step.entry, self.feed, self.rules, body, digest=step.digest, seen=seen)
        return Version(front=front, body=body)

    def _item(self, step: Step, body: str) -> Item:
        return Item(
            id=step.entry.id,
            link=step.entry.link,
            title=step.entry.title,
            source=step.digest,
            seen=self.now.isoformat(),
            sketch="" if is_noise(step.entry) else sketch(body),
        )

    def _warn(
        self,
        code: str,
        message: str,
        path: str = "",
        hint: str = "",
        severity: Severity = Severity.WARNING,
    ) -> None:
        self.problems.append(
            Problem(
                code=code,
                message=message,
                path=path or self.rules.url,
                hint=hint,
                severity=severity,
            )
        )


def _digests(source: Provenance) -> tuple[str, str]:
    return source.source_digest, source.written_digest


def _newest(feed: Feed) -> datetime:
    dates = (entry.published or entry.updated for entry in feed.entries)
    return max((date for date in dates if date), default=datetime(1970, 1, 1, tzinfo=UTC))


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
