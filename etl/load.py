"""Fills the tables of a new database from shipped files, before any figure is made from another."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from etl import groups, lookups
from etl.errors import SourceError
from etl.indicators import INDICATORS
from etl.notes import AGAIN, Held
from etl.register import all_records, register_note
from etl.sources import all_sources, record_of

SQL = Path(__file__).parent / "sql"
PLACES = ("boundaries", "municipalities", "commuters")


def sources(connection: duckdb.DuckDBPyConnection, held: list[Held]) -> None:
    """Fill `source` from the records of all sources and `snapshot` from the notes.

    Of places one file counts: what is said of their source is what is to be said of that edition.
    """
    counts = {source_id: Path(item.note.original_file) for source_id, item in _newest_places(held).items()}
    editions = {module.SOURCE.id: module for module in all_sources() if module.SOURCE.id in counts}
    records = [
        record_of(editions[record.id], counts[record.id]) if record.id in editions else record
        for record in all_records()
    ]
    _insert(
        connection,
        "source",
        [
            asdict(record)
            | {"source_id": record.id, "table_code": record.table}
            | {"caveats_de": list(record.caveats_de), "caveats_en": list(record.caveats_en)}
            for record in records
        ],
    )
    _insert(connection, "snapshot", [asdict(item.note) | {"fetched": item.fetched} for item in held])


def indicators(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `indicator` from INDICATORS, in their order."""
    places = enumerate(INDICATORS)
    _insert(connection, "indicator", [asdict(i) | {"indicator_id": i.id, "position": place} for place, i in places])


def register(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Add the register of events to the files that figures come from: its Stand is that of its newest report."""
    found = connection.execute("SELECT count(*), max(announced_on) FILTER (length(announced_on) = 10) FROM event")
    rows, newest = found.fetchone() or (0, None)
    _insert(connection, "snapshot", [asdict(register_note(folder, rows, newest)) | {"fetched": False}])


def travel_times(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Fill `travel_time` from travel_times.parquet or .csv of the lookups; nothing where there is neither.

    Raises SourceError where there are both, and for a file without origin, destination, minutes.
    """
    files = [file for name in ("travel_times.parquet", "travel_times.csv") if (file := folder / name).exists()]
    if len(files) > 1:
        raise SourceError(folder, "folder", "travel_times.parquet and .csv", "one of them", "Take one away.")
    for file in files:
        read = "read_parquet($file)" if file.suffix == ".parquet" else "read_csv($file, all_varchar = true)"
        taken = "CAST(origin AS VARCHAR), CAST(destination AS VARCHAR), CAST(minutes AS DOUBLE)"
        statement = f"INSERT INTO travel_time SELECT {taken} FROM {read}"
        try:
            connection.execute(statement, {"file": file.as_posix()})
        except duckdb.Error as fault:
            found, wanted = str(fault).splitlines()[0], "columns origin, destination (text) and minutes (number)"
            raise SourceError(file, "whole file", found, wanted, "Write it anew: python -m etl travel-times") from fault


def _insert(connection: duckdb.DuckDBPyConnection, table: str, records: list[dict[str, Any]]) -> None:
    """Append one row per record: its keys are the table's columns, further keys are left out."""
    columns = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
    rows = [[record[name] for name in columns] for record in records]
    connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", rows)


def figures(connection: duckdb.DuckDBPyConnection, held: list[Held]) -> None:
    """Make the temporary table `tidy_row`: every figure of the files with its file, day, statistic and territory."""
    read = [item for item in held if item.note.source_id not in PLACES]
    paths = [[item.file.as_posix(), item.note.snapshot_id] for item in read]
    connection.execute("CREATE OR REPLACE TEMP TABLE figure_file (path VARCHAR, snapshot_id VARCHAR)")
    connection.executemany("INSERT INTO figure_file VALUES (?, ?)", paths)
    statement = (SQL / "tidy_row.sql").read_text(encoding="utf-8")
    # The engine names no file where one of many cannot be read.
    folder = read[0].file.parents[1]
    _read(connection, folder, statement, {"files": [path for path, _ in paths]})
    unknown = connection.execute("SELECT DISTINCT indicator_id FROM tidy_row ANTI JOIN indicator USING (indicator_id)")
    if names := sorted(row[0] for row in unknown.fetchall()):
        do = "Describe them in etl/indicators/published.py."
        raise SourceError(folder, "column indicator_id", f"{names}", "indicators of the atlas", do)


def places(connection: duckdb.DuckDBPyConnection, held: list[Held], region: lookups.Region, folder: Path) -> None:
    """Fill areas (today's, dissolved, the region, groups), municipalities, boundaries and commuter flows."""
    lookups.load_all(connection, folder, lookups.TABLES)
    _region_members(connection, region)
    newest = _newest_places(held)
    for source_id in ("municipalities", "commuters"):
        file, snapshot_id = newest[source_id].file, newest[source_id].note.snapshot_id
        table = f"CREATE TEMP TABLE shipped_{source_id} AS SELECT *, $id AS snapshot_id FROM read_parquet($file)"
        _read(connection, file, table, {"file": file.as_posix(), "id": snapshot_id})
    _boundaries(connection, newest["boundaries"].file)
    connection.execute((SQL / "places.sql").read_text(encoding="utf-8"))
    _region_area(connection, region)
    groups.add(connection, region, folder)


def _newest_places(held: list[Held]) -> dict[str, Held]:
    """Return the file that counts of each source of PLACES: the newest; of one day (or none) a fetched one."""
    files: dict[str, list[Held]] = {source_id: [] for source_id in PLACES}
    for item in held:
        if item.note.source_id in PLACES:
            files[item.note.source_id].append(item)
    if missing := [source_id for source_id in PLACES if not files[source_id]]:
        found = f"no file of {missing}"
        raise SourceError(held[0].file.parents[1], "folder", found, "one of each", "Restore it from version control.")
    return {source_id: max(found, key=_age_of_place) for source_id, found in files.items()}


def _age_of_place(item: Held) -> tuple[str, bool, str]:
    return item.note.retrieved_on or "", item.fetched, item.note.publisher_stand or ""


def _boundaries(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Fill `geometry`, and make the temporary table `label_point`: where an area's name has most room."""
    table = "CREATE TEMP TABLE shipped_boundaries AS SELECT * FROM read_parquet($file)"
    _read(connection, file, table, {"file": file.as_posix()})
    connection.execute(
        "INSERT INTO geometry SELECT layer, level, area_code, ST_AsWKB(geometry) FROM shipped_boundaries"
    )
    connection.execute(
        """CREATE TEMP TABLE label_point AS SELECT area_code, label_lon AS lon, label_lat AS lat
        FROM shipped_boundaries WHERE level = 'detailed'"""
    )


def _read(connection: duckdb.DuckDBPyConnection, file: Path, statement: str, values: dict[str, object]) -> None:
    """Run a statement that reads shipped files; raises SourceError in the engine's words where one cannot be read."""
    try:
        connection.execute(statement, values)
    except duckdb.Error as fault:
        found = str(fault).splitlines()[0]
        raise SourceError(file, "shipped figures", found, "the columns that etl.snapshot writes", AGAIN) from fault


def _region_members(connection: duckdb.DuckDBPyConnection, region: lookups.Region) -> None:
    for kind, codes in (("land", region.land_codes), ("district", region.district_codes)):
        connection.executemany("INSERT INTO region_member VALUES (?, ?)", [[code, kind] for code in codes])


def _region_area(connection: duckdb.DuckDBPyConnection, region: lookups.Region) -> None:
    """Add the region itself: the sum of its districts' areas, placed at the middle of their places."""
    land = region.land_codes[0] if len(region.land_codes) == 1 else None
    connection.execute(
        """
        INSERT INTO area
        SELECT $id, $name_de, $name_en, 'region', $land_code, sum(area_km2), avg(lon), avg(lat), true,
            NULL, NULL, NULL
        FROM area WHERE kind = 'district' AND in_region
        """,
        {"id": region.id, "name_de": region.name_de, "name_en": region.name_en, "land_code": land},
    )
