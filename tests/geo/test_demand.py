"""Figures of districts shared out over places."""

import math

import numpy as np
import pandas as pd
import pytest

from geo.demand import percentile, shared_out, weighted

PLACES = pd.DataFrame(
    {"area_code": ["1", "1", "2", "3", "3"], "population": [300.0, 100.0, 50.0, 0.0, 0.0]}, index=list("abcde")
)


def test_the_parts_of_a_district_add_up_to_its_figure() -> None:
    found = shared_out(pd.Series({"1": 80.0, "2": 7.0, "3": 10.0}), PLACES)
    assert found.to_dict() == {"a": 60, "b": 20, "c": 7, "d": 5, "e": 5}


def test_an_unknown_figure_stays_unknown() -> None:
    found = shared_out(pd.Series({"1": np.nan, "2": 7.0}), PLACES)
    assert found.isna().tolist() == [True, True, False, True, True]


def test_people_count_by_the_score_of_their_district() -> None:
    people = pd.Series([10.0, 20.0, 30.0, 40.0, 0.0], index=PLACES.index)
    # District 3 has no score: the mean of 2 and 4.
    found = weighted(people, pd.Series({"1": 2.0, "2": 4.0, "3": np.nan}), PLACES)
    assert found.tolist() == [20, 40, 120, 120, 0]


@pytest.mark.parametrize("score", [pd.Series(dtype=float), pd.Series({"1": np.nan}), pd.Series({"1": -1.0})])
def test_scores_that_cannot_weigh_are_refused(score: pd.Series) -> None:
    with pytest.raises(ValueError, match="wanted numbers from 0 up"):
        weighted(PLACES["population"], score, PLACES)


@pytest.mark.parametrize(("share", "wanted"), [(0.0, 1.0), (0.1, 1.0), (0.5, 2.0), (0.9, 8.0), (1.0, 8.0)])
def test_the_cost_within_which_a_share_lies(share: float, wanted: float) -> None:
    assert percentile(np.array([8.0, 1.0, 2.0]), np.array([3.0, 1.0, 6.0]), share) == wanted


def test_without_weight_there_is_no_percentile() -> None:
    assert math.isnan(percentile(np.array([1.0]), np.array([0.0]), 0.9))
