"""A database that changes under its visitors; several at once are met in tests/browser/test_walk.py."""

import shutil
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from atlas.store import pointer
from tests.pages.visits import DATA, sentences, tables, text, visit


def republish(folder: Path, database: Path, name: str, version: str, unemployed: int) -> None:
    """Publish a copy of a database with another version and another figure, as a build does: file, then pointer."""
    file = folder / name
    shutil.copy(database, file)
    with closing(duckdb.connect(str(file))) as connection:
        connection.execute("UPDATE build_info SET value = ? WHERE key = 'data_version'", [version])
        connection.execute(
            "UPDATE value_current SET value = ? WHERE area_code = '16067' AND indicator_id = 'unemployed'"
            " AND period = '2025'",
            [unemployed],
        )
    hidden = folder / "CURRENT.new"
    hidden.write_text(name, encoding="utf-8")
    hidden.replace(folder / "CURRENT")


def test_a_running_app_takes_up_a_new_database(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATLAS_DB")
    monkeypatch.setattr(pointer, "POINTER", tmp_path / "CURRENT")
    republish(tmp_path, database, "one.duckdb", "version-one", 4_001)
    app = visit(indicator="unemployed", period="2025")
    assert "version-one" in text(app)
    assert "4\u202f001" in {row[2] for row in next(iter(tables(app).values()))}

    republish(tmp_path, database, "two.duckdb", "version-two", 4_002)
    app.run()

    assert not app.exception
    assert "version-two" in text(app)
    assert "4\u202f002" in {row[2] for row in next(iter(tables(app).values()))}
    assert "4\u202f002" in sentences(visit(DATA, indicator="unemployed", of="16067", period="2025"))[-1]


def test_a_database_that_was_taken_away_does_not_stop_a_running_app(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ATLAS_DB")
    monkeypatch.setattr(pointer, "POINTER", tmp_path / "CURRENT")
    republish(tmp_path, database, "one.duckdb", "version-one", 4_001)
    app = visit()
    (tmp_path / "CURRENT").unlink()
    app.run()
    assert not app.error
    assert "version-one" in text(app)
