"""The page of the exposure index: its answer, its controls, and what stands in place of a figure."""

import pytest

from atlas.messages import words
from atlas.store import Store, records
from tests.pages.visits import EXPOSURE, address, sentences, tables, visit

DE = words("de")
LAND, REGION = "16", "westthueringen"


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
