"""Captions, alternative texts and sources: their numbers are those of the figure, written as in the table."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from atlas.export.plate import Plate
from atlas.export.press_findings import findings, spearman
from atlas.export.press_texts import alt_text, caption, source_text
from tests.atlas.export import plates

PERCENT = "\u202f%"


def test_a_map_says_highest_lowest_and_what_is_missing_and_why() -> None:
    assert alt_text(plates.area_map()) == (
        f"Karte: Quote, Land, 2025. Höchster Wert: Schmalkalden-Meiningen (12,3{PERCENT}). "
        f"Niedrigster Wert: Übersee (6,1{PERCENT}). Ohne Zahl: Gössitz (unbekannt oder geheim)."
    )


def test_english_writes_its_own_numbers() -> None:
    assert alt_text(plates.area_map("en")) == (
        "Map: Quote, Land, 2025. Highest: Schmalkalden-Meiningen (12.3%). Lowest: Übersee (6.1%). "
        "No figure: Gössitz (unknown or secret)."
    )


def test_equal_figures_are_named_together() -> None:
    assert findings(plates.bars()) == [
        f"Höchster Wert: Schmalkalden-Meiningen (12,3{PERCENT}).",
        f"Niedrigster Wert: Gössitz und Übersee (je 6,1{PERCENT}).",
    ]


def test_a_ranking_names_first_and_last_and_how_sure_they_are() -> None:
    assert findings(plates.ranking()) == [
        "Rang 1: Schmalkalden-Meiningen.",
        "Letzter gezeigter Rang (3): Gössitz.",
        "Für Schmalkalden-Meiningen sind auch die Ränge 1 bis 2 plausibel.",
        "Am unsichersten ist der Rang für Übersee: 1 bis 3.",
    ]


def test_a_line_tells_its_trend_since_the_break_and_its_gaps() -> None:
    assert findings(plates.lines()) == [
        f"Übersee: gestiegen von 6,1{PERCENT} (2024) auf 12,3{PERCENT} (2025).",
        "Übersee: erst ab 2024 vergleichbar, vorher anders gezählt.",
        "Übersee: Lücken in 2023.",
        f"Schmalkalden-Meiningen: gesunken von 12,3{PERCENT} (2024) auf 6,1{PERCENT} (2025).",
        "Schmalkalden-Meiningen: erst ab 2024 vergleichbar, vorher anders gezählt.",
    ]


def test_two_periods_are_compared_unless_they_cannot_be() -> None:
    assert findings(plates.slope()) == [
        f"Übersee: gestiegen von 6,1{PERCENT} (2015) auf 12,3{PERCENT} (2025).",
        f"Schmalkalden-Meiningen: 2015 und 2025 gleich (12,3{PERCENT}).",
    ]
    told = findings(plates.slope(cut=True))[0]
    assert told == f"Übersee: 6,1{PERCENT} (2015) und 12,3{PERCENT} (2025), nicht miteinander vergleichbar."


def test_bars_of_parts_and_columns_and_events() -> None:
    assert findings(plates.parts())[1:] == [
        "Der längste Balken: Übersee; sein größter Teil: Werkzeug (3,0).",
        "Der kürzeste Balken: Gössitz.",
    ]
    assert "Höchster Wert: 2025 (30)." in findings(plates.columns())
    assert findings(plates.timeline()) == [
        "2 Ereignisse, von 1. März 2024 bis 2. Juli 2025.",
        "Die meisten Stellen: Übersee, 1. März 2024 (120).",
        "Bei einem Ereignis ist die Zahl der Stellen nicht bekannt.",
    ]


def test_a_scatter_of_few_points_says_nothing_of_a_relation() -> None:
    told = findings(plates.scatter())
    assert told[0] == "3 Punkte; nach rechts: Zweites, nach oben: Quote (%)."
    assert not any("meist" in sentence for sentence in told)


def test_spearman_by_hand() -> None:
    # Ranks 1, 2.5, 2.5, 4 against 4, 3, 2, 1: covariance -4.5, variances 4.5 and 5.
    assert spearman([(1, 9), (2, 8), (2, 7), (5, 1)]) == pytest.approx(-4.5 / (4.5 * 5) ** 0.5)
    assert spearman([(1, 1), (1, 2)]) == 0.0


@pytest.mark.parametrize("make", plates.EVERY)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_kind_has_both_texts(make: Callable[..., Plate], language: str) -> None:
    made = make(language)
    alt, below = alt_text(made), caption(made)
    assert alt.startswith(made.words(f"press_text.kind_{made.picture.kind}"))
    assert below.startswith(made.picture.title)
    assert made.source_line in below
    assert not {"{", "\n", "None", "nan"} & set(alt.split())


def test_the_source_names_each_office_licence_and_table_once() -> None:
    line = plates.ranking().source_line
    assert line.startswith("Quelle: Amt A, Tabelle 1, Tabelle 2; Lizenz X; © Amt B · X; Y · Zahlen verändert")
    assert line.endswith("Stand: 2025; 2024 · abgerufen am 1. März 2026 · Datenstand abc (2026-11-23)")


def test_the_text_of_the_source_holds_what_must_go_with_the_picture() -> None:
    told = source_text(plates.ranking(), "Sperrfrist: morgen", plain=True)
    lines = told.splitlines()
    assert lines[0] == "Sperrfrist: morgen"
    assert lines[1].startswith("Dieses Bild trägt weder Titel noch Quelle.")
    wanted = ["Quelle: Amt A, Tabelle 1; Lizenz X", "Lizenz: X", "Stand: 2025", "Adresse dieser Ansicht: ?area=01"]
    for line in [*wanted, "Datenversion: abc (2026-11-23)", "Zahlen verändert: eigene Berechnung"]:
        assert line in lines
    assert ".\tZahlenwert unbekannt oder aus Gründen der statistischen Geheimhaltung nicht veröffentlicht" in lines


def test_what_somebody_writes_into_a_title_stays_on_one_line() -> None:
    made = plates.ranking()
    bad = replace(made, picture=replace(made.picture, title="Eins\nzwei\u202edrei\x00"))
    assert caption(bad).startswith("Eins zweidrei. Quote")
