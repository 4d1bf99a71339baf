"""The last step on pages that hold raw HTML: well-formed, and nothing but what we would write.

In: HTML of a whole body. Out: HTML that cannot close the element it stands in. `rawhtml` has
already judged the author's tags; this parses the result as a browser would and judges again.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

import nh3

from generator.markdown.rawhtml import ALLOWED

_OURS: Final = {"section", "input"}
_TAGS: Final = set(ALLOWED - {"iframe"}) | _OURS
_GENERAL: Final = {"class", "lang", "dir", "title", "id", "tabindex", "role", "aria-label"}
_ATTRIBUTES: Final = {
    "*": _GENERAL,
    "a": {"href", "hreflang", "rel"},
    "audio": {"src", "controls", "preload", "muted", "loop"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "div": {"data-kind", "data-language", "data-src", "data-title"},
    **{f"h{level}": {"data-names"} for level in range(1, 7)},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"},
    "input": {"type", "disabled", "checked"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "q": {"cite"},
    "section": {"data-title"},
    "source": {"src", "srcset", "sizes", "type", "media"},
    "span": {"data-line"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "time": {"datetime"},
    "track": {"src", "kind", "srclang", "label"},
    "video": {"src", "poster", "controls", "preload", "muted", "loop", "width", "height"},
}

_MARK: Final = re.compile(r'<(?:div data-kind|span data-line)="([0-9]+)"></(?:div>\n?|span>)')
"""No author can write one: attributes are ours, and in text and values their signs are escaped."""


def clean(html: str) -> str:
    """`html` parsed and written again."""
    return _cleaner().clean(html)


def clean_around(parts: Sequence[str], ours: Sequence[int]) -> str:
    """`parts`, joined and cleaned, without parsing those at the indices `ours`.

    These are elements of our own, whole and without an author's HTML: as they stand is how cleaning
    would leave them. Where cleaning loses the place of one, everything is cleaned.
    """
    marked = list(parts)
    for index in ours:
        marked[index] = (
            f'<div data-kind="{index}"></div>\n'
            if parts[index].startswith("<div")
            else f'<span data-line="{index}"></span>'
        )
    around = _MARK.split(clean("".join(marked)))
    found = [int(index) for index in around[1::2]]
    if sorted(found) != list(ours):
        return clean("".join(parts))
    around[1::2] = [parts[index].replace("\xa0", "&nbsp;") for index in found]
    return "".join(around)


@cache
def _cleaner() -> nh3.Cleaner:
    """Made once: its tables cost more than a page."""
    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=set(),
        attributes=_ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )
