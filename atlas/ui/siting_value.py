"""What a plan is worth in the unit of its aim, how that is read, and by how much one plan is worse than another."""

from typing import Any

from atlas.messages import Words
from atlas.ui.siting import Aim, Problem

# Of these a plan is judged by the sum of weight and minutes; of the others by what the solver returns.
_SUMS: frozenset[Aim] = frozenset({"average", "nobody_farther"})
# Values that differ by less are equal: what is left is the rounding of sums.
EQUAL = 1e-7


def value(asked: Problem, objective: float, aim: Aim | None = None) -> float:
    """Return an objective of geo.siting in the unit of the aim: minutes, percent of the demand, or a number of sites.

    `aim` other than the question's own: where it was asked something else.
    """
    named = aim or asked.question.aim
    if named in _SUMS:
        return objective / float(asked.weight.sum())
    if named == "within":
        return objective / float(asked.weight.sum()) * 100
    return objective


def bound(asked: Problem, plan: Any, aim: Aim | None = None) -> float | None:
    """Return the value that no plan can be better than; None where the plan is proven to be best.

    A plan within whose reach everybody is needs no other proof.
    """
    all_reached = (aim or asked.question.aim) == "within" and value(asked, plan.objective, aim) >= 100 * (1 - EQUAL)
    return None if plan.proven or all_reached else value(asked, plan.bound, aim)


def loss(asked: Problem, of: float, best: float, aim: Aim | None = None) -> float:
    """Return by how much a value is worse than the best, from 0 up; below 0 where it is better."""
    found = best - of if (aim or asked.question.aim) == "within" else of - best
    return 0.0 if abs(found) <= EQUAL * max(abs(best), 1.0) else found


def told(w: Words, aim: Aim, amount: float) -> str:
    """Return a value as it is read, with its unit."""
    if aim == "cover":
        return w("siting_argument.nodes", n=round(amount))
    return w.value(amount, "%" if aim == "within" else w("siting.minutes_long"), 1)


def told_loss(w: Words, aim: Aim, lost: float, best: float) -> str:
    """Return a loss as it is read: in the unit, and in percent of the best where that is no share itself."""
    if aim == "cover":
        return w("siting_argument.nodes", n=round(lost))
    if aim == "within":
        return w.value(lost, w("situation.points"), 1)
    amount = w.value(lost, w("siting.minutes_long"), decimals(lost))
    return w("siting_argument.amount_share", amount=amount, share=w.value(lost / best * 100 if best else 0.0, "%", 1))


def decimals(amount: float) -> int:
    """Return how many decimals a difference needs so that it is not read as none."""
    return 1 if abs(amount) >= 0.05 or amount == 0 else 2


def measure(w: Words, asked: Problem, aim: Aim | None = None) -> str:
    """Return what the value of a plan is called."""
    named = aim or asked.question.aim
    if named in _SUMS:
        return w("siting_argument.measure_average")
    if named == "within":
        return w("siting_argument.measure_within", limit=asked.question.limit)
    return w(f"siting_argument.measure_{named}")


def unit(w: Words, aim: Aim) -> str:
    """Return the unit of values in a table; '' for a number of sites."""
    if aim == "cover":
        return ""
    return "%" if aim == "within" else w("siting.minutes")


def loss_unit(w: Words, aim: Aim) -> str:
    """Return the unit of losses in a table; '' for a number of sites."""
    return w("situation.points") if aim == "within" else unit(w, aim)
