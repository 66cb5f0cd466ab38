"""Ways and minutes: numbers that a reader can add up, and what is refused."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.travel import Speed, TravelTimesError, minutes, routed_minutes, way_km

# 10 km at 30 km/h are 20 minutes; 30 more at 60 km/h are 30; what lies beyond is driven at 100.
SPEEDS = (Speed(10, 30), Speed(40, 60), Speed(80, 100))
PAIRS = pd.DataFrame(
    [("a", "x", 5.0), ("a", "y", 12.5), ("b", "x", None), ("b", "y", 0.0)], columns=["origin", "destination", "minutes"]
)


def points(*places: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame(places, columns=["lon", "lat"])


def test_a_way_is_the_great_circle_times_the_detour() -> None:
    # One degree along a meridian of the sphere: 6371.0088 km times pi / 180.
    degree = 6371.0088 * math.pi / 180
    found = way_km(points((10, 50), (10, 51)), points((10, 50), (10, 51), (10, 52)), 1.3)
    assert found == pytest.approx(np.array([[0, 1.3, 2.6], [1.3, 0, 1.3]]) * degree)


def test_a_factor_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match=r"detour factor 0\.9"):
        way_km(points((10, 50)), points((10, 50)), 0.9)


@pytest.mark.parametrize(
    ("km", "wanted"), [(0, 0), (5, 10), (10, 20), (25, 35), (40, 50), (80, 74), (140, 110), (math.inf, math.inf)]
)
def test_each_part_of_a_way_is_driven_at_its_speed(km: float, wanted: float) -> None:
    assert minutes(np.array([km]), SPEEDS)[0] == pytest.approx(wanted)


@given(st.lists(st.floats(0, 500), min_size=2, max_size=20))
def test_a_longer_way_never_takes_less_time(ways: list[float]) -> None:
    found = minutes(np.sort(np.array(ways)), SPEEDS)
    assert (np.diff(found) >= -1e-9).all()


@pytest.mark.parametrize(
    ("speeds", "told"),
    [
        ((), "found none"),
        ((Speed(10, 0),), "wanted all above 0"),
        ((Speed(10, 30), Speed(10, 40)), "rising"),
        ((Speed(0, 30),), "rising"),
    ],
)
def test_impossible_speeds_are_refused(speeds: tuple[Speed, ...], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        minutes(np.array([1.0]), speeds)


def test_routed_times_stand_where_they_belong_and_no_route_is_infinite() -> None:
    found = routed_minutes(PAIRS, ["b", "a"], ["x", "y"])
    assert found.tolist() == [[math.inf, 0.0], [5.0, 12.5]]


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        (PAIRS.drop(columns="minutes"), "wanted also"),
        (pd.concat([PAIRS, PAIRS.head(1)]), "a to x: found twice"),
        (PAIRS.assign(minutes=[5, -1, 0, 0]), "a to y: found -1"),
        (PAIRS.assign(minutes=["5", "1,5", "0", "0"]), "a to y: found 1,5"),
        (PAIRS.assign(minutes=[5, math.inf, 0, 0]), "a to y: found inf"),
        (PAIRS.head(3), "1 are missing"),
    ],
)
def test_routed_times_that_cannot_be_used_are_refused(pairs: pd.DataFrame, told: str) -> None:
    with pytest.raises(TravelTimesError, match=told):
        routed_minutes(pairs, ["a", "b"], ["x", "y"])
