"""What is related: followed from the last build where few texts changed, else found anew."""

from collections.abc import Mapping, Sequence

from generator.pipeline.imprint import load_imprint, load_relations
from generator.pipeline.rendition import FACTS
from generator.site import Article
from generator.site.carried import carried
from generator.site.model import Relations
from generator.site.related import Spread, relations
from generator.store.cache import Store

_AT_MOST = 64
"""Texts that came, went or were edited; beyond, a look at everything is as fast."""


class Relating:
    """Call it with the articles and the number of related ones that each may have."""

    def __init__(
        self, store: Store, last: bytes, keys: Mapping[str, bytes], spread: Spread
    ) -> None:
        """`last` names the last build; empty when there is none. `keys` are those of all texts."""
        self._store, self._last, self._keys, self._spread = store, last, keys, spread

    def __call__(self, articles: Sequence[Article], count: int) -> Relations:
        """Of these articles."""
        followed = self._followed(articles, count) if self._last else None
        return followed or relations(articles, count, self._spread)

    def _followed(self, articles: Sequence[Article], count: int) -> Relations | None:
        imprint = load_imprint(self._store, self._last)
        before = load_relations(self._store, self._last, imprint.keys) if imprint else None
        if imprint is None or before is None:
            return None
        then, keys = imprint.arrangement.paths, imprint.keys
        now = {article.facts.path for article in articles}
        others = [path for path in then if path not in now or keys[path] != self._keys[path]]
        if len(others) + len(now.difference(then)) > _AT_MOST:
            return None
        stored = self._store.get_values("facts", [keys[path] for path in others], FACTS)
        known = {facts.path: facts for facts in stored.values()}
        return carried(before, then, known, articles, count) if len(known) == len(others) else None
