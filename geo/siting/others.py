"""The next best sets of covering questions: each set found is barred, and the question asked again.

The bar on a set S is  Σ_{j in S} (1 − y_j) + Σ_{j not in S} y_j ≥ 1  (Balas and Jeroslow 1972, doi:10.1137/0123007).
Dominated sites stay in: they belong to other sets.
"""

from collections.abc import Iterator

import numpy as np

from geo.siting.cover import Cover, covers, seconds_left
from geo.siting.interchange import Indices, Numbers
from geo.siting.question import Question

FINITE = float(np.finfo(float).max)


def unlike(cover: Cover, barred: list[Indices], deadline: float, total: int | None = None) -> Indices | None:
    """Return the fewest columns (with `total`: so many) that cover every row and are none of the barred sets.

    None if there are none, or if the time runs out.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, vstack

    sites = cover.shape[1]
    signs = np.array([np.where(np.isin(np.arange(sites), one), -1.0, 1.0) for one in barred]).reshape(-1, sites)
    counted = np.ones((0 if total is None else 1, sites))
    rows = vstack([csr_array(cover.astype(float)), csr_array(signs), csr_array(counted)])
    least = [*np.ones(len(cover)), *(1.0 - len(one) for one in barred), *([total] if total is not None else [])]
    most = [*np.full(len(cover) + len(barred), np.inf), *([total] if total is not None else [])]
    found = milp(
        np.ones(sites),
        constraints=LinearConstraint(rows, least, most),
        integrality=1,
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0} | seconds_left(deadline),
    )
    return np.flatnonzero(found.x > 0.5) if found.status == 0 else None


def further_covers(question: Question, first: Indices) -> Iterator[Indices]:
    """Yield sets of places in the candidates that cover all, `first` first, then never a smaller one after."""
    cover, barred = covers(question, FINITE), [first]
    yield first
    while len(question.candidates):
        found = unlike(cover, barred, question.deadline)
        if found is None:
            return
        barred.append(found)
        yield found


def further_centres(question: Question, first: Indices, radius: float) -> Iterator[Indices]:
    """Yield sets of places in the candidates by their largest distance, `first`, with `radius`, first."""
    ways = np.append(question.cost[question.counts], question.nearest(question.fixed)[question.counts])
    radii = np.unique(ways[np.isfinite(ways) & (ways >= radius)])
    barred, at = [first], 0
    yield first
    while len(radii) and len(question.candidates):
        found, at = _next_centre(question, radii, at, barred)
        if found is None:
            return
        barred.append(found)
        yield found


def _next_centre(question: Question, radii: Numbers, low: int, barred: list[Indices]) -> tuple[Indices | None, int]:
    """Return a set that is not barred with the smallest radius from place `low` on, and the place of its radius."""

    def ask(at: int) -> Indices | None:
        cover = covers(question, float(radii[at]))
        return unlike(cover, barred, question.deadline, question.further) if cover.any(axis=1).all() else None

    high, step, found = low, 1, ask(low)
    while found is None and high < len(radii) - 1:
        low, high, step = high + 1, min(high + step, len(radii) - 1), 2 * step
        found = ask(high)
    while found is not None and low < high:
        middle = (low + high) // 2
        nearer = ask(middle)
        low, high, found = (low, middle, nearer) if nearer is not None else (middle + 1, high, found)
    return found, high
