"""Siting for another region, which has neither nodes nor venues on its list: places, sites and questions still work."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from atlas.store import Store
from atlas.ui.siting import Question, Tools, places_of, problem, sites_of
from atlas.ui.siting_reach import reach
from geo import demand, siting, travel

TOOLS = Tools(siting, travel, demand)
DAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def other(second_region: Path) -> Iterator[Store]:
    with closing(Store(second_region)) as opened:
        yield opened


def areas(store: Store) -> list[str]:
    region = store.region()
    return [region.area_code, *region.land_codes]


def test_its_places_are_its_own(other: Store) -> None:
    region = other.region()
    inside, land = (places_of(other, code) for code in areas(other))
    assert set(inside["area_code"]) == set(region.district_codes)
    assert set(land["municipality_code"].str[:2]) == set(region.land_codes)
    assert len(land) > len(inside) > 50
    districts = other.newest_values(("population",)).set_index("area_code")["value"]
    assert inside["population"].sum() == pytest.approx(districts[list(region.district_codes)].sum())


def test_without_nodes_and_venues_there_is_no_site_but_towns_are(other: Store) -> None:
    for code in areas(other):
        places = places_of(other, code)
        assert sites_of(other, places, DAY, "venues", 0, ()).empty
        towns = sites_of(other, places, DAY, "municipalities", 20_000, ())
        assert set(towns["municipality_code"]) == set(places.loc[places["population"] >= 20_000, "municipality_code"])
        assert set(towns["kind"]) == {"municipality"}


def test_a_question_of_venues_has_places_and_no_way(other: Store) -> None:
    asked = problem(other, Question(areas(other)[0], DAY), TOOLS)
    assert asked.minutes.shape == (len(asked.places), 0)
    assert (asked.existing, asked.fixed) == ((), ())
    today = reach(asked, asked.existing, TOOLS)
    assert today.mean == float("inf")
    assert today.within == {15: 0.0, 30: 0.0, 45: 0.0}


@pytest.mark.parametrize("whom", ["population", "employees", "home"])
def test_the_best_first_node_is_found_by_trying_all(other: Store, whom: str) -> None:
    question = Question(areas(other)[0], DAY, source="municipalities", least=10_000)
    asked = problem(other, replace(question, whom=whom), TOOLS)  # type: ignore[arg-type]
    plan = siting.solve(asked.minutes, asked.weight, asked.p, objective="p_median")
    sums = [float(asked.weight @ asked.minutes[:, site]) for site in range(len(asked.sites))]
    assert len(sums) > 5 and plan.proven
    assert plan.objective == pytest.approx(min(sums))
    assert plan.sites == (sums.index(min(sums)),)
