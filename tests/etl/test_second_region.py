"""Another region is another folder of lookups: the same figures, other sums, no line of code, nothing of the first."""

import json
import tomllib
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest

from atlas.store import Store
from tests.databases import LOOKUPS, lookups_of

OWN = {
    "region.toml",
    "regions.csv",
    "nodes.csv",
    "node_status.csv",
    "events.csv",
    "event_coverage.csv",
    "funding.csv",
    "venues.csv",
}
OWN_TABLES = ("region_member", "sister_region", "node", "node_status", "event", "event_coverage", "funding", "venue")
DISTRICTS = ["14511", "14521", "14522", "14523", "14524"]


@pytest.fixture(scope="module")
def other(second_region: Path) -> Iterator[Store]:
    with closing(Store(second_region)) as opened:
        yield opened


@pytest.fixture(scope="module")
def tables(second_region: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect(str(second_region), read_only=True)) as connection:
        yield connection


def texts(value: object) -> Iterator[str]:
    """Yield every text within a value read from TOML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def test_only_the_lookups_of_the_region_differ(root: Path, tmp_path: Path) -> None:
    folder = lookups_of(root / "tests" / "regions" / "chemnitz", tmp_path / "lookups")
    assert {file.name for file in folder.iterdir()} == {file.name for file in LOOKUPS.iterdir()}
    differing = {file.name for file in folder.iterdir() if file.read_bytes() != (LOOKUPS / file.name).read_bytes()}
    assert differing == OWN
    ours, theirs = (tomllib.loads((place / "region.toml").read_text("utf-8")) for place in (LOOKUPS, folder))
    assert ours.keys() == theirs.keys()
    assert all(ours[part].keys() == theirs[part].keys() for part in ("programme", "node", "contact", "rest", "regions"))


def test_the_region_is_the_other_one(other: Store) -> None:
    region = other.region()
    assert (region.area_code, region.land_codes, list(region.district_codes)) == ("chemnitz", ("14",), DISTRICTS)
    areas = other.areas
    assert sorted(areas.loc[areas["in_region"] & (areas["kind"] == "district"), "area_code"]) == DISTRICTS
    assert areas.loc["chemnitz", "land_code"] == "14"
    assert areas.loc["chemnitz", "area_km2"] == pytest.approx(areas.loc[DISTRICTS, "area_km2"].sum())


@pytest.mark.parametrize(("indicator", "period"), [("unemployed", "2025"), ("population", "2024-12-31")])
def test_its_sums_are_those_of_its_districts(other: Store, indicator: str, period: str) -> None:
    values = other.values(indicator, period).set_index("area_code")
    assert values.loc["chemnitz", "value"] == values.loc[DISTRICTS, "value"].sum() > 40_000
    assert values["members"]["chemnitz"].tolist() == DISTRICTS


def test_its_rate_is_rebuilt(other: Store) -> None:
    rates = other.values("unemployment_rate", "2025").set_index("area_code")["value"]
    counts = other.values("unemployed", "2025").set_index("area_code")["value"]
    labour_force = sum(counts[code] / rates[code] * 100 for code in DISTRICTS)
    assert rates["chemnitz"] == pytest.approx(counts["chemnitz"] / labour_force * 100, abs=0.05)
    assert rates[DISTRICTS].min() <= rates["chemnitz"] <= rates[DISTRICTS].max()


def test_its_only_group_is_the_rest_of_its_land(other: Store) -> None:
    areas, members = other.areas, other.group_members()
    assert areas.index[areas["kind"] == "group"].tolist() == ["rest"]
    assert members.loc[members["group_code"] == "chemnitz", "area_code"].tolist() == DISTRICTS
    rest = members.loc[members["group_code"] == "rest", "area_code"].tolist()
    saxony = areas.index[(areas["kind"] == "district") & (areas["land_code"] == "14")]
    assert sorted([*rest, *DISTRICTS]) == sorted(saxony)
    people = other.values("population", "2024-12-31").set_index("area_code")["value"]
    assert people["rest"] + people["chemnitz"] == people["14"]


def test_a_region_called_so_is_not_called_so_twice(other: Store, store: Store) -> None:
    region = other.region()
    assert (region.called("de"), region.called("en")) == ("Region Chemnitz", "Chemnitz region")
    assert store.region().called("de") == "Pilotregion Westthüringen"
    assert store.region().called("en") == "pilot region West Thuringia"


def test_it_has_no_nodes(other: Store) -> None:
    assert other.nodes(date(2026, 1, 1)).empty
    assert other.node_days().empty


def test_all_other_figures_are_the_same(second_region: Path, database: Path) -> None:
    with duckdb.connect() as connection:
        for name, file in (("one", database), ("two", second_region)):
            connection.execute(f"ATTACH '{file}' AS {name} (READ_ONLY)")
        # What is counted in the register and from the nodes is the region's own.
        jobs = "['jobs_lost_announced', 'jobs_lost_announced_5y_per_1000']"
        own = f"SELECT indicator_id FROM one.indicator WHERE source_id IS NOT NULL OR list_has_any(inputs, {jobs})"
        groups = " UNION ".join(f"SELECT group_code FROM {name}.group_member" for name in ("one", "two"))
        areas = f"area_code NOT IN ({groups})"
        figures = f"FROM {{}}.value_current WHERE {areas} AND indicator_id NOT IN ({own})"
        one, two = (f"SELECT * EXCLUDE (members) {figures.format(name)}" for name in ("one", "two"))
        assert connection.execute(f"SELECT count(*) FROM ({one} EXCEPT {two})").fetchone() == (0,)
        assert connection.execute(f"SELECT count(*) FROM ({two} EXCEPT {one})").fetchone() == (0,)


def test_no_word_of_the_first_region_is_left(tables: duckdb.DuckDBPyConnection) -> None:
    """Neither in what is said of the region, nor in the tables of its nodes, nor as an area."""
    first = tomllib.loads((LOOKUPS / "region.toml").read_text(encoding="utf-8"))
    second = json.loads(tables.execute("SELECT value FROM build_info WHERE key = 'region'").fetchall()[0][0])
    of_places = {"name_de", "name_en", "title_de", "title_en", "id"}
    # How much longer a way is than a straight line is no word of a region.
    shared = (set(texts(first)) & set(texts(second))) - {first["territory_on"], *texts(first["distance"])}
    assert shared == set()
    said = " ".join(texts(second)).casefold()
    words = {first[key] for key in of_places} | {first["programme"]["short"], first["node"]["short"]}
    assert [word for word in words if word.casefold() in said] == []
    rows = [row for table in OWN_TABLES for row in tables.table(table).fetchall()]
    assert {row[0] for row in rows} == {"14", *DISTRICTS}
    assert tables.execute("SELECT area_code FROM area WHERE kind = 'region'").fetchall() == [("chemnitz",)]
