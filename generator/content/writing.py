"""A `FrontMatter` and a body to the text of a file: one form for one value, the inverse of `load`.

Keys stand in the order of the type, and only those that differ from their default. Text that any
reader of YAML, old or new, might take for something else is written as a JSON string.
"""

import json
import re
from datetime import UTC, datetime
from functools import cache
from typing import Final

import msgspec

from generator.model import FrontMatter, Provenance

_PLAIN: Final = re.compile(r"[^\W\d_][\w ./()+'-]*[\w.)+]|[^\W\d_]")
_RESERVED: Final = frozenset("true false null yes no on off y n".split())
_ESCAPED: Final = re.compile("[\x7f-\xa0\xad\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def dump(front: FrontMatter, body: str) -> str:
    """The whole text of the file; blank items of lists are left out, since none can be read."""
    lines = [_line(name, value) for name, value in _changed(front) if name != "source"]
    if front.source:
        lines.append("source:\n")
        lines += ["  " + _line(name, value) for name, value in _changed(front.source)]
    return f"---\n{''.join(lines)}---\n\n{body}"


def _changed(values: FrontMatter | Provenance) -> list[tuple[str, object]]:
    pairs = [(name, getattr(values, name), default) for name, default in _fields(type(values))]
    return [(name, value) for name, value, default in pairs if value not in (default, "")]


@cache
def _fields(kind: type[FrontMatter | Provenance]) -> tuple[tuple[str, object], ...]:
    """Names and defaults: looking them up takes longer than writing a whole file."""
    return tuple((field.name, field.default) for field in msgspec.structs.fields(kind))


def _line(name: str, value: object) -> str:
    return f"{name}: {_written(value)}\n"


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_quoted(item) for item in value if item.strip())}]"
    if isinstance(value, datetime):
        return _dated(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return _quoted(str(value))


def _dated(moment: datetime) -> str:
    offset = moment.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        moment = moment.astimezone(UTC) if offset is not None else moment.replace(tzinfo=UTC)
    written = moment.isoformat().removesuffix("+00:00")
    if moment.utcoffset():
        return written
    return written.removesuffix("T00:00:00") if "T00:00:00" in written[-9:] else written + "Z"


def _quoted(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    return _ESCAPED.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return "\\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04x}"
