"""Whom a site should reach: figures of districts shared out over their municipalities, by inhabitants."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.float64]


def shared_out(figures: pd.Series, places: pd.DataFrame) -> pd.Series:
    """Return each place's part of its district's figure, in proportion to its inhabitants (an assumption).

    `figures`: one number per district (index: area_code), NaN where unknown; `places`: area_code and population.
    The result has the index of `places`. The parts of a district add up to its figure, as long as anybody lives
    there; without inhabitants they share it equally. NaN where the district's figure is unknown or not given.
    """
    people = places["population"].astype(float)
    groups = people.groupby(places["area_code"])
    whole, count = groups.transform("sum"), groups.transform("size")
    share = (people / whole.where(whole > 0)).fillna(1 / count)
    return share * places["area_code"].map(figures)


def weighted(people: pd.Series, score: pd.Series, places: pd.DataFrame) -> pd.Series:
    """Return demand times the score of its district: people count the more, the more exposed their district is.

    `people`: one number per place, in the order of `places`; `score`: per district (index: area_code), from 0 up.
    A district without a score counts with the mean of the others, so that it is neither favoured nor left out.
    Raises ValueError for a score below 0 and where no district has one.
    """
    known = score.dropna()
    if known.empty or (known < 0).any():
        raise ValueError(f"score: found {known.min() if len(known) else 'none'}, wanted numbers from 0 up")
    found = places["area_code"].map(score).fillna(float(known.mean()))
    return people * found


def percentile(cost: Numbers, weight: Numbers, share: float) -> float:
    """Return the smallest cost within which at least `share` (0 to 1) of the weight lies; NaN without weight."""
    whole = float(weight.sum())
    if not whole:
        return float("nan")
    order = np.argsort(cost, kind="stable")
    reached = np.cumsum(weight[order])
    # A hair's breadth: sums of floats need not come to the whole.
    return float(cost[order][np.searchsorted(reached, share * whole * (1 - 1e-12))])
