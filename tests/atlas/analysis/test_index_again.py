"""The index a second time, in plain Python, on random tables; what must change nothing changes nothing."""

import math
import statistics
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.analysis.index import (
    Aggregation,
    Method,
    aggregate,
    normalise,
    ranks,
)

NAN = math.nan

# A second implementation, in plain Python.

Rows = list[list[float | None]]


def plain_scale(
    column: list[float | None], method: str, worse: bool, posts: tuple[float, float] | None
) -> list[float | None]:
    known = [x for x in column if x is not None]
    low, high = posts or (min(known), max(known))
    found: list[float | None] = []
    for x in column:
        if x is None:
            found.append(None)
        elif method == "goalposts":
            share = min(max((x - low) / (high - low), 0.0), 1.0)
            found.append(share if worse else 1 - share)
        elif method == "zscore":
            z = (x - statistics.mean(known)) / statistics.stdev(known)
            found.append(z if worse else -z)
        else:
            below, equal = sum(y < x for y in known), sum(y == x for y in known)
            place = (below + (equal - 1) / 2) / (len(known) - 1)
            found.append(place if worse else 1 - place)
    return found


def plain_score(row: list[float | None], weights: list[float], method: str) -> float | None:
    used = [(x, w) for x, w in zip(row, weights, strict=True) if w > 0]
    if any(x is None for x, _ in used):
        return None
    total = sum(w for _, w in used)
    if method == "arithmetic":
        return sum(w * (x or 0.0) for x, w in used) / total
    return math.exp(sum(w * math.log(min(max(x or 0.0, 0.01), 1.0)) for x, w in used) / total)


figure = st.one_of(st.none(), st.integers(-5, 5).map(float), st.floats(-100, 100).map(lambda x: round(x, 3)))
METHOD = st.sampled_from(("goalposts", "zscore", "rank"))
MEAN = st.sampled_from(("arithmetic", "geometric"))


Drawn = tuple[pd.DataFrame, dict[str, float], dict[str, bool], dict[str, tuple[float, float]] | None]


@st.composite
def tables(
    draw: st.DrawFn,
) -> Drawn:
    """Return a table in which each indicator has two values at least, weights, directions and goalposts or none."""
    count, size = draw(st.integers(1, 4)), draw(st.integers(2, 7))
    names = "abcd"[:count]
    columns = {
        n: draw(st.lists(figure, min_size=size, max_size=size).filter(lambda c: len({*c} - {None}) > 1)) for n in names
    }
    weights = {n: draw(st.integers(0, 9)) / 2 for n in names}
    weights["a"] = weights["a"] or 1.0
    worse = {n: draw(st.booleans()) for n in names}
    posts = {n: (draw(st.integers(-9, 0)) * 1.0, draw(st.integers(1, 9)) * 1.0) for n in names}
    frame = pd.DataFrame(columns, index=[f"d{i}" for i in range(size)], dtype=float)
    return frame, weights, worse, posts if draw(st.booleans()) else None


def gaps(values: Any) -> list[float | None]:
    return [None if math.isnan(x) else float(x) for x in values]


@settings(max_examples=150, deadline=None)
@given(tables(), METHOD, MEAN)
def test_as_plain_python(drawn: Any, method: Method, mean: Aggregation) -> None:
    table, weights, worse, posts = drawn
    found = normalise(table, method, goalposts=posts, higher_is_worse=worse)
    plain = {
        n: plain_scale(gaps(table[n]), method, worse[n], posts[n] if posts and method == "goalposts" else None)
        for n in table
    }
    for name in table:
        assert gaps(found[name]) == pytest.approx(plain[name], abs=1e-9)
    if (method, mean) == ("zscore", "geometric"):
        return
    scores = gaps(aggregate(found, weights, mean))
    wanted = [plain_score(list(row), [weights[n] for n in table], mean) for row in zip(*plain.values(), strict=True)]
    assert scores == pytest.approx(wanted, abs=1e-9)
    assert gaps(ranks(pd.Series(scores, dtype=float))) == [
        None if s is None else 1 + sum(t is not None and t > s + 1e-11 for t in scores) for s in scores
    ]


@settings(max_examples=60, deadline=None)
@given(tables(), METHOD, MEAN, st.sampled_from((2.0, 0.5, 100.0)))
def test_proportions_of_weights_and_order_change_nothing(
    drawn: Any, method: Method, mean: Aggregation, factor: float
) -> None:
    table, weights, worse, posts = drawn
    mean = "arithmetic" if method == "zscore" else mean
    score = aggregate(normalise(table, method, goalposts=posts, higher_is_worse=worse), weights, mean)
    turned = table.iloc[::-1, ::-1]
    other = {n: weights[n] * factor for n in reversed(list(weights))}
    again = aggregate(normalise(turned, method, goalposts=posts, higher_is_worse=worse), other, mean)
    assert gaps(again[table.index]) == pytest.approx(gaps(score), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(tables(), MEAN, st.integers(0, 6))
def test_with_fixed_goalposts_a_district_more_or_less_moves_no_score(
    drawn: Any, mean: Aggregation, position: int
) -> None:
    table, weights, worse, _ = drawn
    posts = dict.fromkeys(table, (-3.0, 4.0))
    rest = table.drop(index=table.index[position % len(table)])
    if rest.isna().all().any():
        return
    every = aggregate(normalise(table, "goalposts", goalposts=posts, higher_is_worse=worse), weights, mean)
    fewer = aggregate(normalise(rest, "goalposts", goalposts=posts, higher_is_worse=worse), weights, mean)
    # To the last digit.
    assert gaps(fewer) == gaps(every[rest.index])


@settings(max_examples=60, deadline=None)
@given(tables(), METHOD)
def test_all_weight_on_one_indicator_gives_its_order(drawn: Any, method: Method) -> None:
    table, _, worse, _ = drawn
    weights = dict.fromkeys(table, 0.0) | {"a": 100.0}
    score = aggregate(normalise(table, method, higher_is_worse=worse), weights, "arithmetic")
    wanted = table["a"].rank(method="min", ascending=not worse["a"])
    assert gaps(ranks(score)) == gaps(wanted)
