"""Workbooks of the Bundesagentur, .xlsx and .xlsb: months or measures above districts; damaged ones are refused."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.errors import SourceError
from etl.formats import workbook
from tests.etl.formats.conftest import Write
from tests.standin import workbooks
from tests.standin.arbeitsagentur import month_sheet, notices

DISTRICTS = {"16063": "Erster Kreis", "16067": "Zweiter Kreis"}
VALUES: dict[str, list[float | str]] = {"16063": [10, 20, 30.5], "16067": [1, "*", "-"]}
MONTHS = month_sheet(DISTRICTS, date(2025, 12, 1), VALUES)
TEXTS: workbooks.Rows = [["Region", "Februar 2026", "Januar 2026"], ["16063 Erster Kreis", 1234.0, "*"]]
BRIEF = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
Kind = Callable[[dict[str, workbooks.Rows]], bytes]


def read(file: Path, name: str = "K") -> list[tuple[Any, ...]]:
    """Return area, month, value (None for a sign) and sign of the sheets of a file."""
    found = [row for sheet in workbook.sheets(file, name) for row in workbook.by_month(sheet).itertuples(index=False)]
    return [(r.area_code, r.period, None if r.sign else r.value, r.sign) for r in found]


def test_months_as_days_of_the_calendar(write: Write) -> None:
    file = write(workbooks.xlsx({"Titel": [["x"]], "Übersicht_Kreise": MONTHS}), "a.xlsx")
    assert read(file, "^Übersicht_Kreise$") == [
        ("16063", "2025-12", 10, ""),
        ("16063", "2026-01", 20, ""),
        ("16063", "2026-02", 30.5, ""),
        ("16067", "2025-12", 1, ""),
        ("16067", "2026-01", None, "."),
        ("16067", "2026-02", None, "-"),
    ]


def test_a_day_above_the_table_is_no_header(write: Write) -> None:
    rows: workbooks.Rows = [["Berichtsmonat", date(2026, 2, 1)], *MONTHS]
    (sheet,) = workbook.sheets(write(workbooks.xlsx({"Kreise": rows}), "a.xlsx"), "Kreise")
    assert workbook.by_month(sheet)["period"].unique().tolist() == ["2025-12", "2026-01", "2026-02"]


@pytest.mark.parametrize("kind", [workbooks.xlsx, workbooks.xlsb])
def test_months_in_words_in_both_kinds_of_workbook(write: Write, kind: Kind) -> None:
    file = write(kind({"Kreise": TEXTS}), "a.bin")
    assert read(file) == [("16063", "2026-02", 1234, ""), ("16063", "2026-01", None, ".")]


def test_line_and_column_are_those_of_the_sheet(write: Write) -> None:
    (sheet,) = workbook.sheets(write(workbooks.xlsb({"Kreise": [[""], [""], *TEXTS]}), "a.xlsb"), "Kreise")
    frame = workbook.by_month(sheet)
    assert frame[["line", "column"]].to_numpy().tolist() == [[4, 2], [4, 3]]
    assert frame["area_name"].tolist() == ["Erster Kreis"] * 2


def test_a_zip_of_workbooks_gives_those_asked_for(write: Write) -> None:
    parts: dict[str, bytes | str] = {
        "eins.xlsx": workbooks.xlsx({"Kreise": TEXTS}),
        "zwei.xlsb": workbooks.xlsb({"Kreise": [TEXTS[0], ["16067 Zweiter Kreis", 2.0, 3.0]]}),
        "lies.txt": "x",
    }
    file = write(workbooks.zipped(parts), "a.zip")
    assert [sheet.member for sheet in workbook.sheets(file, "Kreise")] == ["eins.xlsx", "zwei.xlsb"]
    (sheet,) = workbook.sheets(file, "Kreise", "zwei")
    assert workbook.by_month(sheet)["value"].tolist() == [2, 3]


def test_measures_under_several_lines_of_header(write: Write) -> None:
    values: dict[str, list[float | str]] = {"16063": [3, 1, 400, 20], "16067": [0, 0, "*", "*"]}
    file = write(workbooks.xlsb({"KR": notices(DISTRICTS, "2026-02", values)}), "a.xlsb")
    (sheet,) = workbook.sheets(file, "KR")
    frame = workbook.by_measure(sheet, {"plants": "Betriebe", "persons": "Personen"})
    assert frame[["area_code", "measure", "period", "column"]].to_numpy().tolist() == [
        ["16063", "plants", "2026-02", 2],
        ["16063", "persons", "2026-02", 4],
        ["16067", "plants", "2026-02", 2],
        ["16067", "persons", "2026-02", 4],
    ]
    assert frame["value"].tolist()[:3] == [3, 400, 0] and frame["sign"].tolist() == ["", "", "", "."]
    with pytest.raises(SourceError, match="one column of 'Stunden'"):
        workbook.by_measure(sheet, {"hours": "Stunden"})


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["Region", "Februar 2026", "Februar 2026"], ["16063 A", 1.0, 2.0]], "a month a second time"),
        ([["Region", "Februar 2026"], ["16063 A", 1.0], ["16063 A", 2.0]], "a second time"),
        ([["Region", "Februar 2026"], ["16063 A", "1.23"]], "row 2, column 2: found '1.23'"),
        ([["Region", "Februar 2026"], ["16063 A"]], "row 2, column 2"),
        ([["Region", "Februar 2026"], ["Erster Kreis", 1.0]], "one header of months"),
        ([["Region", "Wert"], ["16063 A", 1.0]], "one header of months"),
        ([["Stand", "Februar 2026"], ["Region", "Januar 2026"], ["16063 A", 1.0]], "2 headers"),
    ],
)
def test_a_changed_sheet_is_refused(write: Write, rows: workbooks.Rows, message: str) -> None:
    file = write(workbooks.xlsb({"K": rows}), "a.xlsb")
    with pytest.raises(SourceError, match=message):
        read(file)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no workbook and no zip"),
        (b"<html>", "no workbook and no zip"),
        (workbooks.zipped({"a.csv": "x"}), "a workbook"),
        (workbooks.zipped({"a.xlsx": "x"}), "member a.xlsx"),
        (workbooks.xlsb({"Anders": TEXTS})[:-30], "no workbook"),
        (workbooks.xlsb({"Anders": TEXTS}), "no such sheet"),
    ],
)
def test_what_is_no_such_workbook_is_refused(write: Write, content: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(write(content, "a.xlsx"))


def test_a_bomb_is_refused_before_it_unfolds(write: Write) -> None:
    bomb = workbooks.zipped({"[Content_Types].xml": "x", "xl/workbook.bin": b"\0" * (40 * 1024**2)})
    assert len(bomb) < 100_000
    with pytest.raises(SourceError, match="bytes in"):
        read(write(bomb, "a.xlsx"))
    with pytest.raises(SourceError, match="bytes in"):
        read(write(workbooks.zipped({"inner.xlsx": bomb}), "a.zip"))


def test_a_member_that_says_too_little_of_itself_is_refused(write: Write) -> None:
    target = io.BytesIO(workbooks.xlsb({"K": TEXTS}))
    with zipfile.ZipFile(target) as archive:
        (size,) = {info.file_size for info in archive.infolist() if info.filename.endswith("sheet1.bin")}
    lied = target.getvalue().replace(size.to_bytes(4, "little"), (size - 5).to_bytes(4, "little"))
    assert lied != target.getvalue()
    with pytest.raises(SourceError, match=r"damaged|no workbook"):
        read(write(lied, "a.xlsb"))


GOOD = {"xlsx": workbooks.xlsx({"K": TEXTS}), "xlsb": workbooks.xlsb({"K": TEXTS})}


@BRIEF
@given(content=st.binary(max_size=300), head=st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06"]))
def test_any_bytes(tmp_path: Path, content: bytes, head: bytes) -> None:
    file = tmp_path / "any.xlsx"
    file.write_bytes(head + content)
    with pytest.raises(SourceError):
        read(file)


@pytest.mark.parametrize("kind", list(GOOD))
@BRIEF
@given(data=st.data())
def test_a_damaged_workbook(tmp_path: Path, kind: str, data: st.DataObject) -> None:
    content = bytearray(GOOD[kind])
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file = tmp_path / "any.xlsx"
    file.write_bytes(bytes(content))
    try:
        found = read(file)
    except SourceError:
        return
    # Every member is held against its sum: what can be read is what was written.
    assert found == [("16063", "2026-02", 1234, ""), ("16063", "2026-01", None, ".")]


@BRIEF
@given(data=st.data())
def test_damage_inside_a_whole_zip(tmp_path: Path, data: st.DataObject) -> None:
    """Members changed before they are packed: sums hold, so the reader of workbooks itself meets the damage."""
    with zipfile.ZipFile(io.BytesIO(GOOD["xlsb"])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file = tmp_path / "any.xlsb"
    file.write_bytes(workbooks.zipped({**parts, name: bytes(content)}))
    try:
        found = read(file)
    except SourceError:
        return
    assert all((value is None) != (sign == "") for _, _, value, sign in found)
