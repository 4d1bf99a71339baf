"""Editors are told the same rules that the program applies."""

from typing import Any

from generator.config import json_schema, schema_text


def objects(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [found for part in schema for found in objects(part)]
    if not isinstance(schema, dict):
        return []
    inner = [found for part in schema.values() for found in objects(part)]
    return [schema, *inner] if "properties" in schema else inner


def test_every_key_is_described_and_no_other_is_allowed() -> None:
    tables = objects(json_schema())
    assert len(tables) >= 5
    for table in tables:
        assert table["additionalProperties"] is False
        for name, field in table["properties"].items():
            assert "description" in field or "$ref" in str(field), name


def test_required_keys_and_choices_are_known() -> None:
    schema = json_schema(["link-broken"])
    assert schema["required"] == ["title"]
    assert schema["$defs"]["SourceConfig"]["required"] == ["name", "url"]
    assert schema["$defs"]["Level"]["enum"] == ["advanced", "beginner", "intermediate"]
    severity = schema["$defs"]["CheckConfig"]["properties"]["severity"]
    assert severity["propertyNames"] == {"enum": ["link-broken"]}


def test_the_schema_is_the_same_text_every_time() -> None:
    assert schema_text(["b", "a"]) == schema_text(["a", "b"])
