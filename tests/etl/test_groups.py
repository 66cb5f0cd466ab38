"""Groups of areas: whose districts they have, what a bad lookup is told, what a folder without other regions gives."""

from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from etl import build
from etl.errors import SourceError
from etl.groups import ALL_REGIONS, REST
from tests.etl.conftest import Inputs
from tests.etl.groups_plainly import groups
from tests.etl.plainly import Atlas, Groups

HEADER = "region_id,name_de,name_en,area_code,source_url,source_date"
PAGE = "https://example.org/networks"
REGION = ["16063", "16064", "16066", "16067", "16068", "16070"]


def built(inputs: Inputs, *lines: str) -> duckdb.DuckDBPyConnection:
    """Return a database in memory, made with these lines of other regions."""
    text = "\n".join([HEADER, *lines]) + "\n"
    (inputs.lookups / "regions.csv").write_text(text, encoding="utf-8")
    connection = duckdb.connect()
    build.fill(connection, inputs.snapshots, inputs.lookups)
    return connection


def members(connection: duckdb.DuckDBPyConnection) -> Groups:
    found: Groups = {}
    for group, area in connection.execute("SELECT group_code, area_code FROM group_member ORDER BY ALL").fetchall():
        found.setdefault(group, []).append(area)
    return found


def people(connection: duckdb.DuckDBPyConnection) -> dict[str, float]:
    rows = connection.execute(
        "SELECT area_code, value FROM value_current WHERE indicator_id = 'population' AND period = '2024-12-31'"
    ).fetchall()
    return dict(rows)


def test_the_groups_of_what_ships(database: Path, plain_atlas: Atlas) -> None:
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        found = members(connection)
        kinds = dict(
            connection.execute("SELECT area_code, kind FROM area WHERE kind IN ('region', 'group')").fetchall()
        )
    assert found == plain_atlas.groups
    assert {code for code, kind in kinds.items() if kind == "region"} == {"westthueringen"}
    assert set(kinds) == set(found) and len(found[REST]) == 22 - 6
    assert set(found[REST]).isdisjoint(REGION) and set(REGION) < set(found[ALL_REGIONS])


def test_two_regions_that_overlap(inputs: Inputs) -> None:
    """One shares a district with the other and one with the own region: the districts of all regions count once."""
    with closing(
        built(
            inputs,
            f"east,Osten,East,16063,{PAGE},2024-05",
            f"east,Osten,East,16051,{PAGE},",
            f"north,Norden,North,16051,{PAGE},2024",
            f"north,Norden,North,03101,{PAGE} | {PAGE},2024-05-06",
        )
    ) as connection:
        found, held = members(connection), people(connection)
        areas = connection.execute(
            "SELECT area_code, name, name_en, land_code, in_region FROM area WHERE kind = 'group' ORDER BY area_code"
        ).fetchall()
        area_km2 = dict(connection.execute("SELECT area_code, area_km2 FROM area").fetchall())
    assert found["east"] == ["16051", "16063"] and found["north"] == ["03101", "16051"]
    assert found[ALL_REGIONS] == ["03101", "16051", *REGION]
    assert areas == [
        ("east", "Osten", "East", "16", False),
        ("north", "Norden", "North", None, False),
        ("regions", "Netzwerkregionen", "Network regions", None, False),
        ("rest", "Übriges Thüringen", "Rest of Thuringia", "16", False),
    ]
    for group, districts in found.items():
        assert held[group] == sum(held[code] for code in districts) > 0
        assert area_km2[group] == pytest.approx(sum(area_km2[code] for code in districts))
    assert held[REST] + held["westthueringen"] == held["16"]


@pytest.mark.parametrize("text", [None, "", HEADER + "\n"])
def test_without_other_regions_there_is_only_the_rest(inputs: Inputs, text: str | None) -> None:
    file = inputs.lookups / "regions.csv"
    if text is None:
        file.unlink()
    else:
        file.write_text(text, encoding="utf-8")
    with closing(duckdb.connect()) as connection:
        build.fill(connection, inputs.snapshots, inputs.lookups)
        assert set(members(connection)) == {"westthueringen", REST}


def test_a_region_that_is_a_whole_land_has_no_rest(inputs: Inputs) -> None:
    file = inputs.lookups / "region.toml"
    text = file.read_text(encoding="utf-8")
    saarland = ", ".join(f'"1004{n}"' for n in range(1, 7))
    text = text.replace('["16"]', '["10"]').replace(", ".join(f'"{code}"' for code in REGION), saarland)
    # Neither is its name needed then.
    before, _, after = text.partition("[rest]")
    file.write_text(before + after[after.index("[regions]") :], encoding="utf-8")
    with closing(built(inputs, f"east,Osten,East,16063,{PAGE},")) as connection:
        assert set(members(connection)) == {"westthueringen", "east", ALL_REGIONS}


@pytest.mark.parametrize(
    ("line", "column", "found", "wanted"),
    [
        (f"east,Osten,East,16999,{PAGE},", "area_code", "'16999'", "district of 2024-12-31"),
        (f"east,Osten,East,16056,{PAGE},", "area_code", "'16056'", "district of 2024-12-31"),
        (f"east,Osten,East,16,{PAGE},", "area_code", "'16'", "district of 2024-12-31"),
        (f"east,Osten,East,3101,{PAGE},", "area_code", "'3101'", "with its zeros"),
        (f"east,Osten,East,,{PAGE},", "area_code", "''", "key of a district"),
        (f"north,Norden,North,03102,{PAGE},", "area_code", "'03102'", "once (line 2 has it)"),
        (f"east,,East,03101,{PAGE},", "name_de", "''", "a name"),
        (f"east,Osten,  ,03101,{PAGE},", "name_en", "''", "a name"),
        (f"north,Norden,Northern,03101,{PAGE},", "name_de or name_en", "Northern", "lines before"),
        (f",Osten,East,03101,{PAGE},", "region_id", "''", "small letters"),
        (f"East,Osten,East,03101,{PAGE},", "region_id", "'East'", "small letters"),
        (f"westthueringen,Osten,East,03101,{PAGE},", "region_id", "'westthueringen'", "not one of"),
        (f"rest,Osten,East,03101,{PAGE},", "region_id", "'rest'", "not one of"),
        (f"regions,Osten,East,03101,{PAGE},", "region_id", "'regions'", "not one of"),
        ("east,Osten,East,03101,,", "source_url", "''", "the address of the page"),
        ("east,Osten,East,03101,a page,", "source_url", "'a page'", "the address of the page"),
        (f"east,Osten,East,03101,{PAGE},May 2024", "source_date", "'May 2024'", "a day, a month, a year"),
        (f"east,Osten,East,03101,{PAGE},2024-13", "source_date", "'2024-13'", "a day, a month, a year"),
    ],
)
def test_a_bad_line_is_told_with_row_and_column(
    inputs: Inputs, line: str, column: str, found: str, wanted: str
) -> None:
    with pytest.raises(SourceError) as stopped:
        built(inputs, f"north,Norden,North,03102,{PAGE},2024", line)
    told = str(stopped.value)
    assert f"regions.csv, line 3, column {column}: found " in told
    assert found in told and wanted in told and told.endswith("Correct that line.")


def test_the_own_region_is_not_told_twice(inputs: Inputs) -> None:
    with pytest.raises(SourceError, match="column region_id: found 'west' with the districts of 'westthueringen'"):
        built(inputs, *(f"west,Westen,West,{code},{PAGE}," for code in REGION))


def test_a_column_that_is_missing(inputs: Inputs) -> None:
    (inputs.lookups / "regions.csv").write_text("region_id,name_de,area_code\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"regions.csv, line 1: found columns .*; wanted also \['name_en', 'source"):
        build.fill(duckdb.connect(), inputs.snapshots, inputs.lookups)


@pytest.mark.parametrize("key", ["rest.name_en", "regions.name_de"])
def test_a_group_without_a_name(inputs: Inputs, key: str) -> None:
    file = inputs.lookups / "region.toml"
    table, name = key.split(".")
    before, _, after = file.read_text(encoding="utf-8").partition(f"[{table}]")
    file.write_text(f"{before}[{table}]{after.replace(name, 'nombre', 1)}", encoding="utf-8")
    with pytest.raises(SourceError, match=rf"region.toml, key {key}: found None; wanted a text"):
        build.fill(duckdb.connect(), inputs.snapshots, inputs.lookups)


def test_the_lookup_holds_districts_of_some_regions(plain_atlas: Atlas, root: Path) -> None:
    """Hand-counted: eight networks with 40 districts; the own region is not among them."""
    found = groups(root / "data" / "lookups", plain_atlas.districts)
    counts = {code: len(districts) for code, districts in found.items() if code not in (REST, ALL_REGIONS)}
    assert counts.pop("westthueringen") == 6
    assert (len(counts), sum(counts.values()), len(found[ALL_REGIONS])) == (8, 40, 46)
