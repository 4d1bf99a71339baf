"""Sources to content/: what `import` and `fetch` do, and `build` before it builds.

In: the site directory, its configuration, what the user named. Out: an ImportReport. One bad feed
never stops the others; what succeeded is kept.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from datetime import datetime
from pathlib import Path

from generator.config.model import Config, SourceConfig
from generator.model import Problem
from generator.pipeline.applying import Progress, Surroundings
from generator.pipeline.images import Images
from generator.pipeline.import_report import ImportReport
from generator.pipeline.intake import Intake
from generator.pipeline.neighbours import Neighbours
from generator.pipeline.polling import Poller, Question, agent
from generator.pipeline.records import Records
from generator.pipeline.sources import Received, is_address, listed, read_local


def import_sources(
    site: Path,
    config: Config,
    sources: Sequence[str],
    *,
    now: datetime,
    allow_private: bool = False,
    dry_run: bool = False,
    wants_records: bool = False,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> ImportReport:
    """Imports what the user named: files, addresses, OPML lists, `-` for standard input.

    A source of site.toml is imported by its rules; another gets a name from its feed. `now` is
    the moment that counts as the import's. `wants_records`: the report tells of each entry.
    """
    around = Surroundings(
        site=site,
        now=now,
        neighbours=Neighbours(site),
        images=Images(site=site, agent=agent(config.base_url), allow_private=allow_private),
        dry_run=dry_run,
        executor=executor,
        progress=progress,
        records=Records(site) if wants_records else None,
    )
    intake = Intake(around, config)
    poller = Poller(
        site=site,
        now=now,
        contact=config.base_url,
        explicit=True,
        allow_private=allow_private,
    )
    for source in sources:
        rules = intake.rules_for(source)
        place = rules.url if rules and source == rules.name else source
        if is_address(place):
            _take_address(intake, poller, place, rules)
        else:
            _take(intake, poller, read_local(site, place), rules)
    return intake.report()


def fetch_feeds(
    site: Path,
    config: Config,
    *,
    now: datetime,
    force: bool = False,
    allow_private: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> ImportReport:
    """Imports every enabled feed of site.toml, those that are files first.

    Feeds that were asked a short while ago are left alone unless `force`; servers that asked for
    a pause get it in any case.
    """
    around = Surroundings(
        site=site,
        now=now,
        neighbours=Neighbours(site),
        images=Images(site=site, agent=agent(config.base_url), allow_private=allow_private),
        dry_run=dry_run,
        executor=executor,
        progress=progress,
    )
    intake = Intake(around, config)
    enabled = [rules for rules in config.feeds if rules.enabled]
    for rules in enabled:
        if not is_address(rules.url):
            intake.take(read_local(site, rules.url), rules)
    addresses = [rules.url for rules in enabled if is_address(rules.url)]
    poller = Poller(
        site=site,
        now=now,
        contact=config.base_url,
        explicit=force,
        allow_private=allow_private,
    )
    _ask_all(intake, poller, addresses)
    return intake.report()


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
    intake = Intake(around, config)
    for rules in config.feeds:
        if rules.enabled and not is_address(rules.url):
            intake.take(read_local(site, rules.url), rules)
    return intake.report()


def _take(
    intake: Intake, poller: Poller, received: Received | Problem, rules: SourceConfig | None
) -> None:
    """Import a document, or the feeds that it lists."""
    addresses = listed(received) if isinstance(received, Received) else None
    if addresses is None:
        intake.take(received, rules)
    elif isinstance(addresses, Problem):
        intake.take(addresses)
    else:
        _ask_all(intake, poller, addresses)


def _take_address(intake: Intake, poller: Poller, source: str, rules: SourceConfig | None) -> None:
    asked = poller.ask(Question(name=rules.name if rules else "", address=source))
    addresses = listed(asked.received) if asked.received else None
    if isinstance(addresses, tuple):
        _ask_all(intake, poller, addresses)
    else:
        intake.take_asked(asked, rules, now=poller.now)


def _ask_all(intake: Intake, poller: Poller, addresses: Sequence[str]) -> None:
    known = [intake.rules_for(address) for address in addresses]
    questions = [
        Question(name=rules.name if rules else "", address=address)
        for address, rules in zip(addresses, known, strict=True)
    ]
    for asked, rules in zip(poller.ask_all(questions), known, strict=True):
        intake.take_asked(asked, rules, now=poller.now)
