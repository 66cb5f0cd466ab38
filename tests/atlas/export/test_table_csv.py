"""CSV, read back with the standard library and with pandas."""

import csv
import io
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.export import csv_for_excel, csv_for_programs
from atlas.export.safe_text import never_a_formula
from atlas.export.table_csv import plain_number
from tests.atlas.export.tables import one_text, sheet


def excel(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def programs(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


def begins_a_formula(cell: str) -> bool:
    return cell != "-" and cell.lstrip()[:1] in set("=+-@＝＋－＠")


def test_the_form_for_excel() -> None:
    data = csv_for_excel(sheet())
    assert data.startswith(b"\xef\xbb\xbf")
    head, *body = excel(data)
    assert head == [
        *("Schlüssel", "Kreis", "Arbeitslose (Personen)", "Bedeutung des Zeichens"),
        *("Zeitraum", "Quelle", "Lizenz", "Stand", "Hinweis"),
    ]
    assert [row[:4] for row in body] == [
        ["01001", "Übersee", "4815", ""],
        ["16063", "'=Kreis", ".", ". = unbekannt oder geheim"],
        ["16056", "Alt", "-", "'- = nichts vorhanden"],
        ["16070", "Neu; <b>", "keine Angabe", ""],
        ["16067", "Geheim", ".", ". = unbekannt oder geheim"],
    ]
    told = ("2025", "© Amt; © Zweites Amt", "dl-de/by-2-0", "2025", "eigene Berechnung")
    assert {tuple(row[4:]) for row in body} == {told}


def test_the_form_for_programs_keeps_numbers_and_signs_apart() -> None:
    data = csv_for_programs(sheet())
    read = pd.read_csv(io.BytesIO(data), dtype={"area_code": str}, keep_default_na=False, na_values={"value": [""]})
    assert read["area_code"].tolist() == ["01001", "16063", "16056", "16070", "16067"]
    assert read["value"].fillna(-1).tolist() == [4815, -1, 0, -1, -1]
    assert read["value_sign"].tolist() == ["", ".", "-", "", "."]


def test_each_row_says_its_own_source_where_the_rows_come_from_several_files() -> None:
    made = sheet()
    own = {"row_source": "© Drittes Amt", "row_licence": "CC BY 4.0", "row_as_of": "2024"}
    rows = made.frame.assign(**own)
    rows.loc[rows.index[0], list(own)] = ""
    made = replace(made, frame=rows, about=replace(made.about, period="2025"))
    head, first, second, *_ = excel(csv_for_excel(made))
    assert head[4:] == ["Zeitraum", "Quelle", "Lizenz", "Stand", "Hinweis"]
    assert first[4:6] == ["2025", "© Amt; © Zweites Amt"] and second[4:8] == ["2025", *own.values()]
    read = pd.read_csv(io.BytesIO(csv_for_programs(made)), dtype=str)
    assert read["period"].unique().tolist() == ["2025"] and read["as_of"].tolist()[1] == "2024"


def test_small_numbers_are_not_written_in_powers_of_ten() -> None:
    made = one_text("Kreis")
    for value, text in ((1e-7, "0.0000001"), (-0.0, "0")):
        rows = made.frame.assign(**{made.columns[1].name: value})
        assert programs(csv_for_programs(replace(made, frame=rows)))[1][1] == text


def test_a_secret_figure_is_in_neither_form() -> None:
    assert b"777" not in csv_for_excel(sheet()) + csv_for_programs(sheet())


def test_decimals_follow_the_form() -> None:
    made = one_text("Kreis")
    assert excel(csv_for_excel(made))[1][1] == "1,5"
    assert programs(csv_for_programs(made))[1][1] == "1.5"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(6.0, 1, "6.0"), (5.71234, 1, "5.71234"), (100.0, 0, "100"), (1e-7, 0, "0.0000001"), (-3.0, 0, "-3")],
)
def test_a_number_keeps_its_digits(value: float, decimals: int, text: str) -> None:
    assert f"{plain_number(value, decimals):f}" == text


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_comes_back_whole_and_never_as_a_formula(text: str) -> None:
    made, safe = one_text(text), never_a_formula(text)
    for head, row in (excel(csv_for_excel(made)), programs(csv_for_programs(made))):
        assert len(head) == len(row)
        assert row[0] == safe
        assert not [cell for cell in [*head, *row] if begins_a_formula(cell)]


def test_headings_are_guarded_too() -> None:
    assert excel(csv_for_excel(one_text("=cmd")))[0][0] == "'=cmd"
