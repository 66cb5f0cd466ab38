"""The same picture for many districts: a folder for each, and what is offered is what is asked for."""

from dataclasses import replace
from datetime import date, time
from xml.etree import ElementTree

import pytest

from atlas.export.embargo import embargo
from atlas.export.plate import Plate
from atlas.export.press_pack import Order, pack_files
from atlas.export.sizes import PRESETS
from atlas.messages import words
from atlas.store import Store
from atlas.ui import press_batch, press_gallery, press_page
from atlas.ui.comparison_plate import NoSeriesError
from atlas.ui.press_asked import KINDS, NODES
from atlas.ui.visit import Visit
from geo import catchments
from tests.pages.press_desk import DE, DISTRICT, NOW, german
from tests.pages.visits import PRESS, visit


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {NODES}))
def test_the_same_picture_for_several_districts_has_a_folder_for_each(store: Store, kind: str) -> None:
    one = german(store)
    make = press_page.maker(press_gallery.start(one, kind), catchments)
    assert make is not None
    codes = store.region().district_codes[:2]
    english = Visit(words("en"), store, store.region())
    found, missing = press_batch.plates(one, english, "grey", codes, make, press_gallery.NOTHING)
    assert (len(found), missing) == (2, [])
    assert {plate.picture.theme for plates in found.values() for plate in plates.values()} == {"grey"}
    order = Order(("svg",), PRESETS["column_two"])
    packs = [pack_files(plates, "de", order, NOW) for plates in found.values()]
    files = press_batch.in_folders(found, packs, "de", order, NOW)
    folders = {name.partition("/")[0] for name in files}
    assert len(folders) == 2
    titles = {
        ElementTree.fromstring(data).findtext("{http://www.w3.org/2000/svg}title")
        for name, data in files.items()
        if name.endswith(".svg")
    }
    assert len(titles) == 2, "each district has a title of its own"


@pytest.mark.parametrize("codes", [("16074", "16075"), ("06611", "06633")], ids=["names that are cut", "same name"])
def test_no_district_of_a_batch_takes_the_place_of_another(store: Store, codes: tuple[str, str]) -> None:
    one = german(store)
    make = press_page.maker(press_gallery.series(one, "unemployment_rate"), catchments)
    assert make is not None
    found, _ = press_batch.plates(one, one, "light", codes, make, press_gallery.NOTHING)
    held = embargo(date(2027, 1, 4), time(10, 15), NOW)
    order = Order((), PRESETS["column_two"], embargo=held)
    files = press_batch.in_folders(found, [{"quelle.txt": code.encode()} for code in found], "de", order, NOW)
    assert sorted(files.values()) == [code.encode() for code in codes]
    folders = [name.partition("/")[0] for name in files]
    assert all(code in folder and len(folder) < 60 for code, folder in zip(codes, folders, strict=True))
    twice = {code: found[codes[0]] for code in ("", " ")}
    with pytest.raises(ValueError, match="twice"):
        press_batch.in_folders(twice, [{"a": b""}] * 2, "de", order, NOW)


def test_a_picture_of_an_area_that_marks_a_district_is_named_after_both(store: Store) -> None:
    one = german(store)
    for kind, count in (("map", 3), ("ranking", 3), ("series", 1), ("events", 1)):
        asked = press_gallery.start(one, kind).of(DISTRICT)
        areas = (store.region().area_code, "16", "DG")
        named = {press_gallery.plate_of(one, replace(asked, area_code=code), catchments).named for code in areas}
        assert len(named) == count, kind


def test_a_batch_is_let_go_when_something_else_is_asked_for() -> None:
    app = visit(PRESS, picture="series", indicator="unemployment_rate")
    app.session_state["press_page_batch_fold"] = True
    app.session_state["press_page_batch_file"] = press_batch.Batch(("other",), "other.zip", b"zip", ())
    app.run()
    assert "press_page_batch_file" not in app.session_state
    assert not app.success


def test_a_batch_is_another_one_with_anything_else_that_is_asked_for(store: Store) -> None:
    one = german(store)
    asked, order = press_gallery.start(one, "map"), Order((), PRESETS["web"])
    changes = ({"area_code": "DG"}, {"method": "equal"}, {"since": 2010}, {"day": date(2030, 1, 1)})
    others = [press_batch.about_of(one, replace(asked, **one_of), (DISTRICT,), order, "light") for one_of in changes]
    own = press_batch.about_of(one, asked, (DISTRICT,), order, "light")
    assert own == press_batch.about_of(one, replace(asked), (DISTRICT,), order, "light")
    assert own not in others
    assert one.data_version in own


def test_districts_without_figures_are_told_not_drawn(store: Store) -> None:
    one = german(store)

    def make(visit: Visit, code: str) -> Plate:
        if code == DISTRICT:
            raise NoSeriesError("none")
        return press_gallery.plate_of(visit, press_gallery.start(visit, "map").of(code), catchments)

    found, missing = press_batch.plates(one, one, "light", (DISTRICT, "16070"), make, press_gallery.NOTHING)
    assert len(found) == 1
    assert missing == [store.names["de"][DISTRICT]]


def test_all_districts_of_a_land_are_offered_at_once() -> None:
    app = visit(PRESS, picture="map", batch="16")
    app.session_state["press_page_batch_fold"] = True
    app.run()
    assert app.button(key="press_page_batch_begin").label == DE("press.batch_begin", n=22)
