"""The rules that stop a build: one SQL file each; the rows it returns are the faults."""

from pathlib import Path

import duckdb

from etl.errors import CheckError

FOLDER = Path(__file__).parent
SHOWN = 5


def rules() -> list[str]:
    """Return the names of all rules, sorted: the names of the files."""
    return sorted(file.stem for file in FOLDER.glob("*.sql"))


def faults(connection: duckdb.DuckDBPyConnection, rule: str) -> list[dict[str, object]]:
    """Return the rows that break a rule, each as column -> value; an empty list where all is well."""
    cursor = connection.execute((FOLDER / f"{rule}.sql").read_text(encoding="utf-8"))
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def run(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise CheckError naming every broken rule with its first rows; return where all hold."""
    broken = {rule: rows for rule in rules() if (rows := faults(connection, rule))}
    if broken:
        raise CheckError("\n".join(_sentence(rule, rows) for rule, rows in broken.items()))


def _sentence(rule: str, rows: list[dict[str, object]]) -> str:
    shown = "\n".join("  " + ", ".join(f"{k}={v}" for k, v in row.items()) for row in rows[:SHOWN])
    more = f"\n  and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
    return f"Rule {rule} (etl/checks/{rule}.sql) is broken by {len(rows)} row(s):\n{shown}{more}"
