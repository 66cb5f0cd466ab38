"""Pages are opened on the database of what ships, unless a test says otherwise, and none fails unless it is to."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from atlas.ui import latest

Files = dict[str, Callable[[], bytes]]


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


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Files:
    """Return what the page offers to download, by the key of the button: a function that makes the file."""
    made: Files = {}

    def take(label: str, data: Callable[[], bytes], *args: Any, key: str, **kwargs: Any) -> bool:
        made[key.removeprefix("download_")] = data
        return False

    monkeypatch.setattr(st, "download_button", take)
    # Nobody types while a test runs.
    monkeypatch.setattr(latest, "QUIET_S", 0.0)
    return made
