"""The publishers' files as delivered: every one is read whole; figures looked up by hand in the files."""

from pathlib import Path

import pandas as pd
import pytest

from etl.formats import read_table, stand
from tests.etl.formats.conftest import Cell

TOTALS = ("Nationalität=Insgesamt|Geschlecht=Insgesamt", "NAT=|GES=")

# file, cells; of classic tables rows of figures times columns of figures
CELLS = {
    "12411-01-01-4__retrieved-2024-06-30.ffcsv-old.csv": 1614,
    "12411-01-01-4__retrieved-2024-12-04.ffcsv-old.csv": 1614,
    "12411-01-01-4__retrieved-2025-06-11.ffcsv.csv": 1650,
    "12411-01-01-4__retrieved-2026-03-10.ffcsv.csv": 1467,
    "13111-01-03-4__retrieved-2017-10-10.csv": 4 * 526 * 6,
    "13111-01-03-4__retrieved-2024-06-29.ffcsv-old.csv": 3228,
    "13111-01-03-4__retrieved-2025-06-11.ffcsv.csv": 3300,
    "13111-01-03-4__retrieved-2026-03-10.ffcsv.csv": 3300,
    **{f"13111-07-05-4__retrieved-2021-08-17__{year}.csv": 538 * 14 * 6 for year in range(2015, 2021)},
    "13211-02-05-4__retrieved-2017-10-10.csv": 16 * 526 * 13,
    "13211-02-05-4__retrieved-2021-08-17__2015-2020.csv": 6 * 538 * 13,
    "13211-02-05-4__retrieved-2026-02-26__2025.csv": 538 * 13,
    "13211-02-05-4__retrieved-2026-07-09__2023.csv": 539 * 13,
    "42111-01-04-4__retrieved-2017-10-10.csv": 7 * 526 * 3,
    "42111-02-03-4__retrieved-2017-10-10.csv": 526 * 32 * 2,
    "52111-02-01-4__retrieved-2017-10-10.csv": 9 * 526 * 18,
    "52311-01-04-4__retrieved-2017-10-10.csv": 18 * 526 * 10,
    "52411-02-01-4__retrieved-2017-10-10.csv": 9 * 526 * 5,
    "52411-02-01-4__retrieved-2024-06-26.ffcsv-old.csv": 538 * 2,
    "52411-02-01-4__retrieved-2024-12-04.ffcsv-old.csv": 538 * 2,
    "52411-02-01-4__retrieved-2026-03-10.ffcsv.csv": 489 * 5,
}


@pytest.mark.parametrize("name", CELLS)
def test_every_cell_is_read(raw: Path, name: str) -> None:
    file = raw / "regionalstatistik" / name
    frame = read_table(file, name.split("__")[0])
    assert len(frame) == CELLS[name]
    assert (frame["value"].isna() == (frame["sign"] != "")).all()
    assert set(frame["sign"]) <= {"", "-", ".", "x"}
    assert not (frame["area_level"] == "").any()
    retrieved = name.split("retrieved-")[1][:10]
    assert stand(file) == (None if "ffcsv" in name else retrieved)


def test_no_file_is_left_out(raw: Path) -> None:
    assert {file.name for file in (raw / "regionalstatistik").glob("*.csv")} == set(CELLS)


def test_figures_looked_up_by_hand(raw: Path, cell: Cell) -> None:
    def read(name: str) -> pd.DataFrame:
        return read_table(raw / "regionalstatistik" / name)

    unemployed = read("13211-02-05-4__retrieved-2021-08-17__2015-2020.csv")
    here = {"period": "2020", "measure": "Arbeitslose", "classifications": ""}
    assert cell(unemployed, area_code="16063", **here).value == 3138
    assert cell(unemployed, area_code="16056", **here).value == 1677
    rate = read("13211-02-05-4__retrieved-2026-02-26__2025.csv")
    whole = {"measure": "Arbeitslosenquote bez. auf alle zivile Erwerbsp.", "classifications": ""}
    assert cell(rate, area_code="16063", **whole).value == 6.0
    assert cell(rate, area_code="16067", **whole).value == 6.6
    employees = read("13111-01-03-4__retrieved-2025-06-11.ffcsv.csv")
    assert cell(employees, area_code="16063", classification_codes=TOTALS[1]).value == 60331
    population = read("12411-01-01-4__retrieved-2025-06-11.ffcsv.csv")
    assert cell(population, area_code="16063", classification_codes="GES=").value == 156334


def test_zipped_answers_equal_the_files(raw: Path) -> None:
    samples = raw.parent / "samples" / "genesis"
    for name in ("12411-01-01-4", "13111-01-03-4", "52411-02-01-4"):
        plain = read_table(raw / "regionalstatistik" / f"{name}__retrieved-2026-03-10.ffcsv.csv")
        assert read_table(samples / f"{name}.tablefile.zip").equals(plain)
    assert len(read_table(samples / "61511-01-03-4.tablefile.zip")) == 3912
