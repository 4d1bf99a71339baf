"""The search index of a build: edited where few pages changed, else made whole by all processes.

In: the pages in their order, their analyses, what the last build kept of its index. Out: the files
that changed. Should a file be gone that was to stay, or anything be lost that was kept, the index
is made whole; the bytes are the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from itertools import count

import msgspec

from generator.model import Output
from generator.pipeline.contents import Contents
from generator.pipeline.file_groups import Holds
from generator.pipeline.rendition import ANALYSIS
from generator.pipeline.source_files import code_digest
from generator.render.pages import Plan
from generator.search import Analysis, Entry, State, after_edits, whole
from generator.search.shards import path_of
from generator.store.cache import Store
from generator.store.spool import Spool
from generator.store.workers import parallel_stream

SEARCH = "search"
"""Folder of the index, with the page that searches."""
_KIND, _ROWS = "indexes", "rows"
_STATE = msgspec.msgpack.Decoder(State)
_WORTH_WORKERS = 500
"""Pages; fewer are merged before other processes would have started."""


class SearchFiles:
    """The index of one build."""

    def __init__(
        self, plan: Plan, contents: Contents, store: Store, holds: Holds, scratch: str = ""
    ) -> None:
        """`scratch` is a folder for what would fill the memory, if other processes see it."""
        self._scratch, self._numbers = scratch, count()
        self._contents, self._store, self._holds = contents, store, holds
        self._language = plan.context.config.language
        self._key = code_digest()
        site = plan.context.site
        self._paths = {contents.keys[path]: path for path in site.by_path}
        keys = map(contents.keys.__getitem__, site.by_path)  # in the order of articles, as all here
        rows = sorted(zip(site.dates, site.by_permalink, keys, strict=True))
        self._entries = list(map(Entry._make, rows))
        self._state: State | None = None
        self.kept: list[str] = []
        """Paths of files that stand already."""

    def outputs(self, executor: Executor | None) -> Iterator[Output]:
        """The files that have to be made; what is kept is known when this is consumed."""
        known = self._store.get_state(_KIND, self._key, _STATE)
        if known is not None and (files := self._edited(known)) is not None:
            yield from files
            return
        spread = partial(parallel_stream, executor=executor)
        self._state = yield from whole(
            self._entries,
            self._analyses,
            self._language,
            spread if len(self._entries) > _WORTH_WORKERS else map,
            self._keep,
            self._spool if self._scratch else list,
        )

    def _spool(self) -> Spool:
        return Spool(f"{self._scratch}/rows-{next(self._numbers)}")

    def remember(self) -> None:
        """Keeps what the next build needs to edit this index."""
        if self._state is not None:
            self._store.put_state(_KIND, self._key, self._state)

    def _edited(self, known: State) -> tuple[Output, ...] | None:
        done = after_edits(
            known, self._entries, self._analyses, self._rows, self._language, self._keep
        )
        if done is None:
            return None
        standing = {path_of(digest): digest for digest in done.standing}
        if not all(self._holds(path, digest) for path, digest in standing.items()):
            return None
        self.kept.extend(standing)
        self._state = done.state
        return done.files

    def _analyses(self, entries: Sequence[Entry]) -> list[Analysis]:
        """Raises LookupError where a page of an earlier build is not in the store any more."""
        if all(entry.key in self._paths for entry in entries):
            return self._contents.analyses([self._paths[entry.key] for entry in entries])
        stored = self._store.get_values("analyses", [entry.key for entry in entries], ANALYSIS)
        return [stored[entry.key] for entry in entries]

    def _rows(self, digests: Sequence[bytes]) -> dict[bytes, bytes]:
        return self._store.get_many(_ROWS, digests)

    def _keep(self, rows: Mapping[bytes, bytes]) -> None:
        self._store.put_many(_ROWS, rows)
