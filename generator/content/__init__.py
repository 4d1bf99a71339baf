"""Markdown files with front matter: find them, read them, write them.

`load` and `dump` are pure and opposite: `load(dump(front, body))` gives the same values back.
`scan`, `read_file` and `replace_file` touch the disk, and do nothing else.
"""

from generator.content.addresses import is_site_path, is_web_address
from generator.content.files import read_file, replace_file, scan
from generator.content.loading import load
from generator.content.schema import (
    DESCRIPTIONS,
    FRONT_MATTER_SCHEMA_PATH,
    SOURCE_DESCRIPTIONS,
    front_matter_schema,
    front_matter_schema_text,
)
from generator.content.writing import dump

__all__ = [
    "DESCRIPTIONS",
    "FRONT_MATTER_SCHEMA_PATH",
    "SOURCE_DESCRIPTIONS",
    "dump",
    "front_matter_schema",
    "front_matter_schema_text",
    "is_site_path",
    "is_web_address",
    "load",
    "read_file",
    "replace_file",
    "scan",
]
