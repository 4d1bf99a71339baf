"""What readers have to load, and what the host takes.

In: how many bytes each page, image and the whole site have. Out: problems; nothing is measured.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from generator.check.severity import for_own_text
from generator.model import Problem, Severity
from generator.site import Article, Site
from generator.site.links import LinkMap, TargetKind, resolve

PAGE: Final = 500_000
"""Bytes of HTML: over a slow phone line about four seconds when compressed."""
IMAGE: Final = 1_000_000
IMAGES: Final = 5_000_000
"""Bytes of one image, and of all of one page that are files of the site."""
SITE: Final = 1_000_000_000
"""Bytes of a site on GitHub Pages (docs.github.com, "GitHub Pages limits")."""
FILES: Final = 100_000
"""Files of a site: past this, unpacking takes the ten minutes that a deployment may last."""


def weights(
    site: Site, links: LinkMap, pages: Mapping[str, int], files: Mapping[str, int]
) -> Iterator[Problem]:
    """Pages and images that are heavy. `pages` has the bytes of HTML by permalink, `files` those of
    copied files by site path."""
    for article in (*site.articles, *([site.home] if site.home else [])):
        size = pages.get(article.permalink, 0)
        if size > PAGE:
            yield Problem(
                code="page-heavy",
                message=f"Its page has {_megabytes(size)} of HTML",
                severity=for_own_text(article),
                hint="Make several tutorials of it, and a series of them.",
                path=article.facts.path,
            )
        yield from _image_weights(article, links, files)


def limits(size: int, count: int) -> Iterator[Problem]:
    """What GitHub Pages refuses: `size` bytes in `count` files."""
    if size > SITE:
        yield Problem(
            code="site-too-large",
            message=f"The site has {_megabytes(size)}; GitHub Pages takes {_megabytes(SITE)}",
            severity=Severity.WARNING,
            hint='Copy fewer images (images = "remote"), or publish somewhere else.',
        )
    if count > FILES:
        yield Problem(
            code="site-many-files",
            message=f"The site has {count:,} files",
            severity=Severity.WARNING,
            hint="A deployment to GitHub Pages may last ten minutes; with so many it may fail.",
        )


def _image_weights(article: Article, links: LinkMap, files: Mapping[str, int]) -> Iterator[Problem]:
    found: dict[str, int] = {}
    for image in article.facts.images:
        target = resolve(image.src, article, links)
        if target.kind is not TargetKind.FILE or target.path in found:
            continue
        size = found[target.path] = files.get(target.path, 0)
        if size > IMAGE:
            yield Problem(
                code="image-heavy",
                message=f"Image “{image.src[:80]}” has {_megabytes(size)}",
                severity=for_own_text(article),
                hint="Make it smaller, or save it as WebP or AVIF.",
                path=article.facts.path,
                line=image.line,
            )
    if (total := sum(found.values())) > IMAGES:
        yield Problem(
            code="images-heavy",
            message=f"The images of this tutorial have {_megabytes(total)} together",
            severity=for_own_text(article),
            hint="Make them smaller, or save them as WebP or AVIF.",
            path=article.facts.path,
        )


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"
