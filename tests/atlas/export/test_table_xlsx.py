"""XLSX, read back with calamine and as XML."""

import io
import zipfile
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from atlas.export import xlsx
from tests.atlas.export.tables import one_text, sheet

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def book(data: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_first_sheet_says_what_it_is() -> None:
    read = book(xlsx(sheet()))
    assert read.sheet_names == ["Über diese Daten", "Daten"]
    lines = [tuple(row) for row in read.get_sheet_by_index(0).to_python()]
    for line in [
        ("Titel", "Arbeitslose"),
        ("Definition", "Alle Gemeldeten"),
        ("Einheit", "Personen"),
        ("Quelle", "© Zweites Amt"),
        ("Lizenz", "dl-de/by-2-0"),
        ("Stand", "2025"),
        ("Abgerufen am", "1. März 2026"),
        ("Zu beachten", "Vorsicht"),
        ("Adresse dieser Ansicht", "http://localhost/karte?kreis=01001"),
        ("Datenversion", "7"),
    ]:
        assert line in lines
    assert {"0", "-", ".", "/", "x", "..."} <= {str(line[0]) for line in lines}


def test_figures_are_numbers_and_signs_stand_beside_them() -> None:
    head, *body = book(xlsx(sheet())).get_sheet_by_index(1).to_python()
    assert head == ["Schlüssel", "Kreis", "Arbeitslose (Personen)", "Zeichen"]
    assert body == [
        ["01001", "Übersee", 4815.0, ""],
        ["16063", "=Kreis", "", "."],
        ["16056", "Alt", 0.0, "-"],
        ["16070", "Neu; <b>", "", "keine Angabe"],
        ["16067", "Geheim", "", "."],
    ]


def test_english() -> None:
    read = book(xlsx(sheet("en")))
    assert read.sheet_names == ["About these data", "Data"]


def test_a_secret_figure_is_nowhere_in_the_file() -> None:
    assert all(b"777" not in part for part in parts(xlsx(sheet())).values())


def test_the_same_table_gives_the_same_bytes() -> None:
    assert xlsx(sheet()) == xlsx(sheet())


@pytest.mark.parametrize("text", ["=1+1", "https://example.org", "{=1}", "0123", "x" * 40_000, "_x0041_", "<b>&"])
def test_text_stays_text(text: str) -> None:
    data = xlsx(one_text(text))
    cell = book(data).get_sheet_by_index(1).to_python()[1][0]
    assert cell in (text[:32_767], "A")
    assert all(b"<f>" not in part and b"hyperlink" not in part for part in parts(data).values())


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(exclude_categories=())))
def test_any_text_gives_a_sound_file_without_formulas(text: str) -> None:
    for name, part in parts(xlsx(one_text(text))).items():
        root = ElementTree.fromstring(part)
        assert not root.findall(f".//{MAIN}f"), name
        assert not root.findall(f".//{MAIN}hyperlink"), name
