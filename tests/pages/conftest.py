"""Pages are opened on the database of what ships, unless a test says otherwise."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def shipped_database(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point the app at the database of the test session."""
    monkeypatch.setenv("ATLAS_DB", str(database))
