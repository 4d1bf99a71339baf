"""HTML pages in batches: which need not be made, and the rest made by all processes.

A page is a function of its draft, the body in it, the theme and our code. The digest of all these
leads to the digest of the page in the store; where the output holds a file with that digest, the
page is kept as it is. Bodies are fetched for pages that are made, and for no others.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from hashlib import blake2b
from itertools import islice
from time import process_time

import msgspec
from msgspec import Struct

from generator.model import Output
from generator.pipeline.file_groups import Holds
from generator.pipeline.libraries import LIBRARIES
from generator.render.pages import Draft, finished
from generator.render.theme import Theme, theme_of
from generator.render.views import SiteView
from generator.store.cache import Store
from generator.store.code_digest import digest_of_code
from generator.store.manifest import digest
from generator.store.parking import park
from generator.store.workers import parallel_stream

_KIND = "pages"
_AT_ONCE = 1024
_BATCH = 48
_CODE = ("generator.render", "generator.site", "generator.text")

BodiesOf = Callable[[Sequence[str]], list[str]]


class Batch(Struct, frozen=True, kw_only=True):
    """Pages for one process to make."""

    files: Mapping[str, bytes]
    """Of the theme."""
    site: SiteView
    drafts: tuple[Draft, ...]
    bodies: tuple[str, ...]
    parking: str
    """Folder for the pages; empty where they have to be handed back."""


class PageBatches:
    """All HTML pages of one build."""

    def __init__(
        self,
        site: SiteView,
        theme: Theme,
        store: Store,
        keys: Mapping[str, bytes],
        parking: str = "",
    ) -> None:
        """`keys` has the digest of each body by the path of its tutorial; `parking` is a folder in
        which workers can leave pages."""
        self._parking = parking
        self.seconds: dict[str, float] = {}
        """Processor time by template."""
        self._site, self._theme, self._store, self._keys = site, theme, store, keys
        self._made: dict[bytes, bytes] = {}
        self.kept: list[str] = []
        """Paths of pages that stand already."""

    def outputs(
        self, drafts: Iterable[Draft], bodies: BodiesOf, holds: Holds, executor: Executor | None
    ) -> Iterator[Output]:
        """The pages that have to be made; what is kept is known when this is consumed."""
        waiting: deque[tuple[str, bytes]] = deque()
        """Template and key of pages under way; their drafts are let go."""

        def batches() -> Iterator[Batch]:
            missing = self._missing(drafts, holds)
            while some := list(islice(missing, _BATCH)):
                waiting.extend((draft.template, key) for draft, key in some)
                yield self._batch([draft for draft, _ in some], bodies)

        for pages in parallel_stream(render_batch, batches(), executor=executor):
            for made, seconds in pages:
                name, key = waiting.popleft()
                self.seconds[name] = self.seconds.get(name, 0.0) + seconds
                self._made[key] = made.digest
                yield made

    def remember(self) -> None:
        """Keeps the digests of the pages that were made."""
        self._store.put_many(_KIND, self._made)

    def _missing(self, drafts: Iterable[Draft], holds: Holds) -> Iterator[tuple[Draft, bytes]]:
        key_of = self._keying()
        coming = iter(drafts)
        while some := [(draft, key_of(draft)) for draft in islice(coming, _AT_ONCE)]:
            known = self._store.get_many(_KIND, [key for _, key in some])
            for draft, key in some:
                if key in known and holds(draft.path, known[key]):
                    self.kept.append(draft.path)
                else:
                    yield draft, key

    def _keying(self) -> Callable[[Draft], bytes]:
        encode = msgspec.msgpack.Encoder(enc_hook=str).encode
        common = digest_of_code(_CODE, LIBRARIES) + encode([self._theme.digest, self._site])

        def key_of(draft: Draft) -> bytes:
            body = self._keys[draft.body] if draft.body else b""
            parts = [draft.path, draft.template, draft.values, draft.addresses, body]
            return blake2b(encode(parts), digest_size=16, key=start).digest()

        start = blake2b(common, digest_size=16).digest()
        return key_of

    def _batch(self, drafts: Sequence[Draft], bodies: BodiesOf) -> Batch:
        paths = [draft.body for draft in drafts if draft.body]
        found = dict(zip(paths, bodies(paths), strict=True))
        return Batch(
            files=self._theme.files,
            site=self._site,
            drafts=tuple(drafts),
            bodies=tuple(found[draft.body] if draft.body else "" for draft in drafts),
            parking=self._parking,
        )


def render_batch(batch: Batch) -> list[tuple[Output, float]]:
    """The pages, in order, and the processor time each took. Raises TemplateError."""
    theme = theme_of(batch.files)
    pages = []
    for draft, body in zip(batch.drafts, batch.bodies, strict=True):
        began = process_time()
        data = finished(draft, body, batch.site, theme)
        parked = park(batch.parking, data) if batch.parking else ""
        kept = b"" if parked else data
        made = Output(path=draft.path, data=kept, digest=digest(data), parked=parked)
        pages.append((made, process_time() - began))
    return pages
