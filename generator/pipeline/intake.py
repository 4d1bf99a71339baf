"""Documents to content/, one after the other, and the report of it all.

In: documents, or the reasons why there are none. Out: rows and problems. Nothing that is wrong
with one feed is felt by the next.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from generator.config.model import Config, SourceConfig
from generator.feeds.schedule import is_hopeless
from generator.importer.duplicates import Group, Kind
from generator.importer.names import source_name
from generator.model import Feed, Problem, Severity
from generator.model.ledger import Item, Ledger
from generator.pipeline.applying import Surroundings, apply_feed
from generator.pipeline.import_report import FeedRow, ImportReport, SourceReport
from generator.pipeline.memory import ledger_names, read_ledger, write_polling
from generator.pipeline.polling import Asked, refused_after
from generator.pipeline.recognised import SavedSource
from generator.pipeline.sources import Received, is_address
from generator.text.links import comparable

Read = TypeVar("Read", Feed, SavedSource)

PARSE_SECONDS: Final = 30
"""Processor time for a document; one of 20 MB that people read needs half of it."""

QUIET: Final = timedelta(days=365)
_NO_FEED: Final = ("feed-unknown", "feed-is-web-page")


class Intake:
    """One import of several feeds."""

    def __init__(self, around: Surroundings, config: Config) -> None:
        self.around = around
        self.config = config
        self._rows: list[FeedRow] = []
        self._problems: list[Problem] = []
        self._sources: list[SourceReport] = []

    def report(self) -> ImportReport:
        """What was done so far."""
        duplicates = self.around.neighbours.duplicates()
        return ImportReport(
            rows=tuple(self._rows),
            problems=(*self._problems, *map(_duplicate, duplicates)),
            sources=tuple(self._sources),
            duplicates=duplicates,
        )

    def rules_for(self, source: str) -> SourceConfig | None:
        """The rules of site.toml for a source named by its address, file or name."""
        for rules in self.config.feeds:
            same = source in (rules.url, rules.name)
            if same or (is_address(source) and comparable(source) == comparable(rules.url)):
                return rules
        return None

    def take(self, received: Received | Problem, rules: SourceConfig | None = None) -> str:
        """Import one document. Gives the name of its source, or nothing where it was refused."""
        if isinstance(received, Problem):
            return self._refuse(rules.name if rules else "", received)
        rules = rules or self.rules_for(received.source)
        if rules is not None and not self.around.records and self._is_known(received, rules):
            self._add(FeedRow(name=rules.name, source=received.source, note="unchanged"))
            return rules.name
        parsed = _parsed(received)
        if isinstance(parsed, Problem):
            return self._refuse(rules.name if rules else "", parsed)
        saved = None if isinstance(parsed, Feed) else parsed
        feed = parsed if isinstance(parsed, Feed) else parsed.feed
        rules = rules or _named(self.around.site, feed, received, self.config)
        document = document_digest(received.data, rules)
        try:
            row, problems = apply_feed(
                self.around,
                feed,
                rules,
                source=received.source,
                document=document,
                saved=saved.files if saved else None,
            )
        except OSError as error:
            return self._refuse(rules.name, _unwritable(error, received.source))
        self._add(row)
        self._problems += problems
        self._recognise(parsed, rules.name, received.source)
        return rules.name

    def _add(self, row: FeedRow, *, is_dead: bool = False) -> None:
        ledger = read_ledger(self.around.site, row.name)[0]
        quiet = quiet_since(ledger, self.around.now)
        self._rows.append(msgspec.structs.replace(row, quiet_since=quiet, is_dead=is_dead))

    def _recognise(self, parsed: Feed | SavedSource, name: str, source: str) -> None:
        if self.around.records is None:
            return
        saved = None if isinstance(parsed, Feed) else parsed
        feed = parsed if isinstance(parsed, Feed) else parsed.feed
        self._sources.append(
            SourceReport(
                source=source,
                name=name,
                form=feed.format,
                records=tuple(self.around.records.of(name)),
                recognised=saved.recognised if saved else (),
                removed=saved.removed if saved else (),
            )
        )

    def take_asked(self, asked: Asked, rules: SourceConfig | None, *, now: datetime) -> None:
        """Import what a request brought, then remember the answer: in this order, so that an
        interrupted run asks again for what it did not finish.
        """
        self._problems += asked.notices
        name = rules.name if rules else ""
        polling = asked.polling
        if asked.received is not None:
            taken = self.take(asked.received, rules)
            polling = polling if taken else refused_after(polling, now)
            name = taken or name
        elif asked.problem is not None:
            self._refuse(name, asked.problem, is_dead=is_hopeless(polling, now))
        else:
            row = FeedRow(name=name or asked.source, source=asked.source, note=asked.note)
            self._add(row, is_dead=is_hopeless(polling, now))
        if name and not self.around.dry_run:
            try:
                write_polling(self.around.site, name, polling)
            except OSError as error:
                self._problems.append(_unwritable(error, asked.source))

    def _refuse(self, name: str, problem: Problem, *, is_dead: bool = False) -> str:
        row = FeedRow(name=name, source=problem.path, refused=problem.message)
        self._add(row, is_dead=is_dead)
        self._problems.append(problem)
        return ""

    def _is_known(self, received: Received, rules: SourceConfig) -> bool:
        ledger, problems = read_ledger(self.around.site, rules.name)
        if problems or ledger.document != document_digest(received.data, rules):
            return False
        return not any(self._needs_work(item) for item in ledger.items)

    def _needs_work(self, item: Item) -> bool:
        if item.deleted or not item.file:
            return False
        wants_images = self.around.images is not None and item.images_left > 0
        return wants_images or not (self.around.site / item.file).exists()


def quiet_since(ledger: Ledger, now: datetime | None) -> str:
    """Day of the newest entry of a source, when it is more than a year ago; else nothing."""
    if not ledger.newest or now is None or now - datetime.fromisoformat(ledger.newest) < QUIET:
        return ""
    return ledger.newest[:10]


def document_digest(data: bytes, rules: SourceConfig) -> str:
    """SHA-256 (hex) of a document and the rules it is read with."""
    return sha256(data + b"\0" + msgspec.json.encode(rules)).hexdigest()


def _parsed(received: Received) -> Feed | SavedSource | Problem:
    """A document that is no feed may be something that was saved, if it lies on this machine."""
    if received.place is not None and received.place.is_dir():
        return _saved(received)
    feed = _in_time(received, lambda: _read(received))
    if isinstance(feed, Problem) and feed.code in _NO_FEED and not received.address:
        saved = _saved(received)
        return feed if isinstance(saved, Problem) and saved.code == "feed-unknown" else saved
    return feed


def _read(received: Received) -> Feed | Problem:
    from generator.feeds.parse import parse_feed

    return parse_feed(
        received.data,
        url=received.address,
        content_type=received.content_type,
        name=received.source,
    )


def _saved(received: Received) -> SavedSource | Problem:
    from generator.pipeline.saved import saved_text
    from generator.pipeline.saved_pages import is_web_page, saved_pages

    if not is_web_page(received):
        return _in_time(received, lambda: saved_text(received))
    try:
        return saved_pages(received)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        return Problem(code="source-unreadable", message=message, path=received.source)


def _in_time(received: Received, work: Callable[[], Read | Problem]) -> Read | Problem:
    from generator.markdown.deadline import bounded

    found = bounded(PARSE_SECONDS, work)
    if found is None:
        message = f"reading it takes more than {PARSE_SECONDS} seconds"
        return Problem(code="feed-too-slow", message=message, path=received.source)
    return found


def _named(site: Path, feed: Feed, received: Received, config: Config) -> SourceConfig:
    """A source that site.toml does not know keeps the name it got at its first import."""
    home = comparable(feed.link or received.address)
    taken = {rules.name for rules in config.feeds}
    names = ledger_names(site)
    for name in names:
        ledger = read_ledger(site, name)[0]
        if name not in taken and (ledger.title, comparable(ledger.home)) == (feed.title, home):
            return SourceConfig(name=name, url=received.source)
    file = "" if is_address(received.source) else Path(received.source).stem
    name = source_name(feed.title, feed.link or received.address, file, taken.union(names))
    return SourceConfig(name=name, url=received.source)


def _duplicate(group: Group) -> Problem:
    first, *others = group.files
    alike = f" ({group.degree:.0%} alike)" if group.kind is Kind.TEXT else ""
    return Problem(
        code="near-duplicate",
        message=f"{group.kind.value}{alike}: also {', '.join(others)}",
        path=first,
        hint="Delete what you do not want: a removed file is not imported again.",
        severity=Severity.NOTE,
    )


def _unwritable(error: OSError, source: str) -> Problem:
    where = f" ({error.filename})" if error.filename else ""
    message = f"cannot be written: {error.strerror or error}{where}"
    return Problem(code="import-failed", message=message, path=source)
