"""Signals of change in a monthly series: worth a look, never a forecast.

With hundreds of districts false alarms are certain. So a single signal counts for nothing, two months in a row are
'worth a look', and p-values of many districts pass `false_discoveries` before one of them is named.
"""

from collections.abc import Iterable
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.float64]

MONTHS_NEEDED = 36
YEAR = 12


def usable(series: pd.Series) -> bool:
    """Return whether signals may be looked for: a monthly series with 36 values or more.

    Monthly: every label is a month (a Period, the day of a Timestamp is not looked at, or text that begins like
    2024-03), and none stands twice. Annual series, and key dates that are not months apart, are not.
    """
    months = _months(series)
    return months is not None and int(series.notna().sum()) >= MONTHS_NEEDED


def year_on_year(series: pd.Series) -> pd.Series:
    """Return the change on the same month a year before, in the series' unit, by month (PeriodIndex, without gaps).

    NaN where either of the two months has no value; the first twelve months are not in it.
    Raises ValueError for a series that is not monthly.
    """
    months = _months(series)
    if months is None:
        raise ValueError("series: its labels are not months, wanted for example '2024-03', each once")
    if series.empty:
        return pd.Series(dtype=float, index=months)
    values = pd.Series(_floats(series), index=months)
    whole = values.reindex(pd.period_range(months.min(), months.max(), freq="M"))
    return (whole - whole.shift(YEAR)).iloc[YEAR:]


def cusum(
    series: pd.Series,
    k: float = 0.5,
    h: float = 5,
    *,
    direction: Literal["up", "down"] = "up",
    baseline: int | None = None,
) -> pd.DataFrame:
    """Return the one-sided CUSUM (Page 1954) of the change on a year before.

    One row per month: change, cusum (S), signal, worth_a_look.
    S = max(0, S before + z − k), z = (change − mean) / s, s with n − 1; all in units of s. signal: S > h.
    worth_a_look: a signal in this month and in the month before. direction "up" looks for a change above the
    mean, "down" below. mean and s come from all changes, or from the first `baseline` ones that are known. With
    all, a late and lasting shift is part of its own yardstick and is found later. S is not set back after a
    signal. A month without a change has neither S nor signal, and S goes on from the month before it.
    Changes on a year before overlap, so neighbours are alike, and signals more frequent than for independent
    values: hence two in a row, and hence only "worth a look".

    Raises ValueError for a series that is not `usable`, k or h that is not above 0, an unknown direction, a
    baseline with fewer than two changes, and changes without any spread.
    """
    if not usable(series):
        known = int(series.notna().sum())
        raise ValueError(f"series: found {known} values, wanted a monthly series with {MONTHS_NEEDED} or more")
    for name, given in (("k", k), ("h", h)):
        if not given > 0:
            raise ValueError(f"{name}: found {given}, wanted a number above 0")
    if direction not in ("up", "down"):
        raise ValueError(f"direction: found {direction!r}, wanted 'up' or 'down'")
    change = year_on_year(series)
    yardstick = change.dropna().iloc[:baseline]
    if len(yardstick) < 2 or (baseline is not None and baseline < 2):
        raise ValueError(f"baseline: found {len(yardstick)} changes on a year before, wanted two or more")
    spread = float(yardstick.std(ddof=1))
    if spread <= 1e-12 * float(yardstick.abs().max()):
        raise ValueError("series: all changes on a year before are equal, wanted some spread to measure by")
    z = (change - yardstick.mean()) / spread * (1 if direction == "up" else -1)
    summed = _page(z.to_numpy(), k)
    signal = summed > h
    return pd.DataFrame(
        {"change": change, "cusum": summed, "signal": signal, "worth_a_look": signal & np.r_[False, signal[:-1]]},
        index=change.index.rename("month"),
    )


def change_points(series: pd.Series, *, penalty: float = 3.0, min_size: int = 6) -> pd.DataFrame:
    """Return the stretches between changes of level: one row each with position, start, end, n, mean, step.

    Least squares on the mean of each stretch (PELT, Killick et al. 2012, doi:10.1080/01621459.2012.737745), each
    further stretch costing penalty · s² (1 + r) / (1 − r)² · ln n. s² is half the variance of the differences between
    neighbours, robust (from their median); r, 0 … 0.9, how alike neighbours are (AR 1), 1 + 2 · the correlation
    of one difference with the next. Both are hardly moved by a change of level. With r = 0 the cost is s² ln n
    times penalty; the more alike neighbours are, the more a change must stand out from slow waves.
    min_size: fewest values in a stretch. One row means that no change was found. start and end are labels,
    position counts known values from 0, step is the mean's change from the stretch before (NaN in the first).
    Any evenly spaced series; for a monthly one with seasons give `year_on_year`. Missing values are left out.
    Raises ValueError for a penalty that is not above 0, min_size below 1, and fewer than 2 · min_size values.
    """
    if not penalty > 0:
        raise ValueError(f"penalty: found {penalty}, wanted a number above 0")
    if min_size < 1:
        raise ValueError(f"min_size: found {min_size}, wanted 1 or more")
    known = series[series.notna()]
    if len(known) < 2 * min_size:
        raise ValueError(f"series: found {len(known)} values, wanted {2 * min_size} or more")
    values = _floats(known)
    ends = _breaks(values, penalty, min_size)
    starts = [0, *ends[:-1]]
    means = [float(values[a:b].mean()) for a, b in zip(starts, ends, strict=True)]
    return pd.DataFrame(
        {
            "position": starts,
            "start": [known.index[a] for a in starts],
            "end": [known.index[b - 1] for b in ends],
            "n": [b - a for a, b in zip(starts, ends, strict=True)],
            "mean": means,
            "step": np.diff(means, prepend=np.nan),
        }
    )


def false_discoveries(p_values: pd.Series, level: float = 0.05) -> pd.DataFrame:
    """Return p, p_adjusted and found for each row (Benjamini and Hochberg 1995): found where p_adjusted <= level.

    Among what is found, at most the share `level` is false on average, for independent or positively dependent
    tests. Rows without a p stay missing, are not found, and do not count as tests.
    Raises ValueError for a p or level outside 0 … 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"level: found {level}, wanted a number between 0 and 1, for example 0.05")
    p = _floats(p_values)
    known = ~np.isnan(p)
    if ((p[known] < 0) | (p[known] > 1)).any():
        raise ValueError("p_values: found one outside 0 … 1")
    adjusted = np.full(p.shape, np.nan)
    if known.any():
        from scipy.stats import false_discovery_control

        adjusted[known] = false_discovery_control(p[known])
    return pd.DataFrame({"p": p, "p_adjusted": adjusted, "found": adjusted <= level}, index=p_values.index)


def _months(series: pd.Series) -> pd.PeriodIndex | None:
    """Return the months of the labels, or None where one is no month or stands twice."""
    index: pd.Index[Any] = series.index
    if isinstance(index, pd.DatetimeIndex):
        months = index.to_period("M")
    elif isinstance(index, pd.PeriodIndex):
        if index.freqstr != "M":
            return None
        months = index
    else:
        labels = index.astype(str)
        if not labels.str.fullmatch(r"\d{4}-(0[1-9]|1[0-2])(-\d{2})?").all():
            return None
        months = pd.PeriodIndex(labels.str[:7], freq="M")
    return months if months.is_unique and _mostly_neighbours(months) else None


def _mostly_neighbours(months: pd.PeriodIndex) -> bool:
    # Key dates a year apart are months as well; a monthly series has gaps, but not more gaps than months.
    return len(months) < 2 or (months.max() - months.min()).n + 1 <= 2 * len(months)


def _page(z: Numbers, k: float) -> Numbers:
    sums, before = np.full(z.size, np.nan), 0.0
    for i, step in enumerate(z):
        if not np.isnan(step):
            sums[i] = before = max(0.0, before + step - k)
    return sums


def _breaks(values: Numbers, penalty: float, min_size: int) -> list[int]:
    variance = _long_run_variance(values)
    if variance == 0:
        # More than half of the neighbours are equal: any spread at all then measures the rest.
        variance = float(np.diff(values).var() / 2)
    if variance == 0:
        return [values.size]
    from ruptures import Pelt

    # jump=1: the default of 5 looks at every fifth position only.
    search = Pelt(model="l2", jump=1, min_size=min_size).fit(values)
    return [int(end) for end in search.predict(pen=penalty * variance * np.log(values.size))]


def _long_run_variance(values: Numbers) -> float:
    steps = np.diff(values) - np.median(np.diff(values))
    # 1.4826 · median of absolute deviations estimates the standard deviation of normal values.
    variance = (1.4826 * float(np.median(np.abs(steps)))) ** 2 / 2
    total = float((steps**2).sum())
    # Of a series whose neighbours correlate by r (AR 1), the differences correlate by -(1 - r) / 2.
    alike = 0.0 if total == 0 else 1 + 2 * float((steps[1:] * steps[:-1]).sum()) / total
    alike = min(max(alike, 0.0), 0.9)
    return variance * (1 + alike) / (1 - alike) ** 2


def _floats(given: Iterable[Any] | pd.Series) -> Numbers:
    return np.asarray(pd.Series(given).astype("Float64").to_numpy(dtype=float, na_value=np.nan), dtype=float)
