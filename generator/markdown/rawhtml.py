"""Raw HTML in Markdown, judged tag by tag: what a tutorial's author may write.

In: the source of raw HTML. Out: pieces: text, and start and end tags of the allow-list with
attributes of the allow-list. Elements that hold no prose vanish with their content, other known
elements lose their tags, and what is no HTML at all (`List<String>`) is text. Balance and nesting
are not looked at: `sanitise` sees to them once the page is put together.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from msgspec import Struct

from generator.markdown.addresses import MEDIA_SCHEMES, candidates, clean, is_absolute, is_allowed

ALLOWED: Final = frozenset(
    "a abbr audio b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl "
    "dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i iframe img ins kbd li mark ol p picture pre q "
    "rp rt ruby s samp small source span strong sub summary sup table tbody td tfoot th thead time "
    "tr track u ul var video wbr".split()
)
_NOT_PROSE: Final = frozenset(
    "script style template noscript noembed noframes xmp plaintext title textarea select svg math "
    "object applet".split()
)
VANISHING: Final = _NOT_PROSE | {"iframe"}
"""Elements whose content is not shown; of a frame at least its address is."""
_OTHER_KNOWN: Final = frozenset(
    "acronym address area article aside base basefont bgsound big blink body button canvas center "
    "circle command data datalist defs dialog dir embed ellipse fieldset font footer form frame "
    "frameset g head header hgroup html input isindex keygen label legend line link listing main "
    "map marquee menu menuitem meta meter nav nobr optgroup option output param path polygon "
    "polyline progress rb rect rtc search section slot spacer strike tt use".split()
)
VOID: Final = frozenset("br col hr img source track wbr".split())

_EVERYWHERE: Final = frozenset({"lang", "dir", "title"})
_BY_ELEMENT: Final = {
    "a": {"href", "hreflang"},
    "audio": {"src", "controls", "preload", "muted", "loop"},
    "blockquote": {"cite"},
    "code": {"class"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "iframe": {"src"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "pre": {"class"},
    "q": {"cite"},
    "source": {"src", "srcset", "sizes", "type", "media"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "time": {"datetime"},
    "track": {"src", "kind", "srclang", "label"},
    "video": {"src", "poster", "controls", "preload", "muted", "loop", "width", "height"},
}
_NUMBERS: Final = frozenset({"colspan", "height", "rowspan", "span", "start", "value", "width"})
_MEDIA: Final = frozenset({"cite", "poster", "src"})
_BARE: Final = frozenset({"controls", "loop", "muted", "open", "reversed"})
_LANGUAGE: Final = re.compile(r"(?<!\S)language-[A-Za-z0-9_+#.-]{1,30}(?!\S)")
_VALUES: Final = {
    "dir": re.compile(r"(?:ltr|rtl|auto)$"),
    "kind": re.compile(r"(?:subtitles|captions|descriptions|chapters|metadata)$"),
    "lang": re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$"),
    "preload": re.compile(r"(?:none|metadata|auto)$"),
    "scope": re.compile(r"(?:row|col|rowgroup|colgroup)$"),
    "type": re.compile(r"(?:[1aAiI]|(?:image|audio|video)/[\w.+-]+)$"),
}

_ATTRIBUTE: Final = (
    r"""\s+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:\s*=\s*(?:[^"'=<>`\x00-\x20]+|'[^']*'|"[^"]*"))?"""
)
_PIECE: Final = re.compile(
    rf"<(?P<open>[A-Za-z][A-Za-z0-9-]*)(?P<attributes>(?:{_ATTRIBUTE})*+)\s*/?>"
    r"|</(?P<close>[A-Za-z][A-Za-z0-9-]*)\s*>"
    r"|<!---?>|<!--(?s:.*?)(?:-->|(?P<unclosed>\Z))"
    r"|<\?(?s:.*?)(?:\?>|\Z)|<!\[CDATA\[(?s:.*?)(?:\]\]>|\Z)|<![A-Za-z][^<>]*>"
)
_PAIR: Final = re.compile(
    r"""([a-zA-Z_:][a-zA-Z0-9:._-]*)(?:\s*=\s*(?:([^"'=<>`\x00-\x20]+)|'([^']*)'|"([^"]*)"))?"""
)


class Text(Struct, frozen=True):
    """Characters, entities decoded."""

    content: str
    removed: str = ""
    """Name of an element that stood here and was left out."""


class Tag(Struct, frozen=True):
    """A start tag (`attributes` judged, values decoded) or an end tag."""

    name: str
    is_end: bool
    attributes: dict[str, str]


def pieces(source: str) -> Iterator[Text | Tag]:
    """What may stay of `source`, in order. The content of an `iframe` is left out."""
    position = 0
    unclosed: set[str] = set()
    while found := _PIECE.search(source, position):
        if found.start() > position:
            yield Text(unescape(source[position : found.start()]))
        position = found.end()
        yield _piece(found)
        name = (found["open"] or "").lower()
        if name in VANISHING and name not in unclosed:
            # Without an end tag the tag alone vanishes, and no search is made for another.
            end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(source, position)
            unclosed |= set() if end else {name}
            position = end.end() if end else position
    if position < len(source):
        yield Text(unescape(source[position:]))


def vanishing(source: str) -> tuple[str, bool]:
    """Name of the vanishing element whose tag `source` is, and whether it is an end tag."""
    found = _PIECE.match(source)
    name = (found["open"] or found["close"] or "").lower() if found else ""
    return (name, bool(found and found["close"])) if name in VANISHING else ("", False)


def _piece(found: re.Match[str]) -> Text | Tag:
    name = (found["open"] or found["close"] or "").lower()
    if name in ALLOWED:
        return Tag(name, found["close"] is not None, _judged(name, found["attributes"] or ""))
    if name in _NOT_PROSE or name in _OTHER_KNOWN:
        return Text("", name)
    is_comment = not name and found["unclosed"] is None
    return Text("" if is_comment else found.group())


def _judged(name: str, source: str) -> dict[str, str]:
    kept: dict[str, str] = {}
    if not source:
        return kept
    allowed = _BY_ELEMENT.get(name, set())
    for key, bare, single, double in _PAIR.findall(source):
        key = key.lower()
        if key in kept or not (key in allowed or key in _EVERYWHERE):
            continue
        value = _value(key, unescape(bare or single or double))
        if value is not None:
            kept[key] = value
    return kept


def _value(key: str, value: str) -> str | None:
    """`value` in the form a page may hold, None when it may not."""
    if key in _BARE:
        return ""
    if key == "href" or key in _MEDIA:
        value = clean(value)
        schemes = (MEDIA_SCHEMES,) if key in _MEDIA else ()
        return value if value and is_allowed(value, *schemes) else None
    if key == "class":
        language = _LANGUAGE.search(value)
        return language.group().lower() if language else None
    if key in _NUMBERS:
        return value if re.fullmatch(r"-?[0-9]{1,5}", value) else None
    if key == "srcset":
        return _srcset(value)
    if key in _VALUES:
        return value if _VALUES[key].match(value) else None
    return value


def _srcset(value: str) -> str | None:
    """Candidates with absolute addresses; relative ones could not be moved with the page."""
    kept = [
        f"{address} {size}".strip() for address, size in candidates(value) if is_absolute(address)
    ]
    return ", ".join(kept) or None
