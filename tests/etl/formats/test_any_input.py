"""Whatever a file holds: a tidy frame whose every figure stands in the file, or our own error."""

import csv
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.errors import SourceError
from etl.formats import read_table, stand
from etl.formats.tidy import COLUMNS
from tests.etl.formats.conftest import rows_of

NAMES = sorted(file.name for file in (Path(__file__).parent / "recorded").glob("*.csv"))
BRIEF = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBER = re.compile(r"\(?(-?\d+(?:[.,]\d+)?)\)?", re.ASCII)


def text_of(content: bytes) -> list[str]:
    """Return the lines of a file, decoded apart from the readers."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    return re.split("\r\n|\r|\n", text)


def check(file: Path, content: bytes) -> None:
    """Read the content; where it is read, every row must be what stands at its line and column."""
    file.write_bytes(content)
    try:
        frame = read_table(file)
        stand(file)
    except SourceError as error:
        assert str(error).startswith(str(file))
        return
    assert frame.columns.tolist() == COLUMNS and len(frame)
    assert not frame.drop(columns="value").isna().any().any()
    assert (frame["value"].isna() == (frame["sign"] != "")).all()
    lines = text_of(content)
    for row in rows_of(frame):
        _check_cell(row, next(csv.reader([lines[row.line - 1]], delimiter=";"))[row.column - 1].strip())


def _check_cell(row: Any, text: str) -> None:
    found = NUMBER.fullmatch(text)
    number = float(found[1].replace(",", ".")) if found else None
    assert (text == row.sign) if number is None else (number == row.value)


@BRIEF
@given(content=st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, content: bytes) -> None:
    check(tmp_path / "any.csv", content)


@BRIEF
@given(
    head=st.sampled_from([b"GENESIS-Tabelle: 12345-0001\n", b"statistics_code;", b"Statistik_Code;", b"PK\x03\x04"]),
    rest=st.text(alphabet='DG0161,.-x;\n"_ Stand:Anzahl(€ä', max_size=300),
)
def test_any_text_behind_a_known_beginning(tmp_path: Path, head: bytes, rest: str) -> None:
    check(tmp_path / "any.csv", head + rest.encode())


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged_tables(tmp_path: Path, recorded: Path, name: str, data: st.DataObject) -> None:
    content = (recorded / name).read_bytes()
    for _ in range(data.draw(st.integers(1, 3))):
        content = data.draw(damaged(content))
    check(tmp_path / name, content)


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """Return the content cut, or with a byte changed, text put in, a line doubled, moved or gone."""
    place = draw(st.integers(0, max(len(content) - 1, 0)))
    kind = draw(st.sampled_from(["cut", "flip", "insert", "double", "drop", "swap"]))
    if kind == "cut":
        return content[:place]
    if kind == "flip":
        return content[:place] + bytes([draw(st.integers(0, 255))]) + content[place + 1 :]
    if kind == "insert":
        return (
            content[:place]
            + draw(st.sampled_from([b";", b"\n", b'"', b"1", b",", b".", b" ", b"\xe4"]))
            + content[place:]
        )
    lines = content.split(b"\n")
    one, two = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
    if kind == "swap":
        lines[one], lines[two] = lines[two], lines[one]
    else:
        lines[one : one + 1] = [lines[one]] * (2 if kind == "double" else 0)
    return b"\n".join(lines)


values = st.one_of(
    st.sampled_from(["-", ".", "...", "/", "x"]),
    st.integers(-(10**14), 10**14).map(str),
    st.decimals(-(10**6), 10**6, places=2).map(lambda number: str(number).replace(".", ",")),
)


@BRIEF
@given(
    cells=st.dictionaries(
        st.sampled_from([f"{land:02d}{n:03d}" for land in range(1, 17) for n in (1, 52)]), values, min_size=1
    )
)
def test_a_flat_table_comes_back(tmp_path: Path, recorded: Path, cells: dict[str, str]) -> None:
    header = (recorded / "flat_decimals_AI-N-01-2-5.csv").read_text(encoding="utf-8").split("\n")[0]
    rows = [
        f"12345;S;JAHR;Jahr;2024;KREISE;Kreise;{code};Kreis {code};{text};Anzahl;X1;Fälle"
        for code, text in cells.items()
    ]
    file = tmp_path / "flat.csv"
    file.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    frame = read_table(file)
    assert frame["area_code"].tolist() == list(cells)
    expected = [None if NUMBER.fullmatch(text) is None else float(text.replace(",", ".")) for text in cells.values()]
    assert [None if pd.isna(value) else value for value in frame["value"]] == expected
