"""The classic format: recorded excerpts, and layouts of other published tables."""

from pathlib import Path

import pytest

from etl.errors import SourceError
from etl.formats import notes, read_table, stand
from tests.etl.formats.conftest import Cell, Write, rows_of

TOTAL = "Nationalität=Insgesamt|Geschlecht=Insgesamt"


def test_period_in_each_row_and_units_in_the_header(recorded: Path, cell: Cell) -> None:
    frame = read_table(recorded / "classic_cp1252_13211-02-05-4.csv", "13211-02-05-4")
    found = cell(frame, area_code="16063", period="2020", measure="Arbeitslose", classifications="")
    assert (found.value, found.sign, found.unit) == (3138, "", "Anzahl")
    assert (found.statistic, found.table, found.period_end) == ("13211", "13211-02-05-4", "2020-12-31")
    assert (found.area_level, found.area_name, found.column) == ("district", "Wartburgkreis", 4)
    rate = "Arbeitslosenquote bez. auf alle zivile Erwerbsp."
    young = "15 bis unter 25 Jahre"
    assert cell(frame, area_code="DG", period="2015", measure=rate, classifications=young).value == 5.3
    assert set(frame["area_level"]) == {"country", "land", "district", "part"}


def test_line_and_column_lead_to_the_cell(recorded: Path) -> None:
    file = recorded / "classic_cp1252_13211-02-05-4.csv"
    lines = file.read_bytes().decode("cp1252").split("\n")
    for row in rows_of(read_table(file)):
        text = lines[row.line - 1].split(";")[row.column - 1]
        assert text == row.sign or float(text.replace(",", ".")) == row.value


def test_key_day_above_the_header_and_dimensions_in_it(recorded: Path, cell: Cell) -> None:
    frame = read_table(recorded / "classic_stichtag_13111-07-05-4.csv")
    found = cell(frame, area_code="16063", classifications=f"Insgesamt|{TOTAL}")
    assert (found.value, found.period, found.unit) == (40679, "2020-06-30", "Anzahl")
    assert found.measure == "Sozialversicherungspfl. Beschäftigte (Arbeitsort)"
    women = "Verarbeitendes Gewerbe (C)|Nationalität=Ausländer(innen)|Geschlecht=weiblich"
    assert cell(frame, area_code="DG", classifications=women).value == 176794


def test_codes_beside_labels_and_a_bare_day(recorded: Path, cell: Cell) -> None:
    frame = read_table(recorded / "classic_codes_42111-02-03-4.csv")
    found = cell(frame, area_code="16056", classification_codes="WZ08-29", measure="Beschäftigte")
    assert (found.value, found.period) == (5404, "2015-09-30")
    total = cell(frame, area_code="16056", classifications="Insgesamt", measure="Betriebe")
    assert (total.classification_codes, total.value) == ("", 24)


def test_groups_and_their_totals(recorded: Path, cell: Cell) -> None:
    frame = read_table(recorded / "classic_nested_52311-01-04-4.csv")
    given_up = {"measure": "Gewerbeabmeldungen", "period": "2015", "area_code": "16063"}
    assert cell(frame, **given_up, classifications="Aufgaben|Betriebsaufgaben").value == 188
    assert set(frame["classifications"]) == {
        *("", "Neuerrichtungen", "Neuerrichtungen|Betriebsgründungen", "Zuzüge", "Übernahmen"),
        *("Aufgaben", "Aufgaben|Betriebsaufgaben", "Fortzüge", "Übergaben"),
    }


def test_re_encoded_file_with_a_unit_of_its_own(recorded: Path, cell: Cell) -> None:
    frame = read_table(recorded / "classic_utf8_52411-02-01-4.csv")
    filed = "Beantragte Verfahren=Insgesamt"
    assert cell(frame, area_code="16063", period="2015", classifications=filed).value == 33
    claims = frame[frame["measure"] == "voraussichtliche Forderungen (Unternehmen)"]
    assert set(claims["unit"]) == {"Tsd. EUR"}


def test_stand_and_notes(recorded: Path) -> None:
    assert stand(recorded / "classic_cp1252_13211-02-05-4.csv") == "2021-08-17"
    assert stand(recorded / "classic_new_title_13211-02-05-4.csv") == "2026-02-26"
    assert stand(recorded / "flat_52411-02-01-4.csv") is None
    assert notes(recorded / "classic_codes_42111-02-03-4.csv").startswith("*) Zeilen 1-32\nKlassifikation")


def test_periods_as_columns(classic: Write, cell: Cell) -> None:
    file = classic(
        "Bevölkerungsstand (Anzahl);;;;",
        ";;31.12.2014;31.12.2014;31.12.2015",
        ";;männlich;weiblich;männlich",
        "DG;Deutschland;40514123;-;39",
        "01;  Schleswig-Holstein;1399458;.;x",
    )
    frame = read_table(file)
    assert cell(frame, area_code="DG", period="2014-12-31", classifications="männlich").value == 40514123
    assert cell(frame, area_code="01", period="2015-12-31").sign == "x"
    assert set(frame["measure"]) == {"Bevölkerungsstand"}


@pytest.mark.parametrize(
    ("header", "periods"),
    [
        (["Jahr;Jahr", "2014;2015"], ["2014", "2015"]),
        (["2. Quartal 2020;3. Quartal 2020"], ["2020-Q2", "2020-Q3"]),
        (["2020;2020", "Januar;Februar"], ["2020-01", "2020-02"]),
        (["2020;2020", "Quartale;Quartale", "1. Quartal;2. Quartal"], ["2020-Q1", "2020-Q2"]),
        (["WS 2021/22;SS 2022"], ["WS 2021/22", "SS 2022"]),
    ],
)
def test_kinds_of_periods_in_the_header(classic: Write, header: list[str], periods: list[str]) -> None:
    rows = [f";;{line}" for line in header]
    frame = read_table(classic("Fälle (Anzahl);;;", *rows, "01;Ein Land;1;2", "DG;Deutschland;3;4"))
    assert frame["period"].tolist() == periods * 2
    assert set(frame["classifications"]) == {""}


def test_a_block_for_each_period_with_its_own_header(classic: Write) -> None:
    header = [";;Betriebe;Personen", ";;Anzahl;Anzahl"]
    first = ["Jahr: 2014;;;", *header, "DG;Deutschland;1;2"]
    second = ["Jahr: 2015;;;", *header, "DG;Deutschland;3;-"]
    frame = read_table(classic(*first, *second))
    assert frame["period"].tolist() == ["2014", "2014", "2015", "2015"]
    assert frame["value"].tolist()[:3] == [1, 2, 3]
    assert frame["line"].tolist() == [6, 6, 10, 10]


def test_a_block_for_each_category_and_measure(classic: Write) -> None:
    file = classic(
        *("Betriebe (Anzahl);;;", "Geschlecht: männlich;;;", ";;2014;2015", "DG;Deutschland;1;2"),
        *("Umsatz (Tsd. EUR);;;", "Geschlecht: weiblich;;;", "DG;Deutschland;3,5;-4,25"),
    )
    frame = read_table(file)
    assert frame["measure"].tolist() == ["Betriebe", "Betriebe", "Umsatz", "Umsatz"]
    assert frame["unit"].tolist() == ["Anzahl", "Anzahl", "Tsd. EUR", "Tsd. EUR"]
    assert frame["classifications"].tolist() == [*["Geschlecht=männlich"] * 2, *["Geschlecht=weiblich"] * 2]
    assert frame["value"].tolist() == [1, 2, 3.5, -4.25]


def test_the_whole_country_without_an_area_column(classic: Write) -> None:
    file = classic(
        *("Deutschland;;;", "Luftemissionen (t);;;", ";;;2014;2015"),
        *("Kohlendioxid;CPA08-01;Landwirtschaft;1;2", "Kohlendioxid;;Insgesamt;3;4"),
    )
    frame = read_table(file)
    assert set(frame["area_code"]) == {"DG"} and set(frame["area_level"]) == {"country"}
    assert frame["classifications"].tolist()[::2] == ["Kohlendioxid|Landwirtschaft", "Kohlendioxid|Insgesamt"]
    assert frame["classification_codes"].tolist()[::2] == ["CPA08-01", ""]
    assert set(frame["unit"]) == {"t"}


def test_two_digits_are_no_land_where_all_is_of_the_whole_country(classic: Write) -> None:
    lines = ("Deutschland;;;", "2020;;;", ";;Betriebe", ";;Anzahl", "01;Landwirtschaft;1", "02;Forsten;2")
    frame = read_table(classic(*lines))
    assert set(frame["area_code"]) == {"DG"}
    assert frame["classification_codes"].tolist() == ["01", "02"]
    regional = read_table(classic(*lines, "DG;Deutschland;3"))
    assert regional["area_code"].tolist() == ["01", "02", "DG"]


def test_other_titles_and_dates(classic: Write) -> None:
    lines = ("2020;;;", ";;Betriebe", ";;Anzahl", "01;Ein Land;1")
    for title, table, statistic in (
        ("Tabelle: 12411-001r", "12411-001r", "12411"),
        ("GENESIS-Tabelle: Temporär", "Temporär", ""),
        ("Tabelle: 1000A-0000;;", "1000A-0000", "1000A"),
    ):
        found = read_table(classic(*lines, title=title)).iloc[0]
        assert (found.table, found.statistic) == (table, statistic)
    file = classic(*lines)
    file.write_text(file.read_text(encoding="utf-8").replace("Stand: 01", "© Amt 2025 | Stand: 01"), encoding="utf-8")
    assert (stand(file), len(read_table(file))) == ("2025-02-01", 1)


def test_months_in_the_row_heads(classic: Write) -> None:
    file = classic(
        *("Deutschland;;", ";;Verbraucherpreisindex", ";;2020=100", "2024;Januar;117,6", "2024;Februar;118,1")
    )
    frame = read_table(file)
    assert frame["period"].tolist() == ["2024-01", "2024-02"]
    assert frame["period_end"].tolist() == ["2024-01-31", "2024-02-29"]
    assert set(frame["unit"]) == {"2020=100"} and set(frame["measure"]) == {"Verbraucherpreisindex"}


def test_several_classifications_in_the_row_heads(classic: Write) -> None:
    file = classic(
        ";;;;;Gestorbene",
        ";;;;;Anzahl",
        "2016;01001000;Flensburg;ALT001;unter 1 Jahr;männlich;2",
        "2016;01001000;Flensburg;;Insgesamt;männlich;9",
    )
    with pytest.raises(SourceError, match=r"line 5: found 7 fields; wanted 6"):
        read_table(file)
    file.write_text(file.read_text(encoding="utf-8").replace(";;;;;", ";;;;;;"), encoding="utf-8")
    frame = read_table(file)
    assert set(frame["area_level"]) == {"part"}
    assert frame["classifications"].tolist() == ["unter 1 Jahr|männlich", "Insgesamt|männlich"]
    assert frame["classification_codes"].tolist() == ["ALT001", ""]


def test_marks_of_quality_beside_the_figures(classic: Write) -> None:
    file = classic(*("2024;;;;", ";;Personen;;Betriebe", ";;Anzahl;;Anzahl", "01;Ein Land;(17);p;5", "DG;Ganz;3;;6"))
    frame = read_table(file)
    assert frame["quality"].tolist() == ["()", "", "", ""]
    assert frame["value"].tolist() == [17, 5, 3, 6]


def test_mixed_newlines_and_a_byte_order_mark(recorded: Path, write: Write) -> None:
    original = recorded / "classic_utf8_52411-02-01-4.csv"
    lines = original.read_bytes().split(b"\n")
    ends = [b"\r\n", b"\n", b"\r"]
    mixed = b"".join(line + ends[number % 3] for number, line in enumerate(lines))
    assert read_table(write(b"\xef\xbb\xbf" + mixed)).equals(read_table(original))


def test_english_table_has_a_decimal_point(classic: Write) -> None:
    lines = ("2024;;;", ";;Rate", ";;Percent", "DG;Germany;6.5", "01;A Land;7.0")
    assert read_table(classic(*lines, title="Table: 12345-0001"))["value"].tolist() == [6.5, 7]


def test_the_wrong_table_is_refused(recorded: Path) -> None:
    with pytest.raises(SourceError, match="found table 52311-01-04-4; wanted table 52411-02-01-4"):
        read_table(recorded / "classic_nested_52311-01-04-4.csv", "52411-02-01-4")
