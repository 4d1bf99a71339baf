"""Addresses: where each file of content/ and each term of a taxonomy is found on the site."""

from collections.abc import Iterable
from hashlib import sha256

from generator.text.slugs import collision_key, slugify

CONTENT = "content/"
_LONGEST = 255
"""A segment is as long as the name of its file, which no file system allows to be longer."""


def permalink(path: str, slug: str) -> str:
    """Site path of the content file `path`: `content/python/Async IO.md` is `python/async-io/`.

    `slug`, from the front matter, replaces the last segment; `index.md` stands for its folder.
    """
    *folders, name = path.removeprefix(CONTENT).removesuffix(".md").split("/")
    segments = list(folders)
    if slug or name != "index":
        segments.append(slug or name)
    return _address(segments)


def folder_address(folder: str) -> str:
    """Site path of a folder of content/, with a trailing slash unless it is content/ itself."""
    return _address(segment for segment in folder.split("/") if segment)


def page_file(address: str) -> str:
    """Path in the output of the page at a site path: old addresses may be those of files."""
    return address if address.endswith((".html", ".htm")) else address + "index.html"


def alias_address(alias: str) -> str:
    """Site path that an alias of the front matter names."""
    inside = alias.strip("/")
    return inside if inside.endswith((".html", ".htm")) else inside + "/"


def term_slugs(names: Iterable[str]) -> dict[str, str]:
    """A slug for each name, unique among them: where two names fall together, all but the first
    in sorted order get a digest of the name behind the slug."""
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(names):
        slug = slugify(name)
        if collision_key(slug) in taken:
            slug = f"{slug}-{sha256(name.encode()).hexdigest()[:6]}"
        taken.add(collision_key(slug))
        slugs[name] = slug
    return slugs


def _address(segments: Iterable[str]) -> str:
    return "".join(slugify(segment, _LONGEST) + "/" for segment in segments)
