"""Answers of the Bundesagentur: thousands points, months beside each other, rows that repeat; nothing else is read."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.errors import SourceError
from etl.formats import ba_table
from etl.formats.tidy import COLUMNS
from tests.etl.formats.conftest import Cell, Write, rows_of
from tests.standin.arbeitsagentur import ALO, answer, german

GOOD = answer(ALO, "Musterkreis", "2026-01", [[1234, 1300, 12345], [5.9, 6.0, 10.6]], hint="vorläufige Daten")
COUNT, RATE = "Arbeitslose insgesamt", "Arbeitslosenquote (bezogen auf alle zivilen Erwerbspersonen)"


def test_figures_of_three_months(write: Write, cell: Cell) -> None:
    frame = ba_table.read(write(GOOD), ALO, "16063")
    assert frame.columns.tolist() == COLUMNS
    assert frame.attrs["region"] == "Musterkreis" and frame.attrs["report_month"] == "2026-01"
    whole = frame[frame["classifications"] == ""]
    assert dict(zip(zip(whole["measure"], whole["period"], strict=True), whole["value"], strict=True)) == {
        (COUNT, "2026-01"): 1234,
        (COUNT, "2025-12"): 1300,
        (COUNT, "2025-01"): 12345,
        (RATE, "2026-01"): 5.9,
        (RATE, "2025-12"): 6.0,
        (RATE, "2025-01"): 10.6,
    }
    newest = cell(whole, measure=COUNT, period="2026-01")
    assert (newest["area_code"], newest["area_level"], newest["period_end"]) == ("16063", "district", "2026-01-31")
    assert (newest["line"], newest["column"]) == (7, 2)


def test_other_words_for_the_first_column_and_no_report_month(write: Write) -> None:
    text = GOOD.replace("Ausgewählte Merkmale", "Merkmale").replace("Berichtsmonat:; Januar 2026\n", "")
    frame = ba_table.read(write(text), ALO, "16063")
    assert frame.attrs["report_month"] == "2026-01" and frame["value"].iloc[0] == 1234


def test_only_the_report_month_is_provisional_and_only_where_the_answer_says_so(write: Write) -> None:
    frame = ba_table.read(write(GOOD), ALO, "16063")
    assert set(frame.loc[frame["quality"] == "p", "period"]) == {"2026-01"}
    quiet = ba_table.read(write(GOOD.replace("vorläufige Daten", "keiner")), ALO, "16063")
    assert set(quiet["quality"]) == {""}


def test_a_row_that_repeats_belongs_to_the_row_above(write: Write, cell: Cell) -> None:
    text = GOOD.replace("im Rechtskreis SGB III;1;1;1", "im Rechtskreis SGB III;77;1;1", 1)
    frame = ba_table.read(write(text), ALO, "16063")
    part = "Teil=im Rechtskreis SGB III"
    assert cell(frame, measure=COUNT, classifications=part, period="2026-01")["value"] == 77
    assert cell(frame, measure=RATE, classifications=part, period="2026-01")["value"] == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[("0", 0), ("7", 7), ("999", 999), ("1.000", 1000), ("226.880", 226880), ("1.234.567", 1234567)],
        *[("10,6", 10.6), ("-1.234,5", -1234.5), ("226880", 226880), ("5,", None), ("1.23", None), ("1.2345", None)],
        *[(".5", None), ("1,234.5", None), ("+1", None), ("1 000", None), ("١", None), ("", None), ("1.23.456", None)],
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert ba_table.number(text) == value


@pytest.mark.parametrize(("sign", "kept"), [("*", "."), ("X", "x"), ("-", "-"), ("…", "..."), (".", ".")])
def test_signs_are_no_numbers(write: Write, cell: Cell, sign: str, kept: str) -> None:
    frame = ba_table.read(write(GOOD.replace("1.234;", f"{sign};", 1)), ALO, "16063")
    found = cell(frame, measure=COUNT, period="2026-01", classifications="")
    assert found["sign"] == kept and found.isna()["value"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Ausgewählte Merkmale", "Ausgewählte Merkmale:", "a line such as 'Berichtsmonat"),
        ("Januar 2026;Dezember 2025;Januar 2025", "neu;alt;älter", "a line such as 'Berichtsmonat"),
        ("Januar 2026;Dezember 2025", "Januar 2026;Januar 2026", "a second time"),
        ("Dezember 2025;", "vor einem Monat;", "a month or a change"),
        ("Berichtsmonat:; Januar 2026", "Berichtsmonat:; Februar 2026", "the newest month in both"),
        ("Berichtsmonat:; Januar 2026\n", "Berichtsmonat:\n", "Berichtsmonat:  above"),
        ("1.234;", "1.23;", "line 7, column 2: found '1.23'"),
        ("1.234;", ";", "an empty cell"),
        ("Kreis:; Musterkreis", "Kreis:;", "no region above the table"),
        ("Arbeitslose insgesamt;1.234;1.300;12.345", "Arbeitslose insgesamt;1.234", "fields"),
        (RATE, COUNT, "each figure once"),
        ("Kreis:; Musterkreis", "<!DOCTYPE html><html>", "a line such as"),
    ],
)
def test_a_changed_answer_is_refused(write: Write, old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(SourceError, match=re.escape(message)):
        ba_table.read(write(GOOD.replace(old, new)), ALO, "16063")


def test_the_key_stands_in_the_name() -> None:
    assert ba_table.area_of(Path("alo-kreis-16063__retrieved-2026-03-01.csv")) == "16063"
    with pytest.raises(SourceError, match="key of a district"):
        ba_table.area_of(Path("alo-kreis__retrieved-2026-03-01.csv"))


BRIEF = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def check(file: Path, content: bytes) -> None:
    """Read the content; where it is read, every row must be what stands at its line and column."""
    file.write_bytes(content)
    try:
        frame = ba_table.read(file, ALO, "16063")
    except SourceError:
        return
    assert frame.columns.tolist() == COLUMNS and len(frame)
    assert (frame["value"].isna() == (frame["sign"] != "")).all()
    lines = re.split("\r\n|\r|\n", content.decode("utf-8-sig", "replace"))
    for row in rows_of(frame):
        text = lines[row.line - 1].split(";")[row.column - 1].strip().strip('"')
        if row.sign:
            assert ba_table.SIGNS[text] == row.sign
        else:
            assert float(text.replace(".", "").replace(",", ".")) == row.value


@BRIEF
@given(content=st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    check(tmp_path / "any.csv", content)


@BRIEF
@given(place=st.integers(0, len(GOOD.encode()) - 1), byte=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_answer(tmp_path: Path, place: int, byte: int, cut: bool) -> None:
    content = GOOD.encode()
    check(tmp_path / "any.csv", content[:place] + (b"" if cut else bytes([byte]) + content[place + 1 :]))


@BRIEF
@given(values=st.lists(st.integers(0, 10**9), min_size=3, max_size=3))
def test_what_is_written_comes_back(tmp_path: Path, values: list[int]) -> None:
    file = tmp_path / "any.csv"
    file.write_text(answer(ALO, "X", "2026-03", [[*values], [1.0, 1.0, 1.0]]), encoding="utf-8")
    frame = ba_table.read(file, ALO, "16063")
    assert frame.loc[(frame["measure"] == COUNT) & (frame["classifications"] == ""), "value"].tolist() == values
    assert [ba_table.number(german(value)) for value in values] == values
