"""Every computed figure is worked out a second time, in plain Python, and is the same; small examples by hand."""

import math
import tomllib
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.indicators import COMPUTED
from tests.databases import LOOKUPS, SNAPSHOTS, lookups_of
from tests.etl import computed_plainly as plainly
from tests.etl.computed_plainly import Found
from tests.etl.groups_plainly import groups
from tests.etl.plainly import Atlas, Figure

SECRET, NOTHING = Figure(None, "."), Figure(0.0, "-")


def of_database(database: Path) -> tuple[Found, date]:
    """Return the computed figures of a database and the day of its build."""
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        rows = connection.execute(
            "SELECT indicator_id, area_code, period, value, sign FROM value_current WHERE method = 'computed'"
        ).fetchall()
        ((built_at,),) = connection.execute("SELECT value FROM build_info WHERE key = 'built_at'").fetchall()
    return {(row[0], row[1], row[2]): Figure(row[3], row[4]) for row in rows}, date.fromisoformat(built_at[:10])


def computed_again(plain_atlas: Atlas, lookups: Path, built_on: date) -> Found:
    """Return the computed figures for the region of these lookups, in plain Python."""
    region = tomllib.loads((lookups / "region.toml").read_text(encoding="utf-8"))
    together = groups(lookups, plain_atlas.districts)
    in_use = plain_atlas.with_groups(together).in_use()
    return plainly.computed(in_use, lookups, SNAPSHOTS, together, region["land_codes"], built_on)


def assert_same(built: Found, again: Found) -> None:
    """Compare every figure in both directions."""
    assert sorted(built.keys() - again.keys()) == []
    assert sorted(again.keys() - built.keys()) == []
    assert {key: (built[key], again[key]) for key in built if not same(built[key], again[key])} == {}


@pytest.fixture(scope="module")
def built(database: Path) -> Found:
    return of_database(database)[0]


def same(one: Figure, other: Figure) -> bool:
    """Return whether two figures have one sign and one value; a difference of nothing is a matter of rounding."""
    if one.value is None or other.value is None:
        return one == other
    return one.sign == other.sign and math.isclose(one.value, other.value, rel_tol=1e-9, abs_tol=1e-12)


def test_every_computed_figure_is_found_twice(database: Path, plain_atlas: Atlas) -> None:
    built, built_on = of_database(database)
    assert {key[0] for key in built} == {indicator.id for indicator in COMPUTED}
    assert_same(built, computed_again(plain_atlas, LOOKUPS, built_on))


def test_the_same_for_a_region_without_register_and_nodes(
    second_region: Path, plain_atlas: Atlas, root: Path, tmp_path: Path
) -> None:
    built, built_on = of_database(second_region)
    lookups = lookups_of(root / "tests" / "regions" / "chemnitz", tmp_path / "lookups")
    assert_same(built, computed_again(plain_atlas, lookups, built_on))
    of_region = {indicator for indicator, area, _ in built if area == "chemnitz"}
    assert "manufacturing_share" in of_region
    assert not {"jobs_lost_announced", "jobs_created_announced", "distance_to_node_km"} & of_region


@pytest.mark.parametrize(
    ("indicator", "area", "period", "decimals", "value"),
    [
        ("manufacturing_share", "16063", "2020-06-30", 1, 33.5),
        ("insolvency_rate", "16063", "2024", 2, 4.48),
        ("insolvency_rate_3y", "16063", "2015", 2, 5.76),
        ("employees_index", "DG", "2015-06-30", 0, 100),
    ],
)
def test_figures_of_the_issue(
    built: Found, indicator: str, area: str, period: str, decimals: int, value: float
) -> None:
    figure = built[indicator, area, period]
    assert figure.value is not None
    assert (round(figure.value, decimals), figure.sign) == (value, "")


def test_three_years_of_insolvencies_need_all_six_figures() -> None:
    """4 + 1 + 7 cases over 1 000 + 1 100 + 900 employees are 40 in 10 000; a nil counts as 0, a gap is no figure."""
    cases = {"2011": 9.0, "2013": 4.0, "2014": 1.0, "2015": 7.0, "2016": 2.0, "2018": 3.0}
    employees = {"2013": 1000.0, "2014": 1100.0, "2015": 900.0, "2016": 800.0}
    held = {("insolvencies", "01001", year): Figure(value) for year, value in cases.items()}
    held |= {("employees", "01001", f"{year}-06-30"): Figure(value) for year, value in employees.items()}

    def three(figures: Found) -> Found:
        steps = plainly._of_one_year(figures)
        return {key: figure for key, figure in steps if figure is not None and key[0] == "insolvency_rate_3y"}

    assert {key[2]: figure.value for key, figure in three(held).items()} == {
        "2015": pytest.approx(40.0),
        "2016": pytest.approx(10 / 2800 * 10_000),
    }
    none = three(held | {("insolvencies", "01001", "2014"): NOTHING})
    assert none["insolvency_rate_3y", "01001", "2015"].value == pytest.approx(11 / 3000 * 10_000)
    secret = three(held | {("employees", "01001", "2013-06-30"): SECRET})
    assert secret["insolvency_rate_3y", "01001", "2015"] == SECRET
    assert secret["insolvency_rate_3y", "01001", "2016"].value is not None


def test_rates_of_counted_cases_are_their_cases_over_their_base(database: Path) -> None:
    """Every such rate is made again of its parts: so the interval, which is made of them, is one of this very rate."""
    marked = {indicator.id: indicator for indicator in COMPUTED if indicator.cases_indicator_id}
    assert set(marked) == {"insolvency_rate", "insolvency_rate_3y"}
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        rows = connection.execute(
            "SELECT o.indicator_id, o.area_code, o.period, o.value, p.part_indicator_id, v.value FROM value_current o "
            "JOIN computed_part p USING (indicator_id, area_code, period) JOIN value_current v "
            "ON (v.indicator_id, v.area_code, v.period) = (p.part_indicator_id, p.part_area_code, p.part_period) "
            "JOIN indicator i ON i.indicator_id = o.indicator_id "
            "WHERE i.cases_indicator_id IS NOT NULL AND o.value IS NOT NULL"
        ).fetchall()
    sums: dict[tuple[str, str, str], dict[bool, float]] = {}
    rates = {row[:3]: row[3] for row in rows}
    for indicator, area, period, _, part, value in rows:
        of_figure = sums.setdefault((indicator, area, period), {True: 0.0, False: 0.0})
        of_figure[part == marked[indicator].cases_indicator_id] += value
    assert {indicator for indicator, _, _ in sums} == set(marked)
    for key, made in sums.items():
        per = marked[key[0]].cases_per
        assert per is not None
        assert made[True] / made[False] * per == pytest.approx(rates[key])


def test_jobs_lost_of_the_register(database: Path, built: Found) -> None:
    """The whole register and one district; the figures of years leave out what was announced after the coverage."""
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        rows = connection.execute(
            "SELECT area_code, left(announced_on, 4), jobs FROM event "
            "WHERE count_jobs AND jobs_direction = 'lost' AND jobs IS NOT NULL"
        ).fetchall()
        ((last_year,),) = connection.execute("SELECT last_year FROM event_coverage WHERE area_code = '16'").fetchall()
    assert sum(jobs for _, _, jobs in rows) == 5978
    assert sum(jobs for area, _, jobs in rows if area == "16063") == 2639
    for whole in ("16", "16063"):
        years = [figure.value for key, figure in built.items() if key[:2] == ("jobs_lost_announced", whole)]
        covered = [jobs for area, year, jobs in rows if area.startswith(whole) and int(year) <= last_year]
        assert math.fsum(value for value in years if value is not None) == sum(covered) > 0


def test_a_part_that_is_secret_missing_or_nothing() -> None:
    assert plainly.reckon(plainly.percent, Figure(30.0), Figure(120.0)) == Figure(25.0)
    assert plainly.reckon(plainly.per_1000, Figure(3.0), Figure(600.0)) == Figure(5.0)
    assert plainly.reckon(plainly.per_10000, Figure(3.0), Figure(600.0)) == Figure(50.0)
    assert plainly.reckon(plainly.change_pct, Figure(90.0), Figure(120.0)) == Figure(-25.0)
    assert plainly.reckon(plainly.percent, SECRET, Figure(120.0)) == SECRET
    assert plainly.reckon(plainly.percent, Figure(30.0), SECRET) == SECRET
    assert plainly.reckon(plainly.percent, Figure(None, "/"), SECRET) == Figure(None, "/")
    assert plainly.reckon(plainly.percent, Figure(None), SECRET) is None
    assert plainly.reckon(plainly.percent, NOTHING, Figure(120.0)) == Figure(0.0)
    assert plainly.reckon(plainly.percent, Figure(30.0), None) is None
    assert plainly.reckon(plainly.percent, SECRET, None) is None
    assert plainly.reckon(plainly.percent, Figure(30.0), Figure(0.0)) is None
    assert plainly.reckon(plainly.percent, Figure(30.0), NOTHING) is None


def write(file: Path, *lines: str) -> None:
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Return lookups of a Land of two districts, 01001 and 01002, covered for six years; 02001 is not covered."""
    write(tmp_path / "event_coverage.csv", "area_code,first_year,last_year", "01,2018,2023")
    write(
        tmp_path / "events.csv",
        "area_code,announced_on,jobs,jobs_direction,count_jobs",
        "01001,2018-01,10,lost,true",
        "01001,2022-03-04,20,lost,true",
        "01001,2022-12-31,5,lost,true",
        "01002,2022,100,lost,true",
        "01001,2022-03,7,lost,false",
        "01001,2022-03,,lost,true",
        "01001,2022-05,40,created,true",
        "01001,2022-05,60,at_risk,true",
        "01001,2017-05,80,lost,true",
        "02001,2022-05,90,lost,true",
    )
    return tmp_path


def test_jobs_announced_by_hand(register: Path) -> None:
    districts = ["01001", "01002", "02001"]
    jobs = plainly.announced(register, districts, {"home": ["01001", "01002"]})
    lost = {key[1:]: figure.value for key, figure in jobs.items() if key[0] == "jobs_lost_announced"}
    assert {year for _, year in lost} == {"2018", "2019", "2020", "2021", "2022", "2023"}
    assert {area for area, _ in lost} == {"01001", "01002", "01", "home"}
    assert [lost["01001", year] for year in ("2018", "2019", "2022")] == [10.0, 0.0, 25.0]
    assert lost["01", "2022"] == lost["home", "2022"] == 125.0
    assert jobs["jobs_created_announced", "01", "2022"] == Figure(40.0)
    assert {key[1] for key in plainly.announced(register, districts, {"home": ["01001", "02001"]})} == {
        "01001",
        "01002",
        "01",
    }


def test_jobs_per_employee_need_all_five_years(register: Path) -> None:
    jobs = plainly.announced(register, ["01001", "01002"], {"home": ["01001"]})
    employees = {"2017": Figure(500.0), "2020": Figure(1000.0), "2021": SECRET, "2022": Figure(2000.0)}
    held = {("employees", "01001", f"{year}-06-30"): figure for year, figure in employees.items()}
    found = {key: figure for key, figure in plainly._per_employee(jobs, held) if figure is not None}
    one = {key[2]: figure.value for key, figure in found.items() if key[0] == "jobs_lost_announced_per_1000"}
    five = {key[2]: figure.value for key, figure in found.items() if key[0] == "jobs_lost_announced_5y_per_1000"}
    assert one == {"2018": 20.0, "2019": 0.0, "2020": 0.0, "2021": 0.0, "2022": 25.0, "2023": 0.0}
    assert five == {"2022": 35.0, "2023": 12.5}  # (10 + 25) / 1000 and 25 / 2000
    assert {key[1] for key in found} == {"01001"}  # no employees of the others are held


def test_the_way_to_the_nearest_open_node_by_hand(tmp_path: Path) -> None:
    """On the equator one degree is 111.195 km; three quarters of the people live one degree away, the rest two."""
    write(tmp_path / "region.toml", "[distance]", "detour_factor = 1.5")
    write(tmp_path / "nodes.csv", "node_id,lon,lat", "a,1,0", "b,9,0")
    write(tmp_path / "node_status.csv", "node_id,status,since", "a,open,2024-03-01", "a,closed,2024-09-01")
    row = {"level": "municipality", "area_code": "01001", "lat": 0.0}
    rows: list[dict[str, Any]] = [
        {**row, "population": 60, "lon": 2.0},
        {**row, "population": 20, "lon": 3.0},
        {**row, "population": 20, "lon": None},
        {**row, "population": None, "lon": 8.0},
        {**row, "area_code": "01002", "population": 50, "lon": 1.0},
    ]
    total = {"2022-12-31": Figure(90.0), "2023-12-31": Figure(200.0), "2024-12-31": SECRET}
    held = {("population", "01001", period): figure for period, figure in total.items()}
    people = plainly.inhabitants(rows, held | {("population", "01002", "2023-12-31"): Figure(160.0)})
    assert people == {"01001": [((2.0, 0.0), 120.0), ((3.0, 0.0), 40.0)], "01002": [((1.0, 0.0), 160.0)]}
    found = plainly.distances(tmp_path, people, {"home": ["01001"], "far": ["02001"]}, ["01"], date(2024, 6, 1))
    degree = 2 * math.pi * 6371.0088 / 360
    assert found == pytest.approx(
        {"01001": 1.25 * degree * 1.5, "01002": 0.0, "01": 0.625 * degree * 1.5, "home": 1.25 * degree * 1.5}
    )
    for day in (date(2024, 2, 29), date(2024, 9, 1)):
        assert plainly.distances(tmp_path, people, {"home": ["01001"]}, ["01"], day) == {}


def test_great_circle() -> None:
    assert plainly.great_circle_km((0.0, 0.0), (0.0, 90.0)) == pytest.approx(math.pi / 2 * 6371.0088)
    assert plainly.great_circle_km((10.0, 51.0), (10.0, 51.0)) == 0.0
