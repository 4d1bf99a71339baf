"""The body of a tutorial with real addresses in place of the symbolic ones."""

import re
from collections.abc import Callable
from html import escape
from urllib.parse import quote

from msgspec import Struct

from generator.model.rendered import ADDRESS_CLOSE, IMAGE_OPEN, LINK_OPEN
from generator.render.addresses import SAFE, absolute, relative
from generator.site.links import LinkMap, Target, TargetKind, resolve
from generator.site.model import Article

_SYMBOLIC = re.compile(f"([{LINK_OPEN}{IMAGE_OPEN}])([0-9]+){ADDRESS_CLOSE}")
_IMAGE = re.compile(f"<img [^<>]*{IMAGE_OPEN}([0-9]+){ADDRESS_CLOSE}[^<>]*>")
_ANCHORS = re.compile(r'<a class="anchor"[^<>]*></a>')
_CODE = re.compile("<pre.*?</pre>", re.DOTALL)
_SPANS = re.compile("</?span[^<>]*>")
_MARKED = re.compile("<[a-z][^<>]* (?:data-|aria-|role|tabindex)[^<>]*>")
_FOR_OUR_PAGE = re.compile(r' (?:data-[a-z-]+|aria-[a-z]+|role|tabindex)(?:="[^"<>]*")?')
"""What our script reads, and what makes regions of a page: feed readers warn of it or drop it."""
_BOX = re.compile("<input [^<>]*checkbox[^<>]*>")
_WITHIN = re.compile(r"""(<a [^<>]*?\bhref=")#""")
"""Links within the page that the renderer makes itself, such as those of notes."""

Place = Callable[[str], str]
"""Site path to address."""


class Addresses(Struct, frozen=True, kw_only=True):
    """Real addresses of the links and images of a tutorial, in their order."""

    links: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    sizes: tuple[tuple[int, int] | None, ...] = ()
    """Of the images, in pixels; empty when none is known."""


def addresses_on_page(article: Article, links: LinkMap, root: str) -> Addresses:
    """As they stand on the page of `article`, whose prefix to the root is `root`."""
    return _addresses(article, links, lambda path: relative(root, path), "")


def addresses_in_feed(article: Article, links: LinkMap, base_url: str) -> Addresses:
    """As they can be followed away from the site: all absolute."""
    own = absolute(base_url, article.permalink)
    return _addresses(article, links, lambda path: absolute(base_url, path), own)


def filled_for_feed(html: str, article: Article, links: LinkMap, base_url: str) -> str:
    """`html` as it can be read away from the site: without what only our pages show."""
    own = escape(absolute(base_url, article.permalink))
    plain = _CODE.sub(lambda found: _SPANS.sub("", found[0]), _ANCHORS.sub("", html))
    boxed = _BOX.sub(lambda found: "☑" if " checked" in found[0] else "☐", plain)
    bare = _MARKED.sub(lambda found: _FOR_OUR_PAGE.sub("", found[0]), boxed)
    whole = filled(bare, addresses_in_feed(article, links, base_url))
    return _WITHIN.sub(lambda found: f"{found[1]}{own}#", whole)


def filled(html: str, addresses: Addresses) -> str:
    """`html` with real addresses in place of the symbolic ones."""

    def address(found: re.Match[str]) -> str:
        real = addresses.links if found[1] == LINK_OPEN else addresses.images
        return escape(real[int(found[2])])

    if addresses.sizes:
        html = _IMAGE.sub(lambda found: _sized(found[0], int(found[1]), addresses), html)
    return _SYMBOLIC.sub(address, html)


def _sized(tag: str, image: int, addresses: Addresses) -> str:
    """The tag of an image with its size, unless it has one."""
    size = addresses.sizes[image]
    if size is None or " width=" in tag or " height=" in tag:
        return tag
    return f'{tag[:-1]} width="{size[0]}" height="{size[1]}">'


def _addresses(article: Article, links: LinkMap, place: Place, own: str) -> Addresses:
    def real(written: str) -> str:
        if written.startswith(("https://", "http://")):
            return written
        return _address(written, resolve(written, article, links), place, own, article)

    sizes = [links.sizes.get(_copied(image.src, article, links)) for image in article.facts.images]
    return Addresses(
        links=tuple(real(link.href) for link in article.facts.links),
        images=tuple(real(image.src) for image in article.facts.images),
        sizes=tuple(sizes) if any(sizes) else (),
    )


def _copied(written: str, article: Article, links: LinkMap) -> str:
    """The site path of a copied picture; of none, nothing that `links` knows."""
    return resolve(written, article, links).path if links.sizes else ""


def _address(written: str, target: Target, place: Place, own: str, article: Article) -> str:
    if target.kind in (TargetKind.EXTERNAL, TargetKind.BROKEN):
        return written
    fragment = "#" + quote(target.fragment, safe=SAFE) if target.fragment else ""
    if target.path == article.permalink and target.kind is TargetKind.PAGE:
        return (own + fragment) if fragment or own else place(target.path)
    query = f"?{target.query}" if target.query else ""
    return place(target.path) + query + fragment
