"""A planner's question in numbers: who is counted, which sites there are, what is fixed; each demand reckoned twice."""

import math
from collections import defaultdict
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from atlas.store import Store, records
from atlas.ui import siting
from atlas.ui.siting import Place, Question, Tools, problem
from geo import catchments, demand, travel

TOOLS = Tools(siting, travel, demand)
ASK = Question("16", date(2026, 1, 1))
DISTRICT_FIGURES = {"employees": "employees", "manufacturing": "employees_manufacturing"}


def plainly(store: Store, figures: dict[str, float]) -> dict[str, float]:
    """Share out the figures of districts by inhabitants, place by place."""
    places = [row for row in records(store.municipalities()) if row["land_code"] == "16"]
    people: dict[str, float] = defaultdict(float)
    for row in places:
        people[row["area_code"]] += row["population_scaled"]
    return {
        row["municipality_code"]: figures[row["area_code"]] * row["population_scaled"] / people[row["area_code"]]
        for row in places
    }


def found(store: Store, question: Question) -> dict[str, float]:
    asked = problem(store, question, TOOLS)
    return dict(zip(asked.places["municipality_code"], asked.weight, strict=True))


@pytest.mark.parametrize("whom", ["employees", "manufacturing"])
def test_employees_of_a_district_are_shared_out_by_inhabitants(store: Store, whom: siting.Whom) -> None:
    rows = records(store.newest_values((DISTRICT_FIGURES[whom],)))
    wanted = plainly(store, {row["area_code"]: row["value"] for row in rows})
    assert found(store, replace(ASK, whom=whom)) == pytest.approx(wanted)


@pytest.mark.parametrize(("whom", "way"), [("home", "commuters_out"), ("work", "commuters_in")])
def test_commuters_are_counted_where_they_live_or_work(store: Store, whom: siting.Whom, way: str) -> None:
    districts = store.areas[(store.areas["kind"] == "district") & (store.areas["land_code"] == "16")]
    wanted = plainly(store, {code: float(store.commuters(code)[way].sum()) for code in districts.index})
    assert found(store, replace(ASK, whom=whom)) == pytest.approx(wanted)


def test_jobs_announced_lost_stand_where_the_register_names_the_place(store: Store) -> None:
    own: dict[str, float] = defaultdict(float)
    rest: dict[str, float] = defaultdict(float)
    for row in records(store.events()):
        if row["count_jobs"] and row["jobs_direction"] == "lost":
            if isinstance(row["municipality_code"], str):
                own[row["municipality_code"]] += row["jobs"]
            else:
                rest[row["area_code"]] += row["jobs"]
    wanted = {code: own[code] + part for code, part in plainly(store, defaultdict(float, rest)).items()}
    result = found(store, replace(ASK, whom="announced"))
    assert result == pytest.approx(wanted)
    assert sum(result.values()) == pytest.approx(5_978)


def test_the_index_weighs_whom_to_reach(store: Store) -> None:
    people = found(store, replace(ASK, whom="employees"))
    score = {row["area_code"]: row["value"] for row in records(store.newest_values(("exposure_index",)))}
    result = found(store, replace(ASK, whom="exposed"))
    assert result == found(store, replace(ASK, whom="employees", by_index=True))
    assert result == pytest.approx({code: number * score[code[:5]] for code, number in people.items()})


def test_every_place_has_a_way_to_every_site(store: Store) -> None:
    asked = problem(store, ASK, TOOLS)
    place, site = 7, 9
    straight = catchments.great_circle_km(
        *(np.array([asked.places[name][place]]) for name in ("lon", "lat")),
        *(np.array([asked.sites[name][site]]) for name in ("lon", "lat")),
    )[0]
    way = 1.3 * straight
    assert asked.km[place, site] == pytest.approx(way)
    speeds = [(5, 30), (20, 55), (50, 70), (math.inf, 90)]
    minutes, start = 0.0, 0.0
    for end, kmh in speeds:
        minutes += max(0.0, min(way, end) - start) / kmh * 60
        start = end
    assert asked.minutes[place, site] == pytest.approx(minutes)
    assert not asked.routed


def test_sites_are_the_open_nodes_and_the_towns_with_a_venue(store: Store) -> None:
    sites = problem(store, ASK, TOOLS).sites
    nodes = store.nodes(ASK.day)
    assert sites["kind"].value_counts().to_dict()["node"] == (nodes["status"] == "open").sum() == 5
    towns = set(store.venues()["municipality_code"]) - set(nodes["municipality_code"])
    assert set(sites.loc[sites["kind"] == "venue", "site_id"]) == towns
    assert sites["site_id"].is_unique


def test_of_all_municipalities_those_above_a_size_are_sites(store: Store) -> None:
    sites = problem(store, replace(ASK, source="municipalities", least=20_000), TOOLS).sites
    large = store.municipalities().query("population_scaled >= 20000")["municipality_code"]
    held = set(store.nodes(ASK.day)["municipality_code"])
    assert set(sites.loc[sites["kind"] == "municipality", "site_id"]) == set(large) - held


def test_own_places_stand_where_they_were_set(store: Store) -> None:
    own = (Place("Werk Süd", 10.95, 50.83),)
    sites = problem(store, replace(ASK, source="own", own=own), TOOLS).sites
    row = records(sites)[-1]
    assert (row["site_id"], row["lon"], row["lat"], row["area_code"]) == ("own:Werk Süd", 10.95, 50.83, "16070")


def test_what_is_fixed_and_how_many_are_open(store: Store) -> None:
    asked = problem(store, replace(ASK, further=2, forced=("16070029",), forbidden=("16053000",)), TOOLS)
    ids = asked.sites["site_id"].tolist()
    assert asked.p == 7
    assert asked.existing == (0, 1, 2, 3, 4)
    assert asked.fixed == (0, 1, 2, 3, 4, ids.index("16070029"))
    assert asked.forbidden == (ids.index("16053000"),)
    assert problem(store, replace(ASK, movable=True), TOOLS).fixed == ()
    assert problem(store, replace(ASK, aim="cover"), TOOLS).p is None


def test_which_to_keep_is_asked_of_the_existing_nodes_alone(store: Store) -> None:
    asked = problem(store, replace(ASK, keep=3), TOOLS)
    assert (asked.p, asked.fixed) == (3, ())
    assert asked.forbidden == tuple(range(5, len(asked.sites)))


def test_a_site_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match=r"\['16999999'\]: no candidates"):
        problem(store, replace(ASK, forced=("16999999",)), TOOLS)
