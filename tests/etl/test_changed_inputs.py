"""What a build makes of reforms, files and periods that are not there yet, invented here on copies of what ships."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from etl import build, checks
from etl.notes import sha256
from tests.etl.conftest import Inputs

OLD = "employees/13111-01-03-4__retrieved-2017-10-10"
NEW = "employees/13111-01-03-4__retrieved-2026-03-10.ffcsv"


@pytest.fixture
def made() -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect()) as connection:
        yield connection


def fill(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> None:
    build.fill(connection, inputs.snapshots, inputs.lookups)


def lines(file: Path, *added: str) -> None:
    with file.open("a", encoding="utf-8") as text:
        text.writelines(line + "\n" for line in added)


def rewrite(inputs: Inputs, name: str, query: str) -> None:
    """Make a shipped file anew from a query on `shipped`, its own rows, and put its sum into its note."""
    file = inputs.snapshots / f"{name}.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE shipped AS FROM '{file}'")
        connection.execute(f"COPY ({query}) TO '{file}' (FORMAT parquet)")
    note(inputs, name, shipped_sha256=sha256(file))


def note(inputs: Inputs, name: str, **facts: object) -> None:
    file = inputs.snapshots / f"{name}.json"
    said = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(said | facts), encoding="utf-8")


def employees(connection: duckdb.DuckDBPyConnection, area: str, period: str) -> list[tuple[object, ...]]:
    return connection.execute(
        """SELECT value, members FROM value_current
        WHERE indicator_id = 'employees' AND area_code = $area AND period = $period""",
        {"area": area, "period": period},
    ).fetchall()


def reform(old: str, new: str, is_new: bool, day: str, kind: str = "merger") -> str:
    return f"*,{old},A,{new},{str(is_new).lower()},{day},{kind},1,1,,,Invented,https://example.org,"


def test_a_district_that_took_in_one_that_had_taken_in_another(inputs: Inputs, made: duckdb.DuckDBPyConnection) -> None:
    """16056 went into 16063 in 2021, 16063 (invented) into 16070 in 2024: three parts in 2015, two in 2023."""
    lines(inputs.lookups / "area_change.csv", reform("16063", "16070", False, "2024-07-01"))
    fill(made, inputs)
    parts = made.execute(
        """SELECT sum(value) FROM observation_vintage WHERE indicator_id = 'employees' AND period = '2015-06-30'
        AND area_code IN ('16056', '16063', '16070')"""
    ).fetchall()
    assert employees(made, "16070", "2015-06-30") == [(parts[0][0], ["16056", "16063", "16070"])]
    (later,) = made.execute(
        """SELECT members FROM value_current WHERE indicator_id = 'population' AND area_code = '16070'
        AND period = '2023-12-31'"""
    ).fetchall()
    assert later == (["16063", "16070"],)
    merged = "SELECT DISTINCT area_code FROM observation WHERE sql_file = 'observation_merged.sql'"
    assert {("16070",)} == {row for row in made.execute(merged).fetchall() if row[0].startswith("160")}


def test_a_new_key_between_is_no_part(inputs: Inputs, made: duckdb.DuckDBPyConnection) -> None:
    """Two districts become 16098, which was not there before, and it goes into 16070."""
    lines(
        inputs.lookups / "area_change.csv",
        reform("16064", "16098", True, "2022-01-01"),
        reform("16065", "16098", True, "2022-01-01"),
        reform("16098", "16070", False, "2024-07-01"),
    )
    fill(made, inputs)
    ((_, members),) = employees(made, "16070", "2015-06-30")
    assert members == ["16064", "16065", "16070"]


def test_a_split_anywhere_on_the_way_makes_no_figure(inputs: Inputs, made: duckdb.DuckDBPyConnection) -> None:
    lines(
        inputs.lookups / "area_change.csv",
        reform("16064", "16063", False, "2021-07-01", "split"),
        reform("16063", "16070", False, "2024-07-01"),
    )
    fill(made, inputs)
    assert employees(made, "16070", "2015-06-30") == []
