"""YAML text to nodes that keep the author's own spelling and where it stands.

Only the plain part of YAML is read: scalars, lists and mappings. Anchors, aliases, merge keys,
tags and further documents are refused, so nothing expands and nothing but text comes out: that
`no` is a boolean or `1.0` a number is for the reader of a field to decide, not for YAML.
"""

import re
from typing import Final

import yaml
from msgspec import Struct

from generator.content.findings import Findings, Place

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML that was built without libyaml: the same events, slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_CHARACTERS: Final = 256 * 1024
MAX_DEPTH: Final = 8
FIRST_LINE: Final = 2
"""Line of the file on which the text between the `---` lines begins."""

_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_OTHER_BREAKS: Final = str.maketrans("\x85\u2028\u2029", "   ")
_CURES: Final = (
    ("mapping values are not allowed", "Put a value that holds “: ” in double quotes."),
    ("cannot start any token", "Put a value that begins with a sign in double quotes; no tabs."),
    ("expected <block end>", "Give all keys the same indentation."),
    ("could not find expected ':'", "Write each line as “key: value”."),
    ("unexpected end of stream", "Close what was opened: a quote or a bracket."),
    ("while parsing a flow", "Separate items with commas and close the bracket."),
)


class Scalar(Struct, frozen=True):
    """A value as written, quotes and escapes resolved."""

    line: int
    column: int
    text: str
    style: str
    """The sign it is written with: a quote, `|`, `>`, or empty for a plain one."""


class Sequence(Struct, frozen=True):
    """A list."""

    line: int
    column: int
    items: tuple["Node", ...]


class Mapping(Struct, frozen=True):
    """Keys with their values in the order of the file; a key may stand twice."""

    line: int
    column: int
    pairs: tuple[tuple[Scalar, "Node"], ...]


Node = Scalar | Sequence | Mapping


def read_mapping(text: str, findings: Findings) -> Mapping | None:
    """The mapping that the text between the `---` lines holds; None when it cannot be read."""
    if len(text) > MAX_CHARACTERS:
        findings.add("front-matter-syntax", f"Front matter is longer than {MAX_CHARACTERS:,} signs")
        return None
    if forbidden := _FORBIDDEN.search(text):
        findings.add(
            "front-matter-syntax",
            f"Control character U+{ord(forbidden.group()):04X} in front matter",
            at=_place_of(text, forbidden.start()),
            hint="Delete it; it cannot be seen in most editors.",
        )
        return None
    return _compose(text.translate(_OTHER_BREAKS), findings)


def _compose(text: str, findings: Findings) -> Mapping | None:
    composer = _Composer(findings)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if not composer.take(event):
                return None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = ", ".join(part for part in (error.context, error.problem) if part)
        at = Place(mark.line + FIRST_LINE, mark.column + 1) if mark else None
        cure = next((cure for sign, cure in _CURES if sign in what), "")
        findings.add("front-matter-syntax", f"Front matter is not YAML: {what}", at=at, hint=cure)
        return None
    except yaml.YAMLError:
        findings.add("front-matter-syntax", "Front matter is not YAML")
        return None
    return composer.root


def _place_of(text: str, offset: int) -> Place:
    start = text.rfind("\n", 0, offset) + 1
    return Place(text.count("\n", 0, offset) + FIRST_LINE, offset - start + 1)


class _Composer:
    """Builds nodes from parser events on a stack of its own, so depth costs no recursion."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.root: Mapping | None = Mapping(FIRST_LINE, 1, ())
        self.open: list[tuple[Place, list[Node]]] = []

    def take(self, event: yaml.Event) -> bool:
        """Take the next event; False when there is no sense in going on."""
        if isinstance(event, yaml.ScalarEvent):
            mark = event.start_mark
            assert mark is not None
            line, column = mark.line + FIRST_LINE, mark.column + 1
            if event.anchor is not None or event.tag is not None:
                return self._plain(event, Place(line, column))
            return self._put(Scalar(line, column, event.value, event.style or ""))
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            place = self._place(event)
            self.open.append((place, []))
            return self._plain(event, place) and self._shallow(place)
        if isinstance(event, yaml.SequenceEndEvent):
            place, items = self.open.pop()
            return self._put(Sequence(place.line, place.column, tuple(items)))
        if isinstance(event, yaml.MappingEndEvent):
            return self._close_mapping()
        if isinstance(event, yaml.AliasEvent):
            return self._refuse("an alias", self._place(event))
        return True

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None
        return Place(mark.line + FIRST_LINE, mark.column + 1)

    def _plain(self, event: yaml.NodeEvent, place: Place) -> bool:
        if event.anchor is not None:
            return self._refuse("an anchor", place)
        if getattr(event, "tag", None) is not None:
            return self._refuse("a tag", place)
        return True

    def _shallow(self, place: Place) -> bool:
        if len(self.open) <= MAX_DEPTH:
            return True
        return self._refuse(f"nesting deeper than {MAX_DEPTH}", place)

    def _refuse(self, what: str, place: Place) -> bool:
        self.findings.add(
            "front-matter-unsupported",
            f"Front matter uses {what} of YAML, which is not read here",
            at=place,
            hint="Write the value itself, in double quotes when it begins with a sign.",
        )
        return False

    def _close_mapping(self) -> bool:
        place, nodes = self.open.pop()
        keys, values = nodes[0::2], nodes[1::2]
        pairs: list[tuple[Scalar, Node]] = []
        for key, value in zip(keys, values, strict=True):
            if not isinstance(key, Scalar):
                return self._refuse("a list or mapping as a key", Place(key.line, key.column))
            if key.text == "<<" and not key.style:
                return self._refuse("a merge key", Place(key.line, key.column))
            pairs.append((key, value))
        return self._put(Mapping(place.line, place.column, tuple(pairs)))

    def _put(self, node: Node) -> bool:
        if self.open:
            self.open[-1][1].append(node)
            return True
        if isinstance(node, Mapping):
            self.root = node
            return True
        if isinstance(node, Scalar) and not node.text and not node.style:
            return True  # nothing but comments
        self.findings.add(
            "front-matter-syntax", "Front matter must be lines of “key: value”", at=node
        )
        self.root = None
        return False
