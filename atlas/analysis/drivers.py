"""What is behind a score and a rank: contributions, what-if, correlation of the indicators, Sobol indices."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from atlas.analysis import index, robustness
from atlas.analysis.index import AGGREGATIONS, METHODS, Aggregation, Directions, Goalposts, Method, Weights

Array = np.ndarray[Any, np.dtype[Any]]

INPUTS = ("normalisation", "aggregation", "left_out", "weights")
SOBOL_COLUMNS = ("first", "first_margin", "total", "total_margin")
SALIB = ("S1", "S1_conf", "ST", "ST_conf")
# Below three pairs any two indicators agree or disagree in full: no figure.
FEWEST_PAIRS = 3


def contributions(normalised: pd.DataFrame, weights: Weights, *, allow_missing: bool = False) -> pd.DataFrame:
    """Return what each indicator adds to each district's arithmetic score: weight share times normalised figure.

    Same rows and columns as `normalised` (any scale). Added up from left to right a row is
    aggregate(normalised, weights, "arithmetic") to the last digit. A district without a score is NaN throughout.
    With `allow_missing` the weights of the indicators it has are scaled up, and a missing one adds 0. The geometric
    mean is no sum and has no contributions. Raises ValueError as index.aggregate does.
    """
    index.aggregate(normalised, weights, "arithmetic", allow_missing=allow_missing)
    by_row = index.weights_by_row(normalised, weights, allow_missing=allow_missing)
    return pd.DataFrame(index.weighted(normalised, by_row), index=normalised.index, columns=normalised.columns)


def what_if(
    normalised: pd.DataFrame,
    weights: Weights,
    indicator: str,
    steps: int | Iterable[float] = 11,
    *,
    method: Aggregation = "arithmetic",
    allow_missing: bool = False,
) -> pd.DataFrame:
    """Return scores and ranks while one weight moves and the others keep their proportions.

    `steps` are the shares (0 to 1) that `indicator` takes, or how many from 0 to 1 evenly. One row per step and
    district in that order: share, area_code (the row's label in `normalised`), score, rank. What is missing is as in
    index.aggregate; a district without the indicator has a score at share 0 only.

    Raises ValueError as aggregate does, for an unknown indicator, for fewer than 2 steps, for a share outside 0 to 1,
    and for a share below 1 where all other weights are 0: nothing says how the rest would be split.
    """
    shares = index.weight_shares(weights, normalised.columns)
    if indicator not in shares.index:
        raise ValueError(f"indicator {indicator!r}: unknown, wanted one of {', '.join(map(str, shares.index))}")
    if isinstance(steps, int) and steps < 2:
        raise ValueError(f"steps: found {steps}, wanted 2 or more, or a list of shares")
    moved = [float(share) for share in (np.linspace(0, 1, steps) if isinstance(steps, int) else steps)]
    others = shares.drop(indicator)
    steps_given = []
    for share in moved:
        if not 0 <= share <= 1:
            raise ValueError(f"steps: found a share of {share!r}, wanted one from 0 to 1")
        if share < 1 and not others.any():
            raise ValueError(f"indicator {indicator!r}: all other weights are 0, wanted one that can take up the rest")
        # At 1 the others need no proportions.
        rest = others * ((1 - share) / others.sum()) if share < 1 else others * 0.0
        steps_given.append({**rest, indicator: share})
    if not moved:
        raise ValueError("steps: found no share, wanted at least one")
    scores = index.aggregate_each(normalised, steps_given, method, allow_missing=allow_missing)
    ranks = index.ranks_each(np.array([score.to_numpy() for score in scores]))
    return pd.DataFrame(
        {
            "share": np.repeat(moved, len(normalised)),
            "area_code": np.tile(normalised.index.to_numpy(), len(moved)),
            "score": np.concatenate(scores),
            "rank": ranks.ravel(),
        }
    )


def correlation(values: pd.DataFrame) -> pd.DataFrame:
    """Return Spearman's rank correlation of every two indicators: first, second, rho, pairs.

    One row per pair of different columns, in their order. `pairs` counts the districts that have both; rho is worked
    out on these alone, and is NaN below 3 of them or where one of the two has no spread in them. Directions play no
    part: turning an indicator round turns the sign. Two indicators close to 1 or -1 count one matter twice.
    """
    rows = []
    for i, first in enumerate(values.columns):
        for second in values.columns[i + 1 :]:
            both = values[[first, second]].dropna().astype(float)
            placed = both.rank()
            usable = len(both) >= FEWEST_PAIRS and bool((placed.nunique() > 1).all())
            rho = float(np.corrcoef(placed.to_numpy().T)[0, 1]) if usable else np.nan
            rows.append({"first": first, "second": second, "rho": min(max(rho, -1.0), 1.0), "pairs": len(both)})
    return pd.DataFrame(rows, columns=["first", "second", "rho", "pairs"])


def sobol(
    values: pd.DataFrame,
    weights: Weights,
    *,
    higher_is_worse: Directions,
    goalposts: Goalposts | None = None,
    area_code: str | None = None,
    samples: int = 512,
    seed: int = 0,
    concentration: float = 50.0,
    methods: Sequence[Method] = METHODS,
    aggregations: Sequence[Aggregation] = AGGREGATIONS,
    leave_one_out: bool = True,
    allow_missing: bool = False,
) -> pd.DataFrame:
    """Return how much of the movement of the ranks is due to each uncertain choice (Sobol indices).

    Explained is the mean over the districts of |rank - chosen rank|, or with `area_code` the rank of that one district.
    One row per input that can vary, of normalisation, aggregation, left_out (which indicator, or none) and weights
    (as a whole): the choices of robustness.rank_intervals, each drawn evenly and on its own. first: the share of the
    variance that would go if this input alone were settled; total: the share that would stay if all others were; the
    difference is interaction. first_margin, total_margin: half width of the 95 % bootstrap interval. The figures are
    estimates and may lie a little outside 0 to 1. All are NaN where the ranks never move.

    A z-score has no geometric mean: there the aggregation changes nothing and the arithmetic one is used. A draw in
    which a district has no score (see rank_intervals) leaves its rank as chosen. `samples` (a power of 2) is the base
    of Saltelli's scheme: samples x (4 groups + 2) indices are worked out. attrs: `evaluations`, and `mean` and
    `variance` of what is explained.

    Raises ValueError as rank_intervals does, for an area without a score and for samples that are no power of 2.
    Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018; computed with SALib.
    """
    if samples < 2 or samples & (samples - 1):
        raise ValueError(f"samples: found {samples}, wanted a power of 2, such as 512")
    robustness.check_range(concentration=concentration)
    model = robustness.variants(values, weights, methods, aggregations, goalposts, higher_is_worse, allow_missing)
    column = _column(model, area_code)
    # Loaded here: SALib brings a plotting library with it, which costs a visitor seconds.
    from SALib.analyze.sobol import analyze
    from SALib.sample.sobol import sample

    count = len(model.shares)
    varying = _varying(model, leave_one_out)
    problem = {
        "num_vars": 3 + count,
        "names": [*INPUTS[:3], *(f"weight_{i}" for i in range(count))],
        "groups": [*INPUTS[:3], *[INPUTS[3]] * count],
        "bounds": [[0.0, 1.0]] * (3 + count),
    }
    drawn = sample(problem, samples, calc_second_order=False, seed=seed)
    moved = _moved(model, drawn, concentration, leave_one_out, column)
    result = pd.DataFrame(np.nan, index=pd.Index(varying, name="input"), columns=list(SOBOL_COLUMNS))
    result.attrs = {"evaluations": len(drawn), "mean": float(moved.mean()), "variance": float(moved.var())}
    if np.ptp(moved) > 0:
        # SALib takes a seed of 0 for none.
        found = analyze(problem, moved, calc_second_order=False, seed=seed + 1)
        table = pd.DataFrame({column: found[key] for column, key in zip(SOBOL_COLUMNS, SALIB, strict=True)})
        result.loc[:, :] = table.set_axis(list(INPUTS)).loc[varying].to_numpy()
    return result


def _column(model: robustness.Variants, area_code: str | None) -> int | None:
    """Return the position of the area among the scored rows, None for all of them."""
    labels = list(model.score.index[model.scored])
    if not labels:
        raise ValueError("values: found no district with all indicators, wanted at least one")
    if area_code is not None and area_code not in labels:
        raise ValueError(f"area_code {area_code!r}: has no score, wanted one of {', '.join(map(str, labels))}")
    return None if area_code is None else labels.index(area_code)


def _varying(model: robustness.Variants, leave_one_out: bool) -> list[str]:
    """Return the inputs with more than one possible state."""
    several = len(model.shares) > 1
    states = (len({pair[0] for pair in model.tables}), len({pair[1] for pair in model.tables}))
    possible = (states[0] > 1, states[1] > 1, leave_one_out and several, several)
    return [name for name, varies in zip(INPUTS, possible, strict=True) if varies]


def _moved(model: robustness.Variants, drawn: Array, concentration: float, drop: bool, column: int | None) -> Array:
    """Return what is explained, for each row of inputs between 0 and 1."""
    pairs = list(model.tables)
    methods = list(dict.fromkeys(pair[0] for pair in pairs))
    aggregations = list(dict.fromkeys(pair[1] for pair in pairs))
    lookup = np.array([[_position(pairs, m, a) for a in aggregations] for m in methods])
    pair = lookup[_state(drawn[:, 0], len(methods)), _state(drawn[:, 1], len(aggregations))]
    weights = _weights(drawn[:, 3:], model.shares.to_numpy(), concentration)
    if drop and len(model.shares) > 1:
        without = _state(drawn[:, 2], len(model.shares) + 1)
        weights[without[:, None] == np.arange(len(model.shares))] = 0.0
    # A weight so small that leaving out the others leaves nothing: the rest is shared out evenly.
    empty = weights.sum(axis=1) == 0
    weights[empty] = 1.0
    ranks = robustness.draw_ranks(model, pair, weights / weights.sum(axis=1, keepdims=True)).astype(float)
    chosen = index.ranks(model.score[model.scored]).to_numpy()
    ranks = np.where(ranks > 0, ranks, chosen)
    return ranks[:, column] if column is not None else np.asarray(np.abs(ranks - chosen).mean(axis=1))


def _position(pairs: list[robustness.Pair], method: Method, aggregation: Aggregation) -> int:
    wanted = (method, aggregation)
    return pairs.index(wanted) if wanted in pairs else next(i for i, pair in enumerate(pairs) if pair[0] == method)


def _state(drawn: Array, states: int) -> Array:
    return np.minimum((drawn * states).astype(int), states - 1)


def _weights(drawn: Array, shares: Array, concentration: float) -> Array:
    """Return Dirichlet weights made from independent evenly drawn numbers: gammas, divided by their sum."""
    from scipy.special import gammaincinv

    return np.array(gammaincinv(concentration * shares if concentration else np.ones_like(shares), drawn))
