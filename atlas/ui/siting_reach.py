"""How far a set of sites is from everybody who counts: on average, at worst, within limits, by district."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from atlas.ui.siting import WORST_SHARE, Numbers, Problem, Tools

WITHIN = (15, 30, 45)
PERCENTILE = 0.9
# Times that differ by less are equal: beyond that, floating point decides.
TIE_DECIMALS = 9


@dataclass(frozen=True, eq=False)
class Reach:
    """The way of everybody to the nearest of some sites, in minutes.

    `site` (column of the nearest site, of several the first; −1 without one) and `minutes` (infinite without one)
    per place; `mean`, `percentile` (within which nine in ten have a site; NaN without demand), `within`
    (minutes -> share of the demand, 0 to 1); `worst` (place with demand that has the longest way, None without
    one); `tail` (mean of the worst-served tenth of the demand); `districts`: demand, mean and the share within each
    limit, by area code; `weight`: demand of each place.
    """

    sites: tuple[int, ...]
    site: np.ndarray
    minutes: Numbers
    mean: float
    percentile: float
    within: dict[int, float]
    worst: int | None
    tail: float
    districts: pd.DataFrame
    weight: Numbers

    def share_within(self, limit: float) -> float:
        """Return the share of the demand (0 to 1; NaN without demand) whose way is at most so many minutes."""
        return _share(self.minutes, self.weight, limit)


def reach(problem: Problem, sites: tuple[int, ...], tools: Tools, assignment: np.ndarray | None = None) -> Reach:
    """Return how far some sites (columns) are; with an assignment (capacities) everybody goes where it sends them."""
    site, minutes = _nearest(problem, sites) if assignment is None else _assigned(problem, assignment)
    weight = problem.weight
    counted = np.flatnonzero(weight > 0)
    return Reach(
        sites,
        site,
        minutes,
        _mean(minutes, weight),
        tools.demand.percentile(minutes, weight, PERCENTILE),
        {limit: _share(minutes, weight, limit) for limit in WITHIN},
        int(counted[np.argmax(minutes[counted])]) if counted.size else None,
        _tail(minutes, weight),
        _districts(problem, minutes),
        weight,
    )


def _nearest(problem: Problem, sites: tuple[int, ...]) -> tuple[np.ndarray, Numbers]:
    count = len(problem.places)
    if not sites:
        return np.full(count, -1), np.full(count, np.inf)
    ways = problem.minutes[:, list(sites)]
    first = np.round(ways, TIE_DECIMALS).argmin(axis=1)
    minutes = ways[np.arange(count), first]
    return np.where(np.isfinite(minutes), np.array(sites)[first], -1), minutes


def _assigned(problem: Problem, assignment: np.ndarray) -> tuple[np.ndarray, Numbers]:
    rows = np.arange(len(assignment))
    minutes = np.where(assignment >= 0, problem.minutes[rows, np.maximum(assignment, 0)], np.inf)
    return assignment, minutes


def _districts(problem: Problem, minutes: Numbers) -> pd.DataFrame:
    codes = problem.places["area_code"].to_numpy()
    rows = {}
    for code in sorted(set(codes)):
        inside = codes == code
        ways, weight = minutes[inside], problem.weight[inside]
        shares = {f"within_{limit}": _share(ways, weight, limit) for limit in WITHIN}
        rows[code] = {"demand": weight.sum(), "mean": _mean(ways, weight), **shares}
    return pd.DataFrame.from_dict(rows, orient="index")


def _mean(minutes: Numbers, weight: Numbers) -> float:
    counted = weight > 0
    if not counted.any():
        return float("nan")
    return float((minutes[counted] * weight[counted]).sum() / weight.sum())


def _tail(minutes: Numbers, weight: Numbers) -> float:
    """Return the mean way of the worst-served share of the weight; who lies on its border counts in part."""
    whole = WORST_SHARE * float(weight.sum())
    if not whole:
        return float("nan")
    order = np.argsort(-minutes, kind="stable")
    counted = np.clip(np.cumsum(weight[order]), 0, whole)
    parts = np.diff(counted, prepend=0.0)
    return float((parts[parts > 0] * minutes[order][parts > 0]).sum() / whole)


def _share(minutes: Numbers, weight: Numbers, limit: float) -> float:
    whole = float(weight.sum())
    return float(weight[minutes <= limit].sum()) / whole if whole else float("nan")
