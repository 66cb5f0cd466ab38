"""Documents that describe the code say what is: the database's columns, the commands, the table of sources."""

import argparse
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from etl import __main__ as command
from etl import docs

Columns = dict[tuple[str, str], tuple[str, str]]
COLUMN = re.compile(r"\| `(?P<name>\w+)` \| (?P<type>[A-Z]+(?:\[\])?) \| (?P<null>yes|no) \| (?P<meaning>.+) \|")


@pytest.fixture(scope="module")
def described(root: Path) -> str:
    return (root / "docs" / "database.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def built(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect(str(database), read_only=True)) as connection:
        yield connection


def columns_of(text: str) -> Columns:
    """Return (table, column) -> (type, whether NULL is allowed) from the section on columns."""
    found: Columns = {}
    for part in text.partition("## Columns")[2].split("\n### ")[1:]:
        table, *lines = part.splitlines()
        for match in filter(None, map(COLUMN.fullmatch, lines)):
            found[table.strip(), match["name"]] = (match["type"], match["null"])
    return found


def test_every_column_is_described_and_every_description_is_true(
    described: str, built: duckdb.DuckDBPyConnection
) -> None:
    rows = built.execute(
        "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() WHERE NOT internal"
    ).fetchall()
    found: Columns = {(row[0], row[1]): (row[2], "yes" if row[3] else "no") for row in rows}
    assert columns_of(described) == found


def test_columns_stand_in_their_order(described: str, built: duckdb.DuckDBPyConnection) -> None:
    for table in {table for table, _ in columns_of(described)}:
        order = [row[0] for row in built.execute(f"DESCRIBE {table}").fetchall()]
        assert [column for name, column in columns_of(described) if name == table] == order


def test_every_table_has_a_line_with_its_key(described: str, built: duckdb.DuckDBPyConnection) -> None:
    overview = described.partition("## Columns")[0]
    tables = {row[0] for row in built.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    assert [table for table in tables if f"`{table}`" not in overview] == []
    keys = built.execute(
        "SELECT table_name, constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
    ).fetchall()
    assert keys and [table for table, names in keys if f"`{', '.join(names)}`" not in overview] == []


def test_facts_about_a_build_are_listed(described: str, built: duckdb.DuckDBPyConnection) -> None:
    facts = [row[0] for row in built.execute("SELECT key FROM build_info ORDER BY key").fetchall()]
    assert "| `key` | VARCHAR | no | " + ", ".join(f"`{fact}`" for fact in facts) + " |" in described


def test_the_example_answers(described: str, built: duckdb.DuckDBPyConnection) -> None:
    for example in re.findall(r"```sql\n(.*?)```", described, re.DOTALL):
        assert len(built.execute(example).fetchall()) == 1


def options(parser: argparse.ArgumentParser) -> dict[str, list[str]]:
    """Return each command of the parser with its options, --help aside."""
    (commands,) = (action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return {
        name: [text for action in sub._actions for text in action.option_strings if text not in ("-h", "--help")]
        for name, sub in commands.choices.items()
    }


def test_every_command_and_option_is_in_the_readme(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## The commands of `python -m etl`")[2].partition("\n## ")[0]
    commands = options(command._parser())
    assert " ".join(commands) == "snapshot fetch build diff refresh rollback sources check-links travel-times"
    assert [name for name in commands if f"| `python -m etl {name}" not in section] == []
    named = re.findall(r"\n\| `(--[\w-]+)", section)
    assert set(named) == {option for found in commands.values() for option in found}


def test_the_readme_lists_the_sources(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert readme == docs.with_sources(readme), "run: python -m etl.docs"
    assert readme.count("\n| [") == len(docs.all_records())


def test_what_the_documents_point_to_is_there(root: Path) -> None:
    for document in (root / "README.md", root / "docs" / "database.md", root / "docs" / "refresh.md"):
        targets = re.findall(r"\]\((?!https?://|#)([^)\s]+)\)", document.read_text(encoding="utf-8"))
        assert [target for target in targets if not (document.parent / target).exists()] == []
