"""HTML pages in batches: which need not be made, and the rest made by all processes.

A page is a function of its draft, the body in it, the theme, what its template can show of the
site, and our code. The digest of all these leads to the digest of the page in the store; where the
output holds a file with that digest, the page is kept as it is. Bodies are fetched for pages that
are made, and for no others.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import cache
from hashlib import blake2b
from itertools import islice
from time import process_time

import msgspec
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from generator.model import Output
from generator.pipeline.contents import Contents, kept_bodies
from generator.pipeline.file_groups import Holds
from generator.pipeline.libraries import LIBRARIES
from generator.render.pages import Draft, finished
from generator.render.site_reads import reads_count
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


def _markup(_: type, text: str) -> Markup:
    """The only type of views that is not one of the encoding: what went in as it comes out."""
    return Markup(text)  # noqa: S704


_ENCODER = msgspec.msgpack.Encoder(enc_hook=str)
_DECODER = msgspec.msgpack.Decoder(Draft, dec_hook=_markup)


class Batch(Struct, frozen=True, kw_only=True):
    """Pages for one process to make."""

    files: Mapping[str, bytes]
    """Of the theme."""
    site: SiteView
    drafts: tuple[bytes, ...]
    """Encoded: in a third of the time of pickling them."""
    bodies: tuple[str | bytes, ...]
    """That of each page, or the key by which the store has it."""
    store: str
    parking: str
    """Folder for the pages; empty where they have to be handed back."""


class _Page(Struct, frozen=True):
    """A page that has to be made."""

    draft: bytes
    template: str
    body: str
    """Path of the tutorial whose body goes into it, if any."""
    key: bytes


class PageBatches:
    """All HTML pages of one build."""

    def __init__(
        self,
        site: SiteView,
        theme: Theme,
        store: Store,
        contents: Contents,
        parking: str = "",
    ) -> None:
        """`parking` is a folder in which workers can leave pages: they see the store, too."""
        self._contents, self._parking = contents, parking
        self.seconds: dict[str, float] = {}
        """Processor time by template."""
        self._site, self._theme, self._store = site, theme, store
        self._made: dict[bytes, bytes] = {}
        self.kept: list[str] = []
        """Paths of pages that stand already."""

    def outputs(
        self,
        drafts: Iterable[Draft],
        holds: Holds,
        executor: Executor | None,
        beside: Iterable[Output] = (),
    ) -> Iterator[Output]:
        """The pages that have to be made; what is kept is known when this is consumed. Files of
        `beside` come in between while pages are waited for."""
        store = self._store.settle() if self._parking else ""
        waiting: deque[_Page] = deque()

        def batches() -> Iterator[Batch]:
            missing = self._missing(drafts, holds)
            while some := list(islice(missing, _BATCH)):
                waiting.extend(some)
                yield self._batch(some, store)

        stream = parallel_stream(render_batch, batches(), executor=executor, beside=beside)
        for each in stream:
            if isinstance(each, Output):
                yield each
                continue
            for result in each:
                page = waiting.popleft()
                made, seconds = result or self._alone(page)
                self.seconds[page.template] = self.seconds.get(page.template, 0.0) + seconds
                self._made[page.key] = made.digest
                yield made

    def _alone(self, page: "_Page") -> tuple[Output, float]:
        """One whose body the store has lost, or another process did not find there."""
        (made,) = render_batch(self._batch([page], ""))
        assert made, page.body
        return made

    def remember(self) -> None:
        """Keeps the digests of the pages that were made."""
        self._store.put_many(_KIND, self._made)

    def _missing(self, drafts: Iterable[Draft], holds: Holds) -> Iterator["_Page"]:
        page_of = self._encoding()
        coming = iter(drafts)
        while some := [(draft.path, page_of(draft)) for draft in islice(coming, _AT_ONCE)]:
            known = self._store.get_many(_KIND, [page.key for _, page in some])
            for path, page in some:
                if page.key in known and holds(path, known[page.key]):
                    self.kept.append(path)
                else:
                    yield page

    def _encoding(self) -> "Callable[[Draft], _Page]":
        common = digest_of_code(_CODE, LIBRARIES) + _ENCODER.encode(self._theme.digest)

        @cache
        def start(template: str) -> bytes:
            counts = reads_count(self._theme.files, template)
            site = self._site if counts else replace(self._site, tutorials=0)
            return blake2b(common + _ENCODER.encode(site), digest_size=16).digest()

        def page_of(draft: Draft) -> _Page:
            encoded = _ENCODER.encode(draft)
            key = blake2b(encoded, digest_size=16, key=start(draft.template))
            if draft.body:
                key.update(self._contents.keys[draft.body])
            return _Page(encoded, draft.template, draft.body, key.digest())

        return page_of

    def _batch(self, pages: Sequence["_Page"], store: str) -> Batch:
        paths = [page.body for page in pages if page.body]
        bodies = self._contents.bodies_or_keys if store else self._contents.bodies
        found = dict(zip(paths, bodies(paths), strict=True))
        return Batch(
            files=self._theme.files,
            site=self._site,
            drafts=tuple(page.draft for page in pages),
            bodies=tuple(found[page.body] if page.body else "" for page in pages),
            store=store,
            parking=self._parking,
        )


def render_batch(batch: Batch) -> list[tuple[Output, float] | None]:
    """The pages, in order, and the processor time each took; None for those whose body is not in
    the store. Raises TemplateError."""
    theme = theme_of(batch.files)
    kept = kept_bodies(batch.store, [key for key in batch.bodies if isinstance(key, bytes)])
    pages: list[tuple[Output, float] | None] = []
    for encoded, given in zip(batch.drafts, batch.bodies, strict=True):
        began = process_time()
        body = kept.get(given) if isinstance(given, bytes) else given
        if body is None:
            pages.append(None)
            continue
        draft = _DECODER.decode(encoded)
        data = finished(draft, body, batch.site, theme)
        content = digest(data)
        parked = park(batch.parking, content, data) if batch.parking else None
        made = Output(path=draft.path, data=b"" if parked else data, digest=content, parked=parked)
        pages.append((made, process_time() - began))
    return pages
