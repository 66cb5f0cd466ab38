"""How an answer is argued for: what comes close, what each further site adds, why not there, how sure it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Unpack

import numpy as np
import numpy.typing as npt

from geo.siting.errors import ArgumentError, InfeasibleError
from geo.siting.interchange import Numbers
from geo.siting.plan import Plan, nearest_site, worth
from geo.siting.question import Conditions, Question, ask
from geo.siting.solver import best

# What a variation may change.
VARIED = {"cost", "weight", "p", "objective", "fixed", "forbidden", "limit", "capacity", "load", "alpha"}


@dataclass(frozen=True, eq=False)
class WhyNot:
    """The best plan that includes a candidate, beside the best of all; `loss` ≥ 0 is what including it costs."""

    candidate: int
    plan: Plan
    best: Plan
    loss: float


@dataclass(frozen=True, eq=False)
class Step:
    """One more site in a nested order: the sites so far with their value, and the best set of the same size.

    `site` is None in the first step if that is what is fixed already. `loss` ≥ 0: how much worse than `best`.
    """

    p: int
    site: int | None
    sites: tuple[int, ...]
    objective: float
    best: Plan
    loss: float


@dataclass(frozen=True, eq=False)
class Robustness:
    """How often each candidate is chosen: `share` (n_candidates,) of the variations that have an answer.

    `plans`: one per variation, None where the question cannot be met; `answered`: how many have a plan; `proven`: how
    many of them are proven.
    """

    share: Numbers
    plans: tuple[Plan | None, ...]
    answered: int
    proven: int


def alternatives(
    cost: npt.ArrayLike, weight: npt.ArrayLike, p: int | None, k: int = 10, **conditions: Unpack[Conditions]
) -> tuple[Plan, ...]:
    """Return the k best different sets, best first, fewer if there are not so many; arguments as of `solve`.

    The ranking is exact: a proven plan is bettered by no set but those before it. "mclp" and "p_median" have exactly p
    sites; of "lscp" larger sets follow when the fewest are used up. Raises as `solve`.
    """
    if _count("k", k) < 1:
        raise ArgumentError(f"k {k}: wanted 1 or more")
    return tuple(best(ask(cost, weight, p, **conditions), k))


def marginal_curve(
    cost: npt.ArrayLike, weight: npt.ArrayLike, p_max: int, **conditions: Unpack[Conditions]
) -> tuple[Plan, ...]:
    """Return the best plan for each number of sites up to `p_max`, from the fixed ones (or one site) on.

    Numbers of sites that cannot meet the question are left out. Each is an optimum of its own, not an addition to the
    one before. Not for "lscp". Raises as `solve`, for p_max if no number does.
    """
    last = ask(cost, weight, p_max, **conditions)
    _require_p(last)
    found: list[Plan] = []
    for p in range(max(1, len(last.fixed)), p_max + 1):
        starts = [found[-1].sites] if found else []
        try:
            found += best(ask(cost, weight, p, **conditions), 1, _grown(last, starts))
        except InfeasibleError:
            if p == p_max:
                raise
    return tuple(found)


def nested_order(
    cost: npt.ArrayLike, weight: npt.ArrayLike, p: int, **conditions: Unpack[Conditions]
) -> tuple[Step, ...]:
    """Return what to build first: from the fixed sites on, each time the site that helps most, up to p sites.

    Greedy, so that each plan contains the one before; `loss` says what that costs against the best set of each size.
    As long as the sites do not reach everyone, those come first that leave least weight unreached; sizes at which no
    set reaches everyone are not listed, others may have the objective inf. Without capacity, not for "lscp".
    """
    asked = ask(cost, weight, p, **conditions)
    _require_p(asked)
    if asked.capacity is not None:
        raise ArgumentError("capacity in a nested order: wanted none")
    curve = {len(plan.sites): plan for plan in marginal_curve(cost, weight, p, **conditions)}
    steps, sites, site = [], asked.fixed, None
    while True:
        if len(sites) in curve:
            value = worth(asked, sites, nearest_site(asked, sites))
            ideal = curve[len(sites)]
            steps.append(Step(len(sites), site, tuple(sorted(sites)), value, ideal, _loss(asked, value, ideal)))
        if len(sites) == p:
            return tuple(steps)
        site = min((int(one) for one in asked.candidates if one not in sites), key=lambda one: _rank(asked, sites, one))
        sites = (*sites, site)


def why_not(
    cost: npt.ArrayLike, weight: npt.ArrayLike, p: int | None, candidate: int, **conditions: Unpack[Conditions]
) -> WhyNot:
    """Return the best plan that includes the candidate and what that costs against the best plan.

    For "lscp" the cost is further sites. Raises ArgumentError for a forbidden candidate or one that there is not, and
    InfeasibleError if all p sites are fixed already.
    """
    asked = ask(cost, weight, p, **conditions)
    if candidate not in asked.fixed and candidate not in asked.candidates:
        raise ArgumentError(f"candidate {candidate!r} is forbidden or none: wanted one that may be opened")
    free = best(asked, 1)[0]
    if candidate in free.sites:
        return WhyNot(int(candidate), free, free, 0.0)
    forced = conditions | {"fixed": (*asked.fixed, int(candidate))}
    with_it = best(ask(cost, weight, p, **forced), 1, [])[0]
    return WhyNot(int(candidate), with_it, free, _loss(asked, with_it.objective, free))


def keep(
    cost: npt.ArrayLike,
    weight: npt.ArrayLike,
    p: int | None,
    *,
    existing: Iterable[int],
    **conditions: Unpack[Conditions],
) -> Plan:
    """Return the best p of the `existing` sites (indices of candidates): which to keep if not all can stay.

    Other arguments as of `solve`; `fixed` ones stay in any case. Raises as `solve`.
    """
    sites = np.shape(cost)[1] if np.ndim(cost) == 2 else 0
    staying = set(existing) | set(conditions.get("fixed", ()))
    ask(cost, weight, p, **(conditions | {"forbidden": (), "fixed": ()}))
    if not all(isinstance(one, (int, np.integer)) and 0 <= one < sites for one in staying):
        raise ArgumentError(f"existing {sorted(staying)}: wanted candidates from 0 to {sites - 1}")
    barred = (set(range(sites)) - staying) | set(conditions.get("forbidden", ()))
    return best(ask(cost, weight, p, **(conditions | {"forbidden": sorted(barred)})), 1)[0]


def robustness(
    cost: npt.ArrayLike,
    weight: npt.ArrayLike,
    p: int | None,
    variations: Sequence[Mapping[str, Any]],
    *,
    progress: Callable[[int, int], None] | None = None,
    **conditions: Unpack[Conditions],
) -> Robustness:
    """Return in what share of the variations each candidate is chosen.

    A variation names the arguments of `solve` that differ, e.g. {"weight": …} or {"cost": …, "limit": 30}; the
    candidates stay the same. Variations that cannot be met have no plan and do not count. `progress(done, all)` is
    called after each; what it raises ends the work. The best set of the variation before is where each starts.
    """
    if not len(variations):
        raise ArgumentError("variations: found none, wanted at least one")
    candidates, plans, starts = np.shape(cost)[1], [], []  # type: ignore[var-annotated]
    for done, variation in enumerate(variations, start=1):
        if unknown := set(variation) - VARIED:
            raise ArgumentError(f"variation {done - 1} has {sorted(unknown)}: wanted some of {sorted(VARIED)}")
        arguments: dict[str, Any] = {"cost": cost, "weight": weight, "p": p} | dict(conditions) | dict(variation)
        if np.shape(arguments["cost"]) != np.shape(cost):
            raise ArgumentError(f"variation {done - 1}: cost has another shape, wanted {np.shape(cost)}")
        plans.append(_answer(arguments, starts))
        starts = [plans[-1].sites] if plans[-1] is not None else starts
        if progress is not None:
            progress(done, len(variations))
    known = [plan for plan in plans if plan is not None]
    chosen = np.bincount([site for plan in known for site in plan.sites], minlength=candidates)
    return Robustness(chosen / max(len(known), 1), tuple(plans), len(known), sum(plan.proven for plan in known))


def _answer(arguments: dict[str, Any], starts: Sequence[Sequence[int]]) -> Plan | None:
    try:
        asked = ask(**arguments)
        fitting = [sites for sites in starts if asked.p == len(sites) and set(asked.fixed) <= set(sites)]
        fitting = [sites for sites in fitting if set(sites) <= {*asked.fixed, *asked.candidates.tolist()}]
        return best(asked, 1, fitting)[0]
    except InfeasibleError:
        return None


def _grown(asked: Question, starts: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return each set with the further site that helps most."""
    grown = []
    for sites in starts:
        others = [int(one) for one in asked.candidates if one not in sites]
        if others:
            grown.append((*sites, min(others, key=lambda one, sites=sites: _rank(asked, sites, one))))  # type: ignore[misc]
    return grown


def _rank(asked: Question, sites: Sequence[int], site: int) -> tuple[float, float]:
    """Return what to minimise by a further site: the weight left unreached, then the objective."""
    open_sites = (*sites, site)
    served = nearest_site(asked, open_sites)
    reached = np.where(served >= 0, asked.weight, 0.0)
    if asked.objective == "mclp":
        return 0.0, -float(reached.sum())
    left = float(asked.weight[served < 0].sum())
    return left, worth(replace(asked, counts=asked.counts & (served >= 0), weight=reached), open_sites, served)


def _loss(asked: Question, value: float, ideal: Plan) -> float:
    worse = ideal.objective - value if asked.objective == "mclp" else value - ideal.objective
    return max(float(worse), 0.0)


def _require_p(asked: Question) -> None:
    if asked.p is None:
        raise ArgumentError("lscp finds the number of sites: wanted an objective that is given one")


def _count(name: str, given: Any) -> int:
    if not isinstance(given, (int, np.integer)) or isinstance(given, bool):
        raise ArgumentError(f"{name} {given!r}: wanted a whole number")
    return int(given)
