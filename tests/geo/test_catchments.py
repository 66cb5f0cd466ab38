"""Places on the equator, where a degree is a number of kilometres that can be worked out by hand."""

from math import pi

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.catchments import EARTH_RADIUS_KM, catchments, great_circle_km, nearest, share_within

# A degree of a great circle: 111.195 km.
DEGREE_KM = EARTH_RADIUS_KM * pi / 180
# West to east on the equator: B lies between the nodes, one degree from each.
PLACES = pd.DataFrame(
    {
        "name": ["A", "B", "C", "D"],
        "population": [100.0, 300.0, 50.0, 150.0],
        "lon": [0.0, 1.0, 2.5, 4.0],
        "lat": [0.0, 0.0, 0.0, 0.0],
    },
    index=[7, 8, 9, 10],
)
# Not in the order of their ids.
NODES = pd.DataFrame({"node_id": ["west", "east"], "lon": [0.0, 2.0], "lat": [0.0, 0.0]})


def points(*pairs: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([lon for lon, _ in pairs]), np.array([lat for _, lat in pairs])


def test_a_degree_is_as_long_as_its_circle_says() -> None:
    lon, lat = points((0, 0), (0, 50), (10, 60))
    to_lon, to_lat = points((1, 0), (0, 51), (11, 60))
    along_the_equator, along_a_meridian, at_sixty = great_circle_km(lon, lat, to_lon, to_lat)
    assert along_the_equator == pytest.approx(DEGREE_KM) == pytest.approx(111.195, abs=0.001)
    assert along_a_meridian == pytest.approx(DEGREE_KM)
    # The parallel at 60 degrees is half as long as the equator; the great circle cuts it a little short.
    assert at_sixty == pytest.approx(DEGREE_KM / 2, rel=1e-3)
    assert at_sixty < DEGREE_KM / 2


def test_half_round_the_earth_is_half_its_circle() -> None:
    assert great_circle_km(*points((0, 0)), *points((180, 0)))[0] == pytest.approx(pi * EARTH_RADIUS_KM)


def test_each_place_belongs_to_its_nearest_node_by_a_way_longer_than_the_line() -> None:
    ways = nearest(PLACES, NODES, 1.3)
    assert ways.index.tolist() == [7, 8, 9, 10]
    assert ways["node_id"].tolist() == ["west", "east", "east", "east"]
    assert ways["km"].tolist() == pytest.approx([0, 1.3 * DEGREE_KM, 0.65 * DEGREE_KM, 2.6 * DEGREE_KM])
    assert "km" not in PLACES, "the caller's frame stays as it was"


def test_a_tie_goes_to_the_first_id_whatever_the_order_of_the_nodes() -> None:
    for nodes in (NODES, NODES.iloc[::-1]):
        assert nearest(PLACES, nodes, 1.0).at[8, "node_id"] == "east"
    renamed = NODES.replace({"west": "a-west"})
    assert nearest(PLACES, renamed, 1.0).at[8, "node_id"] == "a-west"


def test_a_difference_of_floating_point_is_a_tie() -> None:
    moved = NODES.assign(lon=[1e-12, 2.0])
    assert nearest(PLACES, moved, 1.0).at[8, "node_id"] == "east"


def test_without_a_node_there_is_no_way() -> None:
    ways = nearest(PLACES, NODES.iloc[:0], 1.3)
    assert ways["km"].isna().all()
    assert catchments(ways).empty
    assert share_within(ways, 20) == 0


def test_a_way_shorter_than_the_line_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        nearest(PLACES, NODES, 0.9)


def test_what_adds_up_in_a_catchment() -> None:
    found = catchments(nearest(PLACES, NODES, 1.0))
    assert found.index.tolist() == ["east", "west"]
    assert found["places"].tolist() == [3, 1]
    assert found["population"].tolist() == [500, 100]
    # (300 x 1 + 50 x 0.5 + 150 x 2) / 500 = 1.25 degrees.
    assert found["mean_km"].tolist() == pytest.approx([1.25 * DEGREE_KM, 0])
    assert found["farthest_km"].tolist() == pytest.approx([2 * DEGREE_KM, 0])
    assert found["farthest"].tolist() == ["D", "A"]


def test_another_column_gathers_too() -> None:
    ways = nearest(PLACES, NODES, 1.0).assign(area_code=["1", "1", "2", "2"])
    found = catchments(ways, by="area_code")
    # District 1: 100 people at 0, 300 at one degree; district 2: 50 at a half, 150 at two degrees.
    assert found["mean_km"].tolist() == pytest.approx([0.75 * DEGREE_KM, 1.625 * DEGREE_KM])


def test_where_nobody_lives_there_is_no_mean() -> None:
    ways = nearest(PLACES.assign(population=0.0), NODES, 1.0)
    assert catchments(ways)["mean_km"].isna().all()
    assert np.isnan(share_within(ways, 20))


def test_the_share_counts_people_not_places() -> None:
    ways = nearest(PLACES, NODES, 1.0)
    assert share_within(ways, 0) == pytest.approx(100 / 600)
    assert share_within(ways, 0.6 * DEGREE_KM) == pytest.approx(150 / 600)
    assert share_within(ways, 1000) == 1


coordinates = st.tuples(st.floats(-180, 180), st.floats(-90, 90), st.integers(0, 10_000))


@given(st.lists(coordinates, min_size=1, max_size=20), st.lists(coordinates, min_size=1, max_size=6))
def test_nobody_is_lost_and_no_other_node_is_nearer(
    spots: list[tuple[float, float, int]], others: list[tuple[float, float, int]]
) -> None:
    places = pd.DataFrame(spots, columns=["lon", "lat", "population"]).assign(name="place")
    nodes = pd.DataFrame(others, columns=["lon", "lat", "population"]).assign(
        node_id=[f"{i}" for i in range(len(others))]
    )
    ways = nearest(places, nodes, 1.3)
    assert catchments(ways)["population"].sum() == places["population"].sum()
    assert catchments(ways)["places"].sum() == len(places)
    for lon, lat, _ in others:
        direct = 1.3 * great_circle_km(places["lon"].to_numpy(), places["lat"].to_numpy(), *points((lon, lat)))
        assert (ways["km"] <= direct + 1e-6).all()
