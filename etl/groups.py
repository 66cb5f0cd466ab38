"""Groups of areas: the regions of other networks, the rest of the region's Länder, all regions together.

Figures of a group are made from those of its districts, as for the region itself (etl/sql/observation_summed.sql).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl import lookups
from etl.days import is_day
from etl.errors import SourceError
from etl.lookups import HELP, Region

FILE = "regions.csv"
COLUMNS = ["region_id", "name_de", "name_en", "area_code", "source_url", "source_date"]
# The area codes of the two groups that every region may have; their names stand in region.toml under the same words.
REST, ALL_REGIONS = "rest", "regions"
ID = re.compile(r"[a-z][a-z0-9_-]*")
ADDRESSES = re.compile(r"https?://\S+( \| https?://\S+)*")
CORRECT = "Correct that line."
Row = dict[str, str]


@dataclass(frozen=True)
class Group:
    """A group of districts: its area code, its name in both languages, the codes of its districts."""

    code: str
    name_de: str
    name_en: str
    districts: tuple[str, ...]


def add(connection: duckdb.DuckDBPyConnection, region: Region, folder: Path) -> None:
    """Fill `sister_region`, `group_member` and the areas of kind 'group'; `area` holds districts and the region.

    Raises SourceError naming line and column of regions.csv, or the key of region.toml, that cannot be used.
    """
    file = folder / FILE
    # A region may know of no other: then there is no such file, or nothing in it.
    lines = lookups.lines(file, COLUMNS) if file.exists() and file.stat().st_size else {}
    districts = "SELECT area_code, land_code FROM area WHERE kind = 'district' ORDER BY area_code"
    land_of = dict(connection.execute(districts).fetchall())
    _check(file, lines, region, land_of)
    if lines:
        lookups.load_table(connection, file, "sister_region")
    own = [(region.id, code) for code in dict.fromkeys(region.district_codes) if code in land_of]
    _insert_members(connection, own)
    for group in _groups(lines.values(), region, land_of, folder):
        _insert_members(connection, [(group.code, code) for code in group.districts])
        connection.execute(_AREA, {"code": group.code, "name_de": group.name_de, "name_en": group.name_en})


_AREA = """
    INSERT INTO area
    SELECT $code, $name_de, $name_en, 'group', CASE WHEN count(DISTINCT land_code) = 1 THEN any_value(land_code) END,
        sum(area_km2 ORDER BY area_code), avg(lon ORDER BY area_code), avg(lat ORDER BY area_code), false,
        NULL, NULL, NULL
    FROM area JOIN group_member USING (area_code) WHERE group_code = $code
"""


def _insert_members(connection: duckdb.DuckDBPyConnection, pairs: list[tuple[str, str]]) -> None:
    if pairs:
        codes, districts = zip(*pairs, strict=True)
        connection.execute("INSERT INTO group_member SELECT unnest(?), unnest(?)", [list(codes), list(districts)])


def _groups(lines: Iterable[Row], region: Region, land_of: dict[str, str], folder: Path) -> list[Group]:
    """Return the groups that have a district: the other regions, the rest of the Länder, all regions together."""
    found: dict[str, Group] = {}
    for line in lines:
        before = found[line["region_id"]].districts if line["region_id"] in found else ()
        districts = (*before, line["area_code"])
        found[line["region_id"]] = Group(line["region_id"], line["name_de"], line["name_en"], districts)
    own = set(region.district_codes)
    rest = [code for code, land in land_of.items() if land in region.land_codes and code not in own]
    every = own.union(*(group.districts for group in found.values())) if found else set()
    together = [code for code in land_of if code in every]
    for code, members in ((REST, rest), (ALL_REGIONS, together)):
        if members:
            found[code] = Group(code, *_names(region, code, folder), tuple(members))
    return list(found.values())


def _names(region: Region, code: str, folder: Path) -> tuple[str, str]:
    """Return what region.toml calls a group that follows from the regions."""
    said = region.words.get(code)
    names = [said.get(key) if isinstance(said, dict) else None for key in ("name_de", "name_en")]
    for key, name in zip(("name_de", "name_en"), names, strict=True):
        if not isinstance(name, str) or not name.strip():
            raise SourceError(folder / "region.toml", f"key {code}.{key}", repr(name), "a text", HELP)
    return str(names[0]), str(names[1])


def _check(file: Path, lines: dict[int, Row], region: Region, land_of: dict[str, str]) -> None:
    """Raise SourceError for the first line of regions.csv that cannot be used."""
    names: dict[str, tuple[str, str]] = {}
    pairs: dict[tuple[str, str], int] = {}
    for number, line in lines.items():
        for column, wanted in _objections(line, region, land_of):
            raise SourceError(file, f"line {number}, column {column}", repr(line[column]), wanted, CORRECT)
        key, named = line["region_id"], (line["name_de"], line["name_en"])
        if names.setdefault(key, named) != named:
            wanted = f"the names {names[key]} of the lines before with region_id {key!r}"
            raise SourceError(file, f"line {number}, column name_de or name_en", f"{named}", wanted, CORRECT)
        first = pairs.setdefault((key, line["area_code"]), number)
        if first != number:
            wanted = f"each district of {key!r} once (line {first} has it)"
            raise SourceError(file, f"line {number}, column area_code", repr(line["area_code"]), wanted, CORRECT)
    for key in names:
        if {code for whose, code in pairs if whose == key} == set(region.district_codes):
            found = f"{key!r} with the districts of {region.id!r}"
            raise SourceError(file, "column region_id", found, "other regions: this one is in region.toml", HELP)


def _objections(line: Row, region: Region, land_of: dict[str, str]) -> Iterable[tuple[str, str]]:
    """Yield (column, what is wanted) for each cell of a line that cannot be used."""
    reserved = (region.id, REST, ALL_REGIONS)
    if not ID.fullmatch(line["region_id"]) or line["region_id"] in reserved:
        yield "region_id", f"small letters, digits, - and _, beginning with a letter; not one of {list(reserved)}"
    for column in ("name_de", "name_en"):
        if not line[column]:
            yield column, "a name"
    if line["area_code"] not in land_of:
        yield "area_code", f"the key of a district of {region.territory_on}, with its zeros"
    if not ADDRESSES.fullmatch(line["source_url"]):
        yield "source_url", "the address of the page that names the district (several parted by ' | ')"
    if line["source_date"] and not is_day((line["source_date"] + "-01-01")[:10]):
        yield "source_date", "a day, a month, a year, or nothing"
