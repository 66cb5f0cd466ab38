"""The two rules that conftest.py lays on every test."""

import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NetworkRefusedError, find_chromium, is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost", "", b"localhost", None])
def test_this_machine_may_be_reached(host: object) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["example.org", "192.0.2.1", "10.0.0.1", "2001:db8::1"])
def test_other_machines_are_refused(host: str) -> None:
    with pytest.raises(NetworkRefusedError, match=host), socket.socket() as ours:
        ours.connect((host, 80))
    with pytest.raises(NetworkRefusedError):
        socket.getaddrinfo(host, 80)


def test_a_server_of_our_own_is_reached() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()


@given(st.ip_addresses(v=4))
def test_only_the_loopback_range_is_ours(address: object) -> None:
    assert is_loopback(address) == (str(address).startswith("127.") or str(address) == "0.0.0.0")


def test_the_browser_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_CHROMIUM", str(tmp_path / "absent"))
    assert find_chromium() is None
    (tmp_path / "mine").touch()
    monkeypatch.setenv("ATLAS_CHROMIUM", str(tmp_path / "mine"))
    assert find_chromium() == tmp_path / "mine"
