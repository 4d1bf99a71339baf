"""What an XML document is, before a feed parser sees it: its root, its depth, where it breaks.

In: the document as text. Out: a Survey. One pass of expat with counters; nothing is kept of the
content, entities are never expanded.
"""

from typing import Final
from xml.parsers import expat

from msgspec import Struct

MAX_DEPTH: Final = 500
"""Elements within elements; feeds have some ten, XHTML bodies some fifty."""


class Survey(Struct, frozen=True, kw_only=True):
    """`error` is empty when the document is well formed."""

    root: str = ""
    """Name of the first element as written, with its prefix."""
    error: str = ""
    line: int = 0
    truncated: bool = False
    """The document ends before its elements do."""
    too_deep: bool = False
    entities: bool = False


class _StopError(Exception):
    pass


class _Counter:
    def __init__(self) -> None:
        self.root = ""
        self.depth = 0
        self.entities = False

    def start(self, name: str, _: object) -> None:
        self.depth += 1
        if not self.root:
            self.root = name
        if self.depth > MAX_DEPTH:
            raise _StopError

    def end(self, _: str) -> None:
        self.depth -= 1

    def entity(self, *_: object) -> None:
        self.entities = True
        raise _StopError


_CUT: Final = frozenset(
    (
        expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
        expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
    )
)


def survey(data: bytes) -> Survey:
    """Reads UTF-8 without a declaration, as `markup` leaves it."""
    counter = _Counter()
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    parser.EntityDeclHandler = counter.entity
    try:
        parser.Parse(data, True)
    except _StopError:
        return Survey(root=counter.root, entities=counter.entities, too_deep=not counter.entities)
    except expat.ExpatError as error:
        at_end = parser.ErrorByteIndex < 0 or _near_end(data, parser)
        return Survey(
            root=counter.root,
            error=expat.errors.messages.get(error.code, "not well formed"),
            line=error.lineno,
            truncated=error.code in _CUT and at_end,
        )
    return Survey(root=counter.root)


def _near_end(data: bytes, parser: expat.XMLParserType) -> bool:
    """A token that never ends is reported where it begins: nothing but that token may follow."""
    return parser.ErrorByteIndex >= len(data.rstrip()) or b">" not in data[parser.ErrorByteIndex :]
