"""Bytes of a Markdown file to a `Tutorial`. Pure: who read the bytes is no matter here."""

import re
from hashlib import sha256
from typing import Final

from generator.content.findings import Findings, Place
from generator.model import Problem, Tutorial

_OPENING: Final = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_NEVER_CONTENT: Final = re.compile("[\x00\ufdd0-\ufdef]")
"""NUL, and the noncharacters with which rendered pages mark places for addresses."""


def load(path: str, data: bytes) -> tuple[Tutorial | None, tuple[Problem, ...]]:
    """The tutorial that a file holds, and everything that is wrong with it.

    `path` is relative to the site directory, with forward slashes. The file is UTF-8; a byte order
    mark is dropped, line ends become LF, and NUL and U+FDD0 to U+FDEF are removed. One empty line
    after the front matter belongs to neither side. Without a usable front matter there is no
    tutorial; with nothing worse than unknown keys there is one beside the problems.
    """
    findings = Findings(path)
    text = _decode(data, findings)
    tutorial = _read(path, text, data, findings) if text is not None else None
    return tutorial, tuple(findings.problems)


def _decode(data: bytes, findings: Findings) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8", "replace")) + 1
        # the codec counts from after a byte order mark
        offset = error.start + len(data) - len(error.object)
        findings.add(
            "content-encoding",
            f"Not UTF-8: byte 0x{error.object[error.start]:02X} at offset {offset}",
            at=Place(before.count(b"\n") + 1, column),
            hint="Save the file as UTF-8.",
        )
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # two searches of bytes cost a tenth of one search by pattern
    suspect = b"\0" in data or b"\xef\xb7" in data
    return _NEVER_CONTENT.sub("", text) if suspect else text


def _read(path: str, text: str, data: bytes, findings: Findings) -> Tutorial | None:
    # not above: a build in which nothing changed reads no front matter, and needs no YAML parser
    from generator.content.front_matter import key_positions, read_front_matter
    from generator.content.nodes import read_mapping

    opening = _OPENING.match(text)
    if not opening:
        findings.add(
            "front-matter-missing",
            "The file does not begin with front matter",
            hint="Begin it with a line “---”, then title and date, then a line “---”.",
        )
        return None
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        findings.add(
            "front-matter-missing",
            "Front matter is opened and not closed",
            hint="End it with a line “---”.",
        )
        return None
    mapping = read_mapping(text[opening.end() : closing.start()], findings)
    front = read_front_matter(mapping, findings) if mapping else None
    if not mapping or not front:
        return None
    start = closing.end() + text.startswith("\n", closing.end())
    return Tutorial(
        path=path,
        front=front,
        body=text[start:],
        body_line=text.count("\n", 0, start) + 1,
        positions=key_positions(mapping),
        digest=sha256(data).hexdigest(),
    )
