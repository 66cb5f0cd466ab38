"""Answers: the right method for each objective, and the k best sets in their order."""

import itertools
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from geo.siting.capacity import best_within_room
from geo.siting.cover import centre, covers, fewest, filled
from geo.siting.errors import ArgumentError
from geo.siting.interchange import Indices
from geo.siting.others import FINITE, further_centres, further_covers
from geo.siting.plan import Plan, plan
from geo.siting.question import Objective, Question, ask
from geo.siting.reach import require_reach
from geo.siting.sums import best_sums
from geo.siting.tail import best_tails


def solve(
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
) -> Plan:
    """Return the best set of sites, proven unless the time runs out.

    `cost` (n_demand, n_candidates): ≥ 0, any unit, inf where unreachable. `weight` (n_demand,): ≥ 0; demand of weight
    0 is served where it can be, and is never an obstacle. `p`: how many sites are open, `fixed` ones included; None
    for "lscp". `fixed`: candidates that must be open; `forbidden`: that must not. `limit`, in the unit of cost: beyond
    it nobody is served, whatever the objective. `objective`:

    - "p_median": the sum of weight × cost is least, everyone with weight served;
    - "mclp": the weight within `limit` is largest (the bound lies above);
    - "lscp": the fewest sites with everyone who has weight within `limit`;
    - "p_centre": the largest cost of anyone with weight is least;
    - "cvar": the mean cost of the worst-served share `alpha` of the weight is least, at the border of the share by
      parts of a demand.

    `capacity` (n_candidates,; inf: any) with `load` (n_demand,; default `weight`): the loads served by a site add up
    to its capacity at most, each demand is served by one site, not always its nearest; demand with load counts then
    even without weight. Not for "cvar".

    With `time_limit_s` the best plan known is returned with what is proven of it; the time does not run before a
    first plan is found. Raises InfeasibleError if no set meets the question, ArgumentError for bad arguments.
    """
    asked = ask(
        cost,
        weight,
        p,
        objective=objective,
        fixed=fixed,
        forbidden=forbidden,
        limit=limit,
        capacity=capacity,
        load=load,
        alpha=alpha,
        time_limit_s=time_limit_s,
    )
    return best(asked, 1)[0]


def best(question: Question, k: int, starts: Sequence[Sequence[int]] = ()) -> list[Plan]:
    """Return the k best plans, best first, fewer if there are fewer. `starts`: sets that may be good.

    A plan is proven if no set outside the ones before it is better. Raises InfeasibleError if there is none.
    """
    reaching = None if question.objective == "mclp" else require_reach(question)
    if question.capacity is not None and question.counts.any():
        if k > 1:
            raise ArgumentError("alternatives with capacity: wanted none, or k = 1")
        return [best_within_room(question)]
    if question.objective == "lscp":
        return list(itertools.islice(_fewest(question), k))
    if not question.counts.any() or not question.further:
        return [_only(question, chosen) for chosen in _any(question, k)]
    if question.objective == "p_centre":
        return list(itertools.islice(_centre(question), k))
    places = [_places(question, start) for start in starts] + ([reaching] if reaching is not None else [])
    return _searched(question, k, places)


def _places(question: Question, sites: Sequence[int]) -> Indices:
    """Return the places of the sites that are not fixed among the candidates."""
    return np.searchsorted(question.candidates, np.setdiff1d(np.asarray(sites, dtype=np.int64), question.fixed))


def _searched(question: Question, k: int, starts: Sequence[Indices]) -> list[Plan]:
    if question.objective == "cvar":
        pool, bound, branches = best_tails(question, k, starts)
    else:
        pool, search = best_sums(question, k, starts)
        bound, branches = search.bound, search.branches
    method = "branch and bound" if branches else "Lagrangian bound"
    found = []
    for chosen in pool.ranked():
        proven = pool.best[chosen] <= bound + 1e-9 * abs(bound)
        least = question.weight.sum() - bound if question.objective == "mclp" else bound
        found.append(plan(question, _sites(question, chosen), None if proven else least, method))
    return found


def _sites(question: Question, places: Iterable[int]) -> list[int]:
    return [*question.fixed, *question.candidates[list(places)].tolist()]


def _any(question: Question, k: int) -> Iterable[tuple[int, ...]]:
    """Return the first k sets: nobody counts, or there is but one."""
    return itertools.islice(itertools.combinations(range(len(question.candidates)), question.further), k)


def _only(question: Question, chosen: Iterable[int]) -> Plan:
    return plan(question, _sites(question, chosen), None, "only choice")


def _fewest(question: Question) -> Iterator[Plan]:
    found = fewest(covers(question, FINITE), question.deadline)
    assert found.sites is not None, "require_reach has seen to it"
    for sites in further_covers(question, found.sites):
        bound = None if found.proven else len(question.fixed) + found.bound
        yield plan(question, _sites(question, sites.tolist()), bound, "set cover")


def _centre(question: Question) -> Iterator[Plan]:
    found = centre(question, question.further)
    assert found is not None, "require_reach has seen to it"
    first = np.array(filled(found.sites.tolist(), question.further, len(question.candidates)), dtype=np.int64)
    for sites in further_centres(question, first, found.radius):
        bound = None if found.bound >= found.radius else found.bound
        yield plan(question, _sites(question, sites.tolist()), bound, "bisection, set cover")
