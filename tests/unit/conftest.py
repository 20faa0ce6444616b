"""Unit tests ask no database, so `script/test` runs them on the first engine only."""

from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            if item.get_closest_marker("django_db") or "db" in getattr(item, "fixturenames", ()):
                raise pytest.UsageError(f"{item.nodeid} asks a database: it belongs into tests/integration")
            item.add_marker(pytest.mark.unit)
