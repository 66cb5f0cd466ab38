"""Rates from small counts: the interval that belongs to them, and shrinkage towards the common rate."""

from statistics import NormalDist
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.float64]
Evidence = Literal["none", "pooled", "own"]

# Fewer cases than this and a rate is neither ranked nor coloured: the exact 95 % interval of 5 cases reaches from a
# third to more than twice of what was counted (1.6 to 11.7).
LEAST_CASES = 5
# Fewer cases than this in one year and rates are compared over three years: of 10 cases the interval still has a width
# of more than the count itself (4.8 to 18.4).
OWN_CASES = 10


def wilson(count: Any, n: Any, level: float = 0.95) -> tuple[Any, Any]:
    """Return (low, high) of the share count / n, 0 … 1: Wilson's score interval without correction (1927).

    (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n), p = count / n. Numbers give numbers, arrays arrays,
    Series Series (two Series are matched by label). Missing stays missing.
    Raises ValueError for a negative count, a count above n, n of 0 or less, or a level outside 0 … 1.
    """
    _check_level(level)
    counts, bases, like = _pair(count, n, "n")
    _refuse(counts > bases, "count", counts, "wanted at most n")
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = counts / bases
    middle = share + z * z / (2 * bases)
    half = z * np.sqrt(share * (1 - share) / bases + z * z / (4 * bases * bases))
    scale = 1 + z * z / bases
    # At the ends the formula gives 0 and 1 exactly; floating point may miss them by a hair.
    low = np.where(counts == 0, 0.0, (middle - half) / scale)
    high = np.where(counts == bases, 1.0, (middle + half) / scale)
    return _like(low, like), _like(high, like)


def poisson(count: Any, base: Any = 1.0, level: float = 0.95) -> tuple[Any, Any]:
    """Return (low, high) of the rate count / base: the exact interval of a Poisson count (Garwood 1936).

    0.5 χ²(α/2; 2x) / base and 0.5 χ²(1 − α/2; 2x + 2) / base; low is 0 for a count of 0. A base of 1 gives the
    interval of the count itself. Shapes as in `wilson`. Missing stays missing.
    Raises ValueError for a negative count, a base of 0 or less, or a level outside 0 … 1.
    """
    _check_level(level)
    counts, bases, like = _pair(count, base, "base")
    # The quantile of chi² with 2x degrees is twice that of a gamma with shape x. Not scipy.stats: it loads for seconds.
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    low = np.where(counts == 0, 0.0, gammaincinv(np.where(counts == 0, 1.0, counts), tail)) / bases
    high = gammaincinv(counts + 1, 1 - tail) / bases
    return _like(low, like), _like(high, like)


def evidence(count: float | None) -> Evidence:
    """Return what so many cases are enough for: 'none', 'pooled' or 'own'.

    'none': below LEAST_CASES, the rate is shown with its interval, but neither ranked nor coloured; 'pooled': below
    OWN_CASES, compare the rate of three years instead of one; 'own': the rate of the year itself. A missing count is
    evidence of nothing: 'none'. The thresholds are this atlas's own. The relative standard error of a Poisson count is
    1 / √count: 45 % at 5, 32 % at 10. Offices draw the line higher: the National Center for Health Statistics calls
    rates of fewer than 20 cases unreliable (23 %; technical notes of the National Vital Statistics Reports).
    Raises ValueError for a negative count.
    """
    counted = float(_floats(count))
    if counted < 0:
        raise ValueError(f"count: found {counted:g}, wanted 0 or more")
    if not counted >= LEAST_CASES:
        return "none"
    return "pooled" if counted < OWN_CASES else "own"


def empirical_bayes(count: Any, base: Any) -> Any:
    """Return rates shrunk towards the common rate, the more the smaller the base (Marshall 1991, global).

    With r = count / base, m = Σ count / Σ base, v = Σ base (r − m)² / Σ base − m / mean base, at least 0:
    w = v / (v + m / base), smoothed = w r + (1 − w) m. With v = 0 the counts differ no more than by chance, and
    all rates are m. An own calculation, not a published figure: it says what is likely, not what was counted.
    Units of count / base; the shape is that of the arguments. Rows with a missing count or base stay missing and
    take no part in m and v. Raises ValueError for a negative count and a base of 0 or less.
    """
    counts, bases, like = _pair(count, base, "base")
    known = ~np.isnan(counts) & ~np.isnan(bases)
    if not known.any():
        return _like(np.full(counts.shape, np.nan), like)
    common = counts[known].sum() / bases[known].sum()
    rates = counts / bases
    spread = np.average((rates[known] - common) ** 2, weights=bases[known])
    between = max(float(spread - common / bases[known].mean()), 0.0)
    if between == 0:
        return _like(np.where(known, common, np.nan), like)
    weight = between / (between + common / bases)
    return _like(weight * rates + (1 - weight) * common, like)


def _pair(count: Any, base: Any, name: str) -> tuple[Numbers, Numbers, pd.Series | None]:
    """Return both as arrays of one shape, and the Series that the answer should look like."""
    like = next((given for given in (count, base) if isinstance(given, pd.Series)), None)
    if isinstance(count, pd.Series) and isinstance(base, pd.Series):
        if not base.index.is_unique or not count.index.is_unique:
            raise ValueError(f"{name}: a label stands twice in it or in count; wanted each once")
        base = base.reindex(count.index)
    counts, bases = np.broadcast_arrays(_floats(count), _floats(base))
    _refuse(counts < 0, "count", counts, "wanted 0 or more")
    _refuse(np.isinf(counts), "count", counts, "wanted a finite number")
    _refuse(~np.isnan(bases) & ~((bases > 0) & np.isfinite(bases)), name, bases, "wanted a finite number above 0")
    return counts, bases, like


def _floats(given: Any) -> Numbers:
    if isinstance(given, pd.Series):
        return np.asarray(given.astype("Float64").to_numpy(dtype=float, na_value=np.nan), dtype=float)
    return np.asarray(np.nan if given is None or given is pd.NA else given, dtype=float)


def _refuse(faults: npt.NDArray[np.bool_], name: str, values: Numbers, wanted: str) -> None:
    if faults.any():
        raise ValueError(f"{name}: found {float(values[faults].flat[0]):g}, {wanted}")


def _check_level(level: float) -> None:
    if not 0 < level < 1:
        raise ValueError(f"level: found {level}, wanted a number between 0 and 1, for example 0.95")


def _like(found: Numbers, like: pd.Series | None) -> Any:
    if like is not None:
        return pd.Series(found, index=like.index)
    return float(found) if found.ndim == 0 else found
