"""The threat model names tests that there are, and bounds that the code has."""

import re
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODEL = (ROOT / "docs/threat-model.md").read_text()


def test_every_row_is_held_by_tests_that_there_are() -> None:
    rows = re.findall(r"^\| ([A-I]\d) \|.*\|$", MODEL, re.MULTILINE)
    assert len(rows) == len(set(rows)) >= 45
    named = re.findall(r"\[(test_\w+)\]\(\.\./(tests/[\w/]+\.py)\)", MODEL)
    missing = [
        f"{file}: {test}" for test, file in named if f"def {test}(" not in (ROOT / file).read_text()
    ]
    assert missing == []
    without = [line for line in MODEL.splitlines() if re.match(r"\| [A-I]\d", line)]
    assert [line for line in without if "](../tests/" not in line] == []


def test_every_bound_is_the_one_in_the_code() -> None:
    rows = re.findall(r"^\| ([\d,.]+) \|.*`([\w.]+)` \|$", MODEL, re.MULTILINE)
    assert len(rows) > 15
    for number, place in rows:
        module, _, name = place.rpartition(".")
        assert getattr(import_module(module), name) == float(number.replace(",", "")), place
