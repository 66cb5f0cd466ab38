"""How far sites are: numbers that a reader can add up."""

import math
from datetime import date
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from atlas.ui.siting import Problem, Question, Tools
from atlas.ui.siting_reach import reach
from geo import demand

TOOLS = Tools(ModuleType("siting"), ModuleType("travel"), demand)
MINUTES = np.array([[5.0, 40.0, np.inf], [20.0, 10.0, np.inf], [50.0, 50.0, 3.0], [90.0, 90.0, 1.0]])


def asked(weight: list[float]) -> Problem:
    places = pd.DataFrame({"area_code": ["1", "1", "2", "2"], "name": list("abcd")})
    return Problem(
        Question("1", date(2026, 1, 1)), places, pd.DataFrame(), MINUTES, MINUTES, np.array(weight), (), (), (), 1,
        routed=False, unknown=(), period="",
    )  # fmt: skip


def test_everybody_goes_to_the_nearest_site() -> None:
    found = reach(asked([10, 30, 60, 0]), (0, 1), TOOLS)
    assert found.site.tolist() == [0, 1, 0, 0]
    assert found.minutes.tolist() == [5, 10, 50, 90]
    # (10 · 5 + 30 · 10 + 60 · 50) / 100; the last place counts nobody.
    assert found.mean == pytest.approx(33.5)
    assert (found.percentile, found.worst) == (50, 2)
    assert found.within == pytest.approx({15: 0.4, 30: 0.4, 45: 0.4})
    assert found.districts.loc["1"].to_dict() == pytest.approx(
        {"demand": 40, "mean": 8.75, "within_15": 1, "within_30": 1, "within_45": 1}
    )
    assert found.districts.loc["2", "mean"] == pytest.approx(50)


def test_an_assignment_is_followed() -> None:
    found = reach(asked([10, 30, 60, 0]), (0, 1), TOOLS, np.array([1, 1, -1, 0]))
    assert found.minutes.tolist() == [40, 10, math.inf, 90]
    assert (found.mean, found.worst) == (math.inf, 2)
    assert found.within[45] == pytest.approx(0.4)


def test_without_a_site_nobody_has_a_way() -> None:
    found = reach(asked([1, 1, 1, 1]), (), TOOLS)
    assert found.site.tolist() == [-1] * 4
    assert found.mean == math.inf
    assert found.within == {15: 0, 30: 0, 45: 0}


def test_without_demand_there_is_no_mean() -> None:
    found = reach(asked([0, 0, 0, 0]), (0,), TOOLS)
    assert math.isnan(found.mean) and math.isnan(found.percentile)
    assert found.worst is None
