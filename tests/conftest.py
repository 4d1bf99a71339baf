"""How properties are tried, and the order of all tests: those in a browser come last."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault of the code; CI tries the same examples each time, people new ones.
settings.register_profile("here", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("here")

BROWSER = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Playwright keeps an event loop running to the end, and a test that needs its own fails."""
    items.sort(key=lambda item: item.path.is_relative_to(BROWSER))
