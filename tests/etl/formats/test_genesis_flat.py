"""The flat formats, old and new: recorded excerpts, and layouts of other published tables."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

from etl.errors import SourceError
from etl.formats import read_table
from tests.etl.formats.conftest import Cell, Write, rows_of

FIXED = "statistics_code;statistics_label;time_code;time_label;time"
VALUE = "value;value_unit;value_variable_code;value_variable_label"


def slot(number: int) -> str:
    """Return the header of the variable of that number."""
    names = ("code", "label", "attribute_code", "attribute_label")
    return ";".join(f"{number}_variable_{name}" for name in names)


def flat(*rows: str, variables: int = 1, quality: bool = False) -> str:
    """Return a new flat file with these rows."""
    header = [FIXED, *(slot(number) for number in range(1, variables + 1)), VALUE, *["value_q"] * quality]
    return "\ufeff" + "\n".join([";".join(header), *rows, ""])


def row(value: str, time: str = "2024", area: str = "KREISE;Kreise;16063;Wartburgkreis", end: str = "") -> str:
    """Return a row of a flat file with one variable."""
    return f"12345;Eine Statistik;JAHR;Jahr;{time};{area};{value};Anzahl;X1;Fälle{end}"


def test_new_form(recorded: Path, cell: Cell) -> None:
    frame = read_table(recorded / "flat_52411-02-01-4.csv", "52411-02-01-4")
    filed = cell(frame, area_code="16063", classification_codes="ISVAT3=")
    assert (filed.value, filed.unit, filed.measure_code) == (27, "Anzahl", "ISV006")
    assert (filed.classifications, filed.period_end) == ("Beantragte Verfahren=Insgesamt", "2024-12-31")
    assert cell(frame, area_code="16052", classification_codes="ISVAT3=").value == 21
    claims = cell(frame, area_code="16063", measure_code="FOR002")
    assert (claims.value, claims.unit, claims.classifications) == (46107, "Tsd. EUR", "")
    assert cell(frame, area_code="16069", classification_codes="ISVAT3=ISVART02").sign == "-"


def test_levels_in_one_file(recorded: Path, cell: Cell) -> None:
    frame = read_table(recorded / "flat_levels_13111-01-03-4.csv")
    levels = dict(zip(frame["area_code"], frame["area_level"], strict=True))
    assert (levels["DG"], levels["16"], levels["031"]) == ("country", "land", "government_region")
    assert (levels["02000"], levels["03241001"]) == ("district", "part")
    assert cell(frame, area_code="16", classification_codes="NAT=|GES=").value == 783130
    assert cell(frame, area_code="16063", classification_codes="NAT=|GES=").sign == "-"


def test_quality_signs_and_decimals(recorded: Path) -> None:
    quality = read_table(recorded / "flat_quality_12211-Z-11.csv")
    assert quality["quality"].tolist() == [*["e"] * 3, *[""] * 3, *["()"] * 3]
    signs = read_table(recorded / "flat_signs_91111-0001.csv")
    assert signs["sign"].tolist() == [".", ".", "...", "...", "/", "/", "x", "x"]
    assert signs["value"].isna().all() and set(signs["area_code"]) == {"DG"}
    decimals = read_table(recorded / "flat_decimals_AI-N-01-2-5.csv")
    assert decimals["value"].tolist()[:3] == [-0.3, 32.2, 0.3]
    assert (decimals["table"][0], set(decimals["area_level"])) == ("AI-N-01-2-5", {"part"})


def test_line_and_column_lead_to_the_cell(recorded: Path) -> None:
    for file in sorted(recorded.glob("flat_*.csv")):
        lines = file.read_text(encoding="utf-8-sig").split("\n")
        for found in rows_of(read_table(file)):
            # A label that holds a semicolon stands in quotation marks.
            (cells,) = csv.reader([lines[found.line - 1]], delimiter=";")
            text = cells[found.column - 1]
            assert text == found.sign or float(text.replace(",", ".")) == found.value


def test_zip_gives_the_same(recorded: Path, write: Write) -> None:
    original = recorded / "flat_52411-02-01-4.csv"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("52411-02-01-4_1773177231272_de_flat.csv", original.read_bytes())
    frame = read_table(write(buffer.getvalue(), "answer.zip"))
    assert set(frame["table"]) == {"52411-02-01-4"}
    assert frame.drop(columns="table").equals(read_table(original).drop(columns="table"))


def test_old_form_without_its_junk_and_empty_column(recorded: Path, cell: Cell) -> None:
    frame = read_table(recorded / "flat_old_52411-02-01-4.csv")
    assert set(frame["measure_code"]) == {"ISVNW1", "FOR002"}
    assert "ISV006" in [code for code, _ in frame.attrs["measures"]]
    found = cell(frame, area_code="16063", measure_code="FOR002")
    assert (found.value, found.unit, found.column, found.area_name) == (4514, "Tsd. EUR", 12, "Wartburgkreis")
    assert found.measure == "voraussichtliche Forderungen (Unternehmen)"


def test_old_form_with_two_variables(recorded: Path, cell: Cell) -> None:
    frame = read_table(recorded / "flat_old_12411-01-01-4.csv")
    found = cell(frame, area_code="16063", classification_codes="GES=")
    assert (found.value, found.period, found.measure) == (159201, "2023-12-31", "Bevoelkerungsstand")
    assert cell(frame, area_code="16056", classification_codes="GES=GESW").sign == "-"


@pytest.mark.parametrize(
    ("time", "period", "end"),
    [
        ("2024", "2024", "2024-12-31"),
        ("2024-06-30", "2024-06-30", "2024-06-30"),
        ("31.12.2022", "2022-12-31", "2022-12-31"),
        ("2023-10P6M", "2023-10P6M", "2024-03-31"),
        ("2024-02", "2024-02", "2024-02-29"),
        ("2021/22", "2021/22", "2022-07-31"),
        ("2019/2021", "2019/2021", "2021-12-31"),
        ("2019-2021", "2019-2021", "2021-12-31"),
    ],
)
def test_times(write: Write, time: str, period: str, end: str) -> None:
    found = read_table(write(flat(row("1", time=time)))).iloc[0]
    assert (found.period, found.period_end) == (period, end)


def test_months_and_quarters_of_their_own_belong_to_the_period(write: Write) -> None:
    country = "DINSG;Deutschland insgesamt;DG;Deutschland"
    parts = ("MONAT;Monate;MONAT02;Februar", "QUARTG;Quartale;QUART2;2. Quartal")
    file = write(flat(*(row("1", area=f"{country};{part}") for part in parts), variables=2))
    frame = read_table(file)
    assert frame["period"].tolist() == ["2024-02", "2024-Q2"]
    assert frame["period_end"].tolist() == ["2024-02-29", "2024-06-30"]
    assert frame["classifications"].tolist() == ["", ""]


def test_the_area_is_the_first_regional_variable(write: Write) -> None:
    home, work = "KREISE;Kreise;16063;Wartburgkreis", "KREISE2;Kreise (Arbeitsort);16067;Gotha"
    file = write(flat(row("1", area=f"GES;Geschlecht;GESM;männlich;{home};{work}"), variables=3))
    found = read_table(file).iloc[0]
    assert (found.area_code, found.area_level) == ("16063", "district")
    assert found.classification_codes == "GES=GESM|KREISE2=16067"


def test_an_unknown_name_of_a_regional_variable(write: Write) -> None:
    found = read_table(write(flat(row("1", area="NEUKRS;Kreise neu;16063;Wartburgkreis")))).iloc[0]
    assert (found.area_code, found.classifications) == ("16063", "")


def test_no_variable_at_all(write: Write) -> None:
    text = flat("12345;S;JAHR;Jahr;2024;7,5;Prozent;X1;Quote", variables=0)
    found = read_table(write(text)).iloc[0]
    assert (found.value, found.area_code, found.classifications) == (7.5, "", "")


@pytest.mark.parametrize("time", ["2021/19", "2021-13", "31.02.2020", "2024-06-31", "21/22", "2023-10P0M", "24", ""])
def test_no_times(write: Write, time: str) -> None:
    with pytest.raises(SourceError, match=r"line 2, column 5: found .* wanted a year, a day or another period"):
        read_table(write(flat(row("1", time=time))))


def test_a_table_of_two_statistics(write: Write) -> None:
    areas = [f"KREISE;Kreise;0{number}001;Ein Kreis" for number in range(1, 5)]
    rows = [row("1", area=area) for area in areas]
    mixed = [*rows[:2], *(line.replace("12345;Eine", "54321;Andere") for line in rows[2:])]
    assert read_table(write(flat(*mixed)))["statistic"].tolist() == ["12345", "12345", "54321", "54321"]
    with pytest.raises(SourceError, match="line 5, column 1: found '54321 Andere Statistik'"):
        read_table(write(flat(*rows[:3], mixed[3])))


def test_quoted_labels_and_blank_lines(write: Write) -> None:
    area = 'KREISE;Kreise;16063;"Kreis; ""der"" Tests"'
    frame = read_table(write(flat("", row("5", area=area), "", row("6", area=area, time="2025"))))
    assert frame["area_name"].tolist() == ['Kreis; "der" Tests'] * 2
    assert frame["line"].tolist() == [3, 5]


def test_decimal_point_where_it_is_certain(write: Write) -> None:
    assert read_table(write(flat(row("6.5"), row("7.0", "2023"), row("-", "2022"))))["value"][0] == 6.5
    english = flat(row("1.234"), row("7", "2023")).replace(";Jahr;", ";Year;")
    assert read_table(write(english))["value"].tolist() == [1.234, 7]


@pytest.mark.parametrize("values", [("1.234", "2"), ("1.234", "2.345"), ("6.5", "7"), ("6.5", "7,5")])
def test_a_point_that_may_part_thousands_is_refused(write: Write, values: tuple[str, str]) -> None:
    with pytest.raises(SourceError, match=r"line \d, column 10: found '\d.\d+'; wanted a number with decimal"):
        read_table(write(flat(row(values[0]), row(values[1], "2023"))))


def test_without_a_last_newline_only_what_is_proven_whole(write: Write, recorded: Path) -> None:
    text = flat(row("1"), row("2", "2023")).rstrip("\n")
    assert read_table(write(text))["value"].tolist() == [1, 2]
    for cut in (text[:-1], flat(row("1", end=";e"), quality=True).rstrip("\n")):
        with pytest.raises(SourceError, match=r"no end of line|a code and one label"):
            read_table(write(cut))
    old = (recorded / "flat_old_12411-01-01-4.csv").read_bytes().rstrip(b"\n")
    with pytest.raises(SourceError, match="no end of line"):
        read_table(write(old))


def test_the_statistic_must_be_that_of_the_table(recorded: Path) -> None:
    with pytest.raises(SourceError, match="found statistic 52411; wanted statistic 13111 of table 13111-01-03-4"):
        read_table(recorded / "flat_52411-02-01-4.csv", "13111-01-03-4")
