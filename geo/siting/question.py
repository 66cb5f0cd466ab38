"""A siting question, checked: what is asked, which candidates and which demand count."""

import math
import numbers
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, Required, TypedDict, get_args

import numpy as np
import numpy.typing as npt

from geo.siting.errors import ArgumentError, InfeasibleError
from geo.siting.interchange import Indices, Numbers

Objective = Literal["p_median", "mclp", "lscp", "p_centre", "cvar"]
OBJECTIVES: tuple[str, ...] = get_args(Objective)
WITH_CAPACITY = ("p_median", "mclp", "lscp", "p_centre")


class Conditions(TypedDict, total=False):
    """What `geo.siting.solve` takes by name; `objective` must be among it."""

    objective: Required[Objective]
    fixed: Iterable[int]
    forbidden: Iterable[int]
    limit: float | None
    capacity: npt.ArrayLike | None
    load: npt.ArrayLike | None
    alpha: float
    time_limit_s: float | None


@dataclass(frozen=True, eq=False)
class Question:
    """A checked question. `cost` is (n_demand, n_candidates), inf where unreachable or beyond `limit`.

    `given` is the cost as it was asked, whatever the limit.
    `counts` (n_demand,) marks the demand that must be served (by "mclp": may be): weight above 0, with capacities
    also load above 0. `candidates` are those that may be opened beside `fixed`. `started` is a reading of
    time.perf_counter, `deadline` another, inf without a time limit.
    """

    objective: Objective
    cost: Numbers
    given: Numbers
    weight: Numbers
    p: int | None
    fixed: tuple[int, ...]
    candidates: Indices
    limit: float | None
    capacity: Numbers | None
    load: Numbers
    alpha: float
    counts: npt.NDArray[np.bool_]
    started: float
    deadline: float

    @property
    def further(self) -> int:
        """Return how many sites are opened beside the fixed ones (0 without p)."""
        return 0 if self.p is None else self.p - len(self.fixed)

    def nearest(self, sites: Iterable[int]) -> Numbers:
        """Return the cost of each demand (n_demand,) to the nearest of the sites, inf without one."""
        return self.cost[:, list(sites)].min(axis=1, initial=np.inf)


def ask(
    cost: npt.ArrayLike,
    weight: npt.ArrayLike,
    p: int | None,
    *,
    objective: Objective,
    fixed: Iterable[int] = (),
    forbidden: Iterable[int] = (),
    limit: float | None = None,
    capacity: npt.ArrayLike | None = None,
    load: npt.ArrayLike | None = None,
    alpha: float = 0.1,
    time_limit_s: float | None = None,
) -> Question:
    """Return the question that the arguments of `geo.siting.solve` ask.

    Raises ArgumentError for an argument that cannot be used, InfeasibleError if p cannot be met whatever the costs.
    """
    started = time.perf_counter()
    ways = _numbers("cost", cost, 2, unreachable=True)
    demand, sites = ways.shape
    weights = _numbers("weight", weight, 1, (demand,))
    if objective not in OBJECTIVES:
        raise ArgumentError(f"objective {objective!r}: wanted one of {', '.join(OBJECTIVES)}")
    forced, barred = _indices("fixed", fixed, sites), _indices("forbidden", forbidden, sites)
    if forced & barred:
        raise ArgumentError(f"candidates {sorted(forced & barred)} are both fixed and forbidden: wanted one of them")
    room, loads = _capacities(objective, capacity, load, weights, sites)
    if not 0 < _number("alpha", alpha) <= 1:
        raise ArgumentError(f"alpha {alpha}: wanted a share above 0 and at most 1")
    if time_limit_s is not None and not _number("time_limit_s", time_limit_s) > 0:
        raise ArgumentError(f"time_limit_s {time_limit_s}: wanted seconds above 0, or None")
    within = _limit(objective, limit)
    return Question(
        objective=objective,
        given=ways,
        cost=ways if within is None else np.where(ways <= within, ways, np.inf),
        weight=weights,
        p=_sites_wanted(objective, p, len(forced), sites - len(barred)),
        fixed=tuple(sorted(forced)),
        candidates=np.array(sorted(set(range(sites)) - forced - barred), dtype=np.int64),
        limit=within,
        capacity=room,
        load=loads,
        alpha=float(alpha),
        counts=(weights > 0) | ((loads > 0) if room is not None else False),
        started=started,
        deadline=math.inf if time_limit_s is None else started + float(time_limit_s),
    )


def _numbers(
    name: str, given: npt.ArrayLike, dimensions: int, shape: tuple[int, ...] = (), unreachable: bool = False
) -> Numbers:
    try:
        found = np.array(given, dtype=float)
    except (TypeError, ValueError) as error:
        raise ArgumentError(f"{name}: found no array of numbers ({error})") from error
    if found.ndim != dimensions or not found.size or (shape and found.shape != shape):
        wanted = f"shape {shape}" if shape else f"{dimensions} dimension(s) and at least one value"
        raise ArgumentError(f"{name}: found shape {found.shape}, wanted {wanted}")
    bad = np.isnan(found) | (found < 0) | (np.isinf(found) & (not unreachable))
    if bad.any():
        where = tuple(int(index) for index in np.argwhere(bad)[0])
        wanted = "0 or more" + (" (inf: unreachable)" if unreachable else " and finite")
        raise ArgumentError(f"{name}{list(where)} is {found[where]}: wanted {wanted}")
    return found


def _number(name: str, given: Any) -> float:
    if isinstance(given, bool) or not isinstance(given, numbers.Real) or math.isnan(float(given)):
        raise ArgumentError(f"{name} {given!r}: wanted a number")
    return float(given)


def _is_whole(given: Any) -> bool:
    return isinstance(given, numbers.Integral) and not isinstance(given, bool)


def _indices(name: str, given: Iterable[int], sites: int) -> set[int]:
    found = list(given)
    for index in found:
        if not _is_whole(index) or not 0 <= index < sites:
            raise ArgumentError(f"{name}: {index!r} is no candidate, wanted whole numbers from 0 to {sites - 1}")
    return {int(index) for index in found}


def _capacities(
    objective: str, capacity: npt.ArrayLike | None, load: npt.ArrayLike | None, weight: Numbers, sites: int
) -> tuple[Numbers | None, Numbers]:
    if capacity is None:
        if load is not None:
            raise ArgumentError("load is given without capacity: wanted both, or none")
        return None, weight
    if objective not in WITH_CAPACITY:
        raise ArgumentError(f"capacity with {objective}: wanted one of {', '.join(WITH_CAPACITY)}")
    room = _numbers("capacity", capacity, 1, (sites,), unreachable=True)
    return room, weight if load is None else _numbers("load", load, 1, weight.shape)


def _limit(objective: str, limit: float | None) -> float | None:
    if limit is None:
        if objective in ("mclp", "lscp"):
            raise ArgumentError(f"{objective} without limit: wanted a number in the unit of cost")
        return None
    if _number("limit", limit) < 0:
        raise ArgumentError(f"limit {limit}: wanted 0 or more, in the unit of cost")
    return float(limit)


def _sites_wanted(objective: str, p: int | None, fixed: int, allowed: int) -> int | None:
    if objective == "lscp":
        if p is not None:
            raise ArgumentError(f"p {p} with lscp, which finds the number of sites: wanted None")
        return None
    if p is None or not _is_whole(p) or p < 1:
        raise ArgumentError(f"p {p!r}: wanted a whole number of sites from 1, with the fixed ones")
    if p < fixed:
        raise InfeasibleError("p", fixed - p, f"p = {p}, but {fixed} sites are fixed: {fixed - p} more than allowed")
    if p > allowed:
        short = p - allowed
        raise InfeasibleError("p", short, f"p = {p}, but only {allowed} candidates may be opened: {short} too few")
    return int(p)
