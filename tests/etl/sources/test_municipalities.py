"""The register of municipalities: as delivered, and changed on purpose."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from etl.errors import SourceError
from etl.sources import municipalities

TITLE = ["Satz-art", "Text-kenn-zeichen", "Amtlicher Regionalschlüssel (ARS)", "", "", "", "", "Gemeindename"]
TITLE += [
    "Fläche km2 1)",
    "Bevölkerung2)",
    "",
    "",
    "",
    "Postleit-zahl3)",
    "Geografische Mittelpunktkoordinaten",
    "",
]
BELOW = ["", "", "Land", "RB", "Kreis", "VB", "Gem", "", "", "insgesamt", "männlich", "", "", ""]
BELOW += ["Längengrad", "Breitengrad"]
DAY = [""] * 9 + ["am 31.12.2022 (Jahr)"] + [""] * 6
LAND = ["10", "", "16", "", "", "", "", "Thüringen"] + [""] * 8
DISTRICT = ["40", "44", "16", "0", "67", "", "", "Gotha"] + [""] * 8
TOWN = [
    "60",
    "63",
    "16",
    "0",
    "67",
    "0029",
    "029",
    "Gotha, Stadt",
    69.58,
    46019,
    1,
    1,
    1,
    "99867",
    "10,70",
    "50,95",
]
SEA = ["60", "66", "13", "0", "00", "9999", "999", "Küstengewässer", 1.0, 0, 0, 0, 0, "", "", ""]
Rows = Sequence[Sequence[object]]
SHEET: Rows = [["Gemeinden"], TITLE, BELOW, DAY, LAND, DISTRICT, TOWN, SEA]


def workbook(folder: Path, rows: Rows) -> Path:
    file = folder / "register.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        book.add_worksheet("Inhalt").write(0, 0, "Inhalt")
        sheet = book.add_worksheet("Gemeinden")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file


@pytest.fixture(scope="module")
def register(raw: Path) -> pd.DataFrame:
    """Return the register as delivered."""
    return municipalities.clean(next((raw / "destatis").glob("AuszugGV2QAktuell__*.xlsx")))


def test_as_delivered(register: pd.DataFrame) -> None:
    assert register["level"].value_counts().to_dict() == {"municipality": 10_957, "district": 400, "land": 16}
    thuringia = register[(register["level"] == "municipality") & register["area_code"].str.startswith("16")]
    assert len(thuringia) == 605
    assert thuringia["population"].sum() == 2_126_846
    assert set(thuringia["population_on"]) == {"2022-12-31"}
    assert thuringia["municipality_code"].is_unique and thuringia["lon"].between(9.8, 12.7).all()
    assert (thuringia["municipality_code"].str[:5] == thuringia["area_code"]).all()
    districts = register[register["level"] == "district"]
    assert districts["kind"].value_counts().to_dict() == {"rural_district": 294, "urban_district": 106}
    assert {"02000", "11000", "16063"} <= set(districts["area_code"])


def test_places_without_a_council_can_be_told_apart(register: pd.DataFrame) -> None:
    assert (register["kind"] == "unincorporated").sum() == 205
    harz = register.set_index("municipality_code").loc["03153504"]
    assert harz["kind"] == "unincorporated" and harz["population"] == 0


def test_one_row_each(tmp_path: Path) -> None:
    frame = municipalities.clean(workbook(tmp_path, SHEET))
    assert frame["level"].tolist() == ["land", "district", "municipality"]
    assert frame["area_code"].tolist() == ["16", "16067", "16067"]
    town = frame.iloc[2]
    assert (town["municipality_code"], town["name"], town["postcode"]) == (
        "16067029",
        "Gotha, Stadt",
        "99867",
    )
    assert (town["area_km2"], town["population"], town["lon"], town["lat"]) == (69.58, 46_019, 10.70, 50.95)
    assert frame.attrs["rows_read"] == 4


def changed(line: int, field: int, value: object) -> Rows:
    rows: list[list[object]] = [list(row) for row in SHEET]
    rows[line][field] = value
    return rows


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (changed(1, 7, "Name"), r"line 2, field 8: found 'Name'; wanted 'Gemeindename'"),
        (changed(2, 14, "X"), "line 3, field 15"),
        (changed(3, 9, "2022"), "key date"),
        (changed(6, 14, "east"), "line 7, field 15"),
        (changed(6, 6, "29"), "key '1606729'"),
        (changed(5, 0, "41"), r"no row for \['district'\]"),
        (changed(1, 0, "Art"), "no header"),
        (SHEET[:2], "line 3, field 3"),
    ],
)
def test_a_changed_file_is_named(tmp_path: Path, rows: Rows, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        municipalities.clean(workbook(tmp_path, rows))


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "register.xlsx"
    file.write_bytes(b"Not Found")
    with pytest.raises(SourceError, match="no workbook"):
        municipalities.clean(file)
    with pytest.raises(SourceError, match="a readable file"):
        municipalities.clean(tmp_path / "absent.xlsx")
