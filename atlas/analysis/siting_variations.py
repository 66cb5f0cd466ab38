"""How sure a set of sites is: the question is varied within stated ranges and answered anew each time.

What nobody knows exactly (ways, speeds, how many people come, which weights are right) is drawn at random, all of it
at once, and it is counted how often a site is in the best set (simulation of uncertain inputs, OECD/JRC handbook 2008,
step "uncertainty and sensitivity analysis", carried over to sites).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

# Ranges, ends included. Published band of detour factors: arXiv:2406.06490, doi:10.1177/23998083231168870.
DETOUR = (1.2, 1.4)
SPEED, DEMAND = 0.2, 0.2
# A smaller share lost is the rounding of sums.
EQUAL = 1e-9


@dataclass(frozen=True, eq=False)
class Variations:
    """What is drawn, one row per variation.

    `year` (count,): row of `people`; `detour` (count,): detour factor; `speed` (count, ranges): factor of the speed of
    each range; `weight` (count, places): demand.
    """

    year: npt.NDArray[np.int64]
    detour: Numbers
    speed: Numbers
    weight: Numbers

    def __len__(self) -> int:
        """Return how many variations these are."""
        return len(self.detour)


@dataclass(frozen=True, eq=False)
class Case:
    """One variation ready to be answered: minutes are `minutes_of(ways × longer, *speeds) × slower`."""

    weight: Numbers
    longer: float
    slower: float
    speeds: tuple[Any, ...]


@dataclass(frozen=True)
class Outcome:
    """The best set of one variation, its value, whether it is proven, and the value that the plan has there.

    `plan` is None where the plan does not meet the question in this variation.
    """

    sites: tuple[int, ...]
    value: float
    proven: bool
    plan: float | None


@dataclass(frozen=True, eq=False)
class Sureness:
    """What the variations come to.

    `share` (candidates,): in which share of the answered variations a candidate is open; `same`: share in which the
    best set is exactly the plan; `losses`: by which share the plan is worse than the best set, of each variation that
    the plan answers, in rising order; `answered`, `refused`, `unproven`, `failed` count variations: with a best set,
    without any, with one that is not proven, and those in which the plan does not meet the question.
    """

    share: Numbers
    same: float
    losses: Numbers
    answered: int
    refused: int
    unproven: int
    failed: int


def draw(people: Numbers, scores: Numbers | None, ranges: int, count: int, seed: int) -> Variations:
    """Return variations; the same seed gives the same ones.

    `people` (years, places): demand of each year that may count; `scores` (count, places): what a person counts in
    each variation, None: the same everywhere; `ranges`: how many speeds there are. Raises ValueError for no year and
    for scores of another number of variations.
    """
    if not len(people):
        raise ValueError("people: found no year, wanted one or more")
    if scores is not None and len(scores) != count:
        raise ValueError(f"scores: found {len(scores)} rows, wanted {count}")
    generator = np.random.default_rng(seed)
    year = generator.integers(len(people), size=count)
    detour = generator.uniform(*DETOUR, size=count)
    speed = generator.uniform(1 - SPEED, 1 + SPEED, size=(count, ranges))
    each = generator.uniform(1 - DEMAND, 1 + DEMAND, size=(count, people.shape[1]))
    return Variations(year, detour, speed, people[year] * each * (1.0 if scores is None else scores))


def answers(
    robustness: Callable[..., Any],
    minutes_of: Callable[..., Numbers],
    ways: Numbers,
    p: int | None,
    conditions: dict[str, Any],
    plan: Sequence[int],
    cases: Sequence[Case],
) -> list[Outcome | None]:
    """Return the best set of each case and what the plan is worth there, None without a set; for another process.

    `robustness`: that of geo.siting; `minutes_of`: ways and speeds to minutes; `conditions`: of the question.
    """
    costs = [minutes_of(ways * case.longer, *case.speeds) * case.slower for case in cases]
    changes = [{"cost": cost, "weight": case.weight} for cost, case in zip(costs, cases, strict=True)]
    best, own = (
        robustness(costs[0], cases[0].weight, p, changes, **held).plans
        for held in (conditions, {**conditions, "fixed": tuple(plan)})
    )
    return [
        None if one is None else Outcome(one.sites, one.objective, one.proven, None if held is None else held.objective)
        for one, held in zip(best, own, strict=True)
    ]


def as_given(ways: Numbers) -> Numbers:
    """Return ways that are minutes already."""
    return ways


def sureness(outcomes: Sequence[Outcome | None], plan: Sequence[int], candidates: int) -> Sureness:
    """Return what the variations come to, for a plan (columns) among so many candidates.

    Raises ValueError where no variation has an answer.
    """
    met = [one for one in outcomes if one is not None]
    if not met:
        raise ValueError(f"outcomes: none of {len(outcomes)} variations has an answer")
    times = np.zeros(candidates)
    for one in met:
        times[list(one.sites)] += 1
    known = [(one.value, one.plan) for one in met if one.plan is not None]
    losses = [abs(own - best) / abs(best) if best else 0.0 for best, own in known]
    losses = [loss if loss > EQUAL else 0.0 for loss in losses]
    return Sureness(
        share=times / len(met),
        same=sum(set(one.sites) == set(plan) for one in met) / len(met),
        losses=np.sort(np.array(losses, dtype=float)),
        answered=len(met),
        refused=len(outcomes) - len(met),
        unproven=sum(not one.proven for one in met),
        failed=len(met) - len(known),
    )
