"""The feeds of the whole site and of every listing, made again only where an entry changed.

In: the plan of the site and the bodies of its tutorials. Out: three files beside each listing. The
newest entries carry their whole text up to a bound for each feed; those after it, their excerpt.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache, lru_cache, partial

import msgspec

from generator.model import Output
from generator.pipeline.contents import Contents
from generator.pipeline.file_groups import FileGroups
from generator.pipeline.libraries import LIBRARIES
from generator.render.bodies import addresses_in_feed, filled_for_feed
from generator.render.feed_entries import FeedEntry, feed_entry
from generator.render.feeds_out import FeedHead, feed_head, feed_outputs, newest
from generator.render.pages import Plan
from generator.store.code_digest import digest_of_code
from generator.store.manifest import digest

WHOLE = 300_000
"""Characters of full texts in one feed: readers ask for it many times a day."""

_CODE = ("generator.render", "generator.site", "generator.pipeline.feed_files")
_REMEMBERED = 512


def feed_files(
    plan: Plan, contents: Contents, groups: FileGroups, edited: Set[int] | None = None
) -> Iterator[Output]:
    """All feeds of the site; with `edited`, those that one of these tutorials is in."""
    context = plan.context
    entries = _Entries(plan, contents)
    common = digest_of_code(_CODE, LIBRARIES) + msgspec.json.encode(
        [context.config, context.base_url]
    )
    for path, title, indices in _feeds(plan):
        shown = newest(context, indices)
        if edited is not None and edited.isdisjoint(shown):
            continue
        head = feed_head(context, path, title, shown)
        keys = b"".join(entries.key(index) for index in shown)
        key = digest(common + msgspec.json.encode(head) + keys)
        yield from groups.outputs(key, partial(_made, plan, head, shown, entries))


def _feeds(plan: Plan) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Path, title and articles of each."""
    name = plan.context.config.title
    yield "", name, tuple(range(len(plan.context.site.articles)))
    for listing in plan.listings:
        if listing.has_feeds:
            yield listing.path, f"{listing.title} · {name}", listing.articles


def _made(
    plan: Plan, head: FeedHead, indices: Sequence[int], entries: "_Entries"
) -> Iterable[Output]:
    return feed_outputs(plan.context, head, entries.of(indices))


class _Entries:
    """Entries of feeds by the index of their article: one tutorial stands in several feeds."""

    def __init__(self, plan: Plan, contents: Contents) -> None:
        self._context, self._contents = plan.context, contents
        self.key = cache(self._key)
        self._whole = lru_cache(_REMEMBERED)(self._made_whole)

    def of(self, indices: Sequence[int]) -> list[FeedEntry]:
        """Entries of these articles, with whole texts as far as there is room."""
        entries, room = [], WHOLE
        for index in indices:
            entry, size = self._whole(index) if room > 0 else (None, 0)
            room -= size
            entries.append(entry if entry and room >= 0 else feed_entry(self._context, index, ""))
        return entries

    def _made_whole(self, index: int) -> tuple[FeedEntry, int]:
        context = self._context
        article = context.site.articles[index]
        body = self._contents.bodies([article.facts.path])[0]
        html = filled_for_feed(body, article, context.links, context.base_url)
        return feed_entry(context, index, html), len(html)

    def _key(self, index: int) -> bytes:
        article = self._context.site.articles[index]
        facts = article.facts
        addresses = addresses_in_feed(article, self._context.links, self._context.base_url)
        named = [article.permalink, facts.front, facts.excerpt, addresses]
        return digest(self._contents.keys[facts.path] + msgspec.json.encode(named))
