"""Figures that must come out: looked up by hand in the publishers' tables, found again in a built database."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

NO_DATA = (".", "/", "x", "...")


@pytest.fixture(scope="module")
def open_database(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        yield connection


def figure(connection: duckdb.DuckDBPyConnection, indicator: str, area: str, period: str) -> tuple[object, ...]:
    """Return value, sign, method, approximate, members and source of the one figure in use."""
    rows = connection.execute(
        """SELECT value, sign, method, approximate, members, source_id FROM value_current
        WHERE indicator_id = $indicator AND area_code = $area AND period = $period""",
        {"indicator": indicator, "area": area, "period": period},
    ).fetchall()
    assert len(rows) == 1, f"{len(rows)} figures of {indicator} for {area} in {period}"
    return tuple(rows[0])


@pytest.mark.parametrize(
    ("indicator", "area", "period", "value"),
    [
        ("unemployment_rate", "16063", "2025", 6.0),
        ("unemployment_rate", "16067", "2025", 6.6),
        ("unemployed", "16063", "2020", 4815),
        ("unemployment_rate", "16063", "2020", 5.7),
        ("employees", "16063", "2020-06-30", 62508),
        ("employees", "16063", "2024-06-30", 60331),
        ("insolvencies", "16063", "2015", 40),
        ("business_closures", "16063", "2015", 290),
        ("plant_employees_vehicles", "16063", "2015-09-30", 6327),
        ("unemployed", "03159", "2015", 10238),
        ("employees", "03159", "2016-06-30", 126195),
        ("insolvencies", "16063", "2024", 27),
        ("insolvencies", "16052", "2024", 21),
        ("population", "16063", "2023-12-31", 156334),
        ("population", "16", "2024-12-31", 2100277),
        ("gdp_per_head", "16063", "2020", 30650),
    ],
)
def test_figures_in_use(
    open_database: duckdb.DuckDBPyConnection, indicator: str, area: str, period: str, value: float
) -> None:
    assert figure(open_database, indicator, area, period)[0] == value


@pytest.mark.parametrize(
    ("indicator", "period", "total"), [("insolvencies", "2024", 260), ("population", "2024-12-31", 2100277)]
)
def test_sums_of_the_districts_of_a_land(
    open_database: duckdb.DuckDBPyConnection, indicator: str, period: str, total: int
) -> None:
    found = open_database.execute(
        """SELECT sum(v.value), count(*) FROM value_current v JOIN area a USING (area_code)
        WHERE a.kind = 'district' AND a.land_code = '16' AND v.indicator_id = $indicator AND v.period = $period""",
        {"indicator": indicator, "period": period},
    ).fetchone()
    assert found == (total, 22)


@pytest.mark.parametrize(
    ("indicator", "period", "parts"),
    [
        ("unemployed", "2020", {"16056": 1677, "16063": 3138}),
        ("plant_employees_vehicles", "2015-09-30", {"16056": 5404, "16063": 923}),
        ("unemployed", "2015", {"03152": 7896, "03156": 2342}),
    ],
)
def test_parts_stay_as_published(
    open_database: duckdb.DuckDBPyConnection, indicator: str, period: str, parts: dict[str, float]
) -> None:
    rows = open_database.execute(
        """SELECT area_code, max_by(value, retrieved_on) FROM observation_vintage
        WHERE indicator_id = $indicator AND period = $period AND list_contains($areas, area_code) GROUP BY area_code""",
        {"indicator": indicator, "period": period, "areas": list(parts)},
    ).fetchall()
    assert dict(rows) == parts


def test_a_merged_figure_says_how_it_came_about(open_database: duckdb.DuckDBPyConnection) -> None:
    merged = ["16056", "16063"]
    assert figure(open_database, "unemployed", "16063", "2020") == (4815, "", "summed", False, merged, "unemployment")
    rate = figure(open_database, "unemployment_rate", "16063", "2020")
    assert rate == (5.7, "", "rebuilt", True, merged, "unemployment")
    alone = figure(open_database, "unemployed", "16063", "2023")
    assert alone[2:5] == ("published", False, ["16063"])


def test_every_vintage_is_kept(open_database: duckdb.DuckDBPyConnection) -> None:
    rows = open_database.execute(
        """SELECT value FROM observation_vintage
        WHERE indicator_id = 'population' AND area_code = '16063' AND period = '2023-12-31' ORDER BY retrieved_on"""
    ).fetchall()
    assert rows == [(159201,), (156334,)]


def test_what_is_not_delivered_is_absent(open_database: duckdb.DuckDBPyConnection) -> None:
    for table in ("observation_vintage", "observation", "value_current"):
        found = open_database.execute(
            f"SELECT DISTINCT length(area_code) FROM {table} WHERE indicator_id = 'employees' AND period = '2025-06-30'"
        ).fetchall()
        assert (5,) not in found, table
    told = "SELECT period, snapshot_id FROM not_delivered WHERE indicator_id = 'employees'"
    assert open_database.execute(told).fetchall() == [("2025-06-30", "13111-01-03-4__retrieved-2026-03-10.ffcsv")]


def test_each_rate_comes_from_the_first_source_that_has_it(open_database: duckdb.DuckDBPyConnection) -> None:
    rows = open_database.execute(
        "SELECT period, any_value(source_id), count(DISTINCT source_id) FROM value_current "
        "WHERE indicator_id = 'unemployment_rate' GROUP BY period"
    ).fetchall()
    used = {int(period): (source, count) for period, source, count in rows}
    held = {*range(2009, 2021), 2023, 2025}
    assert {year for year, (source, _) in used.items() if source == "unemployment"} == held
    assert used[2022] == ("regionalatlas", 1)
    assert {year for year, (source, _) in used.items() if source == "inkar"} == {*range(1998, 2009), 2021}


def test_nil_is_nought_with_its_sign(open_database: duckdb.DuckDBPyConnection) -> None:
    signs = open_database.execute("SELECT DISTINCT sign, value FROM observation_vintage WHERE sign <> ''").fetchall()
    assert ("-", 0) in signs and (".", None) in signs
    assert all(value == (0 if sign == "-" else None) for sign, value in signs)
    rates = "SELECT count(*) FROM observation_vintage JOIN indicator USING (indicator_id) WHERE kind = 'rate'"
    assert open_database.execute(f"{rates} AND sign = '-'").fetchone() == (0,)


def test_motor_vehicles_are_secret_in_many_districts(open_database: duckdb.DuckDBPyConnection) -> None:
    rows = open_database.execute(
        """SELECT CASE WHEN value = 0 THEN 'nil' ELSE sign END AS printed, count(*) FROM observation_vintage
        WHERE indicator_id = 'plant_employees_vehicles' AND area_code LIKE '16___' GROUP BY printed"""
    ).fetchall()
    assert dict(rows) == {"": 12, ".": 8, "nil": 3}


def test_the_sum_of_a_secret_figure_is_secret(open_database: duckdb.DuckDBPyConnection) -> None:
    rows = open_database.execute(
        """SELECT o.value, o.sign, (SELECT bool_or(m.sign = '.') FROM observation m
            WHERE m.indicator_id = o.indicator_id AND m.period = o.period AND m.source_id = o.source_id
              AND list_contains(o.members, m.area_code)) AS secret
        FROM observation o
        WHERE o.indicator_id = 'plant_employees_vehicles' AND o.sql_file = 'observation_summed.sql'"""
    ).fetchall()
    assert rows and all((value, sign) == (None, ".") for value, sign, secret in rows if secret)
    region = "SELECT area_code FROM area WHERE kind = 'region'"
    (area,) = open_database.execute(region).fetchall()[0]
    assert figure(open_database, "plant_employees_vehicles", area, "2015-09-30")[:2] == (None, ".")


def test_the_region_is_summed_like_any_area(open_database: duckdb.DuckDBPyConnection) -> None:
    value, sign, method, approximate, members, _ = figure(open_database, "unemployed", "westthueringen", "2025")
    assert (sign, method, approximate) == ("", "summed", False)
    assert members == ["16063", "16064", "16066", "16067", "16068", "16070"]
    assert value == sum(float(str(figure(open_database, "unemployed", code, "2025")[0])) for code in members)
    rate = figure(open_database, "unemployment_rate", "westthueringen", "2025")
    assert rate[2:4] == ("rebuilt", True)


def test_figures_that_look_wrong_are_told(open_database: duckdb.DuckDBPyConnection) -> None:
    """Persons by rate give the labour force: where it is not what it is in other years, a break says so."""
    odd = open_database.execute(
        """WITH force AS (
            SELECT u.area_code, u.period_end, u.value / r.value AS found
            FROM value_current u JOIN value_current r USING (area_code, period)
            WHERE u.indicator_id = 'unemployed' AND r.indicator_id = 'unemployment_rate' AND u.method = 'published')
        SELECT area_code, period_end FROM force
        JOIN (SELECT area_code, median(found) AS usual FROM force GROUP BY area_code) USING (area_code)
        WHERE found / usual NOT BETWEEN 0.7 AND 1.4 ORDER BY ALL"""
    ).fetchall()
    told = open_database.execute(
        """SELECT b.area_code, p.period_end FROM series_break b
        JOIN (SELECT DISTINCT period_end FROM value_current WHERE indicator_id = 'unemployed') p
            ON p.period_end BETWEEN b.first_day AND b.last_day
        WHERE b.indicator_id = 'unemployed' AND length(b.area_code) = 5 ORDER BY ALL"""
    ).fetchall()
    assert len(told) == 7 and odd == told


def test_what_does_not_add_up_for_one_year_is_told(open_database: duckdb.DuckDBPyConnection) -> None:
    untold = """SELECT indicator_id, area_code, from_day FROM check_exemption e WHERE area_code <> '*' AND NOT EXISTS (
        FROM series_break b WHERE b.indicator_id = e.indicator_id AND b.area_code = e.area_code
        AND e.from_day BETWEEN b.first_day AND b.last_day)"""
    assert open_database.execute(untold).fetchall() == []


def test_a_move_of_municipalities_names_day_and_district(open_database: duckdb.DuckDBPyConnection) -> None:
    rows = open_database.execute(
        "SELECT text_de, text_en FROM series_break WHERE kind = 'territory' AND area_code = '16066'"
    ).fetchall()
    assert rows == [
        (
            "Am 1. Januar 2019 wechselten Gemeinden den Kreis (Wartburgkreis → Schmalkalden-Meiningen): "
            "2,68 % der Bevölkerung und 1,67 % der Beschäftigten des abgebenden Kreises.",
            "On 1 January 2019, municipalities moved from Wartburgkreis to Schmalkalden-Meiningen: "
            "2.68% of the population and 1.67% of the employees of Wartburgkreis.",
        )
    ]


def test_the_caveat_of_establishments_counts_right(open_database: duckdb.DuckDBPyConnection) -> None:
    """One Land whole and two further districts in 2007, two districts in 2006."""
    rows = open_database.execute(
        """SELECT period, left(area_code, 2) AS land, bool_or(length(area_code) = 2), count(*) FROM observation_vintage
        WHERE indicator_id = 'establishments' AND sign = '.' GROUP BY period, land ORDER BY ALL"""
    ).fetchall()
    assert rows == [("2006", "06", False, 2), ("2007", "06", False, 2), ("2007", "16", True, 24)]
