"""Captions, alternative texts and sources: their numbers are those of the figure, written as in the table."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from atlas.charts.lines import Line, Lines
from atlas.charts.ranking import RankRow
from atlas.charts.small_multiples import Point
from atlas.export.plate import Plate
from atlas.export.press_findings import findings, spearman
from atlas.export.press_texts import alt_text, caption, source_text
from tests.atlas.export import plates

PERCENT = "\u202f%"


def test_a_map_says_highest_lowest_and_what_is_missing_and_why() -> None:
    assert alt_text(plates.area_map()) == (
        f"Karte: Quote, Land, 2025. Die Werte reichen von 6,1{PERCENT} (Übersee) "
        f"bis 12,3{PERCENT} (Schmalkalden-Meiningen). Ohne Zahl: Gössitz (unbekannt oder geheim)."
    )


def test_english_writes_its_own_numbers() -> None:
    assert alt_text(plates.area_map("en")) == (
        "Map: Quote, Land, 2025. Values range from 6.1% (Übersee) to 12.3% (Schmalkalden-Meiningen). "
        "No figure: Gössitz (unknown or secret)."
    )


def test_equal_figures_are_named_together() -> None:
    assert findings(plates.bars()) == [
        f"Die Werte reichen von 6,1{PERCENT} (Gössitz und Übersee) bis 12,3{PERCENT} (Schmalkalden-Meiningen)."
    ]


def test_the_district_that_a_map_or_a_ranking_marks_is_told_first() -> None:
    marked = plates.area_map()
    of_one = replace(marked, content=replace(marked.content, chosen="01001"))  # type: ignore[type-var]
    assert findings(of_one)[0] == f"Übersee: 6,1{PERCENT}."
    without = replace(marked, content=replace(marked.content, chosen="01003"))  # type: ignore[type-var]
    assert findings(without) == findings(marked), "it has no figure, which is told with its reason"
    ranks = plates.ranking()
    told = findings(replace(ranks, content=replace(ranks.content, chosen="01001")))  # type: ignore[type-var]
    assert told[0] == "Übersee: Rang 2."
    assert "Plausibel sind für Übersee die Ränge 1 bis 3." in told


def test_a_unit_that_is_a_word_is_named_once() -> None:
    made = plates.bars()
    columns = tuple(replace(one, unit="Punkte") if one.name == "value" else one for one in made.sheet.columns)
    points = replace(made, sheet=replace(made.sheet, columns=columns))
    assert "Quote, Land, 2025. Angaben in: Punkte. Die Werte reichen von 6,1 (" in alt_text(points)
    named = replace(points, sheet=replace(points.sheet, about=replace(points.sheet.about, title="Punkte je Kopf")))
    assert "Angaben in" not in alt_text(named)
    assert "Angaben in" not in alt_text(made)


def test_a_ranking_names_first_and_last_and_how_sure_they_are() -> None:
    assert findings(plates.ranking()) == [
        "Rang 1: Schmalkalden-Meiningen.",
        "Letzter gezeigter Rang (3): Gössitz.",
        "Plausibel sind für Schmalkalden-Meiningen die Ränge 1 bis 2.",
        "Am unsichersten ist der Rang für Übersee: 1 bis 3.",
    ]


def test_all_whose_ranks_are_equally_uncertain_are_named() -> None:
    ranks = plates.ranking()
    first, *others = ranks.content.rows  # type: ignore[attr-defined]

    def widest(*rows: RankRow) -> str:
        return findings(replace(ranks, content=replace(ranks.content, rows=rows)))[-1]  # type: ignore[type-var]

    wide = replace(first, low=2, high=4)
    told = "Am unsichersten sind die Ränge für Schmalkalden-Meiningen (2 bis 4) und Übersee (1 bis 3)."
    assert widest(wide, *others) == told
    many = [replace(first, key=str(i), name=f"Kreis {i}", low=i, high=i + 3) for i in range(1, 5)]
    assert widest(*many) == "Am unsichersten sind die Ränge von 4 Kreisen, mit einer Spanne von je 3 Rängen."


def test_a_caption_does_not_say_again_what_its_title_says() -> None:
    made = plates.bars()
    title = f"Quote, 2025: von 6,1{PERCENT} (Gössitz und Übersee) bis 12,3{PERCENT} (Schmalkalden-Meiningen)"
    assert "Die Werte reichen" in caption(made)
    assert "Die Werte reichen" not in caption(replace(made, picture=replace(made.picture, title=title)))
    # A title without a name, or with another figure, leaves the finding.
    for other in (title.replace("Gössitz und ", ""), title.replace("6,1", "6,2")):
        assert "Die Werte reichen" in caption(replace(made, picture=replace(made.picture, title=other)))
    lines = plates.lines()
    years = replace(lines, picture=replace(lines.picture, title="Übersee, 2023 und 2024"))
    assert "Erst ab 2024 vergleichbar" in caption(years) and "Ohne Zahl: Übersee (2023)." in caption(years)


def test_lines_tell_their_trends_since_the_break_and_their_gaps() -> None:
    assert findings(plates.lines()) == [
        f"Von 2024 bis 2025 gestiegen: Übersee von 6,1{PERCENT} auf 12,3{PERCENT}.",
        f"Von 2024 bis 2025 gesunken: Schmalkalden-Meiningen von 12,3{PERCENT} auf 6,1{PERCENT}.",
        "Erst ab 2024 vergleichbar, vorher anders gezählt.",
        "Ohne Zahl: Übersee (2023).",
    ]


def test_years_that_a_series_leaves_out_are_told_as_spans() -> None:
    made = plates.lines()
    points = tuple(Point(year, value, "") for year, value in ((2012, 5.0), (2015, 9.0), (2017, 7.0), (2018, 6.1)))
    one = Lines((Line(plates.NAMES[0], points, "6,1"),))
    assert findings(replace(made, content=one)) == [
        f"Von 2012 bis 2018 gestiegen: Übersee von 5,0{PERCENT} auf 6,1{PERCENT}.",
        f"Die Werte reichen von 5,0{PERCENT} (2012) bis 9,0{PERCENT} (2015).",
        "Ohne Zahl: 2013–2014 und 2016.",
    ]


def test_two_periods_are_compared_unless_they_cannot_be() -> None:
    assert findings(plates.slope()) == [
        f"Von 2015 bis 2025 gestiegen: Übersee von 6,1{PERCENT} auf 12,3{PERCENT}.",
        f"2015 und 2025 gleich: Schmalkalden-Meiningen (12,3{PERCENT}).",
    ]
    assert findings(plates.slope(cut=True)) == [
        f"2015 und 2025 nicht miteinander vergleichbar: Übersee von 6,1{PERCENT} auf 12,3{PERCENT}; "
        f"Schmalkalden-Meiningen von 12,3{PERCENT} auf 12,3{PERCENT}."
    ]


def test_bars_of_parts_and_columns_and_events() -> None:
    assert findings(plates.parts())[1:] == [
        "Der längste Balken: Übersee; sein größter Teil: Werkzeug (3,0).",
        "Der kürzeste Balken: Gössitz.",
    ]
    assert findings(plates.columns()) == [
        "Entstehen: von 10 (2023) bis 30 (2025).",
        "Fallen weg: von 0 (2023) bis 5 (2024).",
        "Ohne Zahl: 2024 (nicht erfasst).",
        "Ohne Zahl: 2025 (nicht erfasst).",
    ]
    assert findings(plates.timeline()) == [
        "2 Ereignisse, von 1. März 2024 bis 2. Juli 2025.",
        "Die meisten Stellen: Übersee, 1. März 2024 (120).",
        "Bei einem Ereignis ist die Zahl der Stellen nicht bekannt.",
    ]


def test_columns_say_which_years_are_not_counted_in_full() -> None:
    made = plates.columns()
    partial = replace(made, content=replace(made.content, partial=frozenset({1, 2})))  # type: ignore[type-var]
    assert findings(partial)[-1] == "Nicht vollständig erfasst: 2024–2025."
    assert not any("vollständig" in one for one in findings(made))


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
    # The third of them does not say it.
    assert line.endswith(
        "Stand, soweit angegeben: 2025; 2024 · abgerufen vom 1. Februar 2026 bis 1. März 2026 · "
        "Datenstand abc (2026-11-23)"
    )


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
