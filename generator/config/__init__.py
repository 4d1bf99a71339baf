"""site.toml to a typed, validated `Config`, and its JSON Schema from the same classes."""

from generator.config.model import (
    BuildConfig,
    CheckConfig,
    Config,
    ImagePolicy,
    Judgement,
    NavItem,
    SourceConfig,
)
from generator.config.reading import FILE_NAME, load_config, read_config
from generator.config.rules import RESERVED_NAMES, address_fault, source_fault
from generator.config.schema import SCHEMA_COMMENT, SCHEMA_PATH, json_schema, schema_text

__all__ = [
    "FILE_NAME",
    "RESERVED_NAMES",
    "SCHEMA_COMMENT",
    "SCHEMA_PATH",
    "BuildConfig",
    "CheckConfig",
    "Config",
    "ImagePolicy",
    "Judgement",
    "NavItem",
    "SourceConfig",
    "address_fault",
    "json_schema",
    "load_config",
    "read_config",
    "schema_text",
    "source_fault",
]
