"""Routed times against a stand-in of the service on loopback, and every answer that is not as wanted."""

import json
import math
import re
import threading
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd
import pytest

from etl import http, travel_times
from etl.errors import SourceError
from etl.travel_times import Point

POINTS = [Point(f"{i:08d}", 10 + i / 100, 50.5) for i in range(7)]
ASKED = re.compile(r"/table/v1/driving/([^?]+)\?sources=([\d;]+)&destinations=([\d;]+)&annotations=duration")


def seconds(origin: float, destination: float) -> float | None:
    """What the stand-in answers: 600 seconds for each hundredth of a degree; no way to the last point but its own."""
    if destination > 10.055 and origin < 10.055:
        return None
    return round(abs(destination - origin) * 60_000, 1)


class StandIn(BaseHTTPRequestHandler):
    """A routing service with the answers of OSRM's table service; `answers` come first, as (status, body)."""

    answers: ClassVar[list[tuple[int, bytes]]] = []
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        status, body = self.answers.pop(0) if self.answers else (200, self.table())
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def table(self) -> bytes:
        found = ASKED.fullmatch(self.path)
        assert found, self.path
        lons = [float(place.split(",")[0]) for place in found[1].split(";")]
        rows, columns = ([lons[int(i)] for i in found[group].split(";")] for group in (2, 3))
        return json.dumps({"code": "Ok", "durations": [[seconds(a, b) for b in columns] for a in rows]}).encode()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[str]:
    StandIn.answers, StandIn.asked = [], []
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://someone:secret@127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def ask(address: str) -> Any:
    return http.get_json(address, pause_s=0)


def test_every_pair_is_asked_for_once_in_blocks(service: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(travel_times, "BLOCK", 3)
    told: list[tuple[int, int]] = []
    found = travel_times.fetch(service, POINTS, ask=ask, progress=lambda done, of: told.append((done, of)))
    assert told == [(i, 9) for i in range(1, 10)]
    times = found.set_index(["origin", "destination"])["minutes"]
    assert len(times) == 49
    assert times.index.is_unique
    # Two hundredths of a degree: 1 200 seconds are 20 minutes.
    assert times["00000001", "00000003"] == pytest.approx(20)
    assert math.isnan(times["00000000", "00000006"])
    assert times["00000006", "00000000"] == pytest.approx(60)


def test_a_busy_service_is_asked_again(service: str) -> None:
    StandIn.answers = [(503, b"busy"), (429, b"later")]
    assert len(travel_times.fetch(service, POINTS[:2], ask=ask)) == 4
    assert len(StandIn.asked) == 3


@pytest.mark.parametrize(
    ("status", "body", "told"),
    [
        (400, b'{"code":"TooBig","message":"Too many table coordinates"}', "TooBig"),
        (200, b'{"code":"Ok"}', "other durations"),
        (200, b'{"code":"Ok","durations":[[0,1]]}', "2 rows of 2"),
        (200, b'{"code":"Ok","durations":[[0,-1],[0,0]]}', "other durations"),
        (200, b'{"code":"Ok","durations":[[0,"1"],[0,0]]}', "other durations"),
        (200, b"[]", "another answer"),
    ],
)
def test_another_answer_is_refused(service: str, status: int, body: bytes, told: str) -> None:
    StandIn.answers = [(status, body)]
    with pytest.raises(SourceError, match=told) as refused:
        travel_times.fetch(service, POINTS[:2], ask=ask)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("answers", "told"),
    [([(200, b"<html>")], "no JSON"), ([(500, b"")] * 3, "status 500 after 3 tries")],
)
def test_a_service_that_does_not_answer_is_told_without_its_secret(
    service: str, answers: list[tuple[int, bytes]], told: str
) -> None:
    StandIn.answers = answers
    with pytest.raises(http.HttpError, match=told) as refused:
        travel_times.fetch(service, POINTS[:2], ask=ask)
    assert "secret" not in str(refused.value)


def test_nobody_there(unused_port: Callable[[], int]) -> None:
    with pytest.raises(http.HttpError, match=r"ConnectionError after 3 tries.*Is the service running\?"):
        travel_times.fetch(f"http://127.0.0.1:{unused_port()}", POINTS[:2], ask=ask)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "127.0.0.1:5000", "http://", "ftp://example.org"])
def test_only_web_addresses_are_asked(address: str) -> None:
    with pytest.raises(http.HttpError, match="http:// or https://"):
        http.get_json(address)


@pytest.fixture
def unused_port() -> Callable[[], int]:
    import socket

    def port() -> int:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            return int(taken.getsockname()[1])

    return port


def test_times_and_their_note_are_written_and_tell_no_secret(tmp_path: Path) -> None:
    frame = pd.DataFrame({"origin": ["a", "a"], "destination": ["a", "b"], "minutes": [0.0, math.nan]})
    note = travel_times.write(frame, "http://someone:secret@localhost:5000/?key=secret", tmp_path, date(2026, 1, 2))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["travel_times.json", "travel_times.parquet"]
    assert pd.read_parquet(tmp_path / "travel_times.parquet").equals(frame)
    held = json.loads((tmp_path / "travel_times.json").read_text(encoding="utf-8"))
    assert held == {
        "service": "http://localhost:5000/",
        "profile": "driving",
        "made_on": "2026-01-02",
        "pairs": 2,
        "without_route": 1,
    }
    assert (note.pairs, note.without_route) == (2, 1)
