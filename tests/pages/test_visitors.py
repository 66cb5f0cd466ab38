"""Several visitors at once, and a database that changes under them."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from unittest.mock import MagicMock

import duckdb
import pytest
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.testing.v1 import app_test

from atlas.messages import LANGUAGES
from atlas.store import pointer
from tests.pages.visits import DATA, MAP, language, sentences, tables, text, title, visit

PERIODS = ("2015", "2014", "2013", "2025")


@pytest.fixture
def several_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let several visits run at once: each makes a runtime of its own and takes away whatever is there at its end."""
    shared = MagicMock(spec=Runtime)
    monkeypatch.setattr(app_test, "MagicMock", lambda spec: shared)
    monkeypatch.setattr(Runtime, "exists", lambda: True)
    monkeypatch.setattr(Runtime, "instance", lambda: shared)
    # What they hang on the shared runtime is shared too: a page must find the part it registered a line before.
    files = app_test.MediaFileManager(app_test.MemoryMediaFileStorage("/mock/media"))
    monkeypatch.setattr(app_test, "MediaFileManager", lambda _: files)
    for name in ("DataframeSourceManager", "MemoryCacheStorageManager", "BidiComponentManager"):
        one = getattr(app_test, name)()
        monkeypatch.setattr(app_test, name, lambda one=one: one)
    # They also wrap this one and put back what they found, in any order.
    monkeypatch.setattr(config, "get_option", config.get_option)


@pytest.mark.usefixtures("several_at_once")
def test_two_visitors_read_two_languages_at_once() -> None:
    def read(lang: str) -> list[str]:
        app = visit(lang=lang, district="16063")
        found = []
        for period in PERIODS:
            app.select_slider[0].set_value(period).run()
            assert not app.exception
            found.append(f"{language(app).language} {app.title[0].value} {sentences(app)[0]}")
        return found

    alone = {lang: read(lang) for lang in LANGUAGES}
    with ThreadPoolExecutor(4) as visitors:
        together = list(visitors.map(read, LANGUAGES * 2))
    assert together == [alone[lang] for lang in LANGUAGES * 2]
    assert all(line.startswith(f"{lang} {title(MAP, lang)}") for lang in LANGUAGES for line in alone[lang])


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
