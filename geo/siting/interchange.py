"""Good sets fast: greedy opening, then Teitz and Bart's interchange, whole arrays at a time.

Teitz and Bart (1968), doi:10.1287/opre.16.5.955; the gain of opening and the loss of closing are kept apart as in
Whitaker (1983), doi:10.1080/03155986.1983.11731889, and Resende and Werneck (2007), doi:10.1016/j.ejor.2005.05.034,
so that one pass over the costs values every swap.

`cost` is (sites, demand) and finite; `cap` (demand,) is what a demand pays if none of `cost` opens.
"""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

# A swap must gain more than rounding: relative to the value.
WORTH = 1e-12


def greedy(cost: Numbers, count: int, cap: Numbers) -> Indices:
    """Return `count` sites in the order in which each lowers the sum most; of equals the first."""
    nearest, chosen = cap, np.empty(0, dtype=np.int64)
    for _ in range(count):
        sums = np.minimum(cost, nearest).sum(axis=1)
        sums[chosen] = np.inf
        chosen = np.append(chosen, sums.argmin())
        nearest = np.minimum(nearest, cost[chosen[-1]])
    return chosen


def two_nearest(cost: Numbers, sites: Indices, cap: Numbers) -> tuple[Numbers, Indices, Numbers]:
    """Return per demand the lowest cost, who gives it (place in `sites`; −1: the cap), and the second lowest."""
    if not len(sites):
        return cap, np.full(len(cap), -1), cap
    chosen = cost[sites]
    columns = np.arange(len(cap))
    who = chosen.argmin(axis=0)
    first = chosen[who, columns]
    chosen[who, columns] = np.inf
    second = np.minimum(chosen.min(axis=0), cap)
    capped = cap <= first
    return np.minimum(first, cap), np.where(capped, -1, who), np.where(capped, cap, second)


def interchange(cost: Numbers, sites: Indices, cap: Numbers) -> tuple[Indices, float]:
    """Return a set that no swap of one site betters, sorted, and its sum; starts from `sites`, best swap first."""
    sites = sites.copy()
    while True:
        change, value = _swaps(cost, sites, cap)
        best = int(change.argmin()) if change.size else 0
        if not change.size or not change.flat[best] < -WORTH * value:
            return np.sort(sites), value
        place, entering = divmod(best, len(cost))
        sites[place] = entering


def _swaps(cost: Numbers, sites: Indices, cap: Numbers) -> tuple[Numbers, float]:
    """Return what each swap (place in `sites`, entering site) changes, inf for one that is open, and the sum now."""
    first, who, second = two_nearest(cost, sites, cap)
    gain = np.maximum(first - cost, 0).sum(axis=1)
    # What a demand pays more if its site closes and the entering one opens, beyond the gain counted above.
    more = np.minimum(cost, second)
    more -= first
    np.maximum(more, 0, out=more)
    by_site = np.argsort(who, kind="stable")[np.count_nonzero(who < 0) :]
    served, starts = np.unique(who[by_site], return_index=True)
    change = np.zeros((len(sites), len(cost)))
    if len(served):
        change[served] = np.add.reduceat(more[:, by_site], starts, axis=1).T
    change -= gain
    change[:, sites] = np.inf
    return change, float(first.sum())
