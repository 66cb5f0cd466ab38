"""Own places on the page of siting: a list whole or not at all, by coordinates, from the list of municipalities."""

import pytest

from atlas.messages import LANGUAGES, words
from tests.pages.visits import SITING, address, sentences, text, visit

DE = words("de")
WORKS = '[["Werk Süd",50.83,10.95]]'


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_list_of_places_is_taken_whole(lang: str) -> None:
    app = visit(SITING, **{"pool": "own", "lang": lang})
    content = "Name;Breite;Länge\nWerk Süd;50,83;10,95\nAlte Post;50,95;10,70\n".encode("cp1252")
    app.file_uploader(key="siting_upload").set_value(("orte.csv", content, "text/csv")).run()
    assert not app.error
    assert address(app)["own"] == '[["Werk Süd",50.83,10.95],["Alte Post",50.95,10.7]]'
    assert words(lang)("siting.proven_one", n=2) in sentences(app)[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_of_a_faulty_list_nothing_is_taken_and_each_fault_named_by_its_row(lang: str) -> None:
    w = words(lang)
    app = visit(SITING, **{"pool": "own", "own": WORKS, "lang": lang})
    content = (
        "name,lat,lon\nGut,50.9,10.7\n=HYPERLINK(1),50.9,10.7\nFern,52.5,13.4\nGut,50.9,10.7\nVertauscht,10.7,50.9\n"
    )
    app.file_uploader(key="siting_upload").set_value(("orte.csv", content.encode(), "text/csv")).run()
    (told,) = app.error
    assert w("siting.refused_list") in told.value
    read = told.value.replace("\\", "")
    for row, key, found in (
        (3, "formula", "=HYPERLINK(1)"),
        (4, "outside", "52.5; 13.4"),
        (5, "twice", "Gut (2)"),
        (6, "swapped", "10.7; 50.9"),
    ):
        assert w("siting.fault_row", row=row, told=w(f"siting.fault_{key}", found=found)) in read
    assert address(app)["own"] == WORKS


def test_a_missing_column_is_named() -> None:
    app = visit(SITING, **{"pool": "own"})
    app.file_uploader(key="siting_upload").set_value(("orte.csv", b"name,lat\nA,50.9\n", "text/csv")).run()
    assert DE("siting.fault_column", found="lon") in app.error[0].value.replace("\\", "")


def test_a_long_list_stays_in_the_session_and_the_page_says_so() -> None:
    app = visit(SITING, **{"pool": "own"})
    rows = "".join(f"Ort {n},{50.80 + n / 1000:.3f},10.95\n" for n in range(21))
    app.file_uploader(key="siting_upload").set_value(("o.csv", f"name,lat,lon\n{rows}".encode(), "text/csv")).run()
    assert address(app)["own"] == "list"
    assert DE("siting.own_long", n=20) in text(app)
    assert DE("siting.proven_one", n=21) in sentences(app)[0]
    other = visit(SITING, **{"pool": "own", "own": "list"})
    assert [note.value for note in other.warning] == [DE("address.note")], "the link does not carry the list"


def test_a_place_is_named_by_its_coordinates_and_dropped_again() -> None:
    app = visit(SITING, **{"pool": "own"})
    for key, typed in {"siting_name": "Werk Süd", "siting_lat": "50,83", "siting_lon": "10,95"}.items():
        app.text_input(key=key).set_value(typed)
    next(one for one in app.button if one.label == DE("siting.own_add")).click().run()
    assert address(app)["own"] == WORKS
    app.multiselect(key="siting_places").set_value([]).run()
    assert address(app)["own"] == "-"


def test_a_place_outside_is_refused() -> None:
    app = visit(SITING, **{"pool": "own"})
    for key, typed in {"siting_name": "Fern", "siting_lat": "52.5", "siting_lon": "13.4"}.items():
        app.text_input(key=key).set_value(typed)
    next(one for one in app.button if one.label == DE("siting.own_add")).click().run()
    assert DE("siting.fault_outside", found="52.5; 13.4") in app.error[0].value.replace("\\", "")
    assert address(app)["own"] == "-"


def test_a_municipality_is_chosen_from_the_list_and_dropped_by_choosing_it_again() -> None:
    app = visit(SITING, **{"pool": "own"})
    app.selectbox(key="siting_town").select("16070029").run()
    assert address(app)["own"].startswith('[["Ilmenau",')
    assert DE("siting.further", n=1, places="Ilmenau") in sentences(app)[0]
    app.selectbox(key="siting_town").select("16070029").run()
    assert address(app)["own"] == "-"
