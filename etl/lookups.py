"""The hand-kept tables: read, checked and loaded; they are all that differs between two regions."""

import csv
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from etl.days import is_day
from etl.errors import SourceError

# expected_rows.csv is not among them: it is what a build is held against (etl/build.py), no part of it.
# file (without .csv) -> table of the database; the columns are those of the table.
TABLES = {
    "land_names": "land_name",
    "area_change": "area_change",
    "source_precedence": "source_precedence",
    "series_break": "series_break",
    "check_exemption": "check_exemption",
    "exposure": "exposure",
    "speeds": "speed",
    "revision_limits": "revision_limit",
    "release_calendar": "release_calendar",
}
REGION_TABLES = {
    "nodes": "node",
    "node_status": "node_status",
    "events": "event",
    "event_coverage": "event_coverage",
    "funding": "funding",
    "venues": "venue",
}
# Nobody drives more than twice the straight line on average.
MOST_DETOUR = 2.0
# Columns of these types hold whole numbers.
WHOLE = ("INTEGER", "BIGINT")
HELP = "See data/lookups/README.md."
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

    @property
    def contact(self) -> str:
        """The address for whoever wonders who asks, '' where the region names none."""
        contact = self.words.get("contact", {})
        return str(contact.get("url", "")) if isinstance(contact, dict) else ""


def read_region(folder: Path) -> Region:
    """Return the region of a folder of lookups; raises SourceError naming the key that is missing or of wrong kind."""
    file = folder / "region.toml"
    try:
        words = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SourceError(file, "whole file", str(fault), "a readable TOML file", HELP) from fault
    for key in REGION_KEYS:
        if wanted := _objection(key, words.get(key)):
            raise SourceError(file, f"key {key}", repr(words.get(key)), wanted, HELP)
    factor = words.get("distance", {}).get("detour_factor") if isinstance(words.get("distance"), dict) else None
    if not isinstance(factor, float) or not 1 <= factor <= MOST_DETOUR:
        wanted = f"a number from 1.0 to {MOST_DETOUR}"
        raise SourceError(file, "key distance.detour_factor", repr(factor), wanted, HELP)
    return Region(
        id=words["id"],
        name_de=words["name_de"],
        name_en=words["name_en"],
        land_codes=tuple(words["land_codes"]),
        district_codes=tuple(words["district_codes"]),
        territory_on=words["territory_on"],
        words=words,
    )


def _objection(key: str, value: object) -> str:
    """Return what is wanted of a key of region.toml where its value is something else, '' where all is well."""
    if key.endswith("_codes"):
        codes = value if isinstance(value, list) else []
        return "" if codes and all(isinstance(code, str) for code in codes) else "a list of keys as text"
    if not isinstance(value, str) or not value:
        return "a text"
    return "" if key != "territory_on" or is_day(value) else "a day like 2024-12-31"


def load_table(connection: duckdb.DuckDBPyConnection, file: Path, table: str) -> None:
    """Append a CSV file (UTF-8, comma) to the table of that name; raises SourceError naming column or line."""
    kinds = {row[0]: row[1] for row in connection.execute(f"DESCRIBE {table}").fetchall()}
    wanted = list(kinds)
    rows = {number: [line[name] or None for name in wanted] for number, line in lines(file, wanted).items()}
    _whole_numbers(file, kinds, rows)
    try:
        # All lines in one statement: one for each takes ten times as long, and is asked only who is at fault.
        unnested = ", ".join("unnest(?)" for _ in wanted)
        connection.execute(f"INSERT INTO {table} SELECT {unnested}", [list(column) for column in _turned(rows, wanted)])
    except duckdb.Error:
        _insert_by_line(connection, file, table, rows)


def lines(file: Path, columns: list[str]) -> dict[int, dict[str, str]]:
    """Return the lines of a CSV file by number, each as column -> text without blanks at its ends.

    Raises SourceError where a column or the file is missing, or a line does not fit.
    """
    found, rows = _read(file)
    if missing := [name for name in columns if name not in found]:
        raise SourceError(file, "line 1", f"columns {found}", f"also {missing}", "Add the missing columns.")
    places = [(name, found.index(name)) for name in columns]
    return {number: {name: row[place].strip() for name, place in places} for number, row in rows.items()}


def _whole_numbers(file: Path, kinds: dict[str, str], rows: dict[int, list[str | None]]) -> None:
    """Refuse what the engine would round without a word: 1.234 is a number with a point to it, to a reader 1234."""
    for place, (column, kind) in enumerate(kinds.items()):
        if kind in WHOLE:
            for number, row in rows.items():
                cell = row[place]
                if cell is not None and not (cell.isascii() and cell.removeprefix("-").isdecimal()):
                    wanted = "digits only, without a point for the thousands"
                    raise SourceError(file, f"line {number}, column {column}", repr(cell), wanted, "Correct that line.")


def _read(file: Path) -> tuple[list[str], dict[int, list[str]]]:
    """Header of a CSV file and its further rows by line; raises SourceError for a row that does not fit."""
    try:
        # A mark of byte order, as spreadsheets write it, is no part of the first column's name.
        with file.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, strict=True)
            rows = dict((reader.line_num, row) for row in reader if row)
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise SourceError(file, "whole file", str(fault), "a CSV file in UTF-8", HELP) from fault
    found = rows.pop(min(rows)) if rows else []
    for number, row in rows.items():
        if len(row) != len(found):
            raise SourceError(file, f"line {number}", f"{len(row)} fields", f"{len(found)}", "Quote text with commas.")
    return found, rows


def _turned(rows: dict[int, list[str | None]], columns: list[str]) -> Iterable[tuple[str | None, ...]]:
    return zip(*rows.values(), strict=True) if rows else [()] * len(columns)


def _insert_by_line(
    connection: duckdb.DuckDBPyConnection, file: Path, table: str, rows: dict[int, list[str | None]]
) -> None:
    for number, row in rows.items():
        try:
            connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
        except duckdb.Error as fault:
            first = str(fault).splitlines()[0]
            raise SourceError(file, f"line {number}", first, "a valid row", "Correct that line.") from fault


def load_all(connection: duckdb.DuckDBPyConnection, folder: Path, tables: dict[str, str]) -> None:
    """Load every lookup named in `tables` from `folder`."""
    for name, table in tables.items():
        load_table(connection, folder / f"{name}.csv", table)
