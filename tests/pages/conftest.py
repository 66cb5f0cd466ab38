"""Pages are opened on the database of what ships, unless a test says otherwise, and none fails unless it is to."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def shipped_database(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point the app at the database of the test session."""
    monkeypatch.setenv("ATLAS_DB", str(database))


@pytest.fixture(autouse=True)
def no_page_fails(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test in which a page failed: the app shows plain words then, and no exception to look for."""
    yield
    told = [record.exc_text for record in caplog.get_records("call") if record.name == "atlas.faults"]
    assert bool(told) == ("page_fails" in request.fixturenames), told


@pytest.fixture
def page_fails() -> None:
    """Say of a test that a page fails in it, on purpose."""
