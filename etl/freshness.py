"""How fresh each source is: what is held, what a publisher is known to have out, what it has announced."""

from pathlib import Path

import duckdb

from etl import attempts

SQL = Path(__file__).parent / "sql" / "source_state.sql"


def told(fetched: Path | None) -> list[tuple[str, str, bool]]:
    """Return (source, period, whether it was delivered) of all that publishers spoke of when asked, sorted, each once.

    True: the newest that a publisher says it has. False: asked for, and not delivered by the last answer about it.
    `fetched` is the folder of fetched figures; the record of attempts lies beside it.
    """
    if fetched is None:
        return []
    known, missing = set(), set()
    for attempt in attempts.read(fetched.parent):
        about = {(attempt.source_id, period) for period in attempt.periods if period}
        if attempt.known:
            known.add((attempt.source_id, attempt.known))
        if attempt.outcome == attempts.NOT_DELIVERED:
            missing |= about
        elif attempt.outcome in (attempts.FETCHED, attempts.UNCHANGED):
            # What was not there is asked for by its year, what has come is told by its day.
            missing -= about | {(source_id, period[:4]) for source_id, period in about}
    return sorted({(*one, True) for one in known} | {(*one, False) for one in missing})


def fill(connection: duckdb.DuckDBPyConnection, fetched: Path | None) -> None:
    """Fill `source_state` in a database that has its figures, files and calendar."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE told_period (source_id VARCHAR, period VARCHAR, delivered BOOLEAN)"
    )
    if rows := told(fetched):
        connection.executemany("INSERT INTO told_period VALUES (?, ?, ?)", rows)
    connection.execute(SQL.read_text(encoding="utf-8"))
