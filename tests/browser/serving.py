"""The app as a process of its own, and a browser that notes what it asks for and what goes wrong."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, expect

ROOT = Path(__file__).resolve().parents[2]
# Two cores that others use too: what a page does not do in a minute, it does not do.
PATIENCE_S = 60
expect.set_options(timeout=PATIENCE_S * 1000)
# No sandbox: a container has no user namespaces. The rest keeps the browser from asking its maker's servers.
BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# A page below the root first looks for the server below its own address and finds it one step up:
# https://github.com/streamlit/streamlit/issues/7074
PROBES = re.compile(r"/\w+/_stcore/(?:health|host-config)$")
QUIET = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# The style sheet is fetched beside the page: before it is there, what it hides is still to be seen.
STYLED = "[...document.styleSheets].some(sheet => sheet.href?.includes('/made/style-'))"
# What the framework has not drawn anew yet fades while a run goes on.
FRESH = "!document.querySelector('[data-stale=true]')"
DRAWN = ".atlas-map path.choroplethlocation[d]"


def free_port() -> int:
    """Return a port of this machine that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def serving(script: Path, log: Path, **environment: str) -> Iterator[str]:
    """Start a Streamlit server of a script and yield its address; end it by its own process id."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.address", "127.0.0.1"]
    with log.open("wb") as written:
        server = subprocess.Popen(
            [*command, "--server.port", str(port)],
            cwd=ROOT,
            env=os.environ | environment,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_healthy(address, server, log)
            yield address
        finally:
            server.terminate()
            server.wait(PATIENCE_S)


def _wait_until_healthy(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {log.read_text(encoding='utf-8', errors='replace')}")


def launch(playwright: Playwright, program: Path) -> Browser:
    """Return a running browser without a window."""
    return playwright.chromium.launch(executable_path=str(program), args=list(BROWSER_FLAGS))


@dataclass
class Visitor:
    """A visitor with a browser window of their own, and what their browser asked for and complained of."""

    page: Page
    home: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._note_request)
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))
        self.page.on("console", self._note_complaint)
        self.page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))

    def _note_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _note_complaint(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not PROBES.search(urlsplit(message.location["url"]).path):
            self.complaints.append(f"{message.text} ({message.location['url']})")

    def open(self, address: str = "/") -> Page:
        """Open an address of the app and wait until the page is whole."""
        self.page.goto(self.home + address)
        return self.settled()

    def settled(self) -> Page:
        """Wait until the script has run to its end, its address is written and its style has come."""
        expect(self.page.locator(QUIET)).to_be_attached(timeout=PATIENCE_S * 1000)
        expect(self.page.locator(".atlas-footer")).to_be_attached(timeout=PATIENCE_S * 1000)
        self.page.wait_for_function(STYLED, timeout=PATIENCE_S * 1000)
        self.page.wait_for_function(FRESH, timeout=PATIENCE_S * 1000)
        return self.page

    def drawn(self) -> Page:
        """Wait until the map stands on the page."""
        expect(self.page.locator(DRAWN).first).to_be_attached(timeout=PATIENCE_S * 1000)
        return self.page

    def wait_for(self, **state: str) -> Page:
        """Wait until these keys stand in the address, and the page is whole again."""
        wanted = set(state.items())
        self.page.wait_for_url(lambda url: wanted <= set(parse_qsl(urlsplit(url).query)), timeout=PATIENCE_S * 1000)
        return self.settled()

    def state(self) -> dict[str, str]:
        """Return what stands in the address."""
        return dict(parse_qsl(urlsplit(str(self.page.evaluate("location.href"))).query))

    def elsewhere(self) -> list[str]:
        """Return the requests that went to another host; what a page carries in itself is no request."""
        ours = urlsplit(self.home).netloc
        asked = [urlsplit(url) for url in self.requests]
        return sorted({url.geturl() for url in asked if url.scheme not in ("data", "blob") and url.netloc != ours})
