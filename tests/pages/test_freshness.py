"""Daten & Methodik says how fresh each source is and what the last updates changed; charts say an announced day."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from atlas.messages import words
from atlas.ui.visit import today
from tests.databases import LOOKUPS, SNAPSHOTS
from tests.pages.visits import COMPARISON, DATA, MAP, html, tables, text, visit

DE, EN = words("de"), words("en")


@pytest.fixture
def changed(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[duckdb.DuckDBPyConnection]:
    """Point the app at a copy of the database that a test may change before it opens a page."""
    file = tmp_path / "changed.duckdb"
    shutil.copy(database, file)
    monkeypatch.setenv("ATLAS_DB", str(file))
    with duckdb.connect(str(file)) as connection:
        yield connection


def announced(connection: duckdb.DuckDBPyConnection, source_id: str, day: date) -> None:
    connection.execute(
        "UPDATE source_state SET next_period = '2026', next_on = $day, next_url = 'https://example.org/termine' "
        "WHERE source_id = $source_id",
        {"day": day, "source_id": source_id},
    )
    connection.close()


def logged(connection: duckdb.DuckDBPyConnection, *rows: str) -> None:
    """Write an update of 20 November 2026, 23:30 UTC: in the atlas's time zone that is the 21st."""
    connection.execute(
        "INSERT INTO refresh_log VALUES ('new.duckdb', 'old.duckdb', "
        "TIMESTAMP '2026-11-20 23:30:00', 800, 1, 12, 900, 1)"
    )
    for place, row in enumerate(rows, start=1):
        connection.execute(f"INSERT INTO change VALUES ('new.duckdb', {place}, {row})")
    connection.close()


def freshness_of(page: AppTest, source: str) -> list[str]:
    """Return the row of a source in the table of freshness: source, held, known, next, retrieved, status."""
    (row,) = (row for row in tables(page)[DE("freshness.caption")] if row[0] == source)
    return row


def test_what_the_publisher_has_newer_is_said_with_its_evidence() -> None:
    """The closures of 2015 are held, those of 2025 were seen: so says the lookup."""
    page = visit(DATA, lang="de")
    row = freshness_of(page, "Gewerbeanmeldungen und Gewerbeabmeldungen")
    assert row[1:3] == ["2015", "2025"] and row[-1] == DE("freshness.behind")
    calendar = (LOOKUPS / "release_calendar.csv").read_text(encoding="utf-8")
    url = next(line for line in calendar.splitlines() if line.startswith("trade_notifications")).rsplit(",", 1)[1]
    assert f'href="{url}"' in html(page)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_sentences_count_the_sources_that_are_held_and_those_with_newer_figures(lang: str) -> None:
    held = len([folder for folder in SNAPSHOTS.iterdir() if any(folder.glob("*.parquet"))]) + 1
    w = words(lang)
    shown = text(visit(DATA, lang=lang))
    assert w("freshness.summary", n=5) in shown
    assert w("data.summary", n=held, date=w.date("2026-07-09")) in shown


def test_what_is_listed_and_not_delivered_yet_is_no_newer_figure() -> None:
    """The file of the employees lists 30 June 2025, every district with '-'."""
    row = freshness_of(visit(DATA, lang="de"), "Sozialversicherungspflichtig Beschäftigte am Arbeitsort")
    assert row[1] == row[2] and row[-1] == DE("freshness.level")


def test_the_pages_named_are_those_of_the_sources_counted() -> None:
    page = html(visit(DATA, lang="de"))
    listed = page.split(DE("freshness.evidence"), 1)[1].split("</ul>", 1)[0]
    assert listed.count("<li>") == 5 and "Bruttoinlandsprodukt" not in listed


def test_a_source_without_a_file_is_called_so() -> None:
    row = freshness_of(visit(DATA, lang="de"), "Bruttoinlandsprodukt")
    keys = ("nothing", "not_announced", "never", "not_fetched")
    assert row[1:] == [DE("freshness.nothing"), "2021", *(DE(f"freshness.{key}") for key in keys[1:])]


def test_without_an_update_the_log_says_so() -> None:
    assert DE("changes.none") in text(visit(DATA, lang="de"))


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_log_tells_what_changed_in_plain_words(changed: duckdb.DuckDBPyConnection, lang: str) -> None:
    logged(
        changed,
        "'added', 'unemployed', '2026', 'unemployment', false, 400, 0, NULL, NULL, NULL, NULL, NULL",
        "'added', 'unemployed', '2025', 'unemployment', false, 400, 0, NULL, NULL, NULL, NULL, NULL",
        "'revised', 'population', '2024-12-31', 'population', false, 12, 1, '16067', 100000, 134000, NULL, NULL",
        "'new_area', NULL, NULL, NULL, false, 1, 0, '16099', NULL, NULL, NULL, 'Neukreis'",
        "'title', 'unemployed', NULL, NULL, false, 1, 0, NULL, NULL, NULL, 'Erwerbslose', 'Arbeitslose'",
        "'revised', 'insolvency_rate', '2024', 'insolvencies', true, 900, 0, '16067', 1, 2, NULL, NULL",
    )
    w = words(lang)
    shown = text(visit(DATA, lang=lang))
    assert w("changes.at", date=w.date("2026-11-21")) in [one.label for one in visit(DATA, lang=lang).expander]
    counts = [w("changes.added", n=800), w("changes.revised", n=12), w("changes.removed", n=1)]
    assert w("changes.sentence", counts=w.list([*counts, w("changes.recomputed", n=900)])) in shown
    assert w("changes.marked", n=1) in shown
    title = {"de": "Arbeitslose", "en": "Unemployed persons"}[lang]
    both = w.list(["2025", "2026"])
    assert w("changes.line", indicator=title, what=w("changes.added", n=800), periods=both) in shown
    unit = {"de": "Personen", "en": "persons"}[lang]
    values = {"old": w.value(100_000, unit), "new": w.value(134_000, unit)}
    assert w("changes.largest", area="Gotha", period=w.period("2024-12-31"), **values) in shown
    assert w("changes.new_area", area="Neukreis") in shown
    assert w("changes.title_text", old="Erwerbslose", new="Arbeitslose") in shown
    rate = {"de": "Insolvenzen je 10 000 Beschäftigte", "en": "Insolvencies per 10,000 employees"}[lang]
    assert w("changes.computed", indicators=rate) in shown.replace("10\N{NO-BREAK SPACE}000", "10 000")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_an_announced_day_stands_under_the_chart_and_in_the_table(
    changed: duckdb.DuckDBPyConnection, lang: str
) -> None:
    day = today() + timedelta(days=30)
    announced(changed, "unemployment", day)
    w = words(lang)
    under = text(visit(MAP, lang=lang, indicator="unemployed", period="2025"))
    assert w("source.next", date=w.date(day)) in under and w("source.next_unknown") not in under
    assert w("source.next", date=w.date(day)) in text(visit(COMPARISON, lang=lang, indicator="unemployed"))
    other = text(visit(MAP, lang=lang, indicator="population"))
    assert w("source.next_unknown") in other and w("source.next", date=w.date(day)) not in other
    assert w.date(day, long=False) in text(visit(DATA, lang=lang))


def test_an_announced_day_that_has_passed_is_called_so(changed: duckdb.DuckDBPyConnection) -> None:
    day = today() - timedelta(days=1)
    announced(changed, "unemployment", day)
    assert DE("source.next_passed", date=DE.date(day)) in text(visit(MAP, lang="de", indicator="unemployed"))
    assert DE("freshness.passed", date=DE.date(day, long=False)) in text(visit(DATA, lang="de"))
