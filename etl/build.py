"""Snapshots and lookups -> a new database, checked; then the pointer is moved."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl import checks, diff, freshness, leftovers, load, lookups, notes, versions
from etl.errors import BuildError, SourceError
from etl.indicators import COMPUTED, INDICATORS
from etl.register import all_records

SQL = Path(__file__).parent / "sql"
# Order matters: each file builds on the ones before it.
STEPS = (
    "vintage.sql",
    "newest.sql",
    "observation_published.sql",
    "observation_merged.sql",
    "observation_summed.sql",
    "value_current.sql",
    "value_listed.sql",
    "event_case.sql",
    "figure.sql",
    "exposure_version.sql",
)
# Turns the rows of a computed indicator's own file into figures.
COMPUTE = "computed.sql"
# Raised when a table or column changes its meaning: the app refuses a database of another version.
SCHEMA_VERSION = "4"
EXPECTED = "expected_rows.csv"
# By which a file of the engine is known, and where it stands: behind a checksum.
MARK, MARK_AT = b"DUCK", 8
ROOM = "Make room, give rights, or choose another place with {}."
COMPARE = "Nothing was published over it; the next refresh compares with it."
AGAIN = "Restore it from version control."


def fill(connection: duckdb.DuckDBPyConnection, snapshots: Path, folder: Path, fetched: Path | None = None) -> None:
    """Make the whole database in an empty connection from shipped and fetched figures and lookups, unchecked.

    Raises SourceError for a file that cannot be used.
    """
    region = lookups.read_region(folder)
    held = notes.held(snapshots, fetched)
    connection.execute(_sql("schema.sql"))
    _write_build_info(connection, region, data_version(snapshots, folder, fetched))
    with _at_once(connection):
        load.sources(connection, held)
        load.indicators(connection)
    load.places(connection, held, region, folder)
    lookups.load_all(connection, folder, lookups.REGION_TABLES)
    load.travel_times(connection, folder)
    load.register(connection, folder)
    with _at_once(connection):
        load.figures(connection, held)
        connection.execute(_sql("macros.sql"))
        for step in STEPS:
            connection.execute(_sql(step))
        for indicator in COMPUTED:
            connection.execute(f"CREATE OR REPLACE TEMP TABLE computed_row AS {_sql(f'{indicator.id}.sql')}")
            connection.execute("SET VARIABLE indicator_id = $id", {"id": indicator.id})
            connection.execute(_sql(COMPUTE))
        freshness.fill(connection, fetched)
        files = (*STEPS, "macros.sql", COMPUTE, *(f"{indicator.id}.sql" for indicator in COMPUTED))
        connection.executemany("INSERT INTO statement VALUES (?, ?)", [[file, _sql(file)] for file in files])


@contextmanager
def _at_once(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Write what happens inside in one go: statement by statement takes half a second longer.

    Not around the lookups: where a line is at fault they are loaded again line by line, which a broken go refuses.
    """
    connection.begin()
    yield
    connection.commit()


def write(
    snapshots: Path,
    folder: Path,
    db: Path,
    fetched: Path | None = None,
    former: Path | None = None,
    *,
    accept: bool = True,
) -> diff.Difference | None:
    """Write the database file `db`. It appears whole and checked or not at all: built under a hidden name, then moved.

    With `former`, the database that it is to replace, what differs is written into its change log and returned; None
    where the two cannot be compared. Raises SourceError for a file that cannot be used, CheckError for figures that
    break a rule, BuildError where the file cannot be written; unless `accept` MarkedError and IncomparableError too.
    """
    option = "--databases" if db.match(versions.VERSIONS) else "--db"
    _refuse_other(db)
    hidden = db.parent / f"{versions.HIDDEN}{os.getpid()}-{db.name}"
    try:
        db.parent.mkdir(parents=True, exist_ok=True)
        leftovers.clear(db.parent, versions.HIDDEN)
        leftovers.remove(hidden)
        with duckdb.connect(str(hidden)) as connection:
            fill(connection, snapshots, folder, fetched)
            lookups.load_table(connection, folder / EXPECTED, "expected_rows")
            checks.run(connection)
            difference = _logged(connection, former, db.name, accept) if former else None
        os.replace(hidden, db)
        return difference
    # The engine tells a full disk as a transaction that failed.
    except (OSError, duckdb.IOException, duckdb.TransactionException) as fault:
        raise BuildError(f"{db}: cannot be written ({fault}). {ROOM.format(option)}") from fault
    except duckdb.Error as fault:
        raise BuildError(f"{db}: cannot be made from {snapshots} and {folder} ({fault}). {AGAIN}") from fault
    finally:
        leftovers.remove(hidden)


def _refuse_other(db: Path) -> None:
    """Raise BuildError where a file that is no database would be lost: somebody mistook its name."""
    try:
        with db.open("rb") as stream:
            start = stream.read(len(MARK) + MARK_AT)
    except OSError:
        # Not there, or not to be read: what comes next tells which.
        return
    if start and start[MARK_AT:] != MARK:
        raise BuildError(f"{db}: is there and no DuckDB database; it stays. Choose another name with --db.")


def _logged(connection: duckdb.DuckDBPyConnection, former: Path, version: str, accept: bool) -> diff.Difference | None:
    """Write the change log; raises MarkedError or IncomparableError where a person has to look first."""
    try:
        difference = diff.log(connection, former, version)
    except diff.IncomparableError:
        if accept:
            return None
        raise
    if difference.marked and not accept:
        raise diff.MarkedError(difference)
    return difference


def publish(snapshots: Path, folder: Path, data_db: Path, fetched: Path | None = None) -> Path:
    """Build a new version below `data_db`, move the pointer CURRENT to it, return it.

    A running app goes on with the version it has open and takes up the new one at its next question.
    """
    return release(snapshots, folder, data_db, fetched)[0]


def release(
    snapshots: Path, folder: Path, data_db: Path, fetched: Path | None = None, *, accept: bool = True
) -> tuple[Path, diff.Difference | None]:
    """Do what publish does, and return also what differs from the version before (None: none, or not comparable).

    Unless `accept`, raises MarkedError or IncomparableError, and publishes nothing, where a person has to look first.
    Then it raises BuildError too where the pointer was moved meanwhile: it was compared with another version.
    """
    made = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    target = data_db / f"atlas-{made}-{data_version(snapshots, folder, fetched)}.duckdb"
    former = versions.current(data_db)
    difference = write(snapshots, folder, target, fetched, former, accept=accept)
    if not accept and versions.current(data_db) != former:
        leftovers.remove(target)
        raise BuildError(f"{data_db}: somebody published another version or took one back meanwhile. {COMPARE}")
    versions.point(data_db, target)
    return target, difference


def accept_rows(snapshots: Path, folder: Path) -> None:
    """Write expected_rows.csv anew from what the shipped files give now: its diff is what a reviewer reads."""
    with duckdb.connect() as connection:
        fill(connection, snapshots, folder)
        rows = connection.execute(
            """SELECT snapshot_id, indicator_id, period, count(*) AS rows FROM observation_vintage
            GROUP BY ALL ORDER BY ALL"""
        ).fetchall()
    lines = ["snapshot_id,indicator_id,period,rows", *(",".join(map(str, row)) for row in rows)]
    versions.replace_text(folder / EXPECTED, "\n".join(lines) + "\n")


def data_version(snapshots: Path, folder: Path, fetched: Path | None = None) -> str:
    """Return twelve hexadecimal digits that change with any figure, lookup, SQL file, or text of a figure."""
    digest = hashlib.sha256()
    digest.update(repr((INDICATORS, all_records(), freshness.told(fetched))).encode())
    files = [*snapshots.glob("*/*.json"), *folder.glob("*.csv"), *folder.glob("*.toml"), *SQL.glob("*.sql")]
    files += folder.glob("*.parquet")
    files += [*fetched.glob("*/*.json"), *fetched.glob(notes.SET_ASIDE)] if fetched else []
    for file in sorted(files, key=lambda path: (path.parent.name, path.name)):
        try:
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
        except OSError as fault:
            raise SourceError(file, "whole file", str(fault), "a file that can be read", AGAIN) from fault
    return digest.hexdigest()[:12]


def _sql(name: str) -> str:
    return (SQL / name).read_text(encoding="utf-8")


def _write_build_info(connection: duckdb.DuckDBPyConnection, region: lookups.Region, version: str) -> None:
    facts = {
        "schema_version": SCHEMA_VERSION,
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "data_version": version,
        "territory_on": region.territory_on,
        "region": json.dumps(region.words, ensure_ascii=False, default=str),
    }
    connection.executemany("INSERT INTO build_info VALUES (?, ?)", list(facts.items()))
