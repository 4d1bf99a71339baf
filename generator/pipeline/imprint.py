"""What a build leaves behind so that the next can go on from it, if little has changed.

An imprint is small beside the site: where each tutorial stands and by which key the store knows it,
which terms there are, what is wrong; no titles, texts or pages. It is made of the same values that
a whole build works out, and is thrown away as soon as anything but a few texts differs.
"""

from collections.abc import Mapping
from hashlib import blake2b

import msgspec
from msgspec import Struct

from generator.pipeline.findings import Findings
from generator.render.views import AssetsView
from generator.site.model import Relations
from generator.site.recall import Arrangement
from generator.store.cache import Store
from generator.store.signatures import Signature


class Imprint(Struct, frozen=True, kw_only=True, array_like=True):
    """The state of a site as built."""

    others: bytes = b""
    """Digest of all inputs but the texts."""
    seal: bytes = b""
    """Of the output."""
    texts: dict[str, Signature] = {}
    """Stat data of every text."""
    keys: dict[str, bytes]
    """For each text that could be read, the key of its rendition in the store."""
    arrangement: Arrangement
    files: dict[str, str]
    """Copied files: path relative to the site directory to site path."""
    sizes: dict[str, tuple[int, int]]
    """Width and height in pixels of those that are pictures, by site path."""
    assets: AssetsView
    """Addresses of the theme's files."""
    findings: Findings
    leading_into: dict[str, tuple[str, ...]]
    """Paths of tutorials to those of others that link to one of their headings."""
    drafts: int
    """How many were left out."""


_IMPRINTS = msgspec.msgpack.Decoder(Imprint)
_RELATIONS = msgspec.msgpack.Decoder(tuple[bytes, Relations])


def load_imprint(store: Store, key: bytes) -> Imprint | None:
    """The imprint of the last build that has this key."""
    return store.get_state("imprints", key, _IMPRINTS)


def keep_imprint(store: Store, key: bytes, imprint: Imprint) -> None:
    """In the place of the last one."""
    store.put_state("imprints", key, imprint)


def load_relations(store: Store, key: bytes, keys: Mapping[str, bytes]) -> Relations | None:
    """What is related among the tutorials with these `keys`; apart, since it is as large as all
    else."""
    found = store.get_state("relations", key, _RELATIONS)
    return found[1] if found and found[0] == _name(keys) else None


def keep_relations(
    store: Store, key: bytes, keys: Mapping[str, bytes], relations: Relations
) -> None:
    """In the place of the last ones."""
    store.put_state("relations", key, (_name(keys), relations))


def _name(keys: Mapping[str, bytes]) -> bytes:
    return blake2b(msgspec.msgpack.encode(keys), digest_size=16).digest()
