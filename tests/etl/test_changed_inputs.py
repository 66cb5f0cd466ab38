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


def test_three_nils_in_a_partial_file_stay_nil(inputs: Inputs, made: duckdb.DuckDBPyConnection) -> None:
    """The newest file prints its year for three districts only, each with '-': counted and none."""
    here = "period = '2025-06-30' AND area_code IN ('16063', '16064', '16066')"
    rewrite(inputs, NEW, f"SELECT * FROM shipped WHERE {here}")
    fill(made, inputs)
    rows = made.execute(
        "SELECT area_code, value, sign FROM value_current WHERE period = '2025-06-30' AND indicator_id = 'employees'"
    ).fetchall()
    assert sorted(rows) == [("16063", 0.0, "-"), ("16064", 0.0, "-"), ("16066", 0.0, "-")]
    assert made.execute("SELECT count(*) FROM not_delivered").fetchall() == [(0,)]


def test_a_source_with_the_land_only_does_not_hide_another_with_districts(
    inputs: Inputs, made: duckdb.DuckDBPyConnection
) -> None:
    """Rank 1 has the Land and districts without figures for 2015, rank 2 figures of districts."""
    others = "population/12411-01-01-4__retrieved-2024-06-30.ffcsv-old"
    rewrite(
        inputs,
        others,
        f"""SELECT * REPLACE ('employees' AS indicator_id, '2015-06-30' AS period, '2015-06-30' AS period_end)
        FROM '{inputs.snapshots / others}.parquet'""",
    )
    lines(inputs.lookups / "source_precedence.csv", "employees,population,9,Erfunden.,Invented.")
    rewrite(
        inputs,
        OLD,
        """SELECT * REPLACE (CASE WHEN length(area_code) = 5 THEN '.' ELSE sign END AS sign,
            CASE WHEN length(area_code) = 5 THEN NULL ELSE value END AS value) FROM shipped""",
    )
    fill(made, inputs)
    used = "SELECT DISTINCT source_id FROM value_current WHERE indicator_id = 'employees' AND period = '{}'"
    assert made.execute(used.format("2015-06-30")).fetchall() == [("population",)]
    assert made.execute(used.format("2014-06-30")).fetchall() == [("employees",)]


@pytest.mark.parametrize("period", ["2024-Q2", "2024-H1", "2023-10P6M", "2024-00"])
def test_a_period_of_unknown_form_stops_a_build(inputs: Inputs, made: duckdb.DuckDBPyConnection, period: str) -> None:
    rewrite(inputs, OLD, f"SELECT * REPLACE ('{period}' AS period) FROM shipped WHERE period = '2015-06-30'")
    fill(made, inputs)
    (fault,) = checks.faults(made, "every_period_has_a_known_form")
    assert (fault["period"], fault["frequency"]) == (period, "unknown")


def test_of_two_files_of_one_day_the_later_stand_counts(inputs: Inputs, made: duckdb.DuckDBPyConnection) -> None:
    """By its name the file of the older Stand comes last."""
    first, second = (
        f"population/12411-01-01-4__retrieved-{day}" for day in ("2024-12-04.ffcsv-old", "2025-06-11.ffcsv")
    )
    note(inputs, first, retrieved_on="2025-06-11", publisher_stand="2025-06-01")
    note(inputs, second, publisher_stand="2025-01-01")
    fill(made, inputs)
    value = "SELECT value FROM value_current WHERE area_code = '16063' AND period = '2023-12-31'"
    assert made.execute(f"{value} AND indicator_id = 'population'").fetchall() == [(159201,)]
    assert checks.faults(made, "no_two_values_of_one_stand") == []
    made.execute("UPDATE snapshot SET publisher_stand = NULL WHERE source_id = 'population'")
    faults = checks.faults(made, "no_two_values_of_one_stand")
    assert {fault["period"] for fault in faults} == {"2023-12-31"}


def test_a_region_in_two_lands_belongs_to_neither_of_them(inputs: Inputs, made: duckdb.DuckDBPyConnection) -> None:
    file = inputs.lookups / "region.toml"
    text = file.read_text(encoding="utf-8").replace('land_codes = ["16"]', 'land_codes = ["15", "16"]')
    file.write_text(text.replace('"16070"]', '"16070", "15001"]'), encoding="utf-8")
    fill(made, inputs)
    home = "SELECT land_code FROM area WHERE kind = 'region'"
    assert made.execute(home).fetchall() == [(None,)]


def test_a_move_without_shares_says_so(inputs: Inputs, made: duckdb.DuckDBPyConnection) -> None:
    lines(
        inputs.lookups / "area_change.csv",
        "*,16068,A,16067,false,2022-03-05,transfer,,,,,Invented,https://example.org,",
    )
    fill(made, inputs)
    told = made.execute("SELECT text_de, text_en FROM series_break WHERE area_code = '16068'").fetchall()
    assert told == [
        (
            "Am 5. März 2022 wechselten Gemeinden den Kreis (Sömmerda → Gotha); die Anteile sind nicht bekannt.",
            "On 5 March 2022, municipalities moved from Sömmerda to Gotha; the shares are not known.",
        )
    ]
