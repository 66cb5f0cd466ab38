"""Files that must not be read: each gives one error naming file, place, what was found, wanted, to do."""

import io
import zipfile
from pathlib import Path

import pytest

from etl.errors import AtlasError, SourceError
from etl.formats import notes, read_table, stand
from tests.etl.formats.conftest import Write, rows_of

CLASSIC = "classic_cp1252_13211-02-05-4.csv"
UTF8 = "classic_utf8_52411-02-01-4.csv"
FLAT = "flat_52411-02-01-4.csv"
OLD = "flat_old_12411-01-01-4.csv"


def zipped(**members: bytes) -> bytes:
    """Return a zip with these members; '_' in their names stands for a point."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return buffer.getvalue()


def refused(file: Path) -> SourceError:
    """Return the error that reading the file raises."""
    with pytest.raises(SourceError) as caught:
        read_table(file)
    assert str(caught.value).startswith(f"{file}, ")
    assert caught.value.where and caught.value.found and caught.value.wanted and caught.value.do.endswith(".")
    return caught.value


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "an empty file"),
        (b"\n \n", "an empty file"),
        (b"\x89PNG\r\n\x1a\n\x00", "the control character"),
        (b"\x1f\x8b\x08\x00", "the control character"),
        ("a;b".encode("utf-16"), "UTF-16"),
        (b"<!DOCTYPE html>\n<html></html>", "a web page"),
        (
            b'{"Status": {"Code": 98, "Content": "Die Tabelle ist zu gross"}}',
            "code 98, 'Die Tabelle ist zu gross'",
        ),
        (b'{"Code": 15, "Content": "Sie sind nicht berechtigt"}', "code 15"),
        (b"[1]", "code None"),
        (b'{"Status":', "JSON that cannot be read"),
        (b"name;number\na;1\n", "'name;number'"),
        (b"PK\x03\x04 cut", "a damaged zip"),
    ],
)
def test_other_things(write: Write, content: bytes, found: str) -> None:
    assert found in refused(write(content)).found


def test_a_missing_file(tmp_path: Path) -> None:
    assert "No such file" in refused(tmp_path / "none.csv").found
    assert stand(tmp_path / "none.csv") is None
    with pytest.raises(AtlasError):
        notes(tmp_path / "none.csv")


def test_zips(write: Write, recorded: Path) -> None:
    table = (recorded / FLAT).read_bytes()
    assert refused(write(zipped(a_csv=table, b_csv=table))).found == "2 files ('a.csv, b.csv')"
    assert "1 files" in refused(write(zipped(a_xlsx=table))).found
    damaged = bytearray(zipped(a_csv=table))
    damaged[len(damaged) // 2] ^= 255
    assert "damaged" in refused(write(bytes(damaged))).found
    assert "the control character" in refused(write(zipped(a_csv=zipped(b_csv=table)))).found


def test_a_zip_bomb(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.formats.content.RATIO_FROM_BYTES", 1_000_000)
    assert "more than 3,000,000 bytes" in refused(write(zipped(a_csv=b"0" * 3_000_000))).found
    monkeypatch.setattr("etl.formats.content.MOST_BYTES", 2_000_000)
    assert "more than 2,000,001 bytes" in refused(write(zipped(a_csv=b"0" * 3_000_000))).found


def test_wrong_encodings(write: Write, recorded: Path) -> None:
    text = (recorded / UTF8).read_text(encoding="utf-8")
    assert "garbled" in refused(write(text.encode().decode("cp1252", "replace").encode())).found
    assert refused(write(text.replace("Ü", "Ue").encode("cp850"))).wanted.startswith(("UTF-8 or", "letters of"))
    assert refused(write(text.encode("mac-roman"))).wanted.startswith("letters of German")
    mixed = text.encode().replace("ö".encode(), "ö".encode("cp1252"), 1)
    assert refused(write(mixed)).wanted == "UTF-8 throughout"
    assert "garbled" in refused(write(text.replace("ä", "\ufffd"))).found


@pytest.mark.parametrize("name", [CLASSIC, UTF8, FLAT, OLD])
def test_a_file_cut_anywhere_gives_no_figure_that_is_not_in_the_whole(write: Write, recorded: Path, name: str) -> None:
    whole = (recorded / name).read_bytes()
    expected = {(row.line, row.column): row for row in rows_of(read_table(recorded / name))}
    for end in range(1, len(whole), 131):
        try:
            frame = read_table(write(whole[:end], name))
        except SourceError:
            continue
        for row in rows_of(frame):
            assert repr(row) == repr(expected[row.line, row.column])


def test_a_classic_table_without_footer_is_truncated(write: Write, recorded: Path) -> None:
    whole = (recorded / CLASSIC).read_bytes()
    assert refused(write(whole[: whole.index(b"____")])).found == "no footer: the file is truncated"
    assert "a footer without date" in refused(write(whole[: whole.index(b"Stand:")])).found
    wrong_day = whole.replace(b"Stand: 17.08.2021", b"Stand: 37.08.2021")
    assert "Stand: 37.08.2021" in refused(write(wrong_day)).found


@pytest.mark.parametrize(
    ("name", "old", "new", "where", "found"),
    [
        (CLASSIC, ";3138;", ";3.138;", "line 16, column 4", "'3.138'"),
        (CLASSIC, ";3138;", ";3138,;", "line 16, column 4", "'3138,'"),
        (CLASSIC, ";3138;", ";;", "line 16, column 4", "an empty cell"),
        (CLASSIC, ";3138;", ";", "line 16", "15 fields"),
        (CLASSIC, ";3138;", ";?;", "line 16, column 4", "'?'"),
        (CLASSIC, ";3138;", ";12345678901234567;", "line 16, column 4", "'12345678901234567'"),
        (CLASSIC, "2020;16063;", "x020;16063;", "line 16, column 1", "'x020'"),
        (CLASSIC, "2020;16063;", "2020;1606x;", "line 16, column 2", "'1606x'"),
        (CLASSIC, "2020;16067;", "2020;16063;", "line 17", "a second time"),
        (FLAT, "time_label", "time_name", "line 1, column 4", "'time_name'"),
        (FLAT, "value_unit;", "", "line 1, column 15", "'value_variable_code'"),
        (FLAT, "value_variable_label", "value_variable_label;more", "line 1, column 18", "'more'"),
        (FLAT, ";16063;Wartburgkreis;", ";16063;", "line", "16 fields"),
        (FLAT, ";27;Anzahl", ";27.;Anzahl", "line", "'27.'"),
        (FLAT, ";27;Anzahl", ";;Anzahl", "line", "an empty cell"),
        (FLAT, ";2024;KREISE", ";20x4;KREISE", "line 2, column 5", "'20x4'"),
        (
            FLAT,
            ";KREISE;Kreise und kreisfreie Städte;16063",
            ";KREISE;Kreise und kreisfreie Städte;Y",
            "line",
            "'Y'",
        ),
        (FLAT, "52411;", "52412;", "line 2, column 1", "52412"),
        (FLAT, "52411;Statistik", '52411;"Statistik', "line 2", "Statistik"),
        (FLAT, ";ISVAT3;", ";;", "line 2, columns 10 to 13", "Verfahren"),
        (FLAT, "Tsd. EUR;FOR002;voraus", "Tsd. EUR;FOR002;Voraus", "line", "FOR002"),
        (OLD, "Zeit_Label", "Zeit_Name", "line 1, column 4", "'Zeit_Name'"),
        (OLD, "BEVSTD__Bev", "BEVSTD_Bev", "line 1, column 14", "'BEVSTD_Bev"),
        (OLD, ";159201", ";159.201", "line", "'159.201'"),
        (OLD, "12411;", "KREISE;", "line 2, column 1", "'KREISE"),
    ],
)
def test_damages(write: Write, recorded: Path, name: str, old: str, new: str, where: str, found: str) -> None:
    encoding = "cp1252" if name == CLASSIC else "utf-8"
    text = (recorded / name).read_bytes().decode(encoding)
    assert old in text
    error = refused(write(text.replace(old, new, 1).encode(encoding), name))
    assert error.where.startswith(where) and found in error.found


def test_a_row_twice(write: Write, recorded: Path) -> None:
    for name in (CLASSIC, UTF8, FLAT, OLD):
        lines = (recorded / name).read_bytes().split(b"\n")
        assert "a second time" in refused(write(b"\n".join([*lines[:19], lines[18], *lines[19:]]), name)).found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ((), "no header row"),
        ((";;Anzahl",), "no figures below"),
        (("01;Ein Land;3",), "no header row"),
        (("Fälle (Anzahl);;", ";;männlich", "01;Ein Land;3"), "''"),
        (("2014;;", "2015;;", ";;Fälle", ";;Anzahl", "01;Ein Land;3"), "periods ['2014', '2015'] above"),
        (("01;Ein Land;3", ";;Anzahl", "02;Kein Land;3"), "figures above the header"),
    ],
)
def test_classic_tables_that_do_not_hang_together(classic: Write, lines: tuple[str, ...], found: str) -> None:
    assert refused(classic(*lines)).found == found


def test_open_quotation_marks(classic: Write) -> None:
    assert refused(classic("2014;;", ";;Fälle", ";;Anzahl", '01;"Ein Land;3')).found == "'01;\"Ein Land;3'"
