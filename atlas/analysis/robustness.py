"""How far a district's rank depends on choices: ranks over thousands of plausible indices.

Which weights, which scale and which mean are right is a matter of judgement. So all of them are drawn at random
around the chosen ones, the districts are ranked in each draw, and the spread of the ranks is told
(OECD/JRC handbook, step "uncertainty analysis"; with uniform weights it is SMAA, Lahdelma and Salminen 2001).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from atlas.analysis import index
from atlas.analysis.index import (
    AGGREGATIONS,
    METHODS,
    Aggregation,
    Directions,
    Goalposts,
    Method,
    NoSpreadError,
    Weights,
)

Array = np.ndarray[Any, np.dtype[Any]]
Pair = tuple[Method, Aggregation]
Name = TypeVar("Name", Method, Aggregation)

COLUMNS = ("score", "rank", "low", "median", "high", "best", "worst", "share_first", "share_top_k")
PERCENTILES = (5, 50, 95)
# Cells (draws x districts) ranked at a time: small enough for the processor's cache, large enough for numpy.
BLOCK = 100_000


@dataclass(frozen=True)
class Variants:
    """An index and the pairs of scale and mean it may also be made with; made by `variants`.

    `score` holds every district. What is ranked in the draws are the `scored` ones: per pair a matrix districts x
    indicators, logarithms for the geometric mean, 0 where missing; `present` is its mask, None without gaps.
    `shares` are the weights above 0, in the order of the indicators' names, so that the draws do not depend on the
    order of columns.
    """

    score: pd.Series
    shares: pd.Series
    scored: Array
    tables: dict[Pair, Array]
    present: Array | None

    @property
    def chosen(self) -> Pair:
        """Return the pair that the score is made with."""
        return next(iter(self.tables))


def rank_intervals(
    values: pd.DataFrame,
    weights: Weights,
    *,
    higher_is_worse: Directions,
    goalposts: Goalposts | None = None,
    draws: int = 10_000,
    seed: int = 0,
    concentration: float = 50.0,
    top_k: int = 5,
    methods: Sequence[Method] = METHODS,
    aggregations: Sequence[Aggregation] = AGGREGATIONS,
    leave_one_out: bool = True,
    allow_missing: bool = False,
) -> pd.DataFrame:
    """Return per district (rows as in `values`) its score, its rank and how the rank spreads over the draws.

    score, rank: of the given weights with the first of `methods` and the first of `aggregations`; rank 1 = most
    exposed, ties share the better rank. low, median, high: the ranks below which (or at which) 5, 50 and 95 % of the
    draws lie, always ranks that occurred; at least 90 % of the draws lie from low to high. best, worst: the extremes.
    share_first, share_top_k: share of the draws with rank 1, and with rank top_k or better; because ties share a rank,
    the shares of all districts may sum to more than 1, or to more than top_k.

    In each draw the weights are Dirichlet(concentration x weights), which has the given weights as its mean; 50 lets a
    weight of 25 % vary from about 15 to 36 % (nine draws in ten). `concentration` 0 means Dirichlet(1, ..., 1): all
    proportions equally likely. A weight of 0 stays 0. Method and aggregation are drawn evenly from the pairs of
    `methods` and `aggregations`, and with `leave_one_out` it is drawn evenly which indicator is left out, or none.
    The same seed gives the same draws, in whatever order rows and columns come.

    z-scores with the geometric mean are no pair; where they stand first, the next pair gives the score. A method that
    an indicator without spread rules out is no pair either, but where it stands first NoSpreadError is raised. The
    result's attrs say what was done: `pair` (of the score), `pairs` (of the draws), `draws`, `seed`.

    A district without one of the indicators has NaN in all columns and takes no part in the ranking; `allow_missing`
    as in index.aggregate (a draw that leaves out its only indicator is not counted for it). Raises ValueError as
    index.normalise and index.aggregate do, and for counts or a concentration outside their range.
    """
    check_range(draws=draws, top_k=top_k, concentration=concentration)
    model = variants(values, weights, methods, aggregations, goalposts, higher_is_worse, allow_missing)
    generator = np.random.default_rng(seed)
    pair = generator.integers(len(model.tables), size=draws)
    drawn = draw_weights(model.shares.to_numpy(), concentration, draws, generator, leave_one_out)
    found = spread(draw_ranks(model, pair, drawn), top_k)
    result = pd.DataFrame(np.nan, index=values.index, columns=list(COLUMNS))
    result["score"], result["rank"] = model.score.to_numpy(), index.ranks(model.score).to_numpy()
    result.loc[model.scored, list(COLUMNS[2:])] = found
    result.attrs = {"pair": model.chosen, "pairs": tuple(model.tables), "draws": draws, "seed": seed}
    return result


def variants(
    values: pd.DataFrame,
    weights: Weights,
    methods: Iterable[Method],
    aggregations: Iterable[Aggregation],
    goalposts: Goalposts | None,
    higher_is_worse: Directions,
    allow_missing: bool = False,
) -> Variants:
    """Return the index with each possible pair of method and aggregation, the chosen one first.

    Arguments and errors are those of rank_intervals.
    """
    shares = index.weight_shares(weights, values.columns)
    used = shares[shares > 0]
    worse = index.directions(higher_is_worse, list(values.columns))
    frames: dict[Pair, pd.DataFrame] = {}
    for pair in _pairs(methods, aggregations):
        try:
            frames[pair] = index.normalise(values[used.index], pair[0], goalposts=goalposts, higher_is_worse=worse)
        except NoSpreadError:
            if not frames:
                raise
    first, frame = next(iter(frames.items()))
    told = index.weights_by_name(weights, list(values.columns))
    given = {name: told[name] for name in used.index}
    score = index.aggregate(frame, given, first[1], allow_missing=allow_missing)
    scored = score.notna().to_numpy()
    names = sorted(used.index, key=str)
    tables = {pair: _table(frame.loc[scored, names], pair[1]) for pair, frame in frames.items()}
    present = frame.loc[scored, names].notna().to_numpy()
    return Variants(score, used[names], scored, tables, None if present.all() else present.astype(float))


def draw_weights(shares: Array, concentration: float, draws: int, generator: np.random.Generator, drop: bool) -> Array:
    """Return a matrix draws x indicators of weights that sum to 1; with `drop` one of them, or none, is 0 in each."""
    alphas = concentration * shares if concentration else np.ones_like(shares)
    count = len(alphas)
    dropped = generator.integers(count + 1, size=draws) if drop and count > 1 else np.full(draws, count)
    drawn = np.zeros((draws, count))
    for i in range(count + 1):
        rest, rows = np.flatnonzero(np.arange(count) != i), np.flatnonzero(dropped == i)
        drawn[np.ix_(rows, rest)] = generator.dirichlet(alphas[rest], size=len(rows))
    return drawn


def draw_ranks(model: Variants, pair: Array, drawn: Array) -> Array:
    """Return a matrix draws x scored districts of ranks; 0 where a district has no score in that draw.

    `pair` is the position in model.tables, `drawn` the weights, one row per draw.
    """
    districts = int(model.scored.sum())
    ranks = np.zeros((len(pair), districts), dtype=np.uint16 if districts < 2**16 else np.uint32)
    step = max(BLOCK // max(districts, 1), 1)
    for i, table in enumerate(model.tables.values()):
        rows = np.flatnonzero(pair == i)
        for start in range(0, len(rows), step):
            block = rows[start : start + step]
            scores = _totals(drawn[block], table)
            if model.present is not None:
                whole = _totals(drawn[block], model.present)
                scores = np.divide(scores, whole, out=np.full_like(scores, np.nan), where=whole > 0)
            ranks[block] = rank_rows(scores)
    return ranks


def _totals(drawn: Array, table: Array) -> Array:
    """Return draws x districts of weights times figures.

    Not by matrix product: its threads cost more than these few columns, and ten times as much on a busy machine.
    """
    return np.asarray(np.einsum("dk,nk->dn", drawn, table))


def rank_rows(scores: Array) -> Array:
    """Return the ranks within each row, as index.ranks does: 1 = highest, ties share the better rank; 0 for NaN.

    One sort of whole numbers per row: the score on its grid in the upper digits, the column in the lower ones.
    """
    rows, columns = scores.shape
    if scores.size == 0:
        return np.zeros(scores.shape, dtype=np.int64)
    gaps = np.isnan(scores)
    low = np.where(gaps, np.inf, -scores) if gaps.any() else -scores
    largest = float(np.abs(low, where=~gaps, out=np.zeros_like(low)).max()) + 1.0
    digits = columns.bit_length()
    grid = 2.0 ** min(index.TIE_BITS, 61 - digits - int(np.ceil(np.log2(largest))))
    keys = np.rint(np.minimum(low, largest) * grid).astype(np.int64) << digits
    keys |= np.arange(columns)
    keys.sort(axis=1)
    order = keys & ((1 << digits) - 1)
    keys >>= digits
    place = np.broadcast_to(np.arange(1, columns + 1), scores.shape)
    tied = keys[:, 1:] == keys[:, :-1]
    if tied.any():
        place = place.copy()
        place[:, 1:][tied] = 0
        np.maximum.accumulate(place, axis=1, out=place)
    ranks = np.empty(scores.shape, dtype=np.int64)
    ranks.ravel()[(order + np.arange(rows)[:, None] * columns).ravel()] = place.ravel()
    ranks[gaps] = 0
    return ranks


def _pairs(methods: Iterable[Method], aggregations: Iterable[Aggregation]) -> list[Pair]:
    chosen = _named(methods, METHODS, "methods"), _named(aggregations, AGGREGATIONS, "aggregations")
    possible = [pair for pair in product(*chosen) if pair != ("zscore", "geometric")]
    if not possible:
        raise ValueError("methods, aggregations: found only z-scores with the geometric mean, wanted another pair")
    return possible


def _named(given: Iterable[Name], wanted: tuple[Name, ...], what: str) -> list[Name]:
    # One name alone is a text, which would be taken letter by letter.
    several: Iterable[Any] = [given] if isinstance(given, str) else given
    listed: list[Any] = list(dict.fromkeys(several))
    if not listed or any(name not in wanted for name in listed):
        raise ValueError(f"{what}: found {listed}, wanted one or more of {', '.join(map(str, wanted))}")
    return listed


def _table(frame: pd.DataFrame, aggregation: Aggregation) -> Array:
    figures = frame.to_numpy(dtype=float)
    if aggregation == "geometric":
        # The order by the mean of the logarithms is the order by the geometric mean.
        figures = np.log(np.clip(figures, index.GEOMETRIC_FLOOR, 1.0))
    return np.nan_to_num(figures)


def spread(ranks: Array, top_k: int) -> Array:
    """Return per column of `ranks` low, median, high, best, worst, share_first, share_top_k (see rank_intervals).

    Ranks of 0 are not counted; a column of nothing else gives NaN.
    """
    # Sixteen-bit numbers are sorted by counting: the stable sort is the fast one.
    ordered = np.sort(np.ascontiguousarray(ranks.T), axis=1, kind="stable")
    skipped = (ordered == 0).sum(axis=1)
    counted = ordered.shape[1] - skipped
    places = [-(-counted * percent // 100) - 1 for percent in PERCENTILES]
    places += [np.zeros_like(counted), counted - 1]
    row = np.arange(len(ordered))
    columns = [ordered[row, np.minimum(skipped + np.maximum(place, 0), ordered.shape[1] - 1)] for place in places]
    columns += [((ordered > 0) & (ordered <= k)).sum(axis=1) / np.maximum(counted, 1) for k in (1, top_k)]
    return np.where(counted > 0, np.array(columns, dtype=float), np.nan).T


def check_range(*, concentration: float, draws: int = 1, top_k: int = 1) -> None:
    """Raise ValueError for a count below 1 or a concentration below 0."""
    for name, count in (("draws", draws), ("top_k", top_k)):
        if isinstance(count, bool) or not isinstance(count, int | np.integer) or count < 1:
            raise ValueError(f"{name}: found {count!r}, wanted a whole number from 1 up")
    if not 0 <= concentration < np.inf:
        raise ValueError(f"concentration: found {concentration!r}, wanted 0 (all weights equally likely) or above")
