"""The tables that ship in the form for people only, in the form that the service delivers since 2025."""

from pathlib import Path

import pandas as pd
import pytest

from etl.errors import SourceError
from etl.sources import (
    commuter_balance,
    employees_by_branch,
    establishments,
    gdp,
    manufacturing,
    manufacturing_by_branch,
    trade_notifications,
)

RECORDED = Path(__file__).parents[1] / "formats" / "recorded"
SLOT = "{n}_variable_code;{n}_variable_label;{n}_variable_attribute_code;{n}_variable_attribute_label"
DISTRICT = "KREISE;Kreise und kreisfreie Städte;16063;Kreis"


def values(frame: pd.DataFrame) -> dict[tuple[str, str], float]:
    """Return the values of a cleaned file by indicator and area."""
    keys = zip(frame["indicator_id"], frame["area_code"], strict=True)
    return dict(zip(keys, frame["value"], strict=True))


def made(folder: Path, statistic: str, day: str, rows: list[tuple[list[str], str, str]]) -> Path:
    """Return a flat file of one district; a row is (slots behind the area's, value, unit;code;label of measure)."""
    slots = 1 + len(rows[0][0])
    head = ["statistics_code;statistics_label;time_code;time_label;time", *(SLOT.format(n=n + 1) for n in range(slots))]
    head.append("value;value_unit;value_variable_code;value_variable_label")
    start = f"{statistic};Statistik;STAG;Stichtag;{day};{DISTRICT}"
    lines = [";".join([start, *dimensions, value, measure]) for dimensions, value, measure in rows]
    file = folder / f"{statistic}__made.csv"
    file.write_text("\n".join([";".join(head), *lines]) + "\n", encoding="utf-8")
    return file


def test_trade_notifications_as_recorded() -> None:
    found = values(trade_notifications.clean(RECORDED / "flat_52311-01-04-4.csv"))
    # Recorded in August 2026 for 2025; given up altogether 8 671, of which 1 777 businesses.
    assert found == {
        ("business_registrations", "09162"): 15350,
        ("business_registrations", "09184"): 5161,
        ("business_registrations", "DG"): 762391,
        ("business_deregistrations", "09162"): 10245,
        ("business_deregistrations", "09184"): 4013,
        ("business_deregistrations", "DG"): 612906,
        ("business_closures", "09162"): 1777,
        ("business_closures", "09184"): 810,
        ("business_closures", "DG"): 99935,
    }


def test_establishments_as_recorded_are_those_that_ship() -> None:
    frame = establishments.clean(RECORDED / "flat_52111-02-01-4.csv")
    assert values(frame) == {("establishments", "09162"): 93237, ("establishments", "09184"): 24785}
    assert set(frame["period"]) == {"2006"}


SEX, NATION = "GES;Geschlecht;;Insgesamt", "NAT;Nationalität;;Insgesamt"
EMPLOYED = "Anzahl;ERW032;Sozialversicherungspfl. Beschäftigte (Arbeitsort)"
LONG = {
    "employees_agriculture": "Land- und Forstwirtschaft, Fischerei (A)",
    "employees_production": "Produzierendes Gewerbe (B-F)",
    "employees_industry": "Produzierendes Gewerbe ohne Baugewerbe (B-E)",
    "employees_manufacturing": "Verarbeitendes Gewerbe (C)",
    "employees_construction": "Baugewerbe (F)",
    "employees_services": "Dienstleistungsbereiche (G-U)",
    "employees_trade_transport": "Handel, Verkehr und Lagerei, Gastgewerbe (G-I)",
    "employees_information": "Information und Kommunikation (J)",
    "employees_finance": "Erbringung von Finanz- und Versicherungsdienstleistungen (K)",
    "employees_real_estate": "Grundstücks- und Wohnungswesen (L)",
    "employees_business_services": "Freiberufliche und sonstige wirtschaftliche Dienstleistungen (M-N)",
    "employees_public_services": "Öffentliche Verwaltung, Erziehung, Gesundheit (O-Q)",
    "employees_other_services": "Kunst, Unterhaltung, private Haushalte (R-U)",
    "employees": "Insgesamt",
}


def branch(label: str, code: str = "X") -> str:
    """Return the slot of a branch; the total has no code."""
    return f"WZ08X;WZ 2008;{'' if label == 'Insgesamt' else code};{label}"


def test_branches_go_by_their_letters_in_any_order_of_dimensions(tmp_path: Path) -> None:
    rows = [([NATION, branch(label, f"X{k}"), SEX], str(100 + k), EMPLOYED) for k, label in enumerate(LONG.values())]
    men = ([NATION, branch("Baugewerbe (F)", "X4"), "GES;Geschlecht;GESM;männlich"], "7", EMPLOYED)
    file = made(tmp_path, "13111", "2025-06-30", [*rows, men])
    assert values(employees_by_branch.clean(file)) == {(key, "16063"): 100 + k for k, key in enumerate(LONG)}


def test_a_branch_that_is_called_otherwise_altogether_is_refused(tmp_path: Path) -> None:
    rows = [([NATION, branch(label, f"X{k}"), SEX], "1", EMPLOYED) for k, label in enumerate(LONG.values())]
    rows[4] = ([NATION, branch("Bau", "X4"), SEX], "1", EMPLOYED)
    with pytest.raises(SourceError, match="measure of employees_construction"):
        employees_by_branch.clean(made(tmp_path, "13111", "2025-06-30", rows))


def test_two_cells_that_a_label_does_not_tell_apart_are_refused(tmp_path: Path) -> None:
    rows = [([NATION, branch(label, f"X{k}"), SEX], "1", EMPLOYED) for k, label in enumerate(LONG.values())]
    rows.append(([NATION, branch("Bau (F)", "Y"), SEX], "2", EMPLOYED))
    with pytest.raises(SourceError, match="a second cell for employees_construction 16063 2025-06-30"):
        employees_by_branch.clean(made(tmp_path, "13111", "2025-06-30", rows))


def test_plants_and_persons_go_by_their_labels(tmp_path: Path) -> None:
    rows: list[tuple[list[str], str, str]] = [
        ([], "45", "Anzahl;BTR001;Betriebe"),
        ([], "6121", "Anzahl;BES001;Tätige Personen"),
        ([], "9", "Tsd. EUR;ENT001;Bruttoentgelte"),
    ]
    found = values(manufacturing.clean(made(tmp_path, "42111", "2024-09-30", rows)))
    assert found == {("plants_manufacturing", "16063"): 45, ("plant_employees_manufacturing", "16063"): 6121}


def test_persons_who_make_vehicles_go_by_the_code_of_the_branch(tmp_path: Path) -> None:
    rows = [
        (["WZ08B2;WZ 2008;WZ08-29;Herstellung von Kraftwagen und Kraftwagenteilen"], "923", "Anzahl;B;Tätige Personen"),
        (["WZ08B2;WZ 2008;WZ08-28;Maschinenbau"], "5", "Anzahl;B;Tätige Personen"),
    ]
    found = values(manufacturing_by_branch.clean(made(tmp_path, "42111", "2024-09-30", rows)))
    assert found == {("plant_employees_vehicles", "16063"): 923}


def test_commuters_and_product_go_by_their_labels(tmp_path: Path) -> None:
    rows = [([SEX], "10", "Anzahl;P1;Einpendler"), ([SEX], "20", "Anzahl;P2;Auspendler")]
    found = values(commuter_balance.clean(made(tmp_path, "13111", "2025-06-30", rows)))
    assert found == {("commuters_in", "16063"): 10, ("commuters_out", "16063"): 20}
    product: list[tuple[list[str], str, str]] = [([], "4", "Mill. EUR;BIP005;Bruttoinlandsprodukt zu Marktpreisen")]
    assert values(gdp.clean(made(tmp_path, "82111", "2024-12-31", product))) == {("gdp", "16063"): 4000}
