"""The JSON Schema of front matter, for editors; it names the same keys that `load` reads."""

import json
from typing import Any, Final

import msgspec

from generator.model import FrontMatter

FRONT_MATTER_SCHEMA_PATH: Final = ".archive/front-matter.schema.json"
"""Where a site keeps it, beside the schema of site.toml."""

DESCRIPTIONS: Final = {
    "title": "What the tutorial is called; in quotes when it holds a colon and a space.",
    "date": "When it was published: 2024-05-31, or with a time; without an offset it is UTC.",
    "updated": "When it last changed in substance.",
    "slug": "Last part of the address: small letters, digits, hyphens; default: the file's name.",
    "tags": "What it is about; each tag has a page and feeds of its own.",
    "authors": "Who wrote it; each author has a page.",
    "series": "The series it is a part of.",
    "part": "Its place in the series; default: by date.",
    "level": "How much it asks of its reader.",
    "draft": "true: it is left out of the built site.",
    "frozen": "true: for you, so that the importer never writes to this file again.",
    "summary_only": "true: the feed gave only an excerpt.",
    "aliases": "Old addresses within this site that lead here, such as /old/name/.",
    "canonical": "Address of the original, where this is a copy.",
    "description": "A sentence or two for search and listings; default: the first paragraph.",
    "language": "Language as a BCP 47 tag, such as de or pt-BR; default: the site's.",
    "source": "Where an imported tutorial comes from; written by the importer.",
}
SOURCE_DESCRIPTIONS: Final = {
    "feed": "Name of the source in site.toml.",
    "id": "Which entry of the feed it is.",
    "link": "Address of the original post.",
    "title": "Title of the feed.",
    "licence": "Licence that the feed states.",
    "imported": "When it was imported.",
    "source_digest": "Digest of what the feed said.",
    "written_digest": "Digest of what the importer wrote.",
    "alternates": "Addresses of the same text in other feeds.",
}
"""Of the keys of `source`."""
_FORMS: Final = {
    "slug": {"pattern": "^[^\\sA-Z/]*$"},
    "language": {"pattern": "^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$"},
    "canonical": {"pattern": "^([Hh][Tt][Tt][Pp][Ss]?://.+)?$"},
}
_DATES: Final = {"date", "updated", "imported"}
_DATE: Final = {"type": "string", "pattern": "^\\d{4}-\\d\\d-\\d\\d([Tt ]+\\d\\d:\\d\\d.*)?$"}


def front_matter_schema() -> dict[str, Any]:
    """JSON Schema (draft 7) of the text between the `---` lines, read as YAML."""
    schema = msgspec.json.schema(FrontMatter)
    definitions = schema.pop("$defs")
    whole = definitions.pop("FrontMatter")
    for table in (whole, *definitions.values()):
        if "properties" in table:
            table["additionalProperties"] = False
        table.pop("description", None)
    for name, field in whole["properties"].items():
        field.update(_FORMS.get(name, {}))
        field["description"] = DESCRIPTIONS[name]
    for name, field in definitions["Provenance"]["properties"].items():
        field["description"] = SOURCE_DESCRIPTIONS[name]
    _write_dates(whole)
    _write_dates(definitions["Provenance"])
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Written by tutorial-archive from its types; do not edit.",
        **whole,
        "title": "Front matter of a tutorial",
        "$defs": definitions,
    }


def front_matter_schema_text() -> str:
    """The schema as a file: two spaces, one newline at the end."""
    return json.dumps(front_matter_schema(), indent=2, ensure_ascii=False) + "\n"


def _write_dates(table: dict[str, Any]) -> None:
    for name in _DATES & set(table["properties"]):
        field = table["properties"][name]
        for choice in field.get("anyOf", [field]):
            if choice["type"] == "string":
                choice.update(_DATE)
