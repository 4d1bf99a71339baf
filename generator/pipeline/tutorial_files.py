"""Imported tutorials on disk: written whole, with the copy of what the feed said beside.

In: versions of tutorials and their paths. Out: files. This and `memory` are all that an import
writes; a dry run writes nothing and still says what it would.
"""

from pathlib import Path
from typing import Final

import msgspec

from generator.content import dump, load, replace_file
from generator.importer.form import keep_form
from generator.importer.revise import Version
from generator.pipeline.memory import REMEMBERED, read_version, upstream_path

_PART: Final = f".{'[0-9a-f]' * 16}.part"
"""Names that `replace_file` gives to a file until it is whole."""


class TutorialFiles:
    """The tutorials of one site, for one import."""

    def __init__(self, site: Path, *, dry_run: bool) -> None:
        self._site = site
        self._dry_run = dry_run
        self.written: list[str] = []

    def sweep(self, source: str) -> None:
        """Remove what a killed run left half written. Raises OSError."""
        if not self._dry_run:
            own = f"content/{source}"
            for folder in (own, f"{own}/images", upstream_path(own), *REMEMBERED):
                for path in sorted((self._site / folder).glob(_PART)):
                    path.unlink(missing_ok=True)

    def create(self, file: str, version: Version) -> None:
        """A new tutorial. Raises OSError."""
        # in this order: a tutorial that is there is known by its front matter to the next run,
        # whatever stopped this one, and then has all that belongs to it
        self.keep_upstream(file, version)
        self._write(file, dump(version.front, version.body))

    def keep_upstream(self, file: str, version: Version) -> None:
        """Remember what the feed says, as the base of later merges. Raises OSError."""
        self._write(upstream_path(file), dump(version.front, version.body))

    def put_beside(self, file: str, version: Version) -> str:
        """What the feed says, for the author to merge; gives its path. Raises OSError."""
        self._write(f"{file}.new", dump(version.front, version.body))
        return f"{file}.new"

    def replace(self, file: str, old: Version, new: Version) -> None:
        """A tutorial that changed, in the form its author gave it. Raises OSError."""
        text = dump(new.front, new.body)
        authored = self._text(file)
        if authored == dump(old.front, old.body):
            self._write(file, text)
            return
        front = keep_form(authored, dump(old.front, ""), text)
        formed = f"{front}\n{new.body}" if front else text
        self._write(file, formed if _says(file, formed, new) else text)

    def list_alternate(self, file: str, link: str) -> None:
        """Write into a tutorial that another feed has its text too. Raises OSError."""
        for path in (file, upstream_path(file)):
            version = read_version(self._site, path)
            source = version.front.source if version else None
            if version is None or source is None or version.front.frozen:
                continue
            if link and link != source.link and link not in source.alternates:
                listed = tuple(sorted({*source.alternates, link}))
                source = msgspec.structs.replace(source, alternates=listed)
                front = msgspec.structs.replace(version.front, source=source)
                self.replace(path, version, Version(front=front, body=version.body))

    def _text(self, path: str) -> str:
        try:
            return (self._site / path).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return ""

    def _write(self, path: str, text: str) -> None:
        if path.startswith("content/"):
            self.written.append(path)
        if not self._dry_run:
            # what is not yet on the disk when the machine dies is imported again: the ledger,
            # written last and synced, does not know it
            replace_file(self._site / path, text.encode("utf-8"), sync=False)


def _says(file: str, text: str, version: Version) -> bool:
    tutorial, problems = load(file, text.encode("utf-8"))
    same = tutorial is not None and (tutorial.front, tutorial.body) == (version.front, version.body)
    return same and not problems
