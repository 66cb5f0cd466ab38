"""Measured in a browser: until a map is painted, and what a change of the period sends."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, WebSocket, sync_playwright

from atlas.store import open_current
from atlas.store.pointer import CHOICE
from tests.bench.results import Measure

ROOT = Path(__file__).resolve().parents[2]
LINE = "One line of text, nothing else."
ROUNDS, CHANGES, CLICKS = 7, 5, 4
PATIENCE_S = 60
QUIET_S = 1.0
LIMIT_BYTES = 40_000
# No sandbox: a container has no user namespaces. The rest keeps the browser from asking its maker's servers.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]


def measure(folder: Path, database: Path, chromium: Path) -> tuple[list[Measure], str]:
    """Return what was measured in the browser, and the browser's version."""
    bare = folder / "bare"
    bare.mkdir()
    (bare / "app.py").write_text(f"import streamlit as st\n\nst.write({LINE!r})\n", encoding="utf-8")
    with _served(ROOT, database) as app, _served(bare, database) as empty, sync_playwright() as playwright:
        measures = _painted(playwright, chromium, app, empty)
        with _browser(playwright, chromium) as browser:
            return [*measures, _clicked(browser, app), _sent(browser, app)], browser.version


def painted_when(districts: int) -> str:
    """Return the condition, in the page, that a map of so many districts is drawn."""
    return f"document.querySelectorAll('.atlas-map .choroplethlayer path').length >= {districts}"


def _painted(playwright: Playwright, chromium: Path, app: str, empty: str) -> list[Measure]:
    store = open_current()
    land, names = store.region().land_codes[0], store.names["en"]
    districts = store.areas[store.areas["kind"] == "district"]
    views = {
        "bare": (empty, f"document.body.innerText.includes({LINE!r})"),
        land: (f"{app}/karte?area={land}", painted_when(int((districts["land_code"] == land).sum()))),
        "DG": (f"{app}/karte?area=DG", painted_when(len(districts))),
    }
    # The first round is not counted: a server's first visit is another measure.
    rounds = [{view: _opened(playwright, chromium, *what) for view, what in views.items()} for _ in range(ROUNDS + 1)][
        1:
    ]
    over = [(land, 1.0), ("DG", 1.5)]
    return [
        *(
            Measure(f"Painted map of {names[code]}, over bare", "s", tuple(r[code] - r["bare"] for r in rounds), limit)
            for code, limit in over
        ),
        *(Measure(f"Painted map of {names[code]}", "s", tuple(r[code] for r in rounds)) for code, _ in over),
        Measure("Bare page of one line", "s", tuple(r["bare"] for r in rounds)),
    ]


def _opened(playwright: Playwright, chromium: Path, address: str, condition: str) -> float:
    """Return the seconds from the request until the condition holds, in a browser just started."""
    with _browser(playwright, chromium) as browser:
        page = browser.new_context().new_page()
        start = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.wait_for_function(condition, polling="raf", timeout=1000 * PATIENCE_S)
        return time.perf_counter() - start


def _clicked(browser: Browser, app: str) -> Measure:
    """Return the seconds from a click on the start page's entry of the menu, on any page, until its map is drawn."""
    store = open_current()
    land = store.region().land_codes[0]
    districts = int(((store.areas["kind"] == "district") & (store.areas["land_code"] == land)).sum())
    # The entry is the first of the menu; only the start page has tiles.
    drawn = f"document.querySelector('.atlas-tiles') && {painted_when(districts)}"
    page = browser.new_context().new_page()
    took = []
    for _ in range(CLICKS + 1):
        for other in ("karte", "ereignisse", "knoten", "daten"):
            page.goto(f"{app}/{other}")
            page.wait_for_selector(".atlas-footer", state="attached", timeout=1000 * PATIENCE_S)
            page.wait_for_timeout(1000 * QUIET_S)
            start = time.perf_counter()
            page.locator("[data-testid=stSidebarNavLink]").first.click()
            page.wait_for_function(drawn, polling="raf", timeout=1000 * PATIENCE_S)
            took.append(time.perf_counter() - start)
    # The first click from each page is not counted: the start page shall be warm.
    return Measure("Start page, from a click on any other page", "s", tuple(took[4:]), 0.8)


def _sent(browser: Browser, app: str) -> Measure:
    """Return the bytes that the browser receives for each change of the period by the arrow key."""
    country = open_current().names["en"]["DG"]
    received: list[int] = []
    page = browser.new_context().new_page()

    def listen(opened: WebSocket) -> None:
        opened.on("framereceived", lambda payload: received.append(_size(payload)))

    page.on("websocket", listen)
    page.goto(f"{app}/karte?area=DG")
    page.wait_for_function(painted_when(100), timeout=1000 * PATIENCE_S)
    page.get_by_role("slider").first.focus()
    sizes = []
    for _ in range(CHANGES + 1):
        so_far = -1
        while len(received) != so_far:
            so_far = len(received)
            page.wait_for_timeout(1000 * QUIET_S)
        sizes.append(sum(received))
        received.clear()
        page.keyboard.press("ArrowLeft")
    if not all(sizes):
        raise RuntimeError(f"the slider did not move: received {sizes}")
    # The first is the page itself, opened.
    return Measure(f"Map of {country}: WebSocket, change of period", "bytes", tuple(sizes[1:]), LIMIT_BYTES)


def _size(payload: str | bytes) -> int:
    return len(payload.encode() if isinstance(payload, str) else payload)


@contextmanager
def _browser(playwright: Playwright, chromium: Path) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def _served(folder: Path, database: Path) -> Iterator[str]:
    """Yield the address of folder/app.py, served from its folder; the server is ended by its id."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    options = {"address": "127.0.0.1", "port": str(port), "headless": "true", "fileWatcherType": "none"}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--browser.gatherUsageStats", "false"]
    command += [part for key, text in options.items() for part in (f"--server.{key}", text)]
    nowhere = subprocess.DEVNULL
    server = subprocess.Popen(
        command, cwd=folder, env=os.environ | {CHOICE: str(database)}, stdout=nowhere, stderr=nowhere
    )
    try:
        _wait_until_healthy(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


def _wait_until_healthy(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"{address}: the server did not start (exit status {server.poll()})")
