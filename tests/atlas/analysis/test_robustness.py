"""The spread of ranks: cases with a known answer, and a second time in plain Python on random tables."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from atlas.analysis import index
from atlas.analysis.index import AGGREGATIONS, METHODS, NoSpreadError
from atlas.analysis.robustness import COLUMNS, draw_weights, rank_intervals, rank_rows, spread
from tests.atlas.analysis.test_index_again import gaps, plain_scale, plain_score, tables

NAN = math.nan
REFERENCE = pd.DataFrame({"x": [1, 0], "y": [0, 1], "z": [0, 1]}, index=["A", "B"])
EQUAL = {"x": 1, "y": 1, "z": 1}
ONLY_WEIGHTS: dict[str, Any] = {"methods": ("goalposts",), "aggregations": ("arithmetic",), "leave_one_out": False}


def some(rows: int = 12, seed: int = 3) -> pd.DataFrame:
    figures = np.random.default_rng(seed).normal(size=(rows, 4))
    return pd.DataFrame(figures, index=[f"{i:05d}" for i in range(rows)], columns=list("cadb"))


WEIGHTS = {"a": 40, "b": 30, "c": 20, "d": 10}


@pytest.mark.parametrize("method", METHODS)
def test_reference_of_uniform_weights(method: str) -> None:
    found = rank_intervals(
        REFERENCE, EQUAL, higher_is_worse=True, concentration=0, draws=40_000, **{**ONLY_WEIGHTS, "methods": (method,)}
    )
    # A is first where its one weight is above one half: a quarter of the triangle.
    assert found["share_first"].to_dict() == pytest.approx({"A": 0.25, "B": 0.75}, abs=0.01)
    assert list(found.columns) == list(COLUMNS)
    assert gaps(found.loc["A", ["rank", "low", "median", "high", "best", "worst"]]) == [2, 1, 2, 2, 1, 2]
    assert found["share_top_k"].to_list() == [1.0, 1.0]


def test_the_one_in_the_middle_is_first_between_two_extremes() -> None:
    table = pd.DataFrame({"x": [1, 0, 0.6], "y": [0, 1, 0.6]}, index=list("ABC"))
    found = rank_intervals(
        table, {"x": 1, "y": 1}, higher_is_worse=True, concentration=0, draws=40_000, top_k=2, **ONLY_WEIGHTS
    )
    # C wins while the larger weight is below 0.6, and is never last.
    assert found["share_first"].to_dict() == pytest.approx({"A": 0.4, "B": 0.4, "C": 0.2}, abs=0.01)
    assert found["share_top_k"].to_dict() == pytest.approx({"A": 0.5, "B": 0.5, "C": 1.0}, abs=0.01)
    assert found["worst"].to_dict() == {"A": 3, "B": 3, "C": 2}


def test_each_indicator_left_out_as_often_as_none() -> None:
    table = pd.DataFrame({"x": [1, 0], "y": [0, 1]}, index=list("AB"))
    given_weights = {"x": 0.6, "y": 0.4}
    found = rank_intervals(
        table, given_weights, higher_is_worse=True, concentration=1e9, **{**ONLY_WEIGHTS, "leave_one_out": True}
    )
    # First with both and with x alone, second with y alone.
    assert found["share_first"].to_dict() == pytest.approx({"A": 2 / 3, "B": 1 / 3}, abs=0.02)
    certain = rank_intervals(table, given_weights, higher_is_worse=True, concentration=1e9, **ONLY_WEIGHTS)
    assert certain["share_first"].to_dict() == {"A": 1.0, "B": 0.0}


def test_each_pair_as_often_as_the_next_but_no_geometric_mean_of_z_scores() -> None:
    # The geometric mean puts the balanced B first, the arithmetic one A.
    table = pd.DataFrame({"x": [1.0, 0.4, 0.0], "y": [0.0, 0.4, 0.0]}, index=list("ABC"))
    posts = {"x": (0, 1), "y": (0, 1)}
    found = rank_intervals(
        table, {"x": 1, "y": 1}, higher_is_worse=True, goalposts=posts, concentration=1e9, leave_one_out=False,
        methods=("goalposts", "zscore"),
    )  # fmt: skip
    assert found.attrs["pairs"] == (("goalposts", "arithmetic"), ("goalposts", "geometric"), ("zscore", "arithmetic"))
    z = index.aggregate(index.normalise(table, "zscore", higher_is_worse=True), {"x": 1, "y": 1}, "arithmetic")
    assert index.ranks(z).to_list() == [2.0, 1.0, 3.0]
    assert found["share_first"].to_dict() == pytest.approx({"A": 1 / 3, "B": 2 / 3, "C": 0}, abs=0.02)


def test_the_score_is_that_of_the_first_pair_that_exists() -> None:
    scaled = index.normalise(some(), "zscore", higher_is_worse=True)
    wanted = index.aggregate(scaled, WEIGHTS, "arithmetic")
    found = rank_intervals(
        some(), WEIGHTS, higher_is_worse=True, draws=50, methods=("zscore", "rank"),
        aggregations=("geometric", "arithmetic"),
    )  # fmt: skip
    assert found.attrs["pair"] == ("zscore", "arithmetic")
    assert found["score"].to_list() == wanted.to_list()
    assert found["rank"].to_list() == index.ranks(wanted).to_list()


def test_ties_are_ties_in_every_draw() -> None:
    table = pd.concat([some(), some().iloc[[4, 7]].set_axis(["twin4", "twin7"])])
    found = rank_intervals(table, WEIGHTS, higher_is_worse=True, draws=3_000)
    assert gaps(found.loc["twin4"]) == gaps(found.iloc[4])
    assert gaps(found.loc["twin7"]) == gaps(found.iloc[7])
    both = rank_intervals(some().iloc[[0, 0, 1]], WEIGHTS, higher_is_worse=True, draws=3_000, top_k=1)
    # Two that share the first place are both first.
    assert both["share_first"].sum() == pytest.approx(1 + both["share_first"].iloc[0])


def test_a_weight_of_100_percent_leaves_one_order() -> None:
    found = rank_intervals(some(), {"a": 1, "b": 0, "c": 0, "d": 0}, higher_is_worse=False, draws=500)
    wanted = some()["a"].rank(method="min").to_list()
    for column in ("rank", "low", "median", "high", "best", "worst"):
        assert found[column].to_list() == wanted


def test_same_seed_same_result_and_another_seed_another() -> None:
    first = rank_intervals(some(), WEIGHTS, higher_is_worse=True, draws=500, seed=7)
    pd.testing.assert_frame_equal(first, rank_intervals(some(), WEIGHTS, higher_is_worse=True, draws=500, seed=7))
    other = rank_intervals(some(), WEIGHTS, higher_is_worse=True, draws=500, seed=8)
    assert not first["share_first"].equals(other["share_first"])


@pytest.mark.parametrize("factor", [2, 3, 0.01])
def test_proportions_of_weights_and_order_change_nothing(factor: float) -> None:
    worse = {"a": True, "b": False, "c": True, "d": False}
    first = rank_intervals(some(), WEIGHTS, higher_is_worse=worse, draws=2_000)
    turned = some().iloc[::-1, [2, 0, 3, 1]]
    weights = {name: factor * weight for name, weight in reversed(WEIGHTS.items())}
    again = rank_intervals(turned, weights, higher_is_worse=worse, draws=2_000).loc[first.index]
    assert again["score"].to_list() == pytest.approx(first["score"].to_list(), abs=1e-12)
    pd.testing.assert_frame_equal(again.drop(columns="score"), first.drop(columns="score"))


def test_a_district_with_a_gap_takes_no_part_unless_allowed() -> None:
    table = some()
    table.loc["00005", "b"] = NAN
    posts = dict.fromkeys("abcd", (-4, 4))
    found = rank_intervals(table, WEIGHTS, higher_is_worse=True, goalposts=posts, methods=("goalposts",), draws=500)
    assert found.loc["00005"].isna().all()
    rest = table.drop(index="00005")
    without = rank_intervals(rest, WEIGHTS, higher_is_worse=True, goalposts=posts, methods=("goalposts",), draws=500)
    pd.testing.assert_frame_equal(found.drop(index="00005"), without)
    allowed = rank_intervals(table, WEIGHTS, higher_is_worse=True, draws=500, allow_missing=True)
    assert allowed.notna().all(axis=None)
    assert allowed["rank"].max() == 12


def test_a_gap_in_an_indicator_without_weight_does_not_matter() -> None:
    table = some().assign(b=[NAN] * 12)
    found = rank_intervals(table, {**WEIGHTS, "b": 0}, higher_is_worse=True, draws=100)
    assert found.notna().all(axis=None)


def test_a_draw_without_score_is_not_counted() -> None:
    # B has x only: with x left out it has no score. So it is first whenever it has one.
    table = pd.DataFrame({"x": [0.0, 1.0, 0.5], "y": [0.0, NAN, 1.0]}, index=list("ABC"))
    found = rank_intervals(
        table, {"x": 1, "y": 1}, higher_is_worse=True, draws=2_000, allow_missing=True,
        **{**ONLY_WEIGHTS, "leave_one_out": True},
    )  # fmt: skip
    assert gaps(found.loc["B", ["low", "median", "high", "best", "worst", "share_first"]]) == [1] * 6
    # C is first where x is left out, a third of the draws.
    assert found["share_first"]["C"] == pytest.approx(1 / 3, abs=0.03)


def test_no_district_with_all_indicators_gives_no_ranks() -> None:
    table = pd.DataFrame({"x": [1.0, 2.0, NAN, NAN], "y": [NAN, NAN, 1.0, 2.0]})
    found = rank_intervals(table, {"x": 1, "y": 1}, higher_is_worse=True, draws=50)
    assert found.shape == (4, 9)
    assert found.isna().all(axis=None)


def test_an_indicator_without_spread_rules_out_scales_made_from_the_data() -> None:
    table = some().assign(b=1.0)
    posts = dict.fromkeys("abcd", (-4, 4))
    found = rank_intervals(table, WEIGHTS, higher_is_worse=True, goalposts=posts, draws=50)
    assert found.attrs["pairs"] == (("goalposts", "arithmetic"), ("goalposts", "geometric"))
    with pytest.raises(NoSpreadError, match="'b'"):
        rank_intervals(table, WEIGHTS, higher_is_worse=True, draws=50)


def test_one_district_is_first_and_last() -> None:
    posts = dict.fromkeys("abcd", (-4, 4))
    found = rank_intervals(some(1), WEIGHTS, higher_is_worse=True, goalposts=posts, draws=50)
    assert found.iloc[0, 1:].to_list() == [1] * 8


BAD: list[tuple[dict[str, Any], str]] = [
    ({"draws": 0}, "draws: found 0"),
    ({"draws": 10.5}, "draws: found 10.5"),
    ({"top_k": 0}, "top_k: found 0"),
    ({"concentration": -1}, "concentration: found -1"),
    ({"concentration": NAN}, "concentration: found nan"),
    ({"methods": ()}, r"methods: found \[\], wanted one or more of goalposts, zscore, rank"),
    ({"methods": ("rank", "minmax")}, "methods: found .*'minmax'"),
    ({"aggregations": ("harmonic",)}, "aggregations: found"),
    ({"methods": ("zscore",), "aggregations": ("geometric",)}, "found only z-scores with the geometric mean"),
    ({"weights": {**WEIGHTS, "e": 1}}, "weight of 'e': unknown indicator"),
    ({"weights": {**WEIGHTS, "a": -1}}, "weight of 'a': found -1"),
    ({"higher_is_worse": {"a": True, "b": True, "c": True}}, "nothing for indicator 'd'"),
]


@pytest.mark.parametrize(("changed", "message"), BAD)
def test_bad_input_is_named(changed: dict[str, Any], message: str) -> None:
    arguments: dict[str, Any] = {"weights": WEIGHTS, "higher_is_worse": True, "draws": 10, **changed}
    with pytest.raises(ValueError, match=message):
        rank_intervals(some(), **arguments)


def test_drawn_weights_have_the_given_ones_as_their_mean() -> None:
    shares = np.array([0.5, 0.3, 0.2])
    drawn = draw_weights(shares, 50.0, 20_000, np.random.default_rng(0), drop=False)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(20_000))
    assert drawn.mean(axis=0) == pytest.approx(shares, abs=0.003)
    # The variance of Dirichlet(a): m (1 - m) / (sum of a + 1).
    assert drawn.var(axis=0) == pytest.approx(shares * (1 - shares) / 51, rel=0.05)
    left_out = draw_weights(shares, 50.0, 20_000, np.random.default_rng(0), drop=True)
    assert left_out.sum(axis=1) == pytest.approx(np.ones(20_000))
    assert (left_out == 0).mean(axis=0) == pytest.approx([0.25] * 3, abs=0.02)


def test_quantiles_are_ranks_that_occurred() -> None:
    drawn = np.array([[rank, 1, 0, 0] for rank in range(100, 0, -1)])
    drawn[:30, 2] = range(1, 31)
    found = spread(drawn, 10)
    assert found[0].tolist() == [5, 50, 95, 1, 100, 0.01, 0.1]
    assert found[1].tolist() == [1, 1, 1, 1, 1, 1, 1]
    # Thirty draws counted of a hundred: 1.5 of them are two.
    assert found[2].tolist() == [2, 15, 29, 1, 30, 1 / 30, 1 / 3]
    assert np.isnan(found[3]).all()


def test_a_single_indicator_cannot_be_left_out() -> None:
    drawn = draw_weights(np.array([1.0]), 50.0, 100, np.random.default_rng(0), drop=True)
    assert drawn.tolist() == [[pytest.approx(1.0)]] * 100


@settings(max_examples=80, deadline=None)
@given(
    arrays.arrays(
        float,
        st.tuples(st.integers(1, 4), st.integers(1, 9)),
        elements=st.sampled_from((NAN, -20.0, -1 / 3, 0.0, 0.1, 0.1 + 0.2, 0.3, 1.0, 500.0)),
    )
)
def test_ranks_of_rows_as_ranks_of_a_series(scores: Any) -> None:
    for found, row in zip(rank_rows(scores), scores, strict=True):
        assert found.tolist() == index.ranks(pd.Series(row)).fillna(0).tolist()


@settings(max_examples=30, deadline=None)
@given(tables(), st.booleans(), st.sampled_from((0.0, 5.0, 50.0)), st.integers(0, 9))
def test_as_plain_python(drawn_table: Any, leave_one_out: bool, concentration: float, seed: int) -> None:
    table, weights, worse, posts = drawn_table
    draws, top_k = 60, 2
    found = rank_intervals(
        table, weights, higher_is_worse=worse, goalposts=posts, draws=draws, seed=seed, concentration=concentration,
        top_k=top_k, leave_one_out=leave_one_out,
    )  # fmt: skip
    used = sorted(name for name in table if weights[name] > 0)
    generator = np.random.default_rng(seed)
    pairs = [(m, a) for m in METHODS for a in AGGREGATIONS if (m, a) != ("zscore", "geometric")]
    chosen = generator.integers(len(pairs), size=draws)
    shares = np.array([weights[name] for name in used]) / sum(weights[name] for name in used)
    lots = draw_weights(shares, concentration, draws, generator, leave_one_out)
    reached: list[list[int]] = [[] for _ in table.index]
    scored = [i for i, row in enumerate(table[used].to_numpy()) if not np.isnan(row).any()]
    for number, lot in zip(chosen, lots, strict=True):
        method, mean = pairs[number]
        columns = [
            plain_scale(gaps(table[n]), method, worse[n], posts[n] if posts and method == "goalposts" else None)
            for n in used
        ]
        scores = {i: plain_score([c[i] for c in columns], list(lot), mean) or 0.0 for i in scored}
        for i in scored:
            reached[i].append(1 + sum(scores[j] > scores[i] + 1e-11 for j in scored))
    for i, ranks in enumerate(reached):
        row = found.iloc[i]
        if not ranks:
            assert row.isna().all()
            continue
        ordered = sorted(ranks)
        spread = [next(r for r in ordered if sum(x <= r for x in ordered) >= q * draws) for q in (0.05, 0.5, 0.95)]
        assert row[["low", "median", "high"]].to_list() == spread
        assert row[["best", "worst"]].to_list() == [ordered[0], ordered[-1]]
        assert row["share_first"] == pytest.approx(ordered.count(1) / draws)
        assert row["share_top_k"] == pytest.approx(sum(r <= top_k for r in ordered) / draws)


def test_weights_may_be_listed_in_the_order_of_the_columns() -> None:
    values = pd.DataFrame([[1, 0, 0], [0, 1, 1], [0, 2, 0]], index=list("ABC"), columns=list("abc"))
    named = rank_intervals(values, {"c": 3, "a": 1, "b": 2}, higher_is_worse=True, draws=200)
    listed = rank_intervals(values, [1, 2, 3], higher_is_worse=True, draws=200)
    pd.testing.assert_frame_equal(listed, named)


def test_one_method_alone_may_be_a_name() -> None:
    values = pd.DataFrame([[1, 0], [0, 1]], columns=list("ab"))
    one = rank_intervals(values, {"a": 2, "b": 1}, higher_is_worse=True, draws=50, methods="rank")  # type: ignore[arg-type]
    assert one.attrs["pairs"] == (("rank", "arithmetic"), ("rank", "geometric"))


@pytest.mark.parametrize("kind", ["bool", "boolean"])
def test_truths_are_no_figures(kind: Any) -> None:
    with pytest.raises(ValueError, match=f"indicator 'a': found a column of {kind}, wanted numbers"):
        rank_intervals(pd.DataFrame({"a": [True, False]}).astype(kind), {"a": 1}, higher_is_worse=True)
