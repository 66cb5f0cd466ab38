"""The folder of fetched originals, what counts as the same, and what counts as held."""

import io
import json
import random
import shutil
from datetime import date
from pathlib import Path

import pytest

from etl import held
from etl.errors import BuildError, SourceError
from etl.http import Reply
from etl.originals import Originals, content_sum, keyed
from etl.services import Asked, Piece
from tests.databases import LOOKUPS, SNAPSHOTS

LINES = [b"52411;2024;16063;27\n", b"52411;2024;16067;9\n", b"52411;2024;16063;28\n"]


def summed(text: bytes) -> str:
    return content_sum(io.BytesIO(text))


def test_the_same_rows_are_the_same_content_in_any_order_and_with_any_line_end() -> None:
    whole = summed(b"".join(LINES))
    shuffled = random.Random(4).sample(LINES, 3)
    assert summed(b"".join(shuffled)) == whole
    assert summed(b"\xef\xbb\xbf" + b"".join(LINES).replace(b"\n", b"\r\n") + b"\n") == whole
    assert len({whole, summed(b"".join(LINES[:2])), summed(b"".join([*LINES, LINES[0]])), summed(b"")}) == 4


def test_the_moment_of_a_retrieval_is_no_content() -> None:
    footer = "(C)opyright Statistische Ämter | Stand: {} / 08:12:33\n"
    days = (footer.format(day).encode("cp1252") for day in ("22.11.2026", "23.11.2026"))
    assert len({summed(LINES[0] + day) for day in days} | {summed(LINES[0])}) == 1


@pytest.mark.parametrize(
    ("periods", "name"),
    [
        ((), "a__{periods}.csv"),
        (("2024",), "a__2024.csv"),
        (("2024-06-30",), "a__2024.csv"),
        (("2022-12-31", "2024-12-31"), "a__2022-2024.csv"),
        (("2026-02",), "a__2026-02.csv"),
    ],
)
def test_a_name_tells_the_periods(periods: tuple[str, ...], name: str) -> None:
    assert keyed("a__{periods}.csv", periods) == name


def reply(text: bytes = b"a;b\n", at: str = "2026-11-23T04:00:00+00:00") -> Reply:
    return Reply("https://example.org/a", 200, {"content-type": "text/csv"}, at, io.BytesIO(text))


def piece(name: str = "folder/a__retrieved-{day}__{periods}.csv", *periods: str) -> Piece:
    return Piece(name, periods, reply)


@pytest.mark.parametrize(
    "name", ["../a.csv", "/etc/a.csv", "a/../../b.csv", "a b.csv", "", "a//b.csv", "..", "a\x00.csv"]
)
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BuildError, match="is no name for a file"):
        Originals.opened(tmp_path / "fetched").receive("employees", piece(name), reply())
    assert not list(tmp_path.rglob("*.csv"))


def test_what_was_kept_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    originals = Originals.opened(tmp_path)
    place = originals.keep(originals.receive("employees", piece(), reply()), ("2024",), ("2024",))
    assert place == tmp_path / "raw" / "folder" / "a__retrieved-2026-11-23__2024.csv"
    (request,) = Originals.opened(tmp_path).of("employees")
    assert (request.key, request.delivered) == ("folder/a__retrieved-{day}__2024.csv", ("2024",))
    # Of a file that is gone, or was written in part, nothing is believed.
    place.write_bytes(b"a")
    assert Originals.opened(tmp_path).of("employees") == []
    place.unlink()
    assert Originals.opened(tmp_path).of("employees") == []


def test_a_request_that_cannot_be_read_counts_as_none(tmp_path: Path) -> None:
    originals = Originals.opened(tmp_path)
    place = originals.keep(originals.receive("employees", piece(), reply()), ("2024",), ("2024",))
    beside = place.with_name(f"{place.name}.request.json")
    said = json.loads(beside.read_text())
    others = [json.dumps(said | other) for other in ({"fetched_at": None}, {"key": ["x"]}, {"bytes": "9"}, {"x": 1})]
    for text in ("", "[]", "{}", "[" * 100_000, *others):
        beside.write_text(text)
        assert Originals.opened(tmp_path).of("employees") == []


def test_an_older_day_stays_beside_a_newer_one(tmp_path: Path) -> None:
    originals = Originals.opened(tmp_path)
    for day, text in (("22", b"1\n"), ("23", b"2\n")):
        arrival = originals.receive("employees", piece(), reply(text, f"2026-11-{day}T04:00:00+00:00"))
        assert originals.same(arrival) is None
        originals.keep(arrival, ("2024",), ("2024",))
    assert len(list((tmp_path / "raw").rglob("*.csv"))) == 2
    (newest,) = Originals.opened(tmp_path).of("employees")
    assert newest.fetched_at.startswith("2026-11-23")
    assert not (tmp_path / "replaced").exists()


def test_shipped_years_that_lack_an_indicator_are_not_held(tmp_path: Path) -> None:
    nothing = Originals.opened(tmp_path)
    # The retrievals of 2024 hold 2022 and 2023 without the number of cases.
    cases = {int(period) for period in held.periods("insolvencies", SNAPSHOTS, nothing)}
    assert cases == {*range(2007, 2016), 2024}
    # Every district carries '-' on 30 June 2025.
    assert max(held.periods("employees", SNAPSHOTS, nothing)) == "2024-06-30"
    assert held.periods("boundaries", SNAPSHOTS, nothing) == held.periods("gdp", SNAPSHOTS, nothing) == frozenset()


def test_districts_are_those_of_today_and_those_of_reforms(tmp_path: Path) -> None:
    districts = held.districts(SNAPSHOTS, LOOKUPS, date(2026, 3, 1))
    assert len(districts.today) == 400
    assert "16056" in districts.ever - districts.today
    shutil.copytree(LOOKUPS, tmp_path / "lookups")
    (tmp_path / "lookups" / "area_change.csv").write_text("wrong,header\n1,2\n")
    for lookups in (tmp_path / "lookups", tmp_path / "nowhere"):
        with pytest.raises(SourceError, match="area_change"):
            held.districts(SNAPSHOTS, lookups, date(2026, 3, 1))


@pytest.mark.parametrize(
    ("since", "wanted"), [(None, [2014, 2016, 2023, 2024, 2025]), (2024, [2024, 2025]), (2030, [])]
)
def test_years_wanted_are_those_not_held_and_the_last_two(since: int | None, wanted: list[int]) -> None:
    years = (2015, *range(2017, 2025))
    asked = Asked(None, frozenset(f"{year}-12-31" for year in years), since)  # type: ignore[arg-type]
    assert [year for year in range(2014, 2026) if asked.wants(year)] == wanted
