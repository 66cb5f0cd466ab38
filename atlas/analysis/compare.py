"""Comparing places: index numbers, how far series lie apart, and how two indicators go together."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

# With fewer pairs any two indicators agree or disagree in full: no figure.
FEWEST_PAIRS = 3


class NoBaseError(ValueError):
    """A base on which no place has a figure above zero."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How far places lie apart in a period: who is highest and lowest (all of them where equal), and the distance."""

    period: int
    highest: tuple[str, ...]
    lowest: tuple[str, ...]
    high: float
    low: float

    @property
    def distance(self) -> float:
        """Return the highest minus the lowest figure."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Association:
    """How two indicators go together: Pearson's and Spearman's coefficients (-1 … 1) over `pairs` places.

    None where there are fewer than three pairs or one of the two has no spread.
    """

    pairs: int
    pearson: float | None
    spearman: float | None


def indexed(values: pd.DataFrame, base: int, since: int | None = None) -> pd.DataFrame:
    """Return index numbers, base = 100: each column divided by its figure in the row `base`, times 100.

    `values`: one row per period (its index), one column per place, a scale with a true zero; missing stays missing. A
    place without a figure above zero in the base has no index at all. Rows before `since` (where something began that
    cannot be compared with what was) are missing. Raises NoBaseError where no place has one, KeyError for a row that
    is not there.
    """
    start = pd.Series(values.loc[base], dtype=float)
    start = start.where(start > 0)
    if start.isna().all():
        raise NoBaseError(f"base {base}: no place has a figure above zero, wanted at least one")
    found = values / start * 100
    return found if since is None else found.where(found.index.to_series() >= since, axis=0)


def bases(values: pd.DataFrame, since: int | None = None) -> list[int]:
    """Return the periods (rows) that can be the base of an index: at least two places (or the only one) have a figure.

    A figure counts where it is above zero; periods before `since` do not count.
    """
    wanted = min(2, values.shape[1])
    count = (values > 0).sum(axis=1)
    return [int(p) for p in count.index[count >= wanted] if since is None or p >= since]


def spreads(values: pd.DataFrame) -> list[Spread]:
    """Return how far the places lie apart in each period in which all places that ever have a figure have one.

    `values` as in `indexed`. Empty for fewer than two such places.
    """
    told = values.dropna(axis=1, how="all").dropna(axis=0)
    if told.shape[1] < 2:
        return []
    found = []
    for period, row in told.iterrows():
        high, low = float(row.max()), float(row.min())
        highest, lowest = (tuple(str(n) for n in row.index[row == end]) for end in (high, low))
        found.append(Spread(int(str(period)), highest, lowest, high, low))
    return found


def association(first: pd.Series, second: pd.Series) -> Association:
    """Return how two indicators go together over the places (labels) that have both.

    Pearson: covariance by the product of the standard deviations. Spearman: the same of the ranks, equal figures
    sharing their mean rank. Neither says anything about causes.
    """
    both = pd.concat([first, second], axis=1, keys=["first", "second"]).astype(float).dropna()
    if len(both) < FEWEST_PAIRS or (both.nunique() < 2).any():
        return Association(len(both), None, None)
    ranked = both.rank()
    return Association(len(both), _pearson(both), _pearson(ranked))


def _pearson(pairs: pd.DataFrame) -> float:
    found = np.corrcoef(pairs["first"], pairs["second"])[0, 1]
    # Floating point may go past the ends by a hair.
    return float(min(max(found, -1.0), 1.0))
