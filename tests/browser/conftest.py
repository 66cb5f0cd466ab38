"""A server of our own on loopback, a browser, and visitors whose every request is noted."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, sync_playwright

from tests.browser.serving import PATIENCE_S, ROOT, Visitor, launch, serving

PAINTED = "document.querySelectorAll('.atlas-map .choroplethlayer path').length > 5"
Visit = Callable[..., Page]
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
        made.append(Visitor(context.new_page(), app_address))
        return made[-1]

    yield make
    for one in made:
        one.page.context.close()
    assert [url for one in made for url in one.elsewhere()] == []
    assert [complaint for one in made for complaint in one.complaints] == []


@pytest.fixture
def visit(browser: Browser, app_address: str) -> Iterator[Visit]:
    """Open pages of the app; at the end no request may have left for another host and no error be in the console."""
    pages: list[Page] = []
    foreign: list[str] = []
    errors: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((app_address, "data:", "blob:")):
            foreign.append(request.url)

    def hear(message: ConsoleMessage) -> None:
        # The framework probes for its own root below /daten/…, which the server answers with 404.
        if message.type == "error" and "404" not in message.text:
            errors.append(message.text)

    def opened(path: str = "/", width: int = 1280, height: int = 800, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            accept_downloads=True,
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE_S * 1000)
        page.on("request", note)
        page.on("console", hear)
        page.goto(f"{app_address}{path}")
        settled(page)
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.context.close()
    assert foreign == []
    assert errors == []


def settled(page: Page) -> None:
    """Return when the page is drawn to its footer, its map is painted, and the server has nothing more to say."""
    page.wait_for_selector(".atlas-footer")
    page.wait_for_function(f"!document.querySelector('.atlas-map') || ({PAINTED})")
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
