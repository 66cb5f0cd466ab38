"""The hand-kept tables: read, checked and loaded; they are all that differs between two regions."""

import csv
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from etl.errors import SourceError

# file (without .csv) -> table of the database; the columns are those of the table.
TABLES = {
    "land_names": "land_name",
    "area_change": "area_change",
    "source_precedence": "source_precedence",
    "series_break": "series_break",
    "expected_rows": "expected_rows",
    "check_exemption": "check_exemption",
}
REGION_TABLES = {"nodes": "node", "node_status": "node_status"}
REGION_KEYS = ("id", "name_de", "name_en", "title_de", "title_en", "land_codes", "district_codes", "territory_on")


@dataclass(frozen=True)
class Region:
    """What region.toml says: the id, the codes of its Länder and districts, and every text under `words`."""

    id: str
    name_de: str
    name_en: str
    land_codes: tuple[str, ...]
    district_codes: tuple[str, ...]
    territory_on: str
    words: dict[str, Any]


def read_region(folder: Path) -> Region:
    """Return the region of a folder of lookups; raises SourceError naming the key that is missing or of wrong kind."""
    file = folder / "region.toml"
    try:
        words = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SourceError(
            file, "whole file", str(fault), "a readable TOML file", "See data/lookups/README.md."
        ) from fault
    for key in REGION_KEYS:
        wanted = list if key.endswith("_codes") else str
        if not isinstance(value := words.get(key), wanted) or not value:
            raise SourceError(file, f"key {key}", repr(value), f"a {wanted.__name__}", "See data/lookups/README.md.")
    return Region(
        id=words["id"],
        name_de=words["name_de"],
        name_en=words["name_en"],
        land_codes=tuple(words["land_codes"]),
        district_codes=tuple(words["district_codes"]),
        territory_on=words["territory_on"],
        words=words,
    )


def load_table(connection: duckdb.DuckDBPyConnection, file: Path, table: str) -> None:
    """Append a CSV file (UTF-8, comma) to the table of that name; raises SourceError naming column or line."""
    wanted = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise SourceError(file, "whole file", str(fault), "a CSV file in UTF-8", "See data/lookups/README.md.") from fault
    found = rows[0] if rows else []
    if missing := [name for name in wanted if name not in found]:
        raise SourceError(file, "line 1", f"columns {found}", f"also {missing}", "Add the missing columns.")
    chosen = [found.index(name) for name in wanted]
    statement = f"INSERT INTO {table} VALUES ({', '.join('?' * len(wanted))})"
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(found):
            raise SourceError(file, f"line {number}", f"{len(row)} fields", f"{len(found)}", "Quote text with commas.")
        try:
            connection.execute(statement, [row[i] or None for i in chosen])
        except duckdb.Error as fault:
            first = str(fault).splitlines()[0]
            raise SourceError(file, f"line {number}", first, "a valid row", "Correct that line.") from fault


def load_all(connection: duckdb.DuckDBPyConnection, folder: Path, tables: dict[str, str]) -> None:
    """Load every lookup named in `tables` from `folder`."""
    for name, table in tables.items():
        load_table(connection, folder / f"{name}.csv", table)
