"""The sentence above the map, against figures that a reader can check."""

from dataclasses import replace

from atlas.messages import Shown, map_sentence, nodes_sentence, words

DE, EN = words("de"), words("en")
SHOWN = Shown(
    indicator="Quote",
    area="Land",
    period="2025",
    unit="%",
    decimals=1,
    figures=[("Ostadt", 8.0), ("Bkreis", 4.2), ("Ätal", 4.21), ("Ckreis", 6.0)],
    total=5,
    compare=[("Land", 6.0), ("Staat", 5.9)],
)


def test_it_tells_coverage_extremes_with_ties_and_comparison() -> None:
    assert map_sentence(DE, SHOWN) == (
        "Quote, Land, 2025: Für 4 von 5 Kreisen liegt eine Zahl vor. Höchster Wert: Ostadt (8,0\u202f%). "
        "Niedrigster Wert: Ätal und Bkreis (je 4,2\u202f%). "
        "Zum Vergleich: Land 6,0\u202f% und Staat 5,9\u202f%."
    )
    assert map_sentence(EN, SHOWN) == (
        "Quote, Land, 2025: 4 of 5 districts have a figure. Highest: Ostadt (8.0%). "
        "Lowest: Ätal and Bkreis (4.2% each). For comparison: Land 6.0% and Staat 5.9%."
    )


def test_without_a_figure_it_says_so_and_nothing_more() -> None:
    none = replace(SHOWN, figures=[], compare=())
    assert map_sentence(DE, none) == "Quote, Land, 2025: Für keinen der 5 Kreise liegt eine Zahl vor."


def test_one_figure_has_no_highest() -> None:
    one = replace(SHOWN, figures=[("Ostadt", 8.0)], total=1, compare=())
    assert map_sentence(EN, one) == "Quote, Land, 2025: The only district has a figure. Ostadt: 8.0%."


def test_equal_figures_have_no_highest() -> None:
    equal = replace(SHOWN, figures=[("A", 2.0), ("B", 2.04)], total=2, compare=())
    assert map_sentence(DE, equal).endswith(
        "Für alle 2 Kreise liegt eine Zahl vor. Alle Zahlen sind gleich: 2,0\u202f%."
    )


def test_many_ties_are_counted_not_listed() -> None:
    figures = [("Top", 9.0), *((name, 1.0) for name in "EDCBA")]
    told = map_sentence(DE, replace(SHOWN, figures=figures, total=6, compare=()))
    assert told.endswith("Niedrigster Wert: A, B, C und 2 weitere Kreise (je 1,0\u202f%).")
    four = map_sentence(EN, replace(SHOWN, figures=figures[:5], total=6, compare=()))
    assert four.endswith("Lowest: B, C, D and one other district (1.0% each).")


def test_open_nodes_are_counted_as_of_the_day() -> None:
    assert nodes_sentence(DE, 1, "2024-06-01") == "Am 1. Juni 2024 ist ein Knoten offen."
    assert nodes_sentence(EN, 3, "2024-09-30") == "3 nodes are open on 30 September 2024."


def test_a_zero_of_a_register_is_no_lowest_value() -> None:
    counted = replace(SHOWN, figures=[("A", 5.0), ("B", 0.0), ("C", 0.04)], total=3, zero_is_none_counted=True)
    told = map_sentence(DE, replace(counted, compare=()))
    assert "Höchster Wert: A (5,0\u202f%). In 2 Kreisen zählt das Register keine Stelle" in told
    assert "Niedrigster" not in told
    assert "Lowest: B (1.0%)." in map_sentence(EN, replace(counted, figures=[("A", 5.0), ("B", 1.0)], total=2))


def test_figures_of_few_cases_are_counted_but_neither_highest_nor_lowest() -> None:
    few = replace(SHOWN, total=6, few=1, least=5, compare=())
    assert map_sentence(DE, few) == (
        "Quote, Land, 2025: Für 5 von 6 Kreisen liegt eine Zahl vor. Höchster Wert: Ostadt (8,0\u202f%). "
        "Niedrigster Wert: Ätal und Bkreis (je 4,2\u202f%). "
        "Ein Kreis mit weniger als 5 Fällen ist hier nicht eingereiht."
    )
    none = replace(SHOWN, figures=[], total=2, few=2, least=5, compare=())
    assert map_sentence(EN, none).endswith("2 districts with fewer than 5 cases are not ranked here.")
