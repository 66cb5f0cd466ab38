"""Covering: the fewest sites with everyone within a distance, and the least largest distance.

Set covering (Toregas, Swain, ReVelle and Bergman 1971, doi:10.1287/opre.19.6.1363): minimise Σ y_j with a site within
the limit of each demand. A demand whose sites include all sites of another is covered with it, and a site that covers
no more than another is not needed: both are left out, again and again; what is left goes to HiGHS. The least largest
distance (p-centre) is found among the distances themselves: bisection, a covering question at each step (Minieka
1970, doi:10.1137/1012016), between a greedy cover and the linear bound.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geo.siting.interchange import Indices, Numbers
from geo.siting.question import Question

Cover = npt.NDArray[np.bool_]
# A sum of shares this little above a whole number of sites is that number.
ROUNDING = 1e-6


@dataclass(frozen=True)
class Found:
    """Sites (places in the candidates) that cover all, None if there are none; no cover has fewer than `bound`."""

    sites: Indices | None
    bound: int

    @property
    def proven(self) -> bool:
        """Return whether nothing is open: the fewest sites are known, or that there are none."""
        return self.sites is None or len(self.sites) <= self.bound


def covers(question: Question, radius: float) -> Cover:
    """Return who is within `radius` of which candidate: rows only for demand that counts and no fixed site covers."""
    open_to = question.counts & ~(question.nearest(question.fixed) <= radius)
    return np.asarray(question.cost[np.ix_(open_to, question.candidates)] <= radius)


def fewest(cover: Cover, deadline: float, at_most: int | None = None) -> Found:
    """Return the fewest columns that cover every row. With `at_most`: any cover so small, or proof of none.

    Without a cover at all `sites` is None and `bound` one more than there are columns. If the time runs out, `sites`
    is the best known cover and `bound` what is proven.
    """
    nothing = Found(None, cover.shape[1] + 1)
    if not cover.any(axis=1).all():
        return nothing
    columns = np.arange(cover.shape[1])
    rows, left = reduced(cover)
    less = cover[np.ix_(rows, left)]
    known = greedy_cover(less)
    enough = 0 if at_most is None else at_most
    if len(known) <= max(enough, 1 if len(rows) else 0):
        return Found(columns[left[known]], min(len(known), 1))
    bound, chosen = _program(less, deadline, len(known), enough)
    if chosen is not None and len(chosen) < len(known):
        known = chosen
    return Found(columns[left[known]], bound)


def reduced(cover: Cover) -> tuple[Indices, Indices]:
    """Return the rows and columns that are left when dominated ones go: no fewest cover is lost by it."""
    rows, columns = np.arange(cover.shape[0]), np.arange(cover.shape[1])
    while True:
        less = cover[np.ix_(rows, columns)]
        stay = _undominated(less)
        columns_stay = _undominated(~less[stay].T)
        if stay.all() and columns_stay.all():
            return rows, columns
        rows, columns = rows[stay], columns[columns_stay]


def _undominated(sets: Cover) -> Cover:
    """Return which rows contain no other row (of equal ones the first contains none)."""
    numbers = sets.astype(np.float32)
    sizes = numbers.sum(axis=1)
    # contained[a, b]: row a is contained in row b.
    contained = numbers @ numbers.T == sizes[:, None]
    np.fill_diagonal(contained, False)
    equal = contained & contained.T
    return np.asarray(~((contained & ~equal).any(axis=0) | np.triu(equal).any(axis=0)))


def greedy_cover(cover: Cover) -> Indices:
    """Return columns that cover every row: each time the one that covers most of what is left, less the needless."""
    chosen: list[int] = []
    left = np.ones(len(cover), dtype=bool)
    while left.any():
        chosen.append(int(cover[left].sum(axis=0).argmax()))
        left &= ~cover[:, chosen[-1]]
    for column in chosen.copy():
        others = [other for other in chosen if other != column]
        if cover[:, others].any(axis=1).all():
            chosen = others
    return np.array(chosen, dtype=np.int64)


def _program(cover: Cover, deadline: float, known: int, enough: int) -> tuple[int, Indices | None]:
    """Return a proven lower bound on the size of a cover, and the cover that HiGHS found, if any.

    With `enough` above 0 a bound above it ends the work: no cover is small enough.
    """
    from scipy.optimize import Bounds, LinearConstraint, linprog, milp
    from scipy.sparse import csr_array

    matrix = csr_array(cover.astype(float))
    ones = np.ones(cover.shape[1])
    bound = 1
    if enough:
        relaxed = linprog(ones, A_ub=-matrix, b_ub=-np.ones(len(cover)), bounds=(0, 1), method="highs")
        bound = int(np.ceil(relaxed.fun - ROUNDING)) if relaxed.status == 0 else 1
        if bound > enough:
            return bound, None
    found = milp(
        ones,
        constraints=LinearConstraint(matrix, 1, np.inf),
        integrality=1,
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0} | seconds_left(deadline),
    )
    dual = found.mip_dual_bound
    if dual is not None and np.isfinite(dual):
        bound = max(bound, int(np.ceil(dual - ROUNDING)))
    return min(bound, known), None if found.x is None else np.flatnonzero(found.x > 0.5)


def seconds_left(deadline: float) -> dict[str, float]:
    """Return the option of scipy's solvers that keeps the deadline; a hundredth of a second at least."""
    return {"time_limit": max(deadline - time.perf_counter(), 0.01)} if np.isfinite(deadline) else {}


@dataclass(frozen=True)
class Centre:
    """Sites (places in the candidates) with the largest distance `radius`; no set of p has one below `bound`."""

    sites: Indices
    radius: float
    bound: float


def centre(question: Question, most: int) -> Centre | None:
    """Return at most `most` further sites with the least largest distance, None if they cannot reach everyone."""
    fixed = question.nearest(question.fixed)[question.counts]
    ways = np.minimum(question.cost[np.ix_(question.counts, question.candidates)], fixed[:, None])
    least = float(np.minimum(ways.min(axis=1, initial=np.inf), fixed).max(initial=0.0))
    radii = np.unique(np.concatenate([ways.ravel(), fixed]))
    radii = radii[np.isfinite(radii) & (radii >= least)]
    if not len(radii):
        return Centre(np.empty(0, dtype=np.int64), 0.0, 0.0) if np.isfinite(least) else None
    # Below `low` is proven impossible; at `high` there are sites.
    high, sites = _bisect_greedily(question, radii, most)
    low, late = 0, False
    while low < high and not late:
        middle = (low + high) // 2
        found = fewest(covers(question, radii[middle]), question.deadline, at_most=most)
        if found.sites is not None and len(found.sites) <= most:
            high, sites = middle, found.sites
        elif found.bound > most:
            low = middle + 1
        else:
            late = True
    if sites is None:
        return None
    return Centre(sites, float(radii[high]), float(radii[low]))


def _bisect_greedily(question: Question, radii: Numbers, most: int) -> tuple[int, Indices | None]:
    """Return the place in `radii` from which on greedy covers are small enough, past the end if none is."""
    low, high, sites = 0, len(radii), None
    while low < high:
        middle = (low + high) // 2
        cover = covers(question, radii[middle])
        known = greedy_cover(cover) if cover.any(axis=1).all() else None
        if known is not None and len(known) <= most:
            high, sites = middle, known
        else:
            low = middle + 1
    return high, sites


def filled(sites: Sequence[int], total: int, among: int) -> list[int]:
    """Return the sites and, up to `total`, the first others of `among` candidates: open sites do no harm."""
    others = (site for site in range(among) if site not in set(sites))
    return sorted([*sites, *(site for site, _ in zip(others, range(total - len(sites)), strict=False))])
