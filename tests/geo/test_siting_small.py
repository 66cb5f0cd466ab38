"""Every objective against full enumeration on small random cases: ties, zero weights, duplicates, unreachable pairs."""

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.siting import InfeasibleError, alternatives, solve, why_not
from geo.siting.question import OBJECTIVES, WITH_CAPACITY
from tests.geo.siting_cases import Case, best_in_room, ranked

NUMBERS = st.one_of(st.sampled_from([0.0, 1.0, 2.0, 3.0]), st.floats(0, 1e5).map(lambda x: round(x, 3)))


@st.composite
def cases(draw: st.DrawFn, demand: int = 6, sites: int = 5) -> Case:
    """Draw a question: few different numbers for ties, equal rows and columns, inf, p from the fixed ones to all."""
    n, m = draw(st.integers(1, demand)), draw(st.integers(1, sites))
    ways = st.one_of(NUMBERS, NUMBERS, NUMBERS, st.just(inf)) if draw(st.booleans()) else NUMBERS
    rows = draw(st.lists(st.lists(ways, min_size=m, max_size=m), min_size=n, max_size=n))
    if draw(st.booleans()):
        rows[-1] = rows[0]
        rows = [[*row[:-1], row[0]] for row in rows]
    order = draw(st.permutations(range(m)))
    fixed, forbidden = draw(st.integers(0, m)), draw(st.integers(0, 1))
    barred = tuple(order[fixed : fixed + forbidden])
    return Case(
        cost=rows,
        weight=draw(st.lists(st.one_of(st.just(0.0), NUMBERS), min_size=n, max_size=n)),
        p=draw(st.integers(max(1, fixed), max(1, fixed, m - len(barred)))),
        fixed=tuple(order[:fixed]),
        forbidden=barred,
        limit=draw(st.one_of(st.just(inf), NUMBERS)),
        alpha=draw(st.sampled_from([0.05, 0.1, 0.25, 0.5, 1.0])),
    )


def arguments(case: Case, objective: str) -> dict:
    return {
        "cost": case.cost,
        "weight": case.weight,
        "p": None if objective == "lscp" else case.p,
        "objective": objective,
        "fixed": case.fixed,
        "forbidden": case.forbidden,
        "limit": case.limit,
        "alpha": case.alpha,
    }


@pytest.mark.parametrize("objective", OBJECTIVES)
@settings(deadline=None, max_examples=60)
@given(case=cases())
def test_the_best_set_is_the_best_of_all_sets(objective: str, case: Case) -> None:
    known = ranked(case, objective)
    if not known:
        with pytest.raises(InfeasibleError) as caught:
            solve(**arguments(case, objective))
        assert caught.value.shortfall > 0
        return
    found = solve(**arguments(case, objective))
    assert found.objective == pytest.approx(known[0][0], rel=1e-9, abs=1e-9)
    assert found.sites in [sites for worth, sites in known if worth == pytest.approx(known[0][0], rel=1e-9, abs=1e-9)]
    assert (found.proven, found.gap, found.bound) == (True, 0, found.objective)
    for i, site in enumerate(found.assignment.tolist()):
        near = min((case.cost[i][j] for j in found.sites if case.cost[i][j] <= case.limit), default=inf)
        assert site == -1 if near == inf else case.cost[i][site] == near


@pytest.mark.parametrize("objective", OBJECTIVES)
@settings(deadline=None, max_examples=30)
@given(case=cases(), data=st.data())
def test_alternatives_and_why_not_agree_with_the_list_of_all_sets(
    objective: str, case: Case, data: st.DataObject
) -> None:
    known = ranked(case, objective)
    if not known:
        return
    asked = arguments(case, objective)
    found = alternatives(**asked, k=4)
    assert len({plan.sites for plan in found}) == len(found) == min(4, len(known))
    assert [plan.objective for plan in found] == pytest.approx([worth for worth, _ in known[:4]], rel=1e-9, abs=1e-9)
    candidate = data.draw(st.sampled_from(sorted({site for _, sites in known for site in sites} or {0})))
    with_it = next((worth for worth, sites in known if candidate in sites), None)
    if with_it is not None:
        there = why_not(**asked, candidate=candidate)
        assert there.plan.objective == pytest.approx(with_it, rel=1e-9, abs=1e-9)
        assert there.loss == pytest.approx(abs(with_it - known[0][0]), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("objective", WITH_CAPACITY)
@settings(deadline=None, max_examples=25)
@given(case=cases(demand=4, sites=3), data=st.data())
def test_with_capacities_every_assignment_is_tried(objective: str, case: Case, data: st.DataObject) -> None:
    whole = st.integers(0, 4).map(float)
    load = data.draw(st.lists(whole, min_size=len(case.weight), max_size=len(case.weight)))
    room = data.draw(st.lists(st.integers(0, 9).map(float), min_size=len(case.cost[0]), max_size=len(case.cost[0])))
    known = best_in_room(case, objective, room, load)
    asked = arguments(case, objective) | {"capacity": room, "load": load}
    if known is None:
        with pytest.raises(InfeasibleError):
            solve(**asked)
        return
    found = solve(**asked)
    assert found.proven
    assert found.objective == pytest.approx(known, rel=1e-6, abs=1e-6)
    for site in found.sites:
        assert sum(load[i] for i, chosen in enumerate(found.assignment.tolist()) if chosen == site) <= room[site] + 1e-6
