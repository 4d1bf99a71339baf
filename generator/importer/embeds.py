"""Frames, players, widgets and cards leave a link. In: the tree. Out: `x:embed` and `x:media`.

The fallback link within a frame is better than the frame's own address. Players keep working as
`audio` and `video` where the file itself is named.
"""

import re
from html import unescape
from typing import Final

from generator.importer.addresses import link_address, media_address
from generator.importer.html_tree import Element, Node, descendants, find, rewrite, text_of
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
_HREF: Final = re.compile(r"""<a\s[^>]*?href\s*=\s*(?:"([^"]+)"|'([^']+)')""", re.IGNORECASE)
_NAMELESS: Final = re.compile(r"player|embed|iframe|^(?:video|audio)$", re.IGNORECASE)
_PAGES: Final = (
    (
        re.compile(
            r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/(?!videoseries)([\w-]{6,})"
            r"(?:[?&](?:[^#]*&)?start=(\d+))?.*"
        ),
        lambda m: f"https://www.youtube.com/watch?v={m[1]}" + (f"&t={m[2]}" if m[2] else ""),
    ),
    (
        re.compile(r"https?://player\.vimeo\.com/video/(\d+).*"),
        lambda m: f"https://vimeo.com/{m[1]}",
    ),
    (
        re.compile(r"https?://codepen\.io/([\w-]+)/embed/(?:preview/)?(\w+).*"),
        lambda m: f"https://codepen.io/{m[1]}/pen/{m[2]}",
    ),
    (
        re.compile(r"https?://gist\.github\.com/([\w/-]+)\.(?:js|pibb).*"),
        lambda m: f"https://gist.github.com/{m[1]}",
    ),
    (
        re.compile(r"https?://asciinema\.org/a/(\w+)\.js.*"),
        lambda m: f"https://asciinema.org/a/{m[1]}",
    ),
)


def mark_embeds(tree: Element, base_url: str) -> None:
    def embed(element: Element, _around: tuple[Element, ...]) -> list[Node] | None:
        if _CARD.search(element.attrs.get("class", "")):
            return _card(element, base_url)
        match element.tag:
            case "script":
                address = element.attrs.get("src", "")
                return _link(address, "", base_url) if _SCRIPTS.search(address) else []
            case "video" | "audio":
                return _player(element, base_url)
            case "iframe" | "frame" | "embed" | "object":
                return _frame(element, base_url)
        return None

    rewrite(tree, embed)


def page_of(address: str) -> str:
    """The page for people behind the address of a known frame or script."""
    for frame, page in _PAGES:
        if known := frame.fullmatch(address):
            return page(known)
    return address


def _link(address: str, title: str, base_url: str) -> list[Node]:
    target = page_of(link_address(address, base_url)) if address else ""
    if not target.startswith("http") or is_tracker(target):
        return []
    named = " ".join(title.split())
    return [Element(EMBED, {"href": target, "title": "" if _NAMELESS.search(named) else named})]


def _frame(frame: Element, base_url: str) -> list[Node] | None:
    if any(e.tag in ("iframe", "video", "audio") for e in descendants(frame)):
        return None
    fallback = _HREF.search(unescape(text_of(frame))) if frame.tag == "iframe" else None
    address = (fallback[1] or fallback[2]) if fallback else _source(frame)
    return _link(address, frame.attrs.get("title", ""), base_url)


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
    """The card of another page: its longest address is that of the page, not of author or site."""
    mark_embeds(card, base_url)
    inner = [e for e in descendants(card) if e.tag in (EMBED, MEDIA)]
    links = [e for e in (card, *descendants(card)) if e.tag == "a" and e.attrs.get("href")]
    targets = {id(a): link_address(a.attrs["href"], base_url) for a in links}
    if not any(targets.values()):
        return list(inner) if inner else None
    main = max(links, key=lambda a: len(targets[id(a)]))
    title = find(
        card, lambda e: e.tag in ("h1", "h2", "h3", "h4", "h5") or "title" in " ".join(e.classes)
    )
    words = text_of(title if title is not None and text_of(title).strip() else main)
    return [Element(EMBED, {"href": targets[id(main)], "title": " ".join(words.split())}), *inner]
