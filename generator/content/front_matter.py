"""A front matter mapping to a `FrontMatter`; every problem in it is found in one run."""

from collections.abc import Callable
from typing import Final

import msgspec

from generator.content import fields
from generator.content.findings import Findings
from generator.content.nodes import Mapping, Node, Scalar
from generator.model import FrontMatter
from generator.text.nearest import nearest

Reader = Callable[[Node, str, Findings], object]


def _source(node: Node, name: str, findings: Findings) -> dict[str, object] | None:
    if fields.is_absent(node):
        return None
    if not isinstance(node, Mapping):
        findings.add("front-matter-type", f"“{name}” must be keys and values", at=node)
        return None
    values = _read(node, SOURCE_FIELDS, f"{name}.", findings)
    _require(("feed",), node, values, f"{name}.", findings)
    return {"id": "", **values}  # a feed may state none; then its link stands for it


SOURCE_FIELDS: Final[dict[str, Reader]] = {
    "feed": fields.text,
    "id": fields.text,
    "link": fields.web_address,
    "title": fields.text,
    "licence": fields.text,
    "imported": fields.date,
    "source_digest": fields.text,
    "written_digest": fields.text,
    "alternates": fields.texts,
}
FIELDS: Final[dict[str, Reader]] = {
    "title": fields.text,
    "date": fields.date,
    "updated": fields.date,
    "slug": fields.slug,
    "tags": fields.texts,
    "authors": fields.texts,
    "series": fields.text,
    "part": fields.number,
    "level": fields.level,
    "draft": fields.truth,
    "frozen": fields.truth,
    "summary_only": fields.truth,
    "aliases": fields.site_paths,
    "canonical": fields.web_address,
    "description": fields.text,
    "language": fields.language,
    "source": _source,
}
_OTHER_NAMES: Final = {
    "author": "authors",
    "by": "authors",
    "categories": "tags",
    "category": "tags",
    "keywords": "tags",
    "tag": "tags",
    "canonical_url": "canonical",
    "created": "date",
    "difficulty": "level",
    "excerpt": "description",
    "summary": "description",
    "subtitle": "description",
    "lang": "language",
    "lastmod": "updated",
    "modified": "updated",
    "order": "part",
    "weight": "part",
    "permalink": "slug",
    "published": "date",
    "redirect_from": "aliases",
}
"""What other generators call our keys."""


def read_front_matter(mapping: Mapping, findings: Findings) -> FrontMatter | None:
    """The typed values; None when one is missing or wrong. An unknown key alone costs no value."""
    before = len(findings.problems)
    values = _read(mapping, FIELDS, "", findings)
    _require(("title", "date"), mapping, values, "", findings)
    fresh = findings.problems[before:]
    if any(problem.code != "front-matter-unknown-key" for problem in fresh):
        return None
    return msgspec.convert(values, FrontMatter)


def key_positions(mapping: Mapping) -> dict[str, tuple[int, int]]:
    """Line and column of each key, from 1."""
    return {key.text: (key.line, key.column) for key, _ in mapping.pairs}


def _read(
    mapping: Mapping, readers: dict[str, Reader], prefix: str, findings: Findings
) -> dict[str, object]:
    values: dict[str, object] = {}
    lines: dict[str, int] = {}
    for key, node in mapping.pairs:
        if key.text in lines:
            findings.add(
                "front-matter-duplicate-key",
                f"“{prefix}{key.text}” stands twice; the first is on line {lines[key.text]}",
                at=key,
            )
            continue
        lines[key.text] = key.line
        reader = readers.get(key.text)
        if reader is None:
            _report_unknown(key, readers, prefix, findings)
        elif (value := reader(node, prefix + key.text, findings)) is not None:
            values[key.text] = value
    return values


def _report_unknown(
    key: Scalar, readers: dict[str, Reader], prefix: str, findings: Findings
) -> None:
    guess = _OTHER_NAMES.get(key.text.lower(), "")
    if guess not in readers:
        guess = nearest(key.text, readers)
    findings.add(
        "front-matter-unknown-key",
        f"Unknown key “{prefix}{key.text[:60]}”",
        at=key,
        hint=f"Did you mean “{guess}”?" if guess else f"Known: {', '.join(readers)}.",
    )


def _require(
    names: tuple[str, ...],
    mapping: Mapping,
    values: dict[str, object],
    prefix: str,
    findings: Findings,
) -> None:
    nodes = {key.text: node for key, node in reversed(mapping.pairs)}
    for name in names:
        value, node = values.get(name), nodes.get(name)
        blank = isinstance(value, str) and not value.strip()
        unsaid = value is None and (node is None or fields.is_absent(node))
        if blank or unsaid:
            findings.add(
                "front-matter-required",
                f"“{prefix}{name}” is missing or empty",
                at=node or mapping,
                hint=f"Add a line such as “{name}: {_EXAMPLES[prefix + name]}”.",
            )


_EXAMPLES: Final = {
    "title": "Lists in Python",
    "date": "2024-05-31",
    "source.feed": "name-of-the-feed",
}
