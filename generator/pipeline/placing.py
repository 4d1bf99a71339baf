"""What a body needs before it is written: a name for its file, its images, links to its siblings.

In: converted bodies. Out: bodies as they stand in content/. Copies of images are written here.
"""

from collections.abc import Sequence

from generator.config.model import ImagePolicy, SourceConfig
from generator.importer.identity import entry_key
from generator.importer.images import image_addresses
from generator.importer.names import file_slug
from generator.importer.plan import Step
from generator.model import Entry, Problem
from generator.model.ledger import Item
from generator.pipeline.holdings import Holdings
from generator.pipeline.images import Images, SourceImages
from generator.pipeline.saved_files import SavedFiles


class Placing:
    """The names and images of one source."""

    def __init__(
        self,
        holdings: Holdings,
        rules: SourceConfig,
        *,
        images: Images | None,
        saved: SavedFiles | None,
        dry_run: bool,
    ) -> None:
        self._holdings = holdings
        self._rules = rules
        self._saved = saved
        self._dry_run = dry_run
        self._slugs: dict[int, str] = {}
        self._files: dict[str, str] = {}
        wanted = rules.images is ImagePolicy.COPY and not dry_run
        self.images = SourceImages(images, rules.name) if wanted and images else None

    def reserve(self, steps: Sequence[Step], items: Sequence[Item]) -> None:
        """Names the files of saved pages before the first is written, for they link each other."""
        if self._saved is None:
            return
        for item in items:
            self._files[self._saved.page(item.id)] = item.file or item.alternate_of
        for step in steps:
            if step.place is None:
                slug = self._slugs[id(step.entry)] = self._slug(step.entry, "")
                self._files[self._saved.page(step.entry.id)] = self._file(slug)

    def stands_for(self, entry: Entry, file: str) -> None:
        """What leads to an entry leads to this file, for its text is there."""
        if self._saved is not None:
            self._files[self._saved.page(entry.id)] = file

    def name(self, entry: Entry, body: str) -> str:
        """The path of a new file; it is given once."""
        slug = self._slugs.get(id(entry)) or self._slug(entry, body)
        return self._file(slug)

    def placed(self, body: str, file: str) -> tuple[str, int, tuple[Problem, ...]]:
        """The body with its images copied, how many of them could not be, and why."""
        if self._saved is not None:
            folder = f"content/{self._rules.name}"
            if not self._dry_run:
                self._saved.write(body, self._holdings.site / folder)
            body = self._saved.placed(body, file, folder, self._files)
        if self._rules.images is not ImagePolicy.COPY:
            return body, 0, ()
        if self.images is None:
            return body, len(image_addresses(body)), ()
        body, problems = self.images.copied(body, file)
        return body, len(problems), problems

    def remember(self) -> None:
        """Write which address is which image. Raises OSError."""
        if self.images:
            self.images.remember()

    def _slug(self, entry: Entry, body: str) -> str:
        slug = file_slug(entry.title, body, entry_key(entry), self._holdings.taken)
        self._holdings.take(slug)
        return slug

    def _file(self, slug: str) -> str:
        return f"content/{self._rules.name}/{slug}.md"
