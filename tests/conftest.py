"""The order of all tests: quick ones first, those in a browser last."""

from pathlib import Path

import pytest

BROWSER = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Playwright keeps an event loop running to the end, and a test that needs its own fails."""
    items.sort(key=lambda item: item.path.is_relative_to(BROWSER))
