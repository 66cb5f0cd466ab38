"""Which of many monthly series are worth a look now: two signals in a row that stand out among all the series.

Never a forecast: it says that the last months differ from what the series did before, not what comes next.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from atlas.analysis.signals import change_points, cusum, false_discoveries, usable, year_on_year

Numbers = npt.NDArray[np.float64]

ALLOWANCE, LIMIT = 0.5, 5.0
DRAWS = 9_999
# Neighbours may be as alike as this; the correlation is taken in steps, so that series share their yardstick.
MOST_ALIKE, STEP = 0.9, 0.05
# Differences beyond so many robust standard deviations are cut: a jump is no sign of slow waves.
CUT = 3.0
MEASURED = ["direction", "since", "change", "cusum", "p", "break_since"]


def worth_a_look(series: pd.DataFrame, *, level: float = 0.05, draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """Return one row per column of `series` (months × areas) whose CUSUM can be worked out.

    direction: "up" or "down"; since: first month ("2024-03") of the signals that last until now, or None; change:
    newest change on a year before, in the series' unit; cusum: the smaller of the last two sums, in standard
    deviations; p, p_adjusted; break_since: first month since the last change of level, by ruptures (only where look,
    else None);
    look: both last months signal (as `signals.cusum`, K = 0.5 s, H = 5 s) and p_adjusted <= level.
    p is from simulation: how often series of the same length without any change, of normal values as alike from
    month to month as this one (AR 1), end with two sums as high, in either direction. p_adjusted: Benjamini and
    Hochberg over all rows. Columns that are not `usable`, without spread, or without a figure in the last two months
    are left out. Raises ValueError for labels that are no months.
    """
    months = series.set_axis(pd.PeriodIndex(series.index.astype(str).str[:7], freq="M"))
    rows = {name: row for name in series.columns if (row := _row(months[name], draws, seed)) is not None}
    found = pd.DataFrame.from_dict(rows, orient="index", columns=MEASURED)
    found = found.astype({"since": object, "break_since": object})
    judged = false_discoveries(found["p"], level)
    found["p_adjusted"] = judged["p_adjusted"]
    found["look"] = judged["found"] & found["since"].notna()
    for name in found.index[found["look"]]:
        stretches = change_points(year_on_year(months[name]))
        if len(stretches) > 1:
            found.at[name, "break_since"] = str(stretches["start"].iloc[-1])
    return found


def _row(series: pd.Series, draws: int, seed: int) -> dict[str, object] | None:
    if not usable(series):
        return None
    try:
        sides = {side: cusum(series, ALLOWANCE, LIMIT, direction=side) for side in ("up", "down")}
    except ValueError:
        # All changes are equal: nothing to measure by.
        return None
    least = {side: float(found["cusum"].tail(2).min(skipna=False)) for side, found in sides.items()}
    if any(np.isnan(value) for value in least.values()):
        return None
    side = max(least, key=lambda name: least[name])
    found = sides[side]
    drawn = _unchanged(int(found["change"].notna().sum()), _alike(found["change"]), draws, seed)
    return {
        "direction": side,
        "since": _since(found),
        "change": float(found["change"].iloc[-1]),
        "cusum": least[side],
        "p": (1 + int((drawn >= least[side]).sum())) / (draws + 1),
        "break_since": None,
    }


def _since(found: pd.DataFrame) -> str | None:
    """Return the first month of the signals that last until now; None unless the last two months both signal."""
    if not found["worth_a_look"].iloc[-1]:
        return None
    quiet = np.flatnonzero(~found["signal"].to_numpy())
    return str(found.index[int(quiet[-1]) + 1 if quiet.size else 0])


def _alike(change: pd.Series) -> float:
    """Return how alike neighbours may be, 0 … 0.9: r from the correlation of differences, -(1 - r) / 2 for AR 1."""
    steps = np.diff(change.dropna().to_numpy(dtype=float))
    steps = steps - np.median(steps)
    spread = 1.4826 * float(np.median(np.abs(steps)))
    if spread > 0:
        steps = np.clip(steps, -CUT * spread, CUT * spread)
    total = float(steps @ steps)
    r = 0.0 if total == 0 else 1 + 2 * float(steps[1:] @ steps[:-1]) / total
    r = min(max(r, 0.0), MOST_ALIKE)
    # A short series knows its r only roughly: its standard error is added, so that chance is not taken for a change.
    return round(min(r + ((1 - r * r) / (steps.size + 1)) ** 0.5, MOST_ALIKE) / STEP) * STEP


@lru_cache(maxsize=64)
def _unchanged(n: int, alike: float, draws: int, seed: int) -> Numbers:
    """Return what `cusum` would be for `draws` series of n changes in which nothing happens."""
    random = np.random.default_rng(seed)
    z = random.standard_normal((n, draws))
    for month in range(1, n):
        z[month] = alike * z[month - 1] + np.sqrt(1 - alike**2) * z[month]
    z = (z - z.mean(axis=0)) / z.std(axis=0, ddof=1)
    return np.maximum(_least_of_two(z), _least_of_two(-z))


def _least_of_two(z: Numbers) -> Numbers:
    before = now = np.zeros(z.shape[1])
    for step in z:
        before, now = now, np.maximum(0.0, now + step - ALLOWANCE)
    return np.minimum(before, now)
