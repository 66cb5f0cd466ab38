"""How fresh each source is: what is held, what a publisher is known to have out, what it has announced."""

from pathlib import Path

import duckdb

from etl import attempts

SQL = Path(__file__).parent / "sql" / "source_state.sql"


def told(fetched: Path | None) -> list[tuple[str, str]]:
    """Return (source, period) of all that publishers said they have out when asked, sorted, each once.

    `fetched` is the folder of fetched figures; the record of attempts lies beside it.
    """
    if fetched is None:
        return []
    found = set()
    for attempt in attempts.read(fetched.parent):
        missing = attempt.periods if attempt.outcome == "not_delivered" else ()
        found |= {(attempt.source_id, period) for period in (attempt.known, *missing) if period}
    return sorted(found)


def fill(connection: duckdb.DuckDBPyConnection, fetched: Path | None) -> None:
    """Fill `source_state` in a database that has its figures, files and calendar."""
    connection.execute("CREATE OR REPLACE TEMP TABLE told_period (source_id VARCHAR, period VARCHAR)")
    if rows := told(fetched):
        connection.executemany("INSERT INTO told_period VALUES (?, ?)", rows)
    connection.execute(SQL.read_text(encoding="utf-8"))
