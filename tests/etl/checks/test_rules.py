"""Each rule is broken once on purpose, on a copy of the database: it names the row, and nothing else is wrong."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from etl import checks
from etl.errors import CheckError
from tests.etl.checks.event_cases import EVENT_CASES, Broken

UNEMPLOYED = "indicator_id = 'unemployed' AND area_code = '16063' AND period = '2025'"


CASES = [
    *EVENT_CASES,
    Broken(
        "every_venue_has_its_place",
        "UPDATE venue SET municipality_code = '16999999' WHERE venue_id = 'kvhs-gotha'",
        "venue_id=kvhs-gotha, municipality_code=16999999, fault=unknown municipality",
    ),
    Broken(
        "every_venue_has_its_place",
        "UPDATE venue SET node_id = 'qti-nowhere' WHERE venue_id = 'kvhs-gotha'",
        "venue_id=kvhs-gotha, municipality_code=16067029, fault=unknown node qti-nowhere",
    ),
    Broken(
        "every_venue_has_its_place",
        "UPDATE venue SET node_id = 'qti-soemmerda' WHERE venue_id = 'kvhs-gotha'",
        "venue_id=kvhs-gotha, municipality_code=16067029, fault=node in another municipality",
    ),
    Broken(
        "every_venue_has_its_place",
        """INSERT INTO venue SELECT * REPLACE ('twin' AS venue_id, upper(name) AS name)
        FROM venue WHERE venue_id = 'kvhs-gotha'""",
        "venue_id=twin, municipality_code=16067029, fault=stands twice: KREISVOLKSHOCHSCHULE GOTHA",
    ),
    Broken("the_speeds_reach_everywhere", "DELETE FROM speed", "ranges=0.0, fault=no speed"),
    Broken(
        "the_speeds_reach_everywhere",
        "UPDATE speed SET kmh = 20 WHERE up_to_km = 50",
        "ranges=50.0, fault=slower than the range before",
    ),
    Broken(
        "travel_times_are_whole",
        """INSERT INTO travel_time SELECT a.municipality_code, b.municipality_code, 10
        FROM municipality a, municipality b WHERE a.land_code = '16' AND b.land_code = '16'
        AND NOT (a.municipality_code = '16067029' AND b.municipality_code = '16063105')""",
        "origin=16067029, destination=16063105, minutes=None, fault=missing",
    ),
    Broken(
        "travel_times_are_whole",
        """INSERT INTO travel_time SELECT a.municipality_code, b.municipality_code, if(a = b, -1, 10)
        FROM municipality a, municipality b WHERE a.land_code = '16' AND b.land_code = '16'""",
        "minutes=-1.0, fault=no time",
    ),
    Broken(
        "a_sign_has_its_value",
        f"UPDATE observation SET sign = '.' WHERE {UNEMPLOYED}",
        "table=observation, indicator_id=unemployed, area_code=16063, period=2025, value=5023.0",
    ),
    Broken(
        "a_sign_has_its_value",
        f"UPDATE observation_vintage SET value = NULL WHERE {UNEMPLOYED}",
        "table=observation_vintage, indicator_id=unemployed, area_code=16063, period=2025, value=None, sign=",
    ),
    Broken(
        "a_sign_has_its_value",
        f"UPDATE observation SET sign = '-' WHERE {UNEMPLOYED}",
        "area_code=16063, period=2025, value=5023.0",
    ),
    Broken(
        "a_sign_has_its_value",
        f"UPDATE observation SET sign = '?', value = NULL WHERE {UNEMPLOYED}",
        "area_code=16063, period=2025, value=None, sign=?",
    ),
    Broken(
        "an_undelivered_period_is_absent",
        """UPDATE observation_vintage SET sign = '-', value = 0 WHERE indicator_id = 'employees'
        AND period = '2024-06-30' AND length(area_code) = 5""",
        "table=observation_vintage, indicator_id=employees, period=2024-06-30, origin=13111-01-03-4__retrieved-2025",
    ),
    Broken(
        "an_undelivered_period_is_absent",
        """UPDATE observation SET sign = '-', value = 0 WHERE indicator_id = 'employees' AND period = '2024-06-30'
        AND length(area_code) = 5""",
        "table=observation, indicator_id=employees, period=2024-06-30, origin=employees, districts=400",
    ),
    Broken(
        "districts_add_up_to_the_land",
        f"UPDATE observation SET value = value + 12 WHERE {UNEMPLOYED}",
        "indicator_id=unemployed, area_code=16, period=2025, source_id=unemployment, land=",
    ),
    Broken(
        "every_area_is_known",
        f"UPDATE observation SET area_code = '16999' WHERE {UNEMPLOYED}",
        "table=observation, indicator_id=unemployed, area_code=16999, period=2025",
    ),
    Broken(
        "every_area_is_known",
        f"UPDATE observation_vintage SET area_code = '16999' WHERE {UNEMPLOYED}",
        "table=observation_vintage, indicator_id=unemployed, area_code=16999, period=2025",
    ),
    Broken(
        "every_area_is_known",
        f"UPDATE observation SET area_code = '16056' WHERE {UNEMPLOYED}",
        "table=observation, indicator_id=unemployed, area_code=16056, period=2025",
    ),
    Broken(
        "every_figure_has_its_statement",
        "DELETE FROM statement WHERE sql_file = 'observation_merged.sql'",
        "sql_file=observation_merged.sql",
    ),
    Broken(
        "every_figure_has_its_statement",
        f"UPDATE observation SET snapshot_id = 'lost' WHERE {UNEMPLOYED}",
        "indicator_id=unemployed, sql_file=observation_published.sql, snapshot_id=lost",
    ),
    Broken(
        "every_group_has_its_districts",
        "DELETE FROM group_member WHERE group_code = 'kassel'",
        "group_code=kassel, area_code=None, fault=a region or group without districts",
    ),
    Broken(
        "every_group_has_its_districts",
        "INSERT INTO group_member VALUES ('16', '16063')",
        "group_code=16, area_code=16063, fault=members of what is no region and no group",
    ),
    Broken(
        "every_group_has_its_districts",
        "INSERT INTO group_member VALUES ('kassel', '16056')",
        "group_code=kassel, area_code=16056, fault=no district of today",
    ),
    Broken(
        "every_group_has_its_districts",
        "DELETE FROM group_member WHERE group_code = 'rest' AND area_code = '16051'",
        "fault=summed of other districts than its own",
    ),
    Broken(
        "every_node_stands_in_its_district",
        "UPDATE node SET municipality_code = '16067029' WHERE area_code = '16068'",
        "area_code=16068, municipality_code=16067029, fault=municipality is not in the district",
    ),
    Broken(
        "every_node_stands_in_its_district",
        "DELETE FROM node_status WHERE node_id IN (SELECT node_id FROM node WHERE area_code = '16068')",
        "area_code=16068, municipality_code=16068051, fault=no status",
    ),
    Broken(
        "every_node_stands_in_its_district",
        "INSERT INTO node_status SELECT node_id, 'closed', DATE '2020-01-01', 'https://example.org', '2020', NULL "
        "FROM node WHERE area_code = '16068'",
        "area_code=16068, municipality_code=16068051, fault=closed before it was open",
    ),
    *(
        Broken(
            "every_period_has_a_known_form",
            f"UPDATE observation_vintage SET period = '{period}', frequency = '{frequency}' WHERE {UNEMPLOYED}",
            f"indicator_id=unemployed, period={period}, period_end=2025-12-31, frequency={frequency}",
        )
        for period, frequency in [
            ("2025-Q4", "unknown"),
            ("2025-H2", "monthly"),
            ("2025-13", "monthly"),
            ("2025-11", "monthly"),
            ("2024", "annual"),
            ("2025-12-30", "key_date"),
        ]
    ),
    Broken(
        "no_two_values_of_one_stand",
        f"""INSERT INTO snapshot SELECT * REPLACE ('twin' AS snapshot_id) FROM snapshot
        WHERE snapshot_id = '13211-02-05-4__retrieved-2026-02-26__2025';
        INSERT INTO observation_vintage SELECT * REPLACE (value + 1 AS value, 'twin' AS snapshot_id)
        FROM observation_vintage WHERE {UNEMPLOYED}""",
        "indicator_id=unemployed, area_code=16063, period=2025, source_id=unemployment, retrieved_on=2026-02-26, ",
    ),
    Broken(
        "every_source_has_its_precedence",
        "DELETE FROM source_precedence WHERE source_id = 'inkar' AND indicator_id = 'unemployment_rate'",
        "indicator_id=unemployment_rate, source_id=inkar",
    ),
    Broken(
        "every_source_has_its_precedence",
        "UPDATE source_precedence SET rank = 1 WHERE indicator_id = 'unemployment_rate' AND source_id = 'inkar'",
        "indicator_id=unemployment_rate, source_id=inkar, unemployment",
    ),
    Broken(
        "no_own_figure_from_a_hidden_member",
        f"UPDATE observation SET value = NULL, sign = '.' WHERE {UNEMPLOYED}",
        "area_code=westthueringen, period=2025, source_id=unemployment, member=16063, without=unemployed",
    ),
    Broken(
        "no_own_figure_from_a_hidden_member",
        "UPDATE observation SET value = NULL, sign = '.' "
        "WHERE indicator_id = 'unemployed' AND area_code = '16051' AND period = '2025'",
        "area_code=rest, period=2025, source_id=unemployment, member=16051, without=unemployed",
    ),
    Broken(
        "no_own_figure_from_a_hidden_member",
        "UPDATE observation_vintage SET value = NULL, sign = '/' "
        "WHERE indicator_id = 'unemployed' AND area_code = '16056' AND period = '2020'",
        "area_code=16063, period=2020, source_id=unemployment, member=16056, without=unemployed",
    ),
    Broken(
        "no_count_below_0",
        f"UPDATE observation_vintage SET value = -5 WHERE {UNEMPLOYED}",
        "table=observation_vintage, indicator_id=unemployed, area_code=16063, period=2025, origin=13211-02-05-4__retr",
    ),
    Broken(
        "no_count_below_0",
        f"UPDATE observation SET value = -5 WHERE {UNEMPLOYED}",
        "table=observation, indicator_id=unemployed, area_code=16063, period=2025, origin=unemployment, value=-5.0",
    ),
    Broken(
        "no_share_outside_0_and_100",
        "UPDATE observation SET value = 106.6 "
        "WHERE indicator_id = 'unemployment_rate' AND area_code = '16067' AND period = '2025'",
        "indicator_id=unemployment_rate, area_code=16067, period=2025, source_id=unemployment, value=106.6",
    ),
    Broken(
        "no_territory_twice",
        "UPDATE observation SET members = ['16063', '16067'] "
        "WHERE indicator_id = 'unemployed' AND area_code = '16063' AND period = '2025'",
        "indicator_id=unemployed, period=2025, source_id=unemployment, member=16067, used=2",
    ),
    Broken(
        "one_value_per_indicator_area_period_source",
        f"INSERT INTO observation SELECT * FROM observation WHERE {UNEMPLOYED}",
        "indicator_id=unemployed, area_code=16063, period=2025, source_id=unemployment, found=2",
    ),
    Broken(
        "one_value_per_indicator_area_period_source",
        f"INSERT INTO value_current SELECT * REPLACE ('inkar' AS source_id) FROM value_current WHERE {UNEMPLOYED}",
        "indicator_id=unemployed, area_code=16063, period=2025, source_id=inkar, unemployment, found=2",
    ),
    Broken(
        "one_value_per_indicator_area_period_source",
        f"INSERT INTO observation_vintage SELECT * FROM observation_vintage WHERE {UNEMPLOYED}",
        "indicator_id=unemployed, area_code=16063, period=2025, source_id=13211-02-05-4__retrieved-2026-02-26__2025",
    ),
    Broken(
        "rows_as_expected",
        f"DELETE FROM observation_vintage WHERE {UNEMPLOYED}",
        "snapshot_id=13211-02-05-4__retrieved-2026-02-26__2025, indicator_id=unemployed, period=2025, found=",
    ),
    Broken(
        "rows_as_expected",
        "INSERT INTO expected_rows VALUES ('another file', 'unemployed', '2030', 7)",
        "snapshot_id=another file, indicator_id=unemployed, period=2030, found=0, expected=7",
    ),
    Broken(
        "rows_as_expected",
        "DELETE FROM expected_rows WHERE period = '2025' AND indicator_id = 'unemployed'",
        "indicator_id=unemployed, period=2025, found=",
    ),
    Broken(
        "the_region_is_whole",
        "INSERT INTO region_member VALUES ('16999', 'district')",
        "area_code=16999, kind=district, fault=listed in region.toml, but no area of that kind",
    ),
    Broken(
        "the_region_is_whole",
        "UPDATE area SET kind = 'dissolved' WHERE kind = 'region'",
        "area_code=region, kind=region, fault=there must be exactly one",
    ),
]


@pytest.fixture(scope="module")
def copy(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    file = tmp_path_factory.mktemp("checks") / "copy.duckdb"
    shutil.copyfile(database, file)
    with closing(duckdb.connect(str(file))) as connection:
        yield connection


@pytest.fixture
def changed(copy: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield the copy inside a change that is taken back afterwards."""
    copy.begin()
    yield copy
    copy.rollback()


@pytest.mark.parametrize("rule", checks.rules())
def test_each_rule_has_a_case_that_breaks_it(rule: str) -> None:
    assert rule in {case.rule for case in CASES}


@pytest.mark.parametrize("rule", checks.rules())
def test_each_rule_holds(copy: duckdb.DuckDBPyConnection, rule: str) -> None:
    assert checks.faults(copy, rule) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.told[-30:]}")
def test_a_broken_rule_names_itself_and_the_row(
    changed: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, case: Broken
) -> None:
    changed.execute(case.statement)
    monkeypatch.setattr(checks, "rules", lambda: [case.rule])
    with pytest.raises(CheckError) as stopped:
        checks.run(changed)
    message = str(stopped.value)
    assert message.startswith(f"Rule {case.rule} (etl/checks/{case.rule}.sql) is broken by ")
    assert case.told in message


def test_all_broken_rules_are_told_at_once(changed: duckdb.DuckDBPyConnection) -> None:
    changed.execute("INSERT INTO region_member VALUES ('16999', 'district')")
    changed.execute(
        "INSERT INTO expected_rows SELECT 'another file', 'unemployed', CAST(year AS VARCHAR), 1 "
        "FROM range(2030, 2040) t(year)"
    )
    with pytest.raises(CheckError) as stopped:
        checks.run(changed)
    lines = str(stopped.value).splitlines()
    assert [line.split()[1] for line in lines if line.startswith("Rule ")] == [
        "rows_as_expected",
        "the_region_is_whole",
    ]
    assert "  and 5 more" in lines


def test_what_is_exempted_is_said_with_a_reason(copy: duckdb.DuckDBPyConnection) -> None:
    rows = copy.execute("SELECT DISTINCT rule, length(reason) > 20 FROM check_exemption").fetchall()
    assert rows and all(rule in checks.rules() and reasoned for rule, reasoned in rows)


def test_cases_without_a_district_are_no_fault(copy: duckdb.DuckDBPyConnection) -> None:
    """2022: 1 909 employees affected in the Land, 1 779 in its districts with a figure."""
    land, districts = copy.execute(
        """SELECT max(value) FILTER (area_code = '16'), sum(value) FILTER (length(area_code) = 5)
        FROM value_current
        WHERE indicator_id = 'insolvency_employees' AND period = '2022' AND left(area_code, 2) = '16'"""
    ).fetchall()[0]
    assert (land, districts) == (1909, 1779)
