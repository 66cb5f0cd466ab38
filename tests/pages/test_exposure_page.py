"""The page of the exposure index: its answer, its controls, and what stands in place of a figure."""

import pytest

from atlas.analysis.index import NoSpreadError, NoValuesError
from atlas.messages import words
from atlas.store import Store, records
from atlas.ui.exposure import Settings, TooFewError, index_of
from atlas.ui.exposure_table import weight_text
from atlas.ui.exposure_words import reason
from atlas.ui.visit import Visit
from tests.pages.visits import EXPOSURE, address, sentences, tables, visit

DE = words("de")
MANUFACTURING = "manufacturing_share"


def table(app: object) -> list[list[str]]:
    """Return the rows of the page's main table, without its heading."""
    return next(iter(tables(app).values()))[1:]  # type: ignore[arg-type]


def test_the_published_weights_give_the_stored_index(store: Store) -> None:
    stored = {row["area_code"]: row["value"] for row in records(store.newest_values(("exposure_index",)))}
    rows = table(visit(EXPOSURE))
    assert len(rows) == 22
    for row in rows:
        assert row[2] == DE.number(stored[row[1]], 1)
    assert [row[:4] for row in rows[:2]] == [
        ["Sonneberg", "16072", "70,2", "1"],
        ["Wartburgkreis", "16063", "70,1", "2"],
    ]


def test_the_country_is_ranked_without_the_register(store: Store) -> None:
    stored = {row["area_code"]: row["value"] for row in records(store.newest_values(("exposure_index_country",)))}
    rows = table(visit(EXPOSURE, area="DG"))
    assert len(rows) == 400
    told = {row[1]: row[2] for row in rows}
    for code, score in told.items():
        assert score == (DE.number(stored[code], 1) if stored[code] == stored[code] else "."), code


def test_the_answer_is_on_the_chosen_district_or_the_first() -> None:
    assert sentences(visit(EXPOSURE))[0].startswith("Sonneberg")
    assert sentences(visit(EXPOSURE, district="16063"))[0].startswith("Wartburgkreis")


@pytest.mark.parametrize(
    ("given", "key"),
    [({"area": "DG", "weights": "0,0,0,0,0,100"}, "exposure.no_weight")],
)
def test_an_explanation_stands_in_place_of_a_figure(given: dict[str, str], key: str) -> None:
    app = visit(EXPOSURE, **given)
    assert not app.exception
    assert [box.value for box in app.info] == [DE(key)]


@pytest.mark.parametrize(
    "weights", ["", "25", "25,20,15,10,10,21", "-5,30,15,10,30,20", "a,b,c,d,e,f", "1e1,90,0,0,0,0"]
)
def test_weights_of_a_tampered_link_fall_back(weights: str) -> None:
    app = visit(EXPOSURE, weights=weights)
    assert not app.exception
    assert address(app)["weights"] == "25,20,15,10,10,20"
    assert [box.value for box in app.warning] == [DE("address.note")]


def test_a_moved_weight_moves_the_others_in_proportion() -> None:
    app = visit(EXPOSURE)
    app.slider(key="widget_weight_1").set_value(50).run()
    assert address(app)["weights"] == "50,13,10,7,7,13"
    assert [app.slider(key=f"widget_weight_{i}").value for i in range(1, 7)] == [50, 13, 10, 7, 7, 13]


def test_a_locked_weight_stays_and_all_can_be_set_back() -> None:
    app = visit(EXPOSURE)
    app.checkbox(key="widget_lock_6").check().run()
    assert address(app)["locks"] == "6"
    assert app.slider(key="widget_weight_6").disabled
    app.slider(key="widget_weight_1").set_value(100).run()
    assert address(app)["weights"] == "80,0,0,0,0,20"
    app.button(key="weights_reset").click().run()
    assert (address(app)["weights"], address(app)["locks"]) == ("25,20,15,10,10,20", "-")


def test_all_weight_on_one_ingredient_gives_its_order(store: Store) -> None:
    rates = {row["area_code"]: row["value"] for row in records(store.newest_values(("unemployment_rate",)))}
    rows = table(visit(EXPOSURE, weights="0,0,100,0,0,0"))
    told = [rates[row[1]] for row in rows]
    assert told == sorted(told, reverse=True)


def test_a_district_with_a_secret_ingredient_has_no_score_unless_allowed(store: Store) -> None:
    districts = set(store.areas.index[store.areas["kind"] == "district"])
    known = records(store.newest_values(("manufacturing_share",)))
    secret = [row["area_code"] for row in known if row["sign"] == "." and row["area_code"] in districts]
    assert secret
    rows = {row[1]: row for row in table(visit(EXPOSURE, area="DG"))}
    marked = {row[1]: row for row in table(visit(EXPOSURE, area="DG", missing="1"))}
    for code in secret:
        assert rows[code][2:10] == ["."] * 8
        assert rows[code][10]
        assert marked[code][2] not in (".", "")
        assert marked[code][10] == DE(
            "exposure.scored_on_rest", missing=store.indicator_rows[MANUFACTURING]["title_de"]
        )


def test_the_contributions_add_up_to_the_score() -> None:
    found = tables(visit(EXPOSURE))
    scores = {row[0]: number(row[2]) for row in table(visit(EXPOSURE))}
    for row in found[DE("exposure.bars_table")][1:]:
        assert sum(map(number, row[1:])) == pytest.approx(scores[row[0]], abs=0.36)


def test_one_district_or_no_spread_is_explained(store: Store) -> None:
    one = Settings("16", "zscore", "arithmetic", False, (100, 0, 0, 0, 0, 0))
    assert index_of(store, one).rank.notna().all()
    visited = Visit(DE, store, store.region())
    told = {
        reason(visited, NoSpreadError(MANUFACTURING, "", "")): "exposure.no_spread",
        reason(visited, NoValuesError(MANUFACTURING, "", "")): "exposure.no_values",
    }
    title = store.indicator_rows[MANUFACTURING]["title_de"]
    assert list(told) == [DE(key, title=title) for key in told.values()]
    assert reason(visited, TooFewError("")) == DE("exposure.too_few")


def test_the_download_tells_weights_limits_and_version(store: Store) -> None:
    settings = Settings("16", "goalposts", "arithmetic", False, (25, 20, 15, 10, 10, 20))
    index = index_of(store, settings)
    visited = Visit(DE, store, store.region())
    notes = weight_text(visited, index)
    assert len(notes) == 6
    assert notes[0] == (
        "Anteil des Verarbeitenden Gewerbes: Gewicht 25\u202f%, 30. Juni 2020, "
        "Grenzen 5,0\u202f% und 40,0\u202f%, hoch heißt stärker betroffen"
    )


def number(text: str) -> float:
    """Return a number as the German page writes it."""
    return float(text.replace(",", ".").replace("−", "-"))
