"""The index by hand."""

import math
import statistics
from typing import Any

import numpy as np
import pandas as pd
import pytest

from atlas.analysis.index import (
    IndicatorError,
    Method,
    NoSpreadError,
    NoValuesError,
    aggregate,
    normalise,
    ranks,
    weight_shares,
    weights_by_row,
)

NAN = math.nan
TABLE = pd.DataFrame(
    {"jobs": [10.0, 20.0, 40.0, NAN], "income": [5.0, 7.0, 6.0, 9.0]}, index=["16001", "16002", "16003", "16004"]
)
WORSE = {"jobs": True, "income": False}
POSTS = {"jobs": (15.0, 35.0), "income": (0.0, 10.0)}


def listed(frame: pd.DataFrame, name: str) -> list[float | None]:
    return [None if math.isnan(x) else round(float(x), 9) for x in frame[name]]


def test_fixed_goalposts_are_clipped_and_turned_round() -> None:
    found = normalise(TABLE, "goalposts", goalposts=POSTS, higher_is_worse=WORSE)
    assert listed(found, "jobs") == [0.0, 0.25, 1.0, None]
    assert listed(found, "income") == [0.5, 0.3, 0.4, 0.1]
    assert list(found.index) == list(TABLE.index)
    assert list(found.columns) == ["jobs", "income"]


def test_goalposts_of_the_data() -> None:
    found = normalise(TABLE, "goalposts", higher_is_worse=WORSE)
    assert listed(found, "jobs") == [0.0, round(1 / 3, 9), 1.0, None]
    assert listed(found, "income") == [1.0, 0.5, 0.75, 0.0]


def test_z_scores_divide_by_n_minus_1() -> None:
    found = normalise(pd.DataFrame({"x": [1.0, 2.0, 3.0, NAN]}), "zscore", higher_is_worse=True)
    assert listed(found, "x") == [-1.0, 0.0, 1.0, None]
    assert listed(normalise(TABLE, "zscore", higher_is_worse=WORSE), "income") == [
        round(-(x - 6.75) / statistics.stdev([5, 7, 6, 9]), 9) for x in (5, 7, 6, 9)
    ]


def test_ranks_are_mean_ranks_and_ties_share() -> None:
    table = pd.DataFrame({"x": [3.0, 1.0, 3.0, NAN, 8.0]})
    assert listed(normalise(table, "rank", higher_is_worse=True), "x") == [0.5, 0.0, 0.5, None, 1.0]
    assert listed(normalise(table, "rank", higher_is_worse=False), "x") == [0.5, 1.0, 0.5, None, 0.0]


@pytest.mark.parametrize(
    "worse", [WORSE, pd.Series(WORSE), [True, False], np.array([1, 0]), {**WORSE, "not a column": True}]
)
def test_directions_in_every_form(worse: Any) -> None:
    wanted = normalise(TABLE, "rank", higher_is_worse={"income": False, "jobs": True})
    pd.testing.assert_frame_equal(normalise(TABLE, "rank", higher_is_worse=worse), wanted)


def test_one_direction_for_all() -> None:
    wanted = normalise(TABLE, "rank", higher_is_worse={"jobs": False, "income": False})
    pd.testing.assert_frame_equal(normalise(TABLE, "rank", higher_is_worse=False), wanted)


@pytest.mark.parametrize("posts", [pd.Series(POSTS), pd.DataFrame(POSTS, index=["low", "high"]).T])
def test_goalposts_in_every_form(posts: Any) -> None:
    wanted = normalise(TABLE, "goalposts", goalposts=POSTS, higher_is_worse=WORSE)
    pd.testing.assert_frame_equal(normalise(TABLE, "goalposts", goalposts=posts, higher_is_worse=WORSE), wanted)


def test_every_kind_of_missing_and_of_number() -> None:
    kinds = [
        pd.DataFrame({"x": pd.array([1, None, 3], dtype="Int64")}),
        pd.DataFrame({"x": pd.array([1.0, None, 3.0], dtype="Float64")}),
        pd.DataFrame({"x": pd.Series([1, None, 3], dtype=object)}),
        pd.DataFrame({"x": np.array([1, NAN, 3], dtype=np.float32)}),
    ]
    for table in kinds:
        assert listed(normalise(table, "goalposts", higher_is_worse=True), "x") == [0.0, None, 1.0]


def test_what_came_in_is_left_as_it_is() -> None:
    before = TABLE.copy(deep=True)
    normalised = normalise(TABLE, "goalposts", goalposts=POSTS, higher_is_worse=WORSE)
    kept = normalised.copy(deep=True)
    aggregate(normalised, {"jobs": 1, "income": 1}, "geometric", allow_missing=True)
    pd.testing.assert_frame_equal(TABLE, before)
    pd.testing.assert_frame_equal(normalised, kept)


def test_the_same_value_everywhere_is_explained() -> None:
    flat = pd.DataFrame({"x": [3.0, 3.0, NAN], "y": [1.0, 2.0, 3.0]})
    methods: list[Method] = ["goalposts", "zscore", "rank"]
    for method in methods:
        with pytest.raises(NoSpreadError, match=r"'x': found no value but 3 \(2 districts\), wanted two") as caught:
            normalise(flat, method, higher_is_worse=True)
        assert caught.value.indicator == "x"
    fixed = normalise(flat, "goalposts", goalposts={"x": (0, 4), "y": (0, 4)}, higher_is_worse=True)
    assert listed(fixed, "x") == [0.75, 0.75, None]


def test_one_district_has_a_score_with_fixed_goalposts_only() -> None:
    one = TABLE.loc[["16002"]]
    score = aggregate(
        normalise(one, "goalposts", goalposts=POSTS, higher_is_worse=WORSE), {"jobs": 1, "income": 1}, "arithmetic"
    )
    assert score.to_dict() == {"16002": pytest.approx(0.275)}
    with pytest.raises(NoSpreadError, match="'jobs'"):
        normalise(one, "goalposts", higher_is_worse=WORSE)


@pytest.mark.parametrize("posts", [None, {"x": (0.0, 1.0)}])
def test_no_value_at_all_is_explained(posts: Any) -> None:
    for empty in (pd.DataFrame({"x": [NAN, NAN]}), pd.DataFrame({"x": [None, None]}), pd.DataFrame({"x": []})):
        with pytest.raises(NoValuesError, match="indicator 'x': found no value"):
            normalise(empty, "goalposts", goalposts=posts, higher_is_worse=True)
    assert issubclass(NoValuesError, IndicatorError)


BAD_INPUT: list[tuple[pd.DataFrame, dict[str, Any], str]] = [
    (TABLE, {"method": "minmax"}, "method 'minmax': wanted one of goalposts, zscore, rank"),
    (TABLE, {"higher_is_worse": {"jobs": True}}, "higher_is_worse: nothing for indicator 'income'"),
    (TABLE, {"higher_is_worse": {"jobs": True, "income": NAN}}, "found nan for indicator 'income'"),
    (TABLE, {"higher_is_worse": {"jobs": True, "income": "false"}}, "found 'false' for indicator 'income'"),
    (TABLE, {"higher_is_worse": {"jobs": True, "income": -1}}, "found -1 for indicator 'income'"),
    (TABLE, {"higher_is_worse": [True]}, "found 1 entries, wanted 2"),
    (TABLE, {"goalposts": {"jobs": (1, 2)}}, "goalposts: nothing for indicator 'income'"),
    (TABLE, {"goalposts": {**POSTS, "jobs": (2, 1)}}, "goalposts of 'jobs': found"),
    (TABLE, {"goalposts": {**POSTS, "jobs": (2, 2)}}, "goalposts of 'jobs': found"),
    (TABLE, {"goalposts": {**POSTS, "jobs": (0, NAN)}}, "goalposts of 'jobs': found"),
    (TABLE, {"goalposts": {**POSTS, "jobs": 7}}, "goalposts of 'jobs': found 7"),
    (TABLE, {"goalposts": {**POSTS, "jobs": ("a", "b")}}, "goalposts of 'jobs': found"),
    (TABLE.assign(jobs=["1", "2", "3", "4"]), {}, "indicator 'jobs': found a column of"),
    (TABLE.assign(jobs=[1.0, math.inf, 2.0, 3.0]), {}, "indicator 'jobs': found an infinite figure in row '16002'"),
    (TABLE[["jobs", "jobs"]], {"higher_is_worse": True}, "indicator 'jobs': found twice"),
    (TABLE[[]], {}, "no indicator at all"),
]


@pytest.mark.parametrize(("table", "changed", "message"), BAD_INPUT)
def test_bad_input_is_named(table: pd.DataFrame, changed: dict[str, Any], message: str) -> None:
    arguments: dict[str, Any] = {"method": "goalposts", "higher_is_worse": WORSE, "goalposts": POSTS, **changed}
    with pytest.raises(ValueError, match=message):
        normalise(table, **arguments)


UNIT = pd.DataFrame({"a": [0.9, 0.4, 0.0, NAN], "b": [0.1, 0.4, 1.0, 0.3]}, index=list("pqrs"))


def test_means_by_hand() -> None:
    arithmetic = aggregate(UNIT, {"a": 3, "b": 1}, "arithmetic")
    assert [round(x, 9) for x in arithmetic[:3]] == [0.7, 0.4, 0.25]
    geometric = aggregate(UNIT, {"a": 1, "b": 1}, "geometric")
    # 0 counts as 0.01: the square root of 0.01 x 1.
    assert [round(x, 9) for x in geometric[:3]] == [0.3, 0.4, 0.1]
    assert math.isnan(arithmetic["s"])
    assert math.isnan(geometric["s"])


def test_a_gap_is_left_out_only_if_allowed() -> None:
    assert aggregate(UNIT, {"a": 3, "b": 1}, "arithmetic", allow_missing=True)["s"] == 0.3
    assert aggregate(UNIT, {"a": 3, "b": 1}, "geometric", allow_missing=True)["s"] == pytest.approx(0.3)
    # Who has no gap keeps the score to the last digit, and who has nothing gets none.
    table = pd.concat([UNIT, pd.DataFrame({"a": [NAN], "b": [NAN]}, index=["t"])])
    allowed = aggregate(table, {"a": 0.3, "b": 0.7}, "arithmetic", allow_missing=True)
    assert list(allowed[:3]) == list(aggregate(UNIT, {"a": 0.3, "b": 0.7}, "arithmetic")[:3])
    assert math.isnan(allowed["t"])
    assert weights_by_row(UNIT, {"a": 3, "b": 1}, allow_missing=True).T["s"].to_list() == [0.0, 1.0]
    assert weights_by_row(UNIT, {"a": 3, "b": 1}).T["s"].isna().all()


def test_an_indicator_without_weight_is_not_looked_at() -> None:
    score = aggregate(UNIT, {"a": 0, "b": 2}, "arithmetic")
    assert score.to_list() == UNIT["b"].to_list()
    only_gap = aggregate(UNIT, {"a": 2, "b": 0}, "arithmetic", allow_missing=True)
    assert math.isnan(only_gap["s"])
    outside = UNIT.assign(a=[-2.0, 5.0, 0.0, 1.0])
    assert aggregate(outside, {"a": 0, "b": 1}, "geometric").to_list() == pytest.approx([0.1, 0.4, 1.0, 0.3])


def test_the_geometric_mean_refuses_z_scores() -> None:
    z = normalise(TABLE, "zscore", higher_is_worse=WORSE)
    unnamed: pd.DataFrame = pd.DataFrame(z.to_numpy(), columns=["jobs", "income"])
    for table in (z, z.loc[["16003"]], unnamed):
        with pytest.raises(ValueError, match="geometric mean of 'jobs': found z-scores"):
            aggregate(table, {"jobs": 1, "income": 1}, "geometric")


def test_z_scores_are_known_by_where_they_come_from() -> None:
    z = normalise(pd.DataFrame({"x": [1.0, 2.0, 3.0]}), "zscore", higher_is_worse=True)
    with pytest.raises(ValueError, match="geometric mean of 'x': found z-scores"):
        aggregate(z.iloc[[1]], {"x": 1}, "geometric")


BAD_WEIGHTS: list[tuple[Any, str]] = [
    ({"a": 1, "b": -0.1}, "weight of 'b': found -0.1"),
    ({"a": 1, "b": NAN}, "weight of 'b': found nan"),
    ({"a": math.inf, "b": 1}, "weight of 'a': found inf"),
    ({"a": "1", "b": 1}, "weight of 'a': found '1'"),
    ({"a": None, "b": 1}, "weight of 'a': found None"),
    ({"a": True, "b": 1}, "weight of 'a': found True"),
    ({"a": 1, "b": 1, "c": 1}, "weight of 'c': unknown indicator, wanted one of a, b"),
    ({"a": 1}, "indicator 'b': no weight"),
    ({"a": 0, "b": 0.0}, "weights of a, b: all are 0"),
    (pd.Series([1, 2, 3], index=["a", "b", "a"]), "weight 'a': found twice"),
    ({}, "no weight at all"),
    ([1, 1, 1, 1, 1], "weights: found 5 entries, wanted"),
]


@pytest.mark.parametrize(("weights", "message"), BAD_WEIGHTS)
def test_bad_weights_are_named(weights: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        aggregate(UNIT, weights, "arithmetic")


def test_an_unknown_mean_is_named() -> None:
    with pytest.raises(ValueError, match="aggregation 'harmonic': wanted one of arithmetic, geometric"):
        aggregate(UNIT, {"a": 1, "b": 1}, "harmonic")  # type: ignore[arg-type]


def test_shares_of_the_largest_and_smallest_numbers() -> None:
    assert weight_shares({"b": 1e308, "a": 1e308}, ["a", "b"]).to_list() == [0.5, 0.5]
    assert weight_shares(pd.Series({"a": 5e-324, "b": 0}), ["a", "b"]).to_list() == [1.0, 0.0]
    assert weight_shares(pd.Series({"a": np.float32(1), "b": np.int64(3)}, dtype=object), ["a", "b"]).to_list() == [
        0.25,
        0.75,
    ]


def test_shares_do_not_depend_on_the_order() -> None:
    weights = {f"i{i}": 0.1 * 1.7**i for i in range(12)}
    turned = list(reversed(weights))
    assert weight_shares(weights, turned).to_dict() == weight_shares(weights, list(weights)).to_dict()


def test_ranks_share_the_better_place() -> None:
    scores = pd.Series([0.3, 0.1 + 0.2, 0.9, NAN, 0.1], index=list("abcde"))
    assert ranks(scores).fillna(0).to_dict() == {"a": 2, "b": 2, "c": 1, "d": 0, "e": 4}
