"""The JSON Schema of site.toml, written from the same classes that read it."""

import json
from collections.abc import Iterable
from typing import Any, Final

import msgspec

from generator.config.model import Config

SCHEMA_PATH: Final = ".archive/site.schema.json"
"""Where a site keeps it, so that editors find it without a network."""

SCHEMA_COMMENT: Final = f"#:schema {SCHEMA_PATH}\n"
"""First line of site.toml: editors with TOML support read it."""


def json_schema(codes: Iterable[str] = ()) -> dict[str, Any]:
    """JSON Schema of the whole file, in draft 7, which all editors know; `codes` become the known
    keys of check.severity."""
    schema = msgspec.json.schema(Config)
    definitions = schema.pop("$defs")
    whole = definitions.pop("Config")
    names = sorted(codes)
    if names:
        severity = definitions["CheckConfig"]["properties"]["severity"]
        severity["propertyNames"] = {"enum": names}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Written by tutorial-archive from its configuration classes; do not edit.",
        **whole,
        "title": "site.toml",
        "$defs": definitions,
    }


def schema_text(codes: Iterable[str] = ()) -> str:
    """The schema as a file: two spaces, one newline at the end."""
    return json.dumps(json_schema(codes), indent=2, ensure_ascii=False) + "\n"
