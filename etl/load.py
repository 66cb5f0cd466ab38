"""Fills the tables of a new database from shipped files, before any figure is made from another."""

from dataclasses import asdict
from pathlib import Path

import duckdb

from etl import lookups
from etl.errors import SourceError
from etl.indicators import INDICATORS
from etl.snapshot import Note
from etl.sources import all_sources

PLACES = ("boundaries", "municipalities", "commuters")


def sources(connection: duckdb.DuckDBPyConnection, notes: list[Note]) -> None:
    """Fill `source` from the records in etl/sources and `snapshot` from the notes."""
    for module in all_sources():
        s = module.SOURCE
        row = [s.id, s.title_de, s.title_en, s.producer, s.table, s.page, s.url, s.licence, s.licence_url]
        row += [s.attribution, list(s.caveats_de), list(s.caveats_en), s.territory_on]
        connection.execute("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    for n in notes:
        row = [n.snapshot_id, n.source_id, n.table_code, n.file, n.original_file, n.original_sha256]
        row += [n.shipped_sha256, n.retrieved_on, n.publisher_stand, n.rows_read, n.rows_kept]
        connection.execute("INSERT INTO snapshot VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def indicators(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `indicator` from INDICATORS, in their order."""
    columns = [row[0] for row in connection.execute("DESCRIBE indicator").fetchall()]
    for position, indicator in enumerate(INDICATORS):
        facts = asdict(indicator) | {"indicator_id": indicator.id, "position": position}
        connection.execute(
            f"INSERT INTO indicator VALUES ({', '.join('?' * len(columns))})",
            [facts[name] for name in columns],
        )


def figures(connection: duckdb.DuckDBPyConnection, snapshots: Path, notes: list[Note]) -> None:
    """Make the temporary table `tidy_row`: every shipped figure with its file, day, statistic and territory."""
    files = [str(snapshots / note.file) for note in notes if note.source_id not in PLACES]
    connection.execute(
        """
        CREATE TEMP TABLE tidy_row AS
        SELECT f.indicator_id, f.area_code, f.period, CAST(f.period_end AS DATE) AS period_end,
            CASE length(f.period) WHEN 4 THEN 'annual' WHEN 7 THEN 'monthly' ELSE 'key_date' END AS frequency,
            CASE WHEN isnan(f.value) THEN NULL ELSE f.value END AS value, f.sign, f.provisional,
            s.source_id, s.table_code, s.snapshot_id, s.retrieved_on, f.line AS source_line, f."column" AS source_column,
            CASE WHEN regexp_matches(s.table_code, '^[0-9]{5}-') THEN left(s.table_code, 5) ELSE s.source_id END AS statistic,
            coalesce(o.territory_on, CAST(f.period_end AS DATE)) AS territory_day
        FROM read_parquet($files, filename = true) f
        JOIN snapshot s ON ends_with(f.filename, s.file)
        JOIN source o ON o.source_id = s.source_id
        """,
        {"files": files},
    )


def places(
    connection: duckdb.DuckDBPyConnection,
    snapshots: Path,
    notes: list[Note],
    region: lookups.Region,
    folder: Path,
) -> None:
    """Fill areas (today's, dissolved, the region), municipalities, boundaries and commuter flows."""
    lookups.load_all(connection, folder, lookups.TABLES)
    _region_members(connection, region)
    shipped = {note.source_id: snapshots / note.file for note in notes if note.source_id in PLACES}
    if missing := [source_id for source_id in PLACES if source_id not in shipped]:
        raise SourceError(
            snapshots, "folder", f"no file of {missing}", "one of each", "Restore it from version control."
        )
    for source_id in ("municipalities", "commuters"):
        connection.execute(
            f"CREATE TEMP TABLE shipped_{source_id} AS SELECT * FROM read_parquet(?)",
            [str(shipped[source_id])],
        )
    _boundaries(connection, shipped["boundaries"])
    connection.execute((Path(__file__).parent / "sql" / "places.sql").read_text(encoding="utf-8"))
    _region_area(connection, region)


def _boundaries(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Fill `geometry`, and make the temporary table `label_point`: where an area's name has most room."""
    shapes = "FROM read_parquet($file)"
    connection.execute(
        f"INSERT INTO geometry SELECT layer, level, area_code, ST_AsWKB(geometry) {shapes}",
        {"file": str(file)},
    )
    connection.execute(
        f"""CREATE TEMP TABLE label_point AS SELECT area_code, label_lon AS lon, label_lat AS lat {shapes}
        WHERE level = 'detailed'""",
        {"file": str(file)},
    )


def _region_members(connection: duckdb.DuckDBPyConnection, region: lookups.Region) -> None:
    for kind, codes in (("land", region.land_codes), ("district", region.district_codes)):
        connection.executemany("INSERT INTO region_member VALUES (?, ?)", [[code, kind] for code in codes])


def _region_area(connection: duckdb.DuckDBPyConnection, region: lookups.Region) -> None:
    """Add the region itself: the sum of its districts' areas, placed at the middle of their places."""
    connection.execute(
        """
        INSERT INTO area
        SELECT $id, $name_de, $name_en, 'region', any_value(land_code), sum(area_km2), avg(lon), avg(lat), true,
            NULL, NULL, NULL
        FROM area WHERE kind = 'district' AND in_region
        """,
        {"id": region.id, "name_de": region.name_de, "name_en": region.name_en},
    )
