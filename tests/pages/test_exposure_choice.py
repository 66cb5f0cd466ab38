"""The choice on the page of the exposure index: ingredients added and dropped, saved, loaded, refused; what follows."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from atlas.messages import words
from atlas.store import Store, open_current, records
from atlas.ui import exposure
from atlas.ui.exposure import Settings, ingredients, published
from atlas.ui.exposure_saved import Saved, dump
from tests.pages.visits import EXPOSURE, address, sentences, tables, visit

DE, EN = words("de"), words("en")
FURTHER = "gdp_per_head"
SAVED = Saved("Probe", (10, 10, 20, 20, 20, 20, 0, 0, 0, 0, 0, 0), "rank", "geometric", True)
CHOICE = ("weights", "locks", "more", "scale", "mean", "missing")


def position(store: Store, name: str = FURTHER) -> int:
    """Return the number of an ingredient, from 1, as its controls bear it."""
    return [row["indicator_id"] for row in ingredients(store)].index(name) + 1


def written(store: Store, saved: Saved = SAVED, change: dict[str, object] | None = None) -> bytes:
    """Return the bytes of a saved choice, with other entries for those given."""
    ids = [row["indicator_id"] for row in ingredients(store)]
    text = dump(saved, ids, published(store), store.info["exposure_version"])
    return json.dumps(json.loads(text) | (change or {})).encode()


def loaded(app: AppTest, content: bytes) -> AppTest:
    """Return the page after a file was given to it."""
    app.file_uploader(key="weights_file").set_value(("choice.json", content, "application/json")).run()
    assert not app.exception
    return app


def test_a_further_ingredient_is_added_with_some_weight_and_taken_out_again(store: Store) -> None:
    i = position(store)
    app = visit(EXPOSURE)
    app.checkbox(key=f"widget_more_{i}").check().run()
    held = address(app)
    weights = [int(part) for part in held["weights"].split(",")]
    assert (held["more"], weights[i - 1], sum(weights)) == (FURTHER, 10, 100)
    assert app.slider(key=f"widget_weight_{i}").value == 10
    app.checkbox(key=f"widget_more_{i}").uncheck().run()
    assert (address(app)["more"], address(app)["weights"].count(",")) == ("-", 5)
    assert f"widget_weight_{i}" not in {slider.key for slider in app.slider}


def test_a_further_ingredient_of_weight_0_keeps_its_slider(store: Store) -> None:
    i = position(store)
    app = visit(EXPOSURE, more=FURTHER)
    app.slider(key=f"widget_weight_{i}").set_value(30).run()
    assert address(app)["weights"].split(",")[i - 1] == "30"
    app.slider(key=f"widget_weight_{i}").set_value(0).run()
    assert address(app)["more"] == FURTHER
    assert app.slider(key=f"widget_weight_{i}").value == 0


def test_taking_out_the_only_weight_that_is_free_frees_the_others(store: Store) -> None:
    i = position(store)
    rest = ",".join(["0"] * (i - 7) + ["40"])
    app = visit(EXPOSURE, weights=f"10,10,10,10,10,10,{rest}", locks="1,2,3,4,5,6")
    app.checkbox(key=f"widget_more_{i}").uncheck().run()
    held = address(app)
    assert held["locks"] == "-"
    assert sum(int(part) for part in held["weights"].split(",")) == 100
    assert held["weights"].count(",") == 5


def test_all_weight_on_a_further_ingredient_gives_its_order(store: Store) -> None:
    known = {row["area_code"]: row["value"] for row in records(store.newest_values((FURTHER,)))}
    weights = ",".join("100" if i == position(store) - 1 else "0" for i in range(position(store)))
    rows = next(iter(tables(visit(EXPOSURE, weights=weights)).values()))[1:]
    assert len(rows) == 22
    told = [known[row[1]] for row in rows if row[2] != "100,0"]
    assert len(told) > 5
    assert told == sorted(told)


@pytest.mark.parametrize("more", ["", "x", "manufacturing_share", f"{FURTHER},{FURTHER}"])
def test_a_further_ingredient_that_there_is_not_is_refused(more: str) -> None:
    app = visit(EXPOSURE, more=more)
    assert address(app)["more"] == "-"
    assert [box.value for box in app.warning] == [DE("address.note")]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_saved_choice_is_loaded_in_any_language_and_area(store: Store, lang: str) -> None:
    app = loaded(visit(EXPOSURE, lang=lang, area="DG", locks="1"), written(store))
    wanted = ("10,10,20,20,20,20", "-", "-", "rank", "geometric", "1")
    assert tuple(address(app)[key] for key in CHOICE) == wanted
    assert [box.value for box in app.success] == [words(lang)("exposure.file_loaded", name="Probe")]
    assert app.text_input(key="weights_name").value == "Probe"


def test_what_the_page_saves_it_loads(store: Store) -> None:
    i = position(store)
    weights = (20, 20, 10, 10, 10, 20, *(10 if j == i - 1 else 0 for j in range(6, len(ingredients(store)))))
    saved = Saved("", weights, "goalposts", "arithmetic", False)
    app = loaded(visit(EXPOSURE), written(store, saved))
    assert address(app)["weights"].split(",")[i - 1] == "10"
    assert app.slider(key=f"widget_weight_{i}").value == 10
    assert [box.value for box in app.success] == [DE("exposure.file_loaded", name=DE("exposure.file_no_name"))]


@pytest.mark.parametrize(
    ("change", "entry", "found", "wanted"),
    [
        ({"index_version": "of yesterday"}, "index_version", "of yesterday", None),
        ({"weights": {"unknown_share": 1}}, "weights: unknown_share", "unknown_share", None),
        ({"weights": {"manufacturing_share": -1}}, "weights: manufacturing_share", "-1", "exposure.wanted_number"),
        ({"allow_missing": 1}, "allow_missing", "1", "exposure.wanted_switch"),
        ({"name": 5}, "name", "5", None),
    ],
)
def test_a_bad_file_is_refused_and_the_choice_kept(
    store: Store, change: dict[str, object], entry: str, found: str, wanted: str | None
) -> None:
    app = visit(EXPOSURE, weights="20,20,20,20,10,10", locks="2", scale="rank")
    before = address(app)
    loaded(app, written(store, change=change))
    assert address(app) == before
    (told,) = [str(box.value) for box in app.error]
    assert f"Eintrag: {entry}. Gefunden: {found}. Erwartet: " in told
    assert wanted is None or DE(wanted) in told
    assert not app.success


@pytest.mark.parametrize(("content", "wanted"), [(b"\xff\xfe{", "encoding"), (b"no", "json"), (b"[" * 9000, "json")])
def test_what_is_no_choice_is_refused_as_a_whole(content: bytes, wanted: str) -> None:
    app = loaded(visit(EXPOSURE, lang="en"), content)
    (told,) = [str(box.value) for box in app.error]
    assert EN("exposure.file_itself") in told
    assert EN(f"exposure.wanted_{wanted}") in told


def test_intervals_follow_a_moved_weight(store: Store) -> None:
    app = visit(EXPOSURE)
    app.slider(key="widget_weight_1").set_value(37).run()
    weights = tuple(int(part) for part in address(app)["weights"].split(","))
    rows = next(iter(tables(app).values()))[1:]
    assert {cell for row in rows for cell in row[4:10]} == {"..."}
    assert "berechnet" in sentences(app)[0]
    assert app.slider(key="widget_weight_1").value == 37
    exposure.intervals(open_current(), Settings("16", "goalposts", "arithmetic", False, padded(store, weights)))
    app.run()
    rows = next(iter(tables(app).values()))[1:]
    assert "..." not in {cell for row in rows for cell in row[4:10]}
    assert "berechnet" not in sentences(app)[0]


def padded(store: Store, weights: tuple[int, ...]) -> tuple[int, ...]:
    """Return the weights with a 0 for each further ingredient."""
    return weights + (0,) * (len(ingredients(store)) - len(weights))
