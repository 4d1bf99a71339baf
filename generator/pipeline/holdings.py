"""What a site holds of one source: its ledger, joined with the files that are really there.

In: the site directory. Out: the items, as they are now, and the names that are taken. Files that
the ledger does not know (it was lost, or a run was interrupted) speak for themselves by the
`source` block of their front matter; files that moved within content/ are found again; files that
are gone were removed by the author.
"""

from collections import defaultdict
from pathlib import Path
from typing import Final

import msgspec

from generator.content import scan
from generator.importer.front import body_digest
from generator.importer.likeness import COMMON, candidates, marks, sketch
from generator.importer.revise import Version
from generator.model import Problem, Provenance
from generator.model.ledger import Item
from generator.pipeline.memory import read_ledger, read_version
from generator.text.slugs import collision_key

_COMPARED: Final = 8


class Holdings:
    """The items of one source, and the slugs of its folder."""

    def __init__(self, site: Path, name: str) -> None:
        self.site = site
        self.name = name
        self._found: dict[tuple[str, str], str] | None = None
        self.ledger, problems = read_ledger(site, name)
        self.problems: tuple[Problem, ...] = problems
        present = _files(site, name)
        known = {item.file for item in self.ledger.items}
        items = [self._located(item) for item in self.ledger.items]
        strays = [path for path in present if path not in known]
        located = {item.file for item in items}
        items += [
            item
            for path in strays
            if path not in located and (item := self._adopted(path)) is not None
        ]
        self.items: tuple[Item, ...] = tuple(items)
        slugs = [Path(path).stem for path in (*present, *known)]
        self.taken: set[str] = {collision_key(slug) for slug in slugs}
        self._marks: defaultdict[str, list[int]] | None = None

    def take(self, slug: str) -> None:
        """A slug is given once and never again."""
        self.taken.add(collision_key(slug))

    def like(self, sketched: str) -> tuple[int, ...]:
        """Places of items whose text may be nearly this one, likeliest first."""
        if self._marks is None:
            self._marks = defaultdict(list)
            for place, item in enumerate(self.items):
                for mark in marks(item.sketch) if item.file and not item.deleted else ():
                    if len(self._marks[mark]) < COMMON:
                        self._marks[mark].append(place)
        return candidates(sketched, self._marks)[:_COMPARED]

    def _located(self, item: Item) -> Item:
        if not item.file or item.deleted or (self.site / item.file).exists():
            return item
        moved = self._elsewhere().get((item.id, item.link), "")
        if moved:
            return msgspec.structs.replace(item, file=moved)
        return msgspec.structs.replace(item, deleted=True)

    def _elsewhere(self) -> dict[tuple[str, str], str]:
        """Files of this source in all of content/; only asked for when one is missing."""
        if self._found is None:
            self._found = {}
            for path in scan(self.site)[0]:
                source = _source(read_version(self.site, path), self.name)
                if source is not None:
                    self._found[source.id, source.link] = path
        return self._found

    def _adopted(self, path: str) -> Item | None:
        version = read_version(self.site, path)
        source = _source(version, self.name)
        if version is None or source is None:
            return None
        untouched = source.written_digest == body_digest(version.body)
        return Item(
            id=source.id,
            link=source.link,
            title=version.front.title,
            file=path,
            source=source.source_digest,
            seen=source.imported.isoformat() if source.imported else "",
            sketch=sketch(version.body) if untouched else "",
        )


def _source(version: Version | None, name: str) -> Provenance | None:
    source = version.front.source if version else None
    return source if source is not None and source.feed == name else None


def _files(site: Path, name: str) -> tuple[str, ...]:
    folder = site / "content" / name
    if not folder.is_dir():
        return ()
    return tuple(sorted(f"content/{name}/{path.name}" for path in folder.glob("*.md")))
