"""The start page: figures that can be checked at a glance, against the database and by hand."""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest

from atlas.messages import LANGUAGES, words
from atlas.store import Store, records
from atlas.ui import situation
from tests.pages.visits import SITUATION, html, plain, sentences, tables, text, visit

REGION = "westthueringen"


def tiles(markup: str) -> dict[str, str]:
    """Return what each tile says, by its title."""
    listed = markup.partition("atlas-tiles")[2].partition("</dl>")[0]
    found = {}
    for one in listed.split("<dt>")[1:]:
        title, _, said = one.partition("</dt>")
        found[plain(title)] = plain(said.replace("<span>", " | "))
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_tile_shows_the_newest_figure_with_period_change_and_source(store: Store, lang: str) -> None:
    w = words(lang)
    shown = tiles(html(visit(SITUATION, lang=lang)))
    assert len(shown) == len(situation.TILES) + 1
    rows = records(store.newest_two(REGION, situation.TILES))
    assert [row["indicator_id"] for row in rows] == list(situation.TILES)
    for row, told in zip(rows, shown.values(), strict=False):
        indicator = store.indicator_rows[row["indicator_id"]]
        assert told.startswith(w.number(row["value"], indicator["decimals"]))
        assert w.period(row["period"]) in told
        assert store.source_rows[row["source_id"]]["producer"] in told
        earlier = str(row["earlier_period"])
        assert (w.period(earlier) if earlier != "nan" else w("situation.no_earlier")) in told


def test_the_figures_are_those_of_the_publishers_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """By hand: the cases of the six districts in 2024 (none are held of 2023), the register's rows of 2025."""
    monkeypatch.setattr(situation, "today", lambda: date(2026, 11, 22))
    shown = tiles(html(visit(SITUATION, lang="de")))
    assert shown["Unternehmensinsolvenzen"].startswith(
        "79 Verfahren | 2024 | keine frühere Zahl | eigene Berechnung | Quelle: "
    )
    assert shown["Angekündigter Stellenabbau"].startswith(
        "549 Stellen | 2025 | −1\u202f071 gegenüber 2024 | eigene Berechnung, brutto, nicht vollständig | Quelle: "
    )
    assert shown["Angekündigte neue Stellen"].startswith("0 Stellen | 2025")
    assert shown["Arbeitslosenquote"].startswith("6,2 % | 2025 | keine frühere Zahl | eigene Berechnung, ungefähr | ")


def test_nothing_is_said_to_be_unchanged_that_nobody_has_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The nodes were last confirmed at the end of 2024; a year before 1 October 2024 none was open, then three."""
    monkeypatch.setattr(situation, "today", lambda: date(2026, 11, 22))
    shown = tiles(html(visit(SITUATION, lang="de")))["Offene QTI-Knoten"]
    assert shown.startswith("5  | 22. November 2026 | Zuletzt bestätigt: November/Dezember 2024. | Quelle: ")
    monkeypatch.setattr(situation, "today", lambda: date(2024, 10, 1))
    shown = tiles(html(visit(SITUATION, lang="de")))["Offene QTI-Knoten"]
    assert shown.startswith("3  | 1. Oktober 2024 | +3 gegenüber 1. Oktober 2023 | Quelle: ")


def test_an_old_figure_has_its_year_in_the_headline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(situation, "today", lambda: date(2026, 11, 22))
    titles = list(tiles(html(visit(SITUATION, lang="de"))))
    assert "Beschäftigte am Arbeitsort (2024)" in titles, "30 June 2024 is more than two years ago"
    assert "Unternehmensinsolvenzen" in titles, "2024 ended less than two years ago"
    monkeypatch.setattr(situation, "today", lambda: date(2028, 1, 1))
    titles = list(tiles(html(visit(SITUATION, lang="de"))))
    assert {"Unternehmensinsolvenzen (2024)", "Arbeitslosenquote (2025)"} <= set(titles)


def test_without_an_earlier_figure_it_says_so(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = shutil.copy(database, tmp_path / "changed.duckdb")
    with closing(duckdb.connect(str(copy))) as connection:
        connection.execute("DELETE FROM value_current WHERE indicator_id = 'employees' AND period = '2023-06-30'")
    monkeypatch.setenv("ATLAS_DB", str(copy))
    monkeypatch.setattr(situation, "today", lambda: date(2025, 1, 1))
    assert "keine frühere Zahl" in tiles(html(visit(SITUATION, lang="de")))["Beschäftigte am Arbeitsort"]


def test_one_sentence_sums_it_up() -> None:
    german, english = (sentences(visit(SITUATION, lang=lang))[0] for lang in LANGUAGES)
    assert "lag die Arbeitslosenquote 2025 bei rund 6,2\u202f%. Für 2025 zählt das Register der Ereignisse" in german
    assert "549 Stellen, deren Abbau angekündigt wurde (brutto), und keine angekündigten neuen" in german
    assert "sind 5 Knoten offen. Zuletzt bestätigt: November/Dezember 2024." in german
    assert "the unemployment rate was about 6.2% in 2025." in english


def test_the_latest_reports_lead_to_register_and_source(store: Store) -> None:
    events = store.events()
    newest = records(events[events["in_region"]].tail(situation.LATEST))
    shown = html(visit(SITUATION, lang="de"))
    for row in newest:
        assert row["text_de"] in plain(shown)
        assert f'href="{row["source_url"]}"' in shown
    assert "Fortgang: siehe September 2025" in plain(shown), "what followed stands beside the first news"


def test_the_small_map_has_its_table(store: Store) -> None:
    (rows,) = tables(visit(SITUATION, lang="de", district="16063")).values()
    values = store.values("jobs_lost_announced_5y_per_1000", "2025").set_index("area_code")["value"]
    found = {row[1]: row[2] for row in rows[1:]}
    assert found["16063"] == words("de").number(values["16063"], 1) == "16,1"


def test_a_region_without_nodes_and_register_has_a_start_page(
    second_region: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_DB", str(second_region))
    for lang in LANGUAGES:
        app = visit(SITUATION, lang=lang)
        assert not app.exception
        assert words(lang)("situation.latest") not in text(app)
        assert len(tiles(html(app))) == 3, "unemployment, employees, insolvencies"
