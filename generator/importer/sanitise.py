"""What is not content goes. In: the tree of a feed entry. Out: the same tree without furniture.

Style sheets, `noscript`, SVG, buttons, panels of code widgets, tracking pixels and the
permalink signs of headings vanish with everything in them. Scripts may stand for something to be
seen: `embeds` and `mathematics` see to them. Addresses and attributes are not judged here:
later stages only pick what they know to be harmless.
"""

import re
from typing import Final

from generator.importer.html_tree import Element, Node, descendants, rewrite, text_of

_NO_CONTENT: Final = frozenset(
    "base button datalist head link meta noembed noframes noscript param select style svg"
    " template title".split()
)
_PANELS: Final = re.compile(
    r"js-actions-panel|highlight__panel|clipboard-copy|zeroclipboard|copy-code-button"
    r"|copy-to-clipboard|crayon-toolbar|crayon-info|buttonGroup_"
)
_ANCHOR_NAMES: Final = re.compile(
    r"anchor|permalink|headerlink|header-link|hash-link|heading-link"
    r"|headline-hash|direct-link",
    re.IGNORECASE,
)
_ANCHOR_SIGNS: Final = frozenset("#¶§🔗⚓")
_TRACKERS: Final = re.compile(
    r"//(?:feeds\.feedburner\.com/~(?:r|ff|4)/|[\w.-]*(?:doubleclick|googlesyndication"
    r"|google-analytics|scorecardresearch|feedsportal|pheedo|feedads|statcounter|feedblitz)\."
    r"|(?:pixel|stats)\.wp\.com/|stats\.wordpress\.com/|feeds\.wordpress\.com/"
    r"|(?:www\.)?blogger\.com/tracker|medium\.com/_/stat|(?:www\.)?facebook\.com/plugins"
    r"|platform\.twitter\.com/widgets|rcm[\w.-]*amazon|[\w.-]*assoc-amazon)"
)


def remove_furniture(tree: Element) -> None:
    rewrite(tree, _furniture)


def _furniture(element: Element, around: tuple[Element, ...]) -> list[Node] | None:
    gone = (
        element.tag in _NO_CONTENT
        or _is_panel(element, around)
        or (element.tag == "a" and _is_permalink_sign(element, around))
        or (element.tag == "img" and _is_tracking_pixel(element))
    )
    return [] if gone else None


def _is_panel(element: Element, around: tuple[Element, ...]) -> bool:
    names = element.attrs.get("class", "")
    if not names:
        return False
    if "toolbar" in names.split():
        return "code-toolbar" in around[-1].classes or "syntaxhighlighter" in around[-1].classes
    return _PANELS.search(names) is not None


def _is_permalink_sign(link: Element, around: tuple[Element, ...]) -> bool:
    words = text_of(link).strip(" \n\t\xa0\u200b\ufe0e\ufe0f⃣")
    if (words and words not in _ANCHOR_SIGNS) or any(e.tag == "img" for e in descendants(link)):
        return False
    in_heading = any(re.fullmatch("h[1-6]", e.tag) for e in around)
    if in_heading and "#" in link.attrs.get("href", ""):
        return True
    names = " ".join(link.attrs.get(name, "") for name in ("class", "aria-label", "title"))
    return _ANCHOR_NAMES.search(names) is not None


def _is_tracking_pixel(image: Element) -> bool:
    size = (image.attrs.get("width", ""), image.attrs.get("height", ""))
    if all(side.removesuffix("px") in ("0", "1") for side in size):
        return True
    return is_tracker(image.attrs.get("src", ""))


def is_tracker(address: str) -> bool:
    """Whether `address` belongs to a counter or an advertisement."""
    return _TRACKERS.search(address) is not None
