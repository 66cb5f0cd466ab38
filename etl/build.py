"""Snapshots and lookups -> a new database, checked; then the pointer is moved."""

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl import checks, load, lookups, snapshot
from etl.errors import BuildError

SQL = Path(__file__).parent / "sql"
# Order matters: each file builds on the ones before it.
STEPS = (
    "vintage.sql",
    "newest.sql",
    "observation_published.sql",
    "observation_merged.sql",
    "observation_summed.sql",
    "value_current.sql",
)
KEPT_VERSIONS = 5


def fill(connection: duckdb.DuckDBPyConnection, snapshots: Path, folder: Path) -> None:
    """Make the whole database in an empty connection from shipped figures and lookups, unchecked.

    Raises SourceError for a file that cannot be used.
    """
    region = lookups.read_region(folder)
    notes = snapshot.notes(snapshots)
    connection.execute(_sql("schema.sql"))
    load.sources(connection, notes)
    load.indicators(connection)
    load.places(connection, snapshots, notes, region, folder)
    lookups.load_all(connection, folder, lookups.REGION_TABLES)
    load.figures(connection, snapshots, notes)
    connection.execute(_sql("macros.sql"))
    for step in STEPS:
        connection.execute(_sql(step))
        connection.execute("INSERT INTO statement VALUES (?, ?)", [step, _sql(step)])
    connection.execute("INSERT INTO statement VALUES ('macros.sql', ?)", [_sql("macros.sql")])
    _write_build_info(connection, region, data_version(snapshots, folder))


def write(snapshots: Path, folder: Path, db: Path) -> None:
    """Write the database file `db`. It appears whole and checked or not at all: built under a hidden name, then moved.

    Raises SourceError for a file that cannot be used and CheckError for figures that break a rule.
    """
    db.parent.mkdir(parents=True, exist_ok=True)
    hidden = db.parent / f".building-{os.getpid()}-{db.name}"
    try:
        with duckdb.connect(str(hidden)) as connection:
            fill(connection, snapshots, folder)
            checks.run(connection)
        os.replace(hidden, db)
    except OSError as fault:
        raise BuildError(f"{db}: cannot be written ({fault}). Choose another place with --db.") from fault
    finally:
        hidden.unlink(missing_ok=True)
        hidden.with_name(hidden.name + ".wal").unlink(missing_ok=True)


def publish(snapshots: Path, folder: Path, data_db: Path) -> Path:
    """Build a new version below `data_db`, move the pointer CURRENT to it, return it.

    A running app goes on with the version it has open and takes up the new one at its next question.
    """
    made = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    target = data_db / f"atlas-{made}-{data_version(snapshots, folder)}.duckdb"
    _clear_leftovers(data_db)
    write(snapshots, folder, target)
    pointer = data_db / f".CURRENT-{os.getpid()}"
    pointer.write_text(target.name + "\n", encoding="utf-8")
    os.replace(pointer, data_db / "CURRENT")
    for old in sorted(data_db.glob("atlas-*.duckdb"))[:-KEPT_VERSIONS]:
        old.unlink(missing_ok=True)
    return target


def accept_rows(snapshots: Path, folder: Path) -> None:
    """Write expected_rows.csv anew from what the shipped files give now: its diff is what a reviewer reads."""
    file = folder / "expected_rows.csv"
    file.write_text("snapshot_id,indicator_id,period,rows\n", encoding="utf-8")
    with duckdb.connect() as connection:
        fill(connection, snapshots, folder)
        connection.execute(
            """COPY (SELECT snapshot_id, indicator_id, period, count(*) AS rows FROM observation_vintage
            GROUP BY ALL ORDER BY ALL) TO $file (HEADER, DELIMITER ',')""",
            {"file": str(file)},
        )


def data_version(snapshots: Path, folder: Path) -> str:
    """Return twelve hexadecimal digits that change with any shipped figure, lookup or SQL file."""
    digest = hashlib.sha256()
    files = [*snapshots.glob("*/*.json"), *folder.glob("*.csv"), *folder.glob("*.toml"), *SQL.glob("*.sql")]
    for file in sorted(files, key=lambda path: (path.parent.name, path.name)):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _sql(name: str) -> str:
    return (SQL / name).read_text(encoding="utf-8")


def _clear_leftovers(data_db: Path) -> None:
    """Remove what a killed build left behind, except what another build that still runs is writing."""
    for hidden in data_db.glob(".building-*"):
        process = hidden.name.split("-")[1]
        try:
            os.kill(int(process), 0)
        except (ProcessLookupError, ValueError):
            hidden.unlink(missing_ok=True)
        except PermissionError:
            continue


def _write_build_info(connection: duckdb.DuckDBPyConnection, region: lookups.Region, version: str) -> None:
    facts = {
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "data_version": version,
        "territory_on": region.territory_on,
        "region": json.dumps(region.words, ensure_ascii=False, default=str),
    }
    connection.executemany("INSERT INTO build_info VALUES (?, ?)", list(facts.items()))
