"""The register: filters, gross sums, places, order of cases, what takes a report back, coverage."""

import pandas as pd
import pytest

from atlas.analysis.register import (
    NOT_STATED,
    Filter,
    Gross,
    case_order,
    chosen,
    counted,
    coverage_matrix,
    covered_years,
    gross,
    places,
    reversed_by,
    sums,
)
from atlas.store import Store

COLUMNS = ("event_id", "case_id", "area_code", "year", "event_type", "status", "announced_on", "jobs")
MORE = ("jobs_direction", "count_jobs", "company", "municipality_code", "municipality_name", "place_known")
ROWS = [
    # A closure that was taken back in part: the smaller number counts.
    ("a1", "a", "01", 2024, "closure_announced", "superseded", "2024-07-01", 250, "lost", False, "A", "011", "P", True),
    ("a2", "a", "01", 2024, "job_cuts", "announced", "2024-12", 200, "lost", True, "A", "011", "P", True),
    ("a3", "a", "01", 2024, "rescue", "completed", "2024-12-07", 60, "saved", True, "A", "011", "P", True),
    # An announcement and what came of it, in another district, by two names of one company.
    ("b1", "b", "02", 2023, "closure_announced", "completed", "2023-03", 40, "lost", False, "B", None, None, False),
    ("b2", "b", "02", 2024, "closure_completed", "completed", "2024-03", 40, "lost", True, "B new", None, None, False),
    # Without a number, and without a direction.
    ("c1", "c", "02", 2025, "job_cuts", "announced", "2025-02-03", None, "lost", True, "C", "021", "Q", True),
    ("d1", "d", "02", 2025, "investment", "announced", "2025-01", None, None, False, "D", "021", "Q", True),
    ("e1", "e", "02", 2025, "investment", "announced", "2025", 7, "created", True, "E", "021", "Q", True),
]
COVERAGE = pd.DataFrame({"area_code": ["L"], "first_year": [2023], "last_year": [2024]})


@pytest.fixture
def register() -> pd.DataFrame:
    rows = pd.DataFrame(ROWS, columns=[*COLUMNS, *MORE]).astype({"jobs": "Int32"})
    return rows.assign(lon=[10.0 + i for i in range(len(rows))], lat=50.0)


def ids(rows: pd.DataFrame) -> list[str]:
    return rows["event_id"].tolist()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), ["a1", "a2", "a3", "b1", "b2", "c1", "d1", "e1"]),
        (Filter(area_code="01"), ["a1", "a2", "a3"]),
        (Filter(year=2024), ["a1", "a2", "a3", "b2"]),
        (Filter(direction="lost"), ["a1", "a2", "b1", "b2", "c1"]),
        (Filter(direction=NOT_STATED), ["d1"]),
        (Filter(event_type="investment", direction="created"), ["e1"]),
        (Filter(company="B"), ["b1"]),
        (Filter(area_code="01", year=2025), []),
    ],
)
def test_a_row_must_fit_every_part_of_the_filter(register: pd.DataFrame, wanted: Filter, found: list[str]) -> None:
    assert ids(chosen(register, wanted)) == found


def test_only_counted_rows_lost_or_created_are_added_up(register: pd.DataFrame) -> None:
    assert ids(register[counted(register)]) == ["a2", "b2", "e1"]
    assert gross(register) == Gross(lost=200 + 40, created=7)
    assert gross(register.head(0)) == Gross(0, 0)


def test_sums_by_year_and_district(register: pd.DataFrame) -> None:
    by_year = sums(register, "year")
    assert by_year.to_dict("index") == {
        2023: {"lost": 0, "created": 0, "reports": 1},
        2024: {"lost": 240, "created": 0, "reports": 4},
        2025: {"lost": 0, "created": 7, "reports": 3},
    }
    assert sums(register, "area_code")["lost"].to_dict() == {"01": 200, "02": 40}
    assert sums(register.head(0), "year").empty


def test_a_place_has_a_mark_per_direction(register: pd.DataFrame) -> None:
    found = places(register).set_index(["place", "direction"])
    assert found.index.tolist() == [
        ("011", "lost"),
        ("011", "other"),
        ("02", "lost"),
        ("021", "lost"),
        ("021", "other"),
        ("021", "created"),
    ]
    assert found["reports"].tolist() == [2, 1, 2, 1, 1, 1]
    assert found["jobs"].fillna(-1).tolist() == [200, -1, 40, -1, -1, 7]
    assert found.at[("02", "lost"), "companies"] == ("B", "B new")
    assert found.at[("02", "lost"), "lon"] == 13.0
    assert places(register.head(0)).empty


def test_the_case_with_the_newest_report_comes_first(register: pd.DataFrame) -> None:
    assert case_order(register) == ["c", "d", "e", "a", "b"]


@pytest.mark.parametrize(
    ("first", "later", "taken_back"),
    [
        ("a1", ["a2", "a3"], True),
        ("a1", [], True),
        ("a2", ["a3"], True),
        ("b1", ["b2"], False),
        ("b1", ["a1"], False),
        ("a2", ["b2"], True),
        ("c1", ["b2"], False),
        ("b1", ["a3"], False),
        ("d1", ["e1"], False),
    ],
)
def test_what_takes_a_report_back(register: pd.DataFrame, first: str, later: list[str], taken_back: bool) -> None:
    rows = register.set_index("event_id", drop=False)
    assert reversed_by(pd.Series(rows.loc[first]), rows.loc[later]) is taken_back


def test_years_that_the_register_covers() -> None:
    assert covered_years(COVERAGE, "L") == {2023, 2024}
    assert covered_years(COVERAGE, "M") == frozenset()
    assert covered_years(COVERAGE.head(0), "L") == frozenset()


def test_none_within_the_coverage_is_nil_beyond_it_unknown(register: pd.DataFrame) -> None:
    found = coverage_matrix(register, COVERAGE, {"02": "L", "01": "L", "03": "M"}, {2025, 2023, 2024})
    assert list(map(int, found.columns)) == [2023, 2024, 2025]
    assert found.fillna(-1).to_numpy().tolist() == [[1, 1, 3], [0, 3, -1], [-1, -1, -1]]


def test_the_sums_of_the_register_that_ships(store: Store) -> None:
    """The figures that must come out, and each year a second time in plain Python."""
    events = store.events()
    assert (len(events), events["case_id"].nunique()) == (86, 41)
    assert gross(events) == Gross(lost=5978, created=1298)
    by_district = sums(events, "area_code")
    assert by_district.loc["16063"].to_dict() == {"lost": 2639, "created": 50, "reports": 37}
    assert by_district[["lost", "created", "reports"]].sum().tolist() == [5978, 1298, 86]
    plain = [
        (row["year"], row["jobs"])
        for row in events.to_dict("records")
        if row["count_jobs"] and row["jobs_direction"] == "lost" and pd.notna(row["jobs"])
    ]
    by_year = sums(events, "year")
    for year in by_year.index:
        assert by_year.at[year, "lost"] == sum(jobs for other, jobs in plain if other == year)
