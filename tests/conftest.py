"""What every test may ask for, and the two rules for all: no network, no browser that is not there."""

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import closing
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from atlas.store import Store
from tests.databases import built_once, lookups_of

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
MAC_BROWSERS = ("Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium")
CONNECT, CONNECT_EX, LOOK_UP = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

# No deadline: two cores shared with a browser are slow now and then. In CI few examples, always the same.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, max_examples=30, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


class NetworkRefusedError(AssertionError):
    """Raised when a test without the marker `network` reaches for another machine."""


def is_loopback(host: object) -> bool:
    """Return whether host (name or address) is this machine; an empty name is."""
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if name in ("", "localhost"):
        return True
    try:
        return ip_address(name).is_loopback or ip_address(name).is_unspecified
    except ValueError:
        return False


def refuse(host: object) -> None:
    """Raise NetworkRefusedError unless host is this machine."""
    if not is_loopback(host):
        raise NetworkRefusedError(f"a test reached for {host!r}; mark it `network`, or record the answer")


def address_host(address: object) -> object:
    """Return the host of a socket address; a path (Unix socket) is local and has none."""
    return address[0] if isinstance(address, tuple) else ""


@pytest.fixture(scope="session", autouse=True)
def network_refused() -> Iterator[None]:
    """Refuse every connection and name look-up to other machines, session-wide fixtures included."""

    def connect(self: socket.socket, address: Any) -> None:
        refuse(address_host(address))
        CONNECT(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        refuse(address_host(address))
        return CONNECT_EX(self, address)

    def look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        refuse(host)
        return LOOK_UP(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket.socket, "connect_ex", connect_ex)
        patch.setattr(socket, "getaddrinfo", look_up)
        yield


@pytest.fixture(autouse=True)
def network_where_marked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a test that is marked `network` its network back."""
    if request.node.get_closest_marker("network"):
        monkeypatch.setattr(socket.socket, "connect", CONNECT)
        monkeypatch.setattr(socket.socket, "connect_ex", CONNECT_EX)
        monkeypatch.setattr(socket, "getaddrinfo", LOOK_UP)


def find_chromium() -> Path | None:
    """Return the Chromium, Chrome or Edge of this machine; ATLAS_CHROMIUM names another one."""
    named = os.environ.get("ATLAS_CHROMIUM")
    found = [named] if named else [shutil.which(name) for name in BROWSERS]
    found += [] if named else [f"/Applications/{name}" for name in MAC_BROWSERS]
    return next((Path(path) for path in found if path and Path(path).exists()), None)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Return the browser's program; skip without one, or fail where ATLAS_BROWSER=required."""
    program = find_chromium()
    if program is None:
        reason = "no Chromium, Chrome or Edge found; install one, or name it in ATLAS_CHROMIUM"
        if os.environ.get("ATLAS_BROWSER") == "required":
            pytest.fail(f"browser tests are required here, but: {reason}", pytrace=False)
        pytest.skip(reason)
    return program


@pytest.fixture(autouse=True)
def browser_where_marked(request: pytest.FixtureRequest) -> None:
    """Skip or fail a test marked `browser` where there is none, even if it asks for no fixture."""
    if request.node.get_closest_marker("browser"):
        request.getfixturevalue("chromium")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def raw() -> Path:
    """Return the folder of the publishers' files as delivered; skip where they are not at hand."""
    folder = ROOT.parent / "shared" / "raw"
    if not folder.is_dir():
        pytest.skip("the publishers' files (../shared/raw) are not at hand")
    return folder


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all workers of this test session share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


@pytest.fixture(scope="session")
def database(shared_folder: Path) -> Path:
    """Return the database of the figures and lookups that ship."""
    return built_once(shared_folder)


@pytest.fixture(scope="session")
def store(database: Path) -> Iterator[Store]:
    """Return the questions to the database of what ships."""
    with closing(Store(database)) as opened:
        yield opened


@pytest.fixture(scope="session")
def second_region(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database of the same figures for another region, which has no nodes."""
    lookups = lookups_of(ROOT / "tests" / "regions" / "chemnitz", tmp_path_factory.mktemp("lookups") / "chemnitz")
    return built_once(shared_folder, lookups=lookups)
