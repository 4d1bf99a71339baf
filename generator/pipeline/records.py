"""What became of each entry of an import, for a report of it. In: entries and what was done with
them. Out: records, in the order of the sources and their entries.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct, structs

from generator.importer.outline import Outline, outline
from generator.importer.revise import Outcome, Version
from generator.model import Entry, FrontMatter
from generator.model.ledger import Item
from generator.pipeline.memory import read_version


class Record(Struct, frozen=True, kw_only=True):
    """One entry."""

    source: str
    id: str
    title: str
    outcome: Outcome
    file: str
    """Of the tutorial that has its text; empty where none has."""
    repairs: str = ""
    """What was mended in its code at this import."""
    front: FrontMatter | None = None
    outline: Outline | None = None


class Records:
    """All entries of one import; bodies are not kept."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._records: dict[str, list[Record]] = {}
        self._noted: dict[tuple[str, str, str, str], Record] = {}
        self._repairs: dict[tuple[str, str, str, str], str] = {}

    def of(self, source: str) -> Sequence[Record]:
        """The entries of a source, in the order of its document."""
        return self._records.get(source, ())

    def note_repairs(self, source: str, entry: Entry, repairs: str) -> None:
        """What was mended in the code of an entry, in words."""
        self._repairs[source, entry.id, entry.link, entry.title] = repairs

    def note(
        self, source: str, entry: Entry, outcome: Outcome, file: str, version: Version | None
    ) -> None:
        """An entry for which something was done."""
        key = (source, entry.id, entry.link, entry.title)
        record = _record(source, entry, outcome, file, version)
        self._noted[key] = structs.replace(record, repairs=self._repairs.pop(key, ""))

    def settle(self, source: str, entries: Iterable[Entry], items: Iterable[Item]) -> None:
        """Put the entries of a source in order, those for which nothing was to do among them."""
        known = {(item.id, item.link, item.title): item for item in items}
        records = self._records[source] = []
        for entry in entries:
            key = (entry.id, entry.link, entry.title)
            noted, item = self._noted.pop((source, *key), None), known.get(key)
            if noted is not None:
                records.append(noted)
            elif item is not None:
                version = read_version(self._site, item.file) if item.file else None
                file = item.file or item.alternate_of
                records.append(_record(source, entry, _outcome(item), file, version))


def _outcome(item: Item) -> Outcome:
    if item.deleted:
        return Outcome.DELETED
    return Outcome.ALTERNATE if item.alternate_of else Outcome.UNCHANGED


def _record(
    source: str, entry: Entry, outcome: Outcome, file: str, version: Version | None
) -> Record:
    return Record(
        source=source,
        id=entry.id,
        title=version.front.title if version else entry.title,
        outcome=outcome,
        file=file,
        front=version.front if version else None,
        outline=outline(version.body) if version else None,
    )
