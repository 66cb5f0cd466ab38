"""A list of venues as offices write it, and everything that is refused, by row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.ui.siting import Place
from atlas.ui.siting_upload import MOST_FAULTS, MOST_ROWS, UploadError, read

GOTHA, GERA = Place("Gotha", 10.7, 50.95), Place("Gera, Süd", 12.08, 50.88)
HEAD = "Name;Breite;Länge;Bemerkung\n"
LIST = HEAD + "Gotha;50,95;10,7;groß\n\nGera, Süd;50.88;12,08;\n"


def inside(lon: float, lat: float) -> bool:
    return 9.8 <= lon <= 12.7 and 50.2 <= lat <= 51.7


def refused(content: bytes | str) -> list[tuple[int, str]]:
    with pytest.raises(UploadError) as found:
        read(content.encode() if isinstance(content, str) else content, inside)
    return [(fault.row, fault.key) for fault in found.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_list_is_read_as_offices_write_it(encoding: str) -> None:
    assert read(LIST.encode(encoding), inside) == (GOTHA, GERA)
    assert read(LIST.replace("\n", "\r\n").encode(encoding), inside) == (GOTHA, GERA)


@pytest.mark.parametrize(
    "text",
    [
        'lat,lon,name\n50.95,10.7,Gotha\n50.88,12.08,"Gera, Süd"\n',
        "LONGITUDE\tname\tLatitude\n10,7\tGotha\t50,95\n12.08\tGera, Süd\t50.88\n",
    ],
)
def test_columns_stand_in_any_order(text: str) -> None:
    assert read(text.encode(), inside) == (GOTHA, GERA)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", [(0, "empty")]),
        (HEAD, [(0, "empty")]),
        ("Name;Breite\nGotha;50,95\n", [(1, "column")]),
        ("Name;lat;lat;lon\nGotha;1;2;3\n", [(1, "column")]),
        (HEAD + "Gotha;50,95\n", [(2, "cells")]),
        (HEAD + ";50,95;10,7;\n", [(2, "no_name")]),
        (HEAD + "Gotha;50,95;10,7;\nGOTHA;50,9;10,8;\n", [(3, "twice")]),
        (HEAD + "=1+1;50,95;10,7;\n@x;50;10;\n", [(2, "formula"), (3, "formula"), (3, "outside")]),
        (HEAD + f"{'x' * 81};50,95;10,7;\n", [(2, "name")]),
        (HEAD + "Gotha;nord;10,7;\n", [(2, "number")]),
        (HEAD + "Gotha;1.050,95;10,7;\n", [(2, "number")]),
        (HEAD + "Gotha;1e9;=10;\n", [(2, "number"), (2, "number")]),
        (HEAD + "Gotha;10,7;50,95;\n", [(2, "swapped")]),
        (HEAD + "Kiel;54,3;10,1;\n", [(2, "outside")]),
        (HEAD + 'Gotha;"50,95;10,7;\n', [(2, "csv")]),
    ],
)
def test_what_is_wrong_is_named_by_row(text: str, faults: list[tuple[int, str]]) -> None:
    assert refused(text) == faults


def test_too_much_is_refused_at_once_and_of_many_faults_the_first_are_named() -> None:
    many = HEAD + "".join(f"Ort {i};50,95;10,7;\n" for i in range(MOST_ROWS + 1))
    assert refused(many) == [(0, "too_many")]
    assert refused(HEAD + "x;50;10;\n" * 100_000) == [(0, "too_large")]
    assert len(refused(HEAD + "x;a;10;\n" * 50)) == MOST_FAULTS


def test_a_picture_is_no_list() -> None:
    assert refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9) == [(0, "encoding")]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        found = read(content, inside)
    except UploadError as fault:
        assert fault.faults
    else:
        assert all(inside(place.lon, place.lat) for place in found)
