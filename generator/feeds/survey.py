"""What an XML document is, before a feed parser sees it: its root, its depth, where it breaks.

In: the document as text. Out: a Survey. One pass of expat with counters; nothing is kept of the
content, entities are never expanded.
"""

from typing import Final
from xml.parsers import expat

from msgspec import Struct

MAX_DEPTH: Final = 500
"""Elements within elements; feeds have some ten, XHTML bodies some fifty."""

MAX_ELEMENTS: Final = 1_000_000
"""Of a document; each costs a feed parser some hundred bytes."""

MAX_FIELDS: Final = 250_000
"""Of these, elements that are not within a body: each costs a feed parser a kilobyte."""

MAX_ATTRIBUTES: Final = 1000
"""Of one element; feeds have some five, and some twenty declarations of names at the root."""

MAX_ENTRIES: Final = 20_000

_FIELD_DEPTH: Final = 4
"""`rss`, `channel`, `item` and its fields."""
_ENTRIES: Final = frozenset(("item", "entry"))


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
    too_many: bool = False
    """Elements, or attributes of one; entries that are too many are no fault."""
    rest: int = -1
    """Where the entries begin that are too many; negative when there are none."""
    around: tuple[str, ...] = ()
    """The elements that `rest` lies in, outermost first."""


class _StopError(Exception):
    pass


class _Counter:
    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        self.root = ""
        self.around: list[str] = []
        self.elements = self.fields = self.entries = 0
        self.entities = self.crowded = False
        self.rest = -1

    def start(self, name: str, attributes: list[str]) -> None:
        if not self.root:
            self.root = name
        depth = len(self.around)
        self.elements += 1
        if depth < _FIELD_DEPTH:
            self.fields += 1
            if name.rpartition(":")[2] in _ENTRIES:
                self.entries += 1
        if self.entries > MAX_ENTRIES:
            self.rest = self.parser.CurrentByteIndex
            raise _StopError
        self.crowded = len(attributes) > 2 * MAX_ATTRIBUTES
        if depth >= MAX_DEPTH or self.has_too_many():
            raise _StopError
        self.around.append(name)

    def end(self, _: str) -> None:
        self.around.pop()

    def entity(self, *_: object) -> None:
        self.entities = True
        raise _StopError

    def has_too_many(self) -> bool:
        return self.crowded or self.elements > MAX_ELEMENTS or self.fields > MAX_FIELDS


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
    parser = expat.ParserCreate("utf-8")
    counter = _Counter(parser)
    parser.ordered_attributes = True  # names and values in one list, a third of a table's memory
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    parser.EntityDeclHandler = counter.entity
    try:
        parser.Parse(data, True)
    except _StopError:
        too_deep = len(counter.around) >= MAX_DEPTH
        return Survey(
            root=counter.root,
            entities=counter.entities,
            too_deep=too_deep,
            too_many=not too_deep and counter.has_too_many(),
            rest=counter.rest,
            around=tuple(counter.around),
        )
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
