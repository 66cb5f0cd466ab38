"""What is behind a score: sums that add up, orders by hand, and Sobol indices of cases with a known answer."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from atlas.analysis import index, robustness
from atlas.analysis.drivers import SOBOL_COLUMNS, contributions, correlation, sobol, what_if
from tests.atlas.analysis.test_index_again import gaps, tables

NAN = math.nan
UNIT = pd.DataFrame({"a": [0.9, 0.4, 0.0, NAN], "b": [0.1, 0.4, 1.0, 0.3]}, index=list("pqrs"))


def some(rows: int = 22) -> pd.DataFrame:
    figures = np.random.default_rng(3).normal(size=(rows, 4))
    return pd.DataFrame(figures, index=[f"{i:05d}" for i in range(rows)], columns=list("abcd"))


WEIGHTS = {"a": 40, "b": 30, "c": 20, "d": 10}


def test_contributions_by_hand() -> None:
    found = contributions(UNIT, {"a": 3, "b": 1})
    assert gaps(found.loc["p"]) == pytest.approx([0.675, 0.025])
    assert found.loc["s"].isna().all()
    allowed = contributions(UNIT, {"a": 3, "b": 1}, allow_missing=True)
    assert gaps(allowed.loc["s"]) == [0.0, 0.3]
    assert gaps(contributions(UNIT, {"a": 0, "b": 1}).loc["s"]) == [0.0, 0.3]
    with pytest.raises(ValueError, match="weight of 'c': unknown"):
        contributions(UNIT, {"a": 1, "b": 1, "c": 1})


@settings(max_examples=60, deadline=None)
@given(tables())
def test_contributions_add_up_to_the_score(drawn: Any) -> None:
    table, weights, worse, posts = drawn
    for method in index.METHODS:
        scaled = index.normalise(table, method, goalposts=posts, higher_is_worse=worse)
        for allowed in (False, True):
            total = pd.Series(0.0, index=table.index)
            for _, part in contributions(scaled, weights, allow_missing=allowed).items():
                total = total + part
            # To the last digit.
            assert gaps(total) == gaps(index.aggregate(scaled, weights, "arithmetic", allow_missing=allowed))


def test_one_weight_moves_and_the_others_keep_their_proportions() -> None:
    table = pd.DataFrame({"a": [1.0, 0.0], "b": [0.0, 0.3], "c": [0.0, 0.6]}, index=["A", "B"])
    found = what_if(table, {"a": 1, "b": 2, "c": 1}, "a", [0, 0.25, 1])
    assert list(found.columns) == ["share", "area_code", "score", "rank"]
    # b and c stay at two to one: 0.4 of B in all.
    assert [round(x, 9) for x in found["score"]] == [0.0, 0.4, 0.25, 0.3, 1.0, 0.0]
    assert found["rank"].to_list() == [2, 1, 2, 1, 1, 2]
    assert found["area_code"].to_list() == ["A", "B"] * 3
    assert what_if(table, {"a": 1, "b": 2, "c": 1}, "a", 3)["share"].unique().tolist() == [0, 0.5, 1]


def test_the_chosen_share_gives_the_chosen_index() -> None:
    scaled = index.normalise(some(), "rank", higher_is_worse=True)
    wanted = index.aggregate(scaled, WEIGHTS, "geometric")
    found = what_if(scaled, WEIGHTS, "b", [0.3], method="geometric")
    assert found["score"].to_list() == pytest.approx(wanted.to_list())
    assert found["rank"].to_list() == index.ranks(wanted).to_list()


def test_a_weight_that_stands_alone_can_only_be_the_whole() -> None:
    assert gaps(what_if(UNIT, {"a": 0, "b": 1}, "b", [1.0])["score"]) == UNIT["b"].to_list()
    with pytest.raises(ValueError, match="'b': all other weights are 0"):
        what_if(UNIT, {"a": 0, "b": 1}, "b", [0.5])
    # Without the missing indicator the last district has a score.
    assert gaps(what_if(UNIT, {"a": 1, "b": 1}, "a", [0.0, 1.0])["score"])[3::4] == [0.3, None]


@pytest.mark.parametrize(
    ("indicator", "steps", "message"),
    [
        ("c", 3, "indicator 'c': unknown, wanted one of a, b"),
        ("a", 1, "steps: found 1"),
        ("a", [1.1], "found a share of 1.1"),
        ("a", [NAN], "found a share of nan"),
        ("a", [], "steps: found no share"),
    ],
)
def test_a_move_that_makes_no_sense_is_named(indicator: str, steps: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        what_if(UNIT, {"a": 1, "b": 1}, indicator, steps)


def test_correlation_by_hand() -> None:
    table = pd.DataFrame(
        {
            "up": [1.0, 2.0, 3.0, 4.0, NAN],
            "bent": [1.0, 4.0, 90.0, 900.0, 5.0],
            "mixed": [2.0, 1.0, 4.0, 3.0, 9.0],
            "flat": [7.0, 7.0, 7.0, 7.0, 8.0],
            "rare": [NAN, NAN, NAN, 1.0, 2.0],
        }
    )
    found = correlation(table).set_index(["first", "second"])
    assert len(found) == 10
    assert gaps(found.loc[("up", "bent")]) == [1.0, 4]
    # 1 - 6 x 4 / (4 x 15).
    assert gaps(found.loc[("up", "mixed")]) == pytest.approx([0.6, 4])
    assert gaps(found.loc[("up", "flat")]) == [None, 4]
    assert gaps(found.loc[("up", "rare")]) == [None, 1]
    assert correlation(table[["up"]]).empty


def test_correlation_as_scipy() -> None:
    from scipy.stats import spearmanr

    table = some().round(0)
    found = correlation(table)
    for row in found.itertuples():
        assert row.rho == pytest.approx(spearmanr(table[row.first], table[row.second]).statistic)
        assert row.pairs == 22


def test_what_alone_varies_explains_everything() -> None:
    only: dict[str, Any] = {"methods": ("goalposts",), "aggregations": ("arithmetic",), "leave_one_out": False}
    weights = sobol(some(), WEIGHTS, higher_is_worse=True, samples=256, **only)
    assert list(weights.columns) == list(SOBOL_COLUMNS)
    assert weights.index.to_list() == ["weights"]
    assert gaps(weights.loc["weights", ["first", "total"]]) == pytest.approx([1, 1], abs=0.1)
    fixed: dict[str, Any] = {"concentration": 1e12, "samples": 256, "higher_is_worse": True}
    cases: dict[str, dict[str, Any]] = {
        "left_out": {**only, "leave_one_out": True},
        "aggregation": {**only, "aggregations": ("arithmetic", "geometric")},
        "normalisation": {**only, "methods": ("goalposts", "rank")},
    }
    for name, varied in cases.items():
        found = sobol(some(), WEIGHTS, **fixed, **varied)
        assert sorted(found.index) == sorted({name, "weights"})
        assert gaps(found.loc[name, ["first", "total"]]) == pytest.approx([1, 1], abs=0.1)
        assert gaps(found.loc["weights", ["first", "total"]]) == pytest.approx([0, 0], abs=0.02)


def test_all_inputs_of_all_districts_and_of_one() -> None:
    found = sobol(some(), WEIGHTS, higher_is_worse=True, seed=5)
    assert found.index.to_list() == ["normalisation", "aggregation", "left_out", "weights"]
    assert found.attrs["evaluations"] == 512 * 6
    assert (found["total"] > found["first"] - 0.1).all()
    assert 0.5 < found["first"].sum() < 1.1
    pd.testing.assert_frame_equal(found, sobol(some(), WEIGHTS, higher_is_worse=True, seed=5))
    one = sobol(some(), WEIGHTS, higher_is_worse=True, area_code="00003")
    drawn = robustness.rank_intervals(some(), WEIGHTS, higher_is_worse=True)
    assert drawn["best"]["00003"] <= one.attrs["mean"] <= drawn["worst"]["00003"]


def test_an_aggregation_that_z_scores_do_not_have_is_no_input() -> None:
    found = sobol(some(), WEIGHTS, higher_is_worse=True, samples=64, methods=("zscore",))
    assert found.index.to_list() == ["left_out", "weights"]


def test_ranks_that_never_move_have_no_drivers() -> None:
    steady = pd.DataFrame({"a": [1.0, 2.0, 3.0], "b": [1.0, 2.0, 3.0]}, index=list("xyz"))
    found = sobol(steady, {"a": 1, "b": 1}, higher_is_worse=True, samples=16)
    assert found.isna().all(axis=None)
    assert found.attrs["variance"] == 0
    alone = sobol(some(), {**dict.fromkeys("bcd", 0), "a": 1}, higher_is_worse=True, samples=16, leave_one_out=True)
    assert alone.index.to_list() == ["normalisation", "aggregation"]


def test_a_gap_is_scored_on_the_rest_only_if_allowed() -> None:
    table = some()
    table.loc["00003", "a"] = NAN
    with pytest.raises(ValueError, match="area_code '00003': has no score"):
        sobol(table, WEIGHTS, higher_is_worse=True, samples=16, area_code="00003")
    found = sobol(table, WEIGHTS, higher_is_worse=True, samples=64, area_code="00003", allow_missing=True)
    assert found.notna().all(axis=None)
    nobody = pd.DataFrame({"x": [1.0, 2.0, NAN, NAN], "y": [NAN, NAN, 1.0, 2.0]})
    with pytest.raises(ValueError, match="found no district with all indicators"):
        sobol(nobody, {"x": 1, "y": 1}, higher_is_worse=True, samples=16)


def test_a_draw_without_score_moves_nothing() -> None:
    # B has x only, and is first whenever it has a score: without x it has none.
    table = pd.DataFrame({"x": [0.0, 1.0, 0.5], "y": [0.0, NAN, 1.0]}, index=list("ABC"))
    found = sobol(table, {"x": 1, "y": 1}, higher_is_worse=True, samples=16, area_code="B", allow_missing=True)
    assert (found.attrs["mean"], found.attrs["variance"]) == (1, 0)


def test_weights_too_small_to_write_down_are_no_gap() -> None:
    found = sobol(some(), WEIGHTS, higher_is_worse=True, samples=64, concentration=1e-4)
    assert found.notna().all(axis=None)


@pytest.mark.parametrize("samples", [0, 1, 100])
def test_samples_are_a_power_of_2(samples: int) -> None:
    with pytest.raises(ValueError, match=f"samples: found {samples}"):
        sobol(some(), WEIGHTS, higher_is_worse=True, samples=samples)
