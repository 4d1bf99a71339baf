"""Frames, players, widgets and cards leave a link. In: the tree. Out: `x:embed` and `x:media`.

The fallback link within a frame is better than the frame's own address. Players keep working as
`audio` and `video` where the file itself is named.
"""

import re
from html import unescape
from typing import Final

from generator.importer.addresses import link_address, media_address
from generator.importer.html_tree import Element, Node, descendants, rewrite, text_of
from generator.importer.sanitise import is_tracker

EMBED: Final = "x:embed"
"""Attributes `href` (absolute) and `title`."""
MEDIA: Final = "x:media"
"""Attributes `tag`, `src` (absolute) and `poster`."""

_SCRIPTS: Final = re.compile(
    r"gist\.github\.com/|asciinema\.org/a/|jsfiddle\.net/|codepen\.io/\w+/"
)
_CARD: Final = re.compile(
    r"(?:^|\s)(?:ltag[-_]|c-embed|kg-bookmark-card|embedly-card|wp-block-embed-card"
    r"|graf--mixtapeEmbed)"
)
# What a frame holds is text to a parser.
_FALLBACK: Final = re.compile(
    r"""<a\s[^>]*?href\s*=\s*["']([^"']+)["'][^>]*>(.*?)</a""", re.IGNORECASE | re.DOTALL
)
_TAG: Final = re.compile(r"<[^>]*>")
# A nameless frame of a whole site is an advertisement or worse, and shows nothing of the post.
_FRONT_PAGE: Final = re.compile(r"\s*(?:https?:)?//[^/?#]*/?\s*", re.IGNORECASE)
_NAMELESS: Final = re.compile(r"player|embed|iframe|^(?:video|audio)$", re.IGNORECASE)
_PAGES: Final = (
    (
        re.compile(
            r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/(?!videoseries)([\w-]{6,})"
            r"(?:[?&](?:[^#]*&)?start=(\d+))?.*"
        ),
        r"https://www.youtube.com/watch?v=\1&t=\2",
    ),
    (re.compile(r"https?://player\.vimeo\.com/video/(\d+).*"), r"https://vimeo.com/\1"),
    (
        re.compile(r"https?://codepen\.io/([\w-]+)/embed/(?:preview/)?(\w+).*"),
        r"https://codepen.io/\1/pen/\2",
    ),
    (
        re.compile(r"https?://gist\.github\.com/([\w/-]+)\.(?:js|pibb).*"),
        r"https://gist.github.com/\1",
    ),
    (re.compile(r"https?://asciinema\.org/a/(\w+)\.js.*"), r"https://asciinema.org/a/\1"),
)


def mark_embeds(tree: Element, base_url: str) -> None:
    def embed(element: Element, _around: tuple[Element, ...]) -> list[Node] | None:
        if _CARD.search(element.attrs.get("class", "")):
            return _card(element, base_url)
        return _embed(element, base_url)

    rewrite(tree, embed)


def _embed(element: Element, base_url: str) -> list[Node] | None:
    match element.tag:
        case "script":
            address = element.attrs.get("src", "")
            return _link(address, "", base_url) if _SCRIPTS.search(address) else []
        case "video" | "audio":
            return _player(element, base_url)
        case "iframe" | "frame" | "embed" | "object":
            return _frame(element, base_url)
    return None


def _page_of(address: str) -> str:
    """The page for people behind the address of a known frame or script."""
    for frame, page in _PAGES:
        if known := frame.fullmatch(address):
            return known.expand(page).removesuffix("&t=")
    return address


def _link(address: str, title: str, base_url: str) -> list[Node]:
    target = _page_of(link_address(address, base_url)) if address else ""
    if not target or target.startswith("#") or is_tracker(target):
        return []
    named = " ".join(title.split())
    return [Element(EMBED, {"href": target, "title": "" if _NAMELESS.search(named) else named})]


def _frame(frame: Element, base_url: str) -> list[Node] | None:
    if any(e.tag in ("iframe", "video", "audio") for e in descendants(frame)):
        return None
    fallback = _FALLBACK.search(text_of(frame)) if frame.tag == "iframe" else None
    if fallback is None:
        source, title = _source(frame), frame.attrs.get("title", "")
        is_nothing = not title and _FRONT_PAGE.fullmatch(source)
        return [] if is_nothing else _link(source, title, base_url)
    words = _TAG.sub("", fallback[2])
    return _link(unescape(fallback[1]), unescape(words), base_url)


def _source(element: Element) -> str:
    """The first address that a frame or player, or what stands in it, names."""
    for name in ("src", "data-src", "data", "data-lazy-src"):
        if element.attrs.get(name) and not element.attrs[name].startswith("about:"):
            return element.attrs[name]
    for inner in descendants(element):
        if inner.tag in ("source", "embed") and inner.attrs.get("src"):
            return inner.attrs["src"]
        if inner.tag == "param" and inner.attrs.get("name", "").lower() in ("movie", "src"):
            return inner.attrs.get("value", "")
    return ""


def _player(player: Element, base_url: str) -> list[Node]:
    address = media_address(_source(player), base_url)
    if not address:
        return player.children
    poster = media_address(player.attrs.get("poster", ""), base_url)
    return [Element(MEDIA, {"tag": player.tag, "src": address, "poster": poster})]


def _card(card: Element, base_url: str) -> list[Node] | None:
    """The card of another page leaves the links of the card and of the cards within it."""
    rewrite(card, lambda element, _around: _embed(element, base_url))
    players = [e for e in descendants(card) if e.tag in (EMBED, MEDIA)]
    cards = [e for e in (card, *descendants(card)) if _CARD.search(e.attrs.get("class", ""))]
    mains = [main for inner in cards if (main := _main_link(inner, base_url)) is not None]
    if not mains:
        return list(players) or None
    titles = [" ".join(text_of(e).split()) for e in descendants(card) if _is_title(e)]
    unused = iter(titles or [" ".join(text_of(card).split())])
    # A second link leads to the author, whom the second title names.
    named = {href: next(unused, "") for href in dict.fromkeys(href for href, _ in mains)}
    words = {href: " ".join(text_of(link).split()) for href, link in mains}
    links = [Element(EMBED, {"href": h, "title": t or words[h]}) for h, t in named.items()]
    return [*links, *players]


def _main_link(card: Element, base_url: str) -> tuple[str, Element] | None:
    """The longest address is that of the page, not that of its author or site."""
    links = [e for e in (card, *descendants(card)) if e.tag == "a" and e.attrs.get("href")]
    targets = [(link_address(a.attrs["href"], base_url), a) for a in links]
    return max((t for t in targets if t[0]), key=lambda t: len(t[0]), default=None)


def _is_title(element: Element) -> bool:
    named = re.fullmatch("h[1-6]", element.tag) or "title" in element.attrs.get("class", "")
    return bool(named) and bool(text_of(element).strip())
