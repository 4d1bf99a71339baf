"""One front matter value, read as the type that its field declares.

Each reader takes the node, the name of the key and the findings, and returns a plain value; what
is wrong becomes a problem and the value is `None`, which stands for "as if not written".
"""

import re
from datetime import UTC, datetime
from typing import Final

from generator.content.addresses import is_site_path, is_web_address
from generator.content.findings import Findings
from generator.content.nodes import Node, Scalar, Sequence
from generator.model import Level
from generator.text.nearest import nearest
from generator.text.slugs import slugify

_NEVER_TEXT: Final = re.compile("[\x00\ufdd0-\ufdef]")
_DATE: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:(?:[Tt]|[ \t]+)(\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)"
    r"(?:[ \t]*([Zz]|[+-]\d\d(?::?\d\d(?::?\d\d)?)?))?)?",
    re.ASCII,
)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_NUMBER: Final = re.compile(r"\d{1,6}", re.ASCII)
_DATE_FORMS: Final = "Write it as 2024-05-31, or 2024-05-31T09:30:00+02:00."
_TRUTHS: Final = {"true": True, "false": False}


def text(node: Node, name: str, findings: Findings) -> str | None:
    """Any scalar, as spelled: `no`, `2024` and `1.0` are text."""
    if not isinstance(node, Scalar):
        findings.add("front-matter-type", f"“{name}” must be text", at=node)
        return None
    value = node.text.strip() if node.style in ("|", ">") else node.text
    return _NEVER_TEXT.sub("", value)


def texts(node: Node, name: str, findings: Findings) -> tuple[str, ...] | None:
    """A list of texts, none of them blank."""
    if is_absent(node):
        return None
    if not isinstance(node, Sequence):
        wish = f"Write {name}: [{node.text}]" if isinstance(node, Scalar) else ""
        findings.add("front-matter-type", f"“{name}” must be a list", at=node, hint=wish)
        return None
    values: list[str] = []
    for item in node.items:
        value = text(item, f"{name}: an item", findings)
        if value is not None and value.strip():
            values.append(value)
        elif value is not None:
            findings.add("front-matter-type", f"“{name}” has an empty item", at=item)
    return tuple(values)


def truth(node: Node, name: str, findings: Findings) -> bool | None:
    """`true` or `false`."""
    if is_absent(node):
        return None
    value = _TRUTHS.get(node.text.lower()) if isinstance(node, Scalar) else None
    if value is None:
        findings.add("front-matter-type", f"“{name}” must be true or false", at=node)
    return value


def number(node: Node, name: str, findings: Findings) -> int | None:
    """A whole number from 0."""
    if is_absent(node):
        return None
    if isinstance(node, Scalar) and _NUMBER.fullmatch(node.text):
        return int(node.text)
    findings.add("front-matter-type", f"“{name}” must be a whole number", at=node)
    return None


def date(node: Node, name: str, findings: Findings) -> datetime | None:
    """An aware moment; one without an offset is UTC, one without a time is midnight."""
    if is_absent(node):
        return None
    parsed = parse_date(node.text) if isinstance(node, Scalar) else None
    if parsed is None:
        shown = _shown(node.text) if isinstance(node, Scalar) else "a list or keys"
        findings.add(
            "front-matter-date", f"“{name}” must be a date, not {shown}", at=node, hint=_DATE_FORMS
        )
    return parsed


def parse_date(written: str) -> datetime | None:
    """The moment that `YYYY-MM-DD`, with a time and an offset or without, names; None if none.

    Moments that have no UTC form (the first and last hours of the calendar) are refused, so that
    later stages may convert without care.
    """
    match = _DATE.fullmatch(written.strip())
    if not match:
        return None
    day, time, offset = match.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{time or '00:00'}{(offset or 'Z').upper()}")
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment


def level(node: Node, name: str, findings: Findings) -> str | None:
    """One of the levels."""
    if is_absent(node):
        return None
    known = [str(value) for value in Level]
    if isinstance(node, Scalar) and node.text in known:
        return node.text
    written = node.text if isinstance(node, Scalar) else ""
    guess = nearest(written, known)
    hint = f"Did you mean “{guess}”?" if guess else ""
    findings.add(
        "front-matter-level", f"“{name}” must be one of {', '.join(known)}", at=node, hint=hint
    )
    return None


def slug(node: Node, name: str, findings: Findings) -> str | None:
    """A path segment as `slugify` would write it."""
    value = text(node, name, findings)
    if not value or value == slugify(value):
        return value
    findings.add(
        "front-matter-slug",
        f"{_shown(value)} is no slug",
        at=node,
        hint=f"Write {name}: {slugify(value)}",
    )
    return None


def site_paths(node: Node, name: str, findings: Findings) -> tuple[str, ...] | None:
    """A list of old addresses within this site."""
    values = texts(node, name, findings) or ()
    for value in values:
        if not is_site_path(value):
            findings.add(
                "front-matter-alias",
                f"{_shown(value)} is no path of this site",
                at=node,
                hint="Write it as /old/path/, without host, query or fragment.",
            )
    return tuple(value for value in values if is_site_path(value))


def web_address(node: Node, name: str, findings: Findings) -> str | None:
    """An absolute address, http or https."""
    value = text(node, name, findings)
    if not value or is_web_address(value):
        return value
    findings.add(
        "front-matter-address",
        f"“{name}” is no web address: {_shown(value)}",
        at=node,
        hint="Write it in full, as https://example.org/post.",
    )
    return None


def language(node: Node, name: str, findings: Findings) -> str | None:
    """A language tag such as `en` or `pt-BR`, by shape only."""
    value = text(node, name, findings)
    if not value or _LANGUAGE.fullmatch(value):
        return value
    findings.add(
        "front-matter-language",
        f"{_shown(value)} is no language tag",
        at=node,
        hint="Write it as en, de or pt-BR.",
    )
    return None


def is_absent(node: Node) -> bool:
    """Whether the value is left empty or is YAML's null."""
    return isinstance(node, Scalar) and not node.style and node.text in ("", "~", "null")


def _shown(value: str) -> str:
    return f"“{value[:60]}…”" if len(value) > 60 else f"“{value}”"
