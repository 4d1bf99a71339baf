"""Editors that check front matter and the program that reads it agree on the keys."""

from generator.content import front_matter_schema
from generator.content.front_matter import FIELDS, SOURCE_FIELDS


def test_the_schema_names_the_keys_that_are_read() -> None:
    schema = front_matter_schema()
    assert list(schema["properties"]) == list(FIELDS)
    assert set(schema["$defs"]["Provenance"]["properties"]) == set(SOURCE_FIELDS)
    assert schema["required"] == ["title", "date"]
    assert schema["additionalProperties"] is False


def test_every_key_is_described() -> None:
    assert all(field["description"] for field in front_matter_schema()["properties"].values())
