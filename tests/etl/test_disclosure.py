"""Attempts to undo the secrecy of a figure with the sums of groups: total minus the rest, regions that overlap.

Every sum that stands is an equation over the figures of districts. A hidden figure is recovered where the equations
together have one solution for it. What publishers print may have one already; own sums must not add any.
"""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pytest

from etl import build
from tests.databases import SNAPSHOTS
from tests.etl.conftest import Inputs

PAGE = "https://example.org/networks"


class Series(NamedTuple):
    """The figures of one indicator, period and source: hidden districts, and the totals that stand."""

    hidden: list[str]
    published: list[str]
    own: list[str]


def every_series(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str, str], Series]:
    """Return the series of counts that have a hidden district."""
    rows = connection.execute(
        """SELECT o.indicator_id, o.period, o.source_id, o.area_code, a.kind, o.value IS NOT NULL, o.method
        FROM observation o JOIN area a USING (area_code) JOIN indicator i USING (indicator_id)
        WHERE i.kind = 'count' AND o.method <> 'computed' ORDER BY ALL"""
    ).fetchall()
    found: dict[tuple[str, str, str], Series] = defaultdict(lambda: Series([], [], []))
    for indicator, period, source, area, kind, known, method in rows:
        series = found[indicator, period, source]
        if kind == "district" and not known:
            series.hidden.append(area)
        elif kind != "district" and known:
            (series.published if method == "published" else series.own).append(area)
    return {key: series for key, series in found.items() if series.hidden}


def members(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """Return total -> districts: country, Länder, the region and groups."""
    rows = connection.execute(
        """SELECT group_code, area_code FROM group_member
        UNION ALL SELECT land_code, area_code FROM area WHERE kind = 'district'
        UNION ALL SELECT 'DG', area_code FROM area WHERE kind = 'district'"""
    ).fetchall()
    found: dict[str, set[str]] = defaultdict(set)
    for total, area in rows:
        found[total].add(area)
    return found


def recovered(hidden: list[str], totals: list[str], of: dict[str, set[str]]) -> set[str]:
    """Return the hidden figures that follow from the totals: unit vectors in the space that the equations span."""
    rows = np.array([[float(code in of[total]) for code in hidden] for total in totals]).reshape(-1, len(hidden))
    if not rows.any():
        return set()
    known = np.diag(np.linalg.pinv(rows) @ rows)
    return {code for code, share in zip(hidden, known, strict=True) if share > 1 - 1e-9}


@pytest.fixture(scope="module")
def shipped(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        yield connection


def test_the_attempt_works_where_a_sum_gives_something_away() -> None:
    of = {"land": {"a", "b", "c"}, "rest": {"b", "c"}, "one": {"a", "b"}, "two": {"b", "c"}, "three": {"a", "c"}}
    assert recovered(["a", "b", "c"], ["land"], of) == set()
    assert recovered(["a", "b", "c"], ["land", "rest"], of) == {"a"}
    assert recovered(["a", "b", "c"], ["one", "two", "three"], of) == {"a", "b", "c"}
    assert recovered(["a"], [], of) == set()


def test_no_sum_of_what_ships_gives_a_hidden_figure_away(shipped: duckdb.DuckDBPyConnection) -> None:
    of, found = members(shipped), every_series(shipped)
    assert len(found) > 50 and {key[0] for key in found} > {"employees_manufacturing", "plant_employees_vehicles"}
    assert any({"rest", "regions"} & set(series.own) for series in found.values())
    told = {
        key: more
        for key, series in found.items()
        if (
            more := recovered(series.hidden, series.published + series.own, of)
            - recovered(series.hidden, series.published, of)
        )
    }
    assert told == {}


def test_a_sum_with_a_hidden_district_would(shipped: duckdb.DuckDBPyConnection) -> None:
    """Were the rest of the Land summed all the same, the Land less the rest would give the one hidden in the region."""
    of = members(shipped)
    series = every_series(shipped)["plant_employees_vehicles", "2015-09-30", "manufacturing_by_branch"]
    assert "16" in series.published and not {"rest", "westthueringen"} & set(series.own)
    assert [code for code in series.hidden if code in of["westthueringen"]] == ["16068"]
    assert recovered(series.hidden, series.published, of) & of["16"] == set()
    assert recovered(series.hidden, [*series.published, "rest"], of) & of["16"] == {"16068"}


@pytest.fixture
def overlapping(inputs: Inputs) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a database with persons in motor vehicle plants, and regions around districts that are secret."""
    shutil.copytree(SNAPSHOTS / "manufacturing_by_branch", inputs.snapshots / "manufacturing_by_branch")
    of_region = {
        "one": ["16051", "16053"],
        "more": ["16051", "16053", "16055"],
        "two": ["16051", "16052"],
        "known": ["16053", "16055", "16061"],
        "wider": ["16053", "16055", "16061", "16063"],
    }
    lines = [f"{code},{code},{code},{area},{PAGE}," for code, areas in of_region.items() for area in areas]
    header = "region_id,name_de,name_en,area_code,source_url,source_date"
    (inputs.lookups / "regions.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    with closing(duckdb.connect()) as connection:
        build.fill(connection, inputs.snapshots, inputs.lookups)
        yield connection


def test_regions_that_overlap_around_a_secret(overlapping: duckdb.DuckDBPyConnection) -> None:
    """16053 and 16055: none; 16061: 621; 16063: 6 327. With the secret 16051 no region has a sum, only its sign."""
    rows = overlapping.execute(
        """SELECT v.area_code, v.value, v.sign FROM value_current v JOIN area a USING (area_code)
        WHERE v.indicator_id = 'plant_employees_vehicles' AND a.kind IN ('region', 'group')"""
    ).fetchall()
    told = {area: (value, sign) for area, value, sign in rows}
    secret = ("one", "more", "two", "rest", "regions", "westthueringen")
    assert told == {"known": (621, ""), "wider": (6948, "")} | dict.fromkeys(secret, (None, "."))
    of = members(overlapping)
    for series in every_series(overlapping).values():
        before = recovered(series.hidden, series.published, of)
        assert recovered(series.hidden, series.published + series.own, of) == before


def test_no_rate_of_a_group_stands_on_a_hidden_part(shipped: duckdb.DuckDBPyConnection) -> None:
    """A share of a group times its employees would be the sum: where that is hidden the share is too."""
    rows = shipped.execute(
        """SELECT g.group_code, o.period, o.value IS NOT NULL, bool_and(coalesce(m.value IS NOT NULL, false))
        FROM (SELECT DISTINCT group_code FROM group_member) g
        JOIN value_current o ON o.area_code = g.group_code AND o.indicator_id = 'manufacturing_share'
        JOIN group_member USING (group_code)
        LEFT JOIN value_current m ON m.area_code = group_member.area_code AND m.period = o.period
            AND m.indicator_id = 'employees_manufacturing'
        GROUP BY ALL"""
    ).fetchall()
    assert {(shown, whole) for _, _, shown, whole in rows} == {(True, True), (False, False)}
