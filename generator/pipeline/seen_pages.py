"""What only the whole site shows: weights, links in the frame around texts, lonely tutorials.

In: the plan of a site, its files, and all its pages. Out: problems; nothing is kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.check.frame import FrameCheck, known_addresses
from generator.check.orphans import orphans
from generator.check.weight import limits, weights
from generator.model import Output, Problem
from generator.render.addresses import base_path
from generator.render.pages import Plan


def seen_problems(
    folder: Path, plan: Plan, files: Mapping[str, str], pages: Iterable[Output]
) -> Iterator[Problem]:
    """`folder` is the site directory, `files` are those to be copied."""
    context = plan.context
    feeds = (f"{each.path}{name}" for each in plan.listings if each.has_feeds for name in _FEEDS)
    assets = (output.path for output in plan.assets.outputs)
    header = (item.url.lstrip("/") for item in context.config.nav)  # told by itself
    addresses = known_addresses(plan.paths, [*files.values(), *feeds, *assets, *header])
    frame = FrameCheck(addresses, base_path(context.base_url))
    sizes: dict[str, int] = {}
    for page in pages:
        sizes[page.path.removesuffix("index.html")] = len(page.data)
        frame.look_at(page.path, page.data)
    copied = {site_path: _size(folder / path) for path, site_path in files.items()}
    yield from orphans(context.site, context.links)
    yield from weights(context.site, context.links, sizes, copied)
    yield from frame.problems(_own_templates(folder))
    yield from limits(sum(sizes.values()) + sum(copied.values()), len(sizes) + len(copied))


_FEEDS = ("feed.xml", "rss.xml", "feed.json")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # that it cannot be read is told by the build


def _own_templates(folder: Path) -> dict[str, str]:
    paths = sorted((folder / "templates").rglob("*.html"))
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in paths
    }
