"""What new titles change beyond pages: the titles that are kept of a site, and its register.

In: the site as it was, with the edited texts, and their new titles. Out: both as they are now;
nothing where other tutorials or old addresses could be touched, which only a whole build tells.
"""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from generator.check.likeness import alike
from generator.model.register import Entry
from generator.pipeline.published import load_register
from generator.pipeline.requests import BuildRequest
from generator.site import Site
from generator.site.register import retitled as register_retitled


class Retitled(Struct, frozen=True, kw_only=True):
    """A site with new titles."""

    titles: tuple[str, ...]
    """Of all tutorials, in their order."""
    register: tuple[Entry, ...] = ()
    """To be kept; empty where it stays as it is."""


def retitled(request: BuildRequest, site: Site, new: Mapping[str, str]) -> Retitled | None:
    """`new` titles by the path of their files."""
    if not new:
        return Retitled(titles=tuple(site.titles))
    titles = list(site.titles)
    for path, title in new.items():
        titles[site.by_path[path]] = title
    for some in (site.titles, titles):
        holders = Counter(map(alike, some))
        if any(holders[alike(some[site.by_path[path]])] > 1 for path in new):
            return None
    register, problems = load_register(request.site)
    is_kept = not (request.dev or request.drafts)
    now = None if problems else register_retitled(register, site, new, whole=is_kept)
    if now is None:
        return None
    return Retitled(titles=tuple(titles), register=now if is_kept else ())
