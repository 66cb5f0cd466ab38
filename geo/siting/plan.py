"""What an answer is: sites, who is served by which, the value, and how far it is proven."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geo.siting.interchange import Indices, Numbers
from geo.siting.question import Question


@dataclass(frozen=True, eq=False)
class Plan:
    """An answer.

    `sites`: indices of the open candidates, sorted, fixed ones among them; `assignment` (n_demand,): the site that
    serves each demand (of equally near ones the first), −1 if none can. `objective`: the value; `bound`: no set has a
    better one (below `objective`; above it for "mclp"); `gap`: their distance as a share of `objective`; `proven`:
    whether they are equal, up to 1e-9 of the value; `seconds` taken; `method`: what gave the proof ("only choice",
    "Lagrangian bound", "branch and bound", "set cover", "mixed-integer program", or several).
    """

    sites: tuple[int, ...]
    assignment: Indices
    objective: float
    bound: float
    gap: float
    proven: bool
    seconds: float
    method: str


def plan(
    question: Question, sites: Sequence[int], bound: float | None, method: str, assignment: Indices | None = None
) -> Plan:
    """Return the plan of a set of sites; `bound` None: proven. Without `assignment` each goes to the nearest."""
    chosen = tuple(sorted(int(site) for site in sites))
    served = nearest_site(question, chosen) if assignment is None else assignment
    value = worth(question, chosen, served)
    best = value if bound is None else bound
    proven = bound is None or abs(value - bound) <= 1e-9 * abs(value)
    return Plan(
        sites=chosen,
        assignment=served,
        objective=value,
        bound=value if proven else float(best),
        gap=0.0 if proven else (abs(value - best) / abs(value) if value else float("inf")),
        proven=proven,
        seconds=time.perf_counter() - question.started,
        method=method,
    )


def nearest_site(question: Question, sites: Sequence[int]) -> Indices:
    """Return the nearest of the sites to each demand (n_demand,), −1 if none is reachable (within the limit)."""
    if not sites:
        return np.full(len(question.weight), -1)
    costs = question.cost[:, list(sites)]
    return np.where(np.isfinite(costs.min(axis=1)), np.asarray(sites)[costs.argmin(axis=1)], -1)


def worth(question: Question, sites: Sequence[int], assignment: Indices) -> float:
    """Return the objective of an assignment in the question's own terms; inf if demand that counts is not served."""
    served = assignment >= 0
    if question.objective == "mclp":
        return float(question.weight[served].sum())
    if (question.counts & ~served).any():
        return np.inf
    if question.objective == "lscp":
        return float(len(sites))
    weighs = question.weight > 0
    ways = question.cost[np.flatnonzero(weighs), assignment[weighs]]
    if question.objective == "p_centre":
        return float(ways.max(initial=0.0))
    if question.objective == "cvar":
        return tail_mean(ways, question.weight[weighs], question.alpha)
    return float(question.weight[weighs] @ ways)


def tail_mean(ways: Numbers, weight: Numbers, alpha: float) -> float:
    """Return the mean way of the worst-served share `alpha` of the weight, 0 if there is no weight.

    The conditional value at risk of Rockafellar and Uryasev (2002), doi:10.1016/S0378-4266(02)00271-6: of the demand
    at the border of the share only the part counts that fills it.
    """
    tail = alpha * float(weight.sum())
    if tail <= 0:
        return 0.0
    order = np.argsort(-ways, kind="stable")
    parts = np.diff(np.minimum(np.cumsum(weight[order]), tail), prepend=0.0)
    return float(parts @ ways[order] / tail)


def is_whole(values: npt.NDArray[np.float64]) -> bool:
    """Return whether all values are whole numbers, small enough that their sums are exact."""
    return bool((values == np.round(values)).all() and np.abs(values).sum() < 2**52)
