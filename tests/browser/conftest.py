"""A server of our own on loopback, a browser, and visitors whose every request is noted."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.serving import PATIENCE_S, ROOT, Visitor, launch, serving

NewVisitor = Callable[..., Visitor]
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def app_address(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the app, started as `make run` does, on the database of the test session."""
    log = tmp_path_factory.mktemp("server") / "log"
    with serving(ROOT / "app.py", log, ATLAS_DB=str(database)) as address:
        yield address
    told = log.read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in told, told


@pytest.fixture(scope="session")
def player() -> Iterator[Playwright]:
    """Return playwright, started once."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(player: Playwright, chromium: Path) -> Iterator[Browser]:
    """Return a browser, started once; each visit has a context of its own."""
    started = launch(player, chromium)
    yield started
    started.close()


@pytest.fixture
def visitor(browser: Browser, app_address: str) -> Iterator[NewVisitor]:
    """Return a function that makes a visitor; in the end none has asked another host or met an error."""
    made: list[Visitor] = []

    def make(size: dict[str, int] = DESK, theme: str = "light", **settings: Any) -> Visitor:
        context = browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            color_scheme="dark" if theme == "dark" else "light",
            locale="de-DE",
            **settings,
        )
        context.set_default_timeout(PATIENCE_S * 1000)
        made.append(Visitor(context.new_page(), app_address))
        return made[-1]

    yield make
    for one in made:
        one.page.context.close()
    assert [url for one in made for url in one.elsewhere()] == []
    assert [complaint for one in made for complaint in one.complaints] == []
