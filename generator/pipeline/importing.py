"""Sources to content/: what `import` and `fetch` do, and `build` before it builds.

In: the site directory, its configuration, what the user named. Out: an ImportReport. One bad feed
never stops the others; what succeeded is kept.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import msgspec

from generator.config.model import Config, SourceConfig
from generator.importer.names import source_name
from generator.model import Feed, Problem
from generator.pipeline.applying import Progress, Surroundings, apply_feed
from generator.pipeline.import_report import FeedRow, ImportReport
from generator.pipeline.memory import ledger_names, read_ledger
from generator.pipeline.neighbours import Neighbours
from generator.pipeline.sources import Received, expand, is_address, read_local
from generator.text.links import comparable


def import_sources(
    site: Path,
    config: Config,
    sources: Sequence[str],
    *,
    now: datetime,
    allow_private: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> ImportReport:
    """Imports what the user named: files, addresses, OPML lists, `-` for standard input.

    A source of site.toml is imported by its rules; another gets a name from its feed. `now` is
    the moment that counts as the import's.
    """
    around = Surroundings(
        site=site,
        now=now,
        neighbours=Neighbours(site),
        dry_run=dry_run,
        executor=executor,
        progress=progress,
    )
    importing = _Importing(around, config)
    for received in expand(site, sources, allow_private=allow_private):
        importing.take(received)
    return importing.report()


def import_local_feeds(
    site: Path,
    config: Config,
    *,
    now: datetime | None,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> ImportReport:
    """Imports the feeds of site.toml that are files, when they changed since the last import.

    A feed whose bytes and rules are those of the ledger, and whose tutorials are there, costs one
    reading of both files; no parser is loaded. Without `now`, the newest date of each feed stands
    for the moment of its import, so that a build does not depend on the clock.
    """
    around = Surroundings(
        site=site, now=now, neighbours=Neighbours(site), executor=executor, progress=progress
    )
    importing = _Importing(around, config)
    for rules in config.feeds:
        if rules.enabled and not is_address(rules.url):
            importing.take(read_local(site, rules.url), rules)
    return importing.report()


class _Importing:
    """One import of several feeds."""

    def __init__(self, around: Surroundings, config: Config) -> None:
        self.around = around
        self.config = config
        self.rows: list[FeedRow] = []
        self.problems: list[Problem] = []

    def report(self) -> ImportReport:
        return ImportReport(rows=tuple(self.rows), problems=tuple(self.problems))

    def take(self, received: Received | Problem, rules: SourceConfig | None = None) -> None:
        """Import one feed; whatever is wrong with it becomes a row and a problem."""
        if isinstance(received, Problem):
            self._refuse(rules.name if rules else "", received)
            return
        rules = rules or self._configured(received.source)
        if rules is not None and self._is_known(received, rules):
            self.rows.append(FeedRow(name=rules.name, source=received.source, note="unchanged"))
            return
        feed = _parsed(received)
        if isinstance(feed, Problem):
            self._refuse(rules.name if rules else "", feed)
            return
        rules = rules or _named(self.around.site, feed, received, self.config)
        try:
            row, problems = apply_feed(
                self.around,
                feed,
                rules,
                source=received.source,
                document=document_digest(received.data, rules),
            )
        except OSError as error:
            message = f"cannot be written: {error.strerror or error}"
            where = str(error.filename or received.source)
            self._refuse(rules.name, Problem(code="import-failed", message=message, path=where))
            return
        self.rows.append(row)
        self.problems += problems

    def _refuse(self, name: str, problem: Problem) -> None:
        self.rows.append(FeedRow(name=name, source=problem.path, refused=problem.message))
        self.problems.append(problem)

    def _configured(self, source: str) -> SourceConfig | None:
        for rules in self.config.feeds:
            same = source in (rules.url, rules.name)
            if same or (is_address(source) and comparable(source) == comparable(rules.url)):
                return rules
        return None

    def _is_known(self, received: Received, rules: SourceConfig) -> bool:
        ledger, problems = read_ledger(self.around.site, rules.name)
        if problems or ledger.document != document_digest(received.data, rules):
            return False
        return all(
            item.deleted or not item.file or (self.around.site / item.file).exists()
            for item in ledger.items
        )


def document_digest(data: bytes, rules: SourceConfig) -> str:
    """SHA-256 (hex) of a document and the rules it is read with."""
    return sha256(data + b"\0" + msgspec.json.encode(rules)).hexdigest()


def _parsed(received: Received) -> Feed | Problem:
    from generator.feeds.parse import parse_feed

    return parse_feed(
        received.data,
        url=received.address,
        content_type=received.content_type,
        name=received.source,
    )


def _named(site: Path, feed: Feed, received: Received, config: Config) -> SourceConfig:
    """A source that site.toml does not know keeps the name it got at its first import."""
    home = comparable(feed.link or received.address)
    taken = {rules.name for rules in config.feeds}
    for name in ledger_names(site):
        ledger = read_ledger(site, name)[0]
        if name not in taken and (ledger.title, comparable(ledger.home)) == (feed.title, home):
            return SourceConfig(name=name, url=received.source)
    file = Path(received.source).stem if not is_address(received.source) else ""
    name = source_name(
        feed.title, feed.link or received.address, file, taken | set(ledger_names(site))
    )
    return SourceConfig(name=name, url=received.source)
