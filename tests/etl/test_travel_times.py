"""Routed times against a stand-in of the service on loopback, and every answer that is not as wanted."""

import json
import math
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import duckdb
import pandas as pd
import pytest

from etl import __main__ as command
from etl import build, http, load, travel_times
from etl.errors import SourceError
from etl.travel_times import Point
from tests.databases import LOOKUPS, SNAPSHOTS

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
    with pytest.raises(http.HttpError, match=r"no connection \(refused.*after 3 tries.*Is the service running\?"):
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


def test_the_municipalities_of_the_region_s_laender_are_asked_for() -> None:
    found = travel_times.points(SNAPSHOTS, ["16"])
    assert len(found) == 605
    assert found == sorted(found, key=lambda point: point.code)
    gotha = next(point for point in found if point.code == "16067029")
    assert (round(gotha.lon, 1), round(gotha.lat, 1)) == (10.7, 50.9)


def test_the_command_writes_what_a_build_takes_up(
    service: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few = travel_times.points(SNAPSHOTS, ["16"])[:3]
    monkeypatch.setattr(travel_times, "points", lambda *_: few)
    lookups = tmp_path / "lookups"
    shutil.copytree(LOOKUPS, lookups)
    before = build.data_version(SNAPSHOTS, lookups)
    assert command.main(["travel-times", "--osrm", service, "--lookups", str(lookups)]) == 0
    assert "9 times written, 0 without a route" in capsys.readouterr().out
    assert build.data_version(SNAPSHOTS, lookups) != before
    # Three of 605: a build refuses times that are not of every pair.
    assert command.main(["build", "--lookups", str(lookups), "--db", str(tmp_path / "a.duckdb")]) == 1
    told = capsys.readouterr().err
    assert "travel_times_are_whole" in told and f"destination={few[0].code}" not in told


def test_two_files_of_times_are_one_too_many(tmp_path: Path) -> None:
    for name in ("travel_times.csv", "travel_times.parquet"):
        (tmp_path / name).write_text("", encoding="utf-8")
    with closing(duckdb.connect()) as connection, pytest.raises(SourceError, match="one of them"):
        load.travel_times(connection, tmp_path)


@pytest.mark.parametrize("text", ["from,to,minutes\n1,2,3\n", "origin,destination,minutes\n1,2,x\n", '"'])
def test_a_file_that_holds_no_times_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "travel_times.csv").write_text(text, encoding="utf-8")
    with closing(duckdb.connect()) as connection:
        connection.execute("CREATE TABLE travel_time (origin VARCHAR, destination VARCHAR, minutes DOUBLE)")
        with pytest.raises(SourceError, match="columns origin, destination"):
            load.travel_times(connection, tmp_path)


def test_times_given_as_csv_keep_the_zeros_of_their_keys(tmp_path: Path) -> None:
    (tmp_path / "travel_times.csv").write_text("minutes,origin,destination\n1.5,01,02\n,02,01\n", encoding="utf-8")
    with closing(duckdb.connect()) as connection:
        connection.execute("CREATE TABLE travel_time (origin VARCHAR, destination VARCHAR, minutes DOUBLE)")
        load.travel_times(connection, tmp_path)
        assert connection.execute("FROM travel_time").fetchall() == [("01", "02", 1.5), ("02", "01", None)]
