"""The exposure index: figures on one scale, weights as shares, one score per district, and its rank.

The steps are those of the OECD/JRC handbook (Nardo et al., Handbook on Constructing Composite Indicators, 2008).
Everywhere: one row per district, one column per indicator; a high normalised figure means more exposed; rank 1 is
the most exposed. A missing figure stays missing: it is never imputed and never counted as zero.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import fsum
from numbers import Real
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

Method = Literal["goalposts", "zscore", "rank"]
Aggregation = Literal["arithmetic", "geometric"]
Weights = Mapping[str, float] | pd.Series | Sequence[float]
Goalposts = Mapping[str, tuple[float, float]] | pd.Series | pd.DataFrame
Array = np.ndarray[Any, np.dtype[np.float64]]
Directions = bool | Mapping[str, bool] | pd.Series | Sequence[bool]

METHODS: tuple[Method, ...] = get_args(Method)
AGGREGATIONS: tuple[Aggregation, ...] = get_args(Aggregation)

# The geometric mean of anything with a zero is zero: the handbook and its users keep values off it.
GEOMETRIC_FLOOR = 0.01
# Scores closer than 2^-40 (about 1e-12) are equal: further digits are the order in which floats were added.
# A power of two, so that no fraction such as 1/3 or 0.625 lies where rounding could part two equal scores.
TIE_BITS = 40


class IndicatorError(ValueError):
    """An indicator that cannot be brought to the scale asked for; `indicator` is its name."""

    def __init__(self, indicator: str, found: str, wanted: str) -> None:
        super().__init__(f"indicator {indicator!r}: found {found}, wanted {wanted}")
        self.indicator = indicator


class NoValuesError(IndicatorError):
    """An indicator that is missing in every district."""


class NoSpreadError(IndicatorError):
    """An indicator with one and the same value everywhere (or in one district only): nothing to compare."""


def normalise(
    values: pd.DataFrame, method: Method, *, goalposts: Goalposts | None = None, higher_is_worse: Directions
) -> pd.DataFrame:
    """Return the figures on one scale, high meaning more exposed; same rows and columns, missing stays missing.

    `values` are raw figures. `higher_is_worse` says per indicator (or once for all) whether a high figure means more
    exposed; where it does not, the scale is turned round. Each indicator is brought to its scale on its own:

    - "goalposts": (x - low) / (high - low), clipped to [0, 1]. With fixed `goalposts` (indicator -> low, high, in the
      unit of the figures, or a frame by indicator with the columns low and high; every indicator needs a pair) a
      district's figure does not depend on the other districts. Without them low and high are the least and greatest
      value of the data: then it does.
    - "zscore": (x - mean) / standard deviation with n - 1, over the districts that have a value; not bounded.
    - "rank": mean ranks (ties share) scaled to [0, 1] over the districts that have a value.

    Names in `goalposts` and `higher_is_worse` that are no column are not looked at: a lookup may hold more.

    Raises NoValuesError for an indicator without any value; NoSpreadError for one without two different values, unless
    fixed goalposts give it a scale; ValueError, naming the entry, for an unknown method, a column that is not numeric
    or holds an infinite figure, a name given twice, and a direction or pair of goalposts that is missing or no use.
    """
    _known(method, METHODS, "method")
    worse = directions(higher_is_worse, list(values.columns))
    fixed = _limits(goalposts, list(values.columns)) if method == "goalposts" and goalposts is not None else {}
    scaled = {}
    for name, given in _figures(values).items():
        if given.isna().all():
            raise NoValuesError(
                str(name), "no value at all", "a value of at least one district; leave the indicator out"
            )
        figure = _between(given, *fixed[name]) if name in fixed else _by_data(given, method, str(name))
        scaled[name] = figure if worse[name] else ((0.0 if method == "zscore" else 1.0) - figure)
    result = pd.DataFrame(scaled, index=values.index, columns=values.columns, dtype=float)
    result.attrs["method"] = method
    return result


def aggregate(
    normalised: pd.DataFrame, weights: Weights, method: Aggregation, *, allow_missing: bool = False
) -> pd.Series:
    """Return one score per district, in the rows' order; NaN where an indicator with weight is missing.

    "arithmetic": the weighted mean, in which a low figure is fully made up for by a high one. "geometric": the
    weighted geometric mean of the figures clipped to [0.01, 1], in which it is made up for in part; z-scores are
    refused. `weights` need not sum to 1: their proportions count. An indicator with weight 0 is not looked at.

    With `allow_missing` a district is scored on the indicators it has, their weights scaled up to the whole; NaN only
    where it has none. Such a score stands for another index than its neighbours': the caller marks it.

    Raises ValueError, naming the entry, for an unknown method, a weight that is negative, not finite or no number,
    weights that are all zero, a weight without a column or a column without a weight, and for z-scores (told by a
    figure outside [0, 1], or by where the frame comes from) with the geometric mean.
    """
    return aggregate_each(normalised, [weights], method, allow_missing=allow_missing)[0]


def aggregate_each(
    normalised: pd.DataFrame, given: Sequence[Weights], method: Aggregation, *, allow_missing: bool = False
) -> list[pd.Series]:
    """Return the scores of aggregate for each of several weightings; what they share is worked out once."""
    _known(method, AGGREGATIONS, "aggregation")
    figures = _figures(normalised)
    logs = figures.clip(GEOMETRIC_FLOOR, 1.0).apply(np.log) if method == "geometric" else figures
    # Taken out of the frames once: many weightings of few figures are no work for frames.
    held, has, scores = logs.to_numpy(), normalised.notna().to_numpy(), []
    for weights in given:
        by_row = _by_row(has, weight_shares(weights, normalised.columns).to_numpy(), allow_missing=allow_missing)
        if method == "geometric":
            _bounded(figures, figures.columns[np.flatnonzero((by_row > 0).any(axis=0))], normalised.attrs.get("method"))
        # Column by column, not by numpy's sum: the last digit of a score must not depend on how many rows there are.
        parts = _weighted(held, by_row)
        total = np.zeros(len(parts))
        for i in range(parts.shape[1]):
            total += parts[:, i]
        score = np.exp(total) if method == "geometric" else total
        scores.append(pd.Series(score, index=normalised.index, name="score"))
    return scores


def ranks(scores: pd.Series) -> pd.Series:
    """Return ranks, 1 for the highest score; equal scores (within 1e-12) share the best rank; NaN has none."""
    return pd.Series(
        ranks_each(scores.to_numpy(dtype=float, na_value=np.nan)[None])[0], index=scores.index, name="rank"
    )


def ranks_each(scores: Array) -> Array:
    """Return the ranks (see ranks) of several scorings at once: one row per scoring, one column per district."""
    grid = float(2**TIE_BITS)
    return pd.DataFrame(np.round(scores * grid) / grid).rank(axis=1, method="min", ascending=False).to_numpy()


def weight_shares(weights: Weights, indicators: Iterable[str]) -> pd.Series:
    """Return the weights as shares that sum to 1, in the order of `indicators`; so is a list of weights taken.

    Raises ValueError as aggregate does.
    """
    names = _unique(indicators, "indicator")
    given = weights_by_name(weights, names)
    for name, weight in given.items():
        if name not in names:
            raise ValueError(f"weight of {name!r}: unknown indicator, wanted one of {', '.join(map(str, names))}")
        if isinstance(weight, bool) or not isinstance(weight, Real) or not np.isfinite(float(weight)) or weight < 0:
            raise ValueError(f"weight of {name!r}: found {weight!r}, wanted a finite number from 0 up")
    for name in names:
        if name not in given:
            raise ValueError(f"indicator {name!r}: no weight; wanted one for each (0 leaves an indicator out)")
    found = np.array([float(given[name]) for name in names])
    if not found.any():
        raise ValueError(f"weights of {', '.join(map(str, names))}: all are 0, wanted at least one above 0")
    # First by the largest: the sum of finite weights need not be finite. fsum: the order of the weights plays no part.
    found = found / found.max()
    return pd.Series(found / fsum(found), index=pd.Index(names), name="weight")


def weights_by_name(weights: Weights, names: list[Any]) -> dict[Any, Any]:
    """Return the weights as they were given, by indicator; a list is in the order of `names`, else ValueError."""
    if isinstance(weights, Mapping | pd.Series):
        return dict(zip(_unique(weights.keys(), "weight"), list(_items(weights).values()), strict=True))
    listed = list(weights)
    if len(listed) != len(names):
        raise ValueError(f"weights: found {len(listed)} entries, wanted {len(names)}, one per indicator in their order")
    return dict(zip(names, listed, strict=True))


def weights_by_row(normalised: pd.DataFrame, weights: Weights, *, allow_missing: bool = False) -> pd.DataFrame:
    """Return the weight with which each indicator enters each district's score: sums to 1 in every scored row.

    A row without a score (see aggregate) is NaN throughout. Raises ValueError as aggregate does.
    """
    shares = weight_shares(weights, normalised.columns).to_numpy()
    by_row = _by_row(normalised.notna().to_numpy(), shares, allow_missing=allow_missing)
    return pd.DataFrame(by_row, index=normalised.index, columns=normalised.columns)


def weighted(figures: pd.DataFrame, by_row: pd.DataFrame) -> Array:
    """Return figures times weights; 0 where the weight is 0, whatever the figure, missing included."""
    return _weighted(figures.to_numpy(), by_row.to_numpy())


def _by_row(known: "np.ndarray[Any, np.dtype[np.bool_]]", shares: Array, *, allow_missing: bool) -> Array:
    has = known | (shares == 0)
    by_row = has * shares
    whole = by_row.sum(axis=1, keepdims=True)
    scored = whole > 0 if allow_missing else has.all(axis=1, keepdims=True)
    # Only rows with a gap are scaled: the others keep the weights to the last digit.
    scale = np.where(has.all(axis=1, keepdims=True) | ~scored, 1.0, whole)
    return np.where(scored, by_row / scale, np.nan)


def _weighted(figures: Array, by_row: Array) -> Array:
    return np.where(by_row == 0, 0.0, figures * by_row)


def _figures(values: pd.DataFrame) -> pd.DataFrame:
    """Return values as floats; every kind of missing becomes NaN."""
    _unique(values.columns, "indicator")
    columns = {}
    for name, given in values.items():
        kind = given.infer_objects()
        if pd.api.types.is_bool_dtype(kind):
            raise ValueError(f"indicator {name!r}: found a column of {kind.dtype}, wanted numbers")
        if not (pd.api.types.is_numeric_dtype(kind) or given.isna().all()) or pd.api.types.is_complex_dtype(kind):
            raise ValueError(f"indicator {name!r}: found a column of {kind.dtype}, wanted numbers")
        figure = given.to_numpy(dtype=float, na_value=np.nan)
        if np.isinf(figure).any():
            where = values.index[np.isinf(figure)][0]
            raise ValueError(f"indicator {name!r}: found an infinite figure in row {where!r}, wanted a number or none")
        columns[name] = figure
    return pd.DataFrame(columns, index=values.index, columns=values.columns, dtype=float)


def _between(figure: pd.Series, low: float, high: float) -> pd.Series:
    return ((figure - low) / (high - low)).clip(0.0, 1.0)


def _by_data(figure: pd.Series, method: Method, name: str) -> pd.Series:
    """Return the figure on a scale made from the data themselves; raises NoSpreadError."""
    low, high = figure.min(), figure.max()
    if low == high:
        found = f"no value but {low:g} ({figure.count()} districts)"
        wanted = "two different values at least; leave the indicator out, widen the area or set goalposts"
        raise NoSpreadError(name, found, f"{wanted} (method {method!r})")
    if method == "rank":
        return (figure.rank() - 1.0) / (figure.count() - 1.0)
    unit = _between(figure, low, high)
    # The score of the 0-1 figure is that of the figure itself, and safe for very large and very small units.
    return unit if method == "goalposts" else (unit - unit.mean()) / unit.std(ddof=1)


def directions(given: Directions, names: list[Any]) -> dict[Any, bool]:
    """Return for each name whether a high figure means more exposed; a list of answers is in the order of names.

    An answer is True or False, or 1 or 0 as files write it.
    Raises ValueError, naming the entry, where an answer is missing or is none of these.
    """
    if isinstance(given, bool | np.bool_):
        return dict.fromkeys(names, bool(given))
    if isinstance(given, Mapping | pd.Series):
        found = _items(given)
    else:
        listed = list(given)
        if len(listed) != len(names):
            raise ValueError(f"higher_is_worse: found {len(listed)} entries, wanted {len(names)}, one per indicator")
        found = dict(zip(names, listed, strict=True))
    for name in names:
        if name not in found:
            raise ValueError(f"higher_is_worse: nothing for indicator {name!r}, wanted True or False")
        if not isinstance(found[name], Real | np.bool_) or found[name] not in (0, 1):
            raise ValueError(f"higher_is_worse: found {found[name]!r} for indicator {name!r}, wanted True or False")
    return {name: bool(found[name]) for name in names}


def _limits(given: Goalposts, names: list[Any]) -> dict[Any, tuple[float, float]]:
    if isinstance(given, pd.DataFrame) and {"low", "high"} <= set(given.columns):
        given = pd.Series(list(zip(given["low"], given["high"], strict=True)), index=given.index)
    pairs, limits = _items(given), {}
    for name in names:
        if name not in pairs:
            raise ValueError(f"goalposts: nothing for indicator {name!r}, wanted a pair low, high (or none for all)")
        try:
            low, high = (float(limit) for limit in pairs[name])
        except (TypeError, ValueError):
            low = high = np.nan
        if not (np.isfinite(low) and np.isfinite(high) and low < high):
            raise ValueError(
                f"goalposts of {name!r}: found {pairs[name]!r}, wanted two finite numbers, the low one first"
            )
        limits[name] = low, high
    return limits


def _bounded(figures: pd.DataFrame, used: Iterable[Any], method: str | None) -> None:
    for name in used:
        figure = figures[name]
        # A hair outside is the last digit of a float, not another scale.
        if method == "zscore" or bool(((figure < -1e-9) | (figure > 1 + 1e-9)).any()):
            raise ValueError(
                f"geometric mean of {name!r}: found z-scores or other figures outside 0 to 1, "
                "wanted the scale of goalposts or ranks; use the arithmetic mean for z-scores"
            )


def _items(given: Mapping[str, Any] | pd.Series | pd.DataFrame) -> dict[Any, Any]:
    return dict(given.items())


def _known(name: str, wanted: Iterable[str], what: str) -> None:
    if name not in wanted:
        raise ValueError(f"{what} {name!r}: wanted one of {', '.join(wanted)}")


def _unique(names: Iterable[Any], what: str) -> list[Any]:
    listed = list(names)
    twice = [name for i, name in enumerate(listed) if name in listed[:i]]
    if twice:
        raise ValueError(f"{what} {twice[0]!r}: found twice, wanted once")
    if not listed:
        raise ValueError(f"no {what} at all: wanted at least one")
    return listed
