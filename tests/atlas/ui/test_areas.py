"""Which districts lie in an area that can be chosen, groups among them, and the map that shows them."""

import inspect

import pandas as pd
import pytest

from atlas.store import Store
from atlas.ui import geometry as shown
from atlas.ui.controls import within
from atlas.ui.exposure import figures
from atlas.ui.geometry import Geometry, geometry


def districts(store: Store) -> pd.DataFrame:
    return store.areas[store.areas["kind"] == "district"]


@pytest.mark.parametrize(
    ("area", "count"),
    [("DG", 400), ("16", 22), ("westthueringen", 6), ("rest", 16), ("regions", 46), ("saarland", 6), ("kassel", 2)],
)
def test_districts_of_an_area(store: Store, area: str, count: int) -> None:
    every = districts(store)
    inside = every.index[within(every, area)]
    assert len(inside) == count
    if area not in ("DG", "16"):
        members = store.group_members()
        assert list(inside) == members.loc[members["group_code"] == area, "area_code"].tolist()


def test_rows_that_know_no_groups_are_asked_as_before() -> None:
    rows = pd.DataFrame({"land_code": ["01", "02", "02"], "in_region": [False, True, False]})
    assert within(rows, "DG").tolist() == [True, True, True]
    assert within(rows, "02").tolist() == [False, True, True]
    assert within(rows, "home").tolist() == [False, True, False]


def test_the_register_is_left_out_unless_it_covers_all(store: Store) -> None:
    register = tuple(row for row in ("jobs_lost_announced_5y_per_1000",))
    assert figures(store, "regions").absent == figures(store, "saarland").absent == register
    assert figures(store, "rest").absent == ()
    assert len(figures(store, "regions").values) == 46


@pytest.fixture
def addresses(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return what was published, by name: pictures need no server here."""
    sent: dict[str, str] = {}

    def publish(name: str, kind: str, text: str) -> str:
        sent[name] = text
        return f"/{name}.{kind}"

    monkeypatch.setattr(shown, "publish", publish)
    return sent


def geometry_of(store: Store, area_code: str) -> Geometry:
    """Return the geometry worked out anew, past what is kept with the database."""
    anew: Geometry = inspect.unwrap(geometry)(store, area_code, "de")
    return anew


def test_scattered_districts_stand_on_the_map_of_the_country(store: Store, addresses: dict[str, str]) -> None:
    country, scattered = (geometry_of(store, code) for code in ("DG", "regions"))
    assert scattered.frame == country.frame
    assert scattered.addresses.lands_shown == country.addresses.lands_shown and not scattered.addresses.lands_around
    assert addresses["districts"].count('"Feature"') == 46


def test_a_group_in_one_land_has_a_map_of_its_own(store: Store, addresses: dict[str, str]) -> None:
    rest = geometry_of(store, "rest")
    assert rest.addresses.lands_shown == ("16",)
    assert addresses["districts"].count('"Feature"') == 16
