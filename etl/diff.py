"""What a database says otherwise than another one: figures, areas, texts; what of it a person has to look at."""

from dataclasses import dataclass, fields
from pathlib import Path

import duckdb

from etl.errors import AtlasError, BuildError

SQL = Path(__file__).parent / "sql"
KEPT_VERSIONS_IN_LOG = 20
# Single figures that are fetched where nobody asks for all: a person reads a few dozen.
MOST = 1000
# What the comparison reads of the database before: one of another version of the atlas may lack it.
READ = {
    "value_current": "indicator_id, area_code, period, source_id, method, value, sign, sql_file",
    "area": "area_code, name, kind",
    "indicator": "indicator_id, title_de, unit_de",
    "build_info": "key, value",
}


class MarkedError(AtlasError):
    """A database that differs from the published one in a way that a person has to look at."""

    def __init__(self, difference: "Difference") -> None:
        self.difference = difference
        one = difference.marked == 1
        super().__init__(f"{difference.marked} {'change is' if one else 'changes are'} marked for a person to look at.")


class IncomparableError(AtlasError):
    """Two databases that cannot be compared: one of them is of another version of the atlas, or no database."""


@dataclass(frozen=True)
class Change:
    """What differs of one kind, indicator and period: how many figures, and the largest of them where they are revised.

    `computed`: worked out by the atlas from others. `old_text`, `new_text`: names of areas, titles, units.
    """

    kind: str
    indicator_id: str | None
    period: str | None
    source_id: str | None
    computed: bool
    figures: int
    marked: int
    area_code: str | None
    old_value: float | None
    new_value: float | None
    old_text: str | None
    new_text: str | None


@dataclass(frozen=True)
class Figure:
    """One figure that differs: old and new value with the publisher's sign where there is no number."""

    kind: str
    indicator_id: str
    area_code: str
    period: str
    source_id: str
    computed: bool
    old_value: float | None
    old_sign: str | None
    new_value: float | None
    new_sign: str | None
    marked: bool


@dataclass(frozen=True)
class Difference:
    """All that differs: summed up, and the largest of the figures that are marked or revised by their publisher."""

    changes: tuple[Change, ...]
    figures: tuple[Figure, ...]

    @property
    def marked(self) -> int:
        """How many changes a person has to look at."""
        return sum(change.marked for change in self.changes)

    @property
    def single(self) -> int:
        """How many figures are marked or revised by their publisher, whether they are among `figures` or not."""
        told = [change for change in self.changes if change.period and not change.computed]
        return sum(change.figures if change.kind == "revised" else change.marked for change in told)

    def count(self, kind: str, *, computed: bool = False) -> int:
        """Return how many changes of a kind there are."""
        return sum(change.figures for change in self.changes if change.kind == kind and change.computed == computed)


def of_files(new: Path, old: Path, most: int | None = MOST) -> Difference:
    """Return what database `new` says otherwise than database `old`, with at most `most` single figures (None: all).

    Neither is touched.
    Raises BuildError where `new` is no database, IncomparableError where the two cannot be compared.
    """
    try:
        with duckdb.connect(str(new), read_only=True) as connection:
            return between(connection, old, most)
    except duckdb.Error as fault:
        raise BuildError(f"{new}: cannot be read as a database ({_first(fault)}). Build it anew.") from fault


def between(connection: duckdb.DuckDBPyConnection, old: Path, most: int | None = MOST) -> Difference:
    """Return what the database of a connection says otherwise than the file `old`, with at most `most` single figures.

    Leaves the temporary tables of diff.sql and the attached database `former` behind. Raises IncomparableError.
    """
    try:
        connection.execute("DETACH DATABASE IF EXISTS former")
        quoted = str(old).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS former (READ_ONLY)")
        for table, columns in READ.items():
            connection.execute(f"SELECT {columns} FROM former.{table} LIMIT 0")
    except duckdb.Error as fault:
        do = "It was built by another version of the atlas, or is damaged."
        raise IncomparableError(f"{old}: cannot be compared ({_first(fault)}). {do}") from fault
    connection.execute((SQL / "diff.sql").read_text(encoding="utf-8"))
    changes = connection.execute(f"SELECT {_names(Change)} FROM summed_up ORDER BY position").fetchall()
    figures = connection.execute(
        f"""SELECT {_names(Figure)} FROM difference WHERE marked OR (kind = 'revised' AND NOT computed)
        ORDER BY marked DESC, abs(new_value - old_value) / greatest(abs(old_value), 1e-9) DESC NULLS FIRST,
            indicator_id, period, area_code LIMIT $most""",
        {"most": most},
    ).fetchall()
    return Difference(tuple(Change(*row) for row in changes), tuple(Figure(*row) for row in figures))


def log(connection: duckdb.DuckDBPyConnection, old: Path, version: str) -> Difference:
    """Write into the new database of a connection what differs from `old`, after the log that `old` holds; return it.

    Raises IncomparableError, and nothing is written, where the two cannot be compared.
    """
    found = between(connection, old)
    if connection.execute("FROM duckdb_tables() WHERE database_name = 'former' AND table_name = 'change'").fetchall():
        _carry(connection)
    told = {"version": version, "replaced": old.name}
    connection.execute((SQL / "log.sql").read_text(encoding="utf-8"), told)
    rows = f"SELECT $version, position, {_names(Change)} FROM summed_up"
    connection.execute(f"INSERT INTO change {rows}", {"version": version})
    connection.execute("DETACH DATABASE former")
    return found


def _carry(connection: duckdb.DuckDBPyConnection) -> None:
    """Copy the newest versions of the log of `former`."""
    kept = f"(FROM former.refresh_log ORDER BY built_at DESC LIMIT {KEPT_VERSIONS_IN_LOG - 1})"
    connection.execute(f"INSERT INTO refresh_log FROM {kept}")
    connection.execute(f"INSERT INTO change FROM former.change SEMI JOIN {kept} USING (version)")


def _names(record: type[Change] | type[Figure]) -> str:
    return ", ".join(field.name for field in fields(record))


def _first(fault: Exception) -> str:
    return str(fault).splitlines()[0]
