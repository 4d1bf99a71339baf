"""What only the whole site shows: weights, links in the frame around texts, lonely tutorials.

In: the plan of a site, its files, and all its pages. Out: problems; nothing is kept.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.check import weight
from generator.check.frame import FrameCheck, known_addresses
from generator.check.orphans import orphans
from generator.model import Output, Problem
from generator.pipeline.feed_files import WHOLE
from generator.render.addresses import base_path
from generator.render.feeds_out import newest
from generator.render.pages import Plan
from generator.store.target import SIGN


def seen_problems(
    folder: Path,
    plan: Plan,
    files: Mapping[str, str],
    pages: Iterable[Output],
    beside: Iterable[Output],
) -> Iterator[Problem]:
    """`folder` is the site directory, `files` are those to be copied, `beside` makes all others,
    which takes as long as the pages: it is asked only where they could matter."""
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
    yield from weight.weights(context.site, context.links, sizes, copied)
    yield from frame.problems(_own_templates(folder))
    whole = [*sizes.values(), *copied.values(), len(SIGN.data)]
    guess = [*whole, *_feed_sizes(plan, sizes), sum(sizes.values())]  # the last for search
    if 2 * sum(guess) > weight.SITE or 2 * len(guess) > weight.FILES:
        whole += [len(output.data) for output in beside]
    yield from weight.limits(sum(whole), len(whole))


def _feed_sizes(plan: Plan, sizes: Mapping[str, int]) -> Iterator[int]:
    """About what each feed takes: its texts, as long as those pages are, up to a bound."""
    articles = plan.context.site.articles
    for indices in (
        tuple(range(len(articles))),
        *(e.articles for e in plan.listings if e.has_feeds),
    ):
        shown = (articles[index].permalink for index in newest(plan.context, indices))
        yield from len(_FEEDS) * [min(WHOLE, sum(sizes.get(each, 0) for each in shown))]


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
