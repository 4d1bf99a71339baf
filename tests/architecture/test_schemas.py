"""The schemas that editors read in this repository are those that the code writes."""

from pathlib import Path

from generator.check import CODES
from generator.config import SCHEMA_PATH, schema_text
from generator.content import FRONT_MATTER_SCHEMA_PATH, front_matter_schema_text

ROOT = Path(__file__).parents[2]


def test_the_schema_of_site_toml_is_up_to_date() -> None:
    assert (ROOT / SCHEMA_PATH).read_text(encoding="utf-8") == schema_text(CODES)


def test_the_schema_of_front_matter_is_up_to_date() -> None:
    written = (ROOT / FRONT_MATTER_SCHEMA_PATH).read_text(encoding="utf-8")
    assert written == front_matter_schema_text()
