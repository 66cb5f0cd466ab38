"""Published optima, a plain program as second implementation, and what each part of the answer says."""

from itertools import pairwise

import numpy as np
import pytest

from geo.siting import (
    ArgumentError,
    InfeasibleError,
    alternatives,
    keep,
    marginal_curve,
    nested_order,
    robustness,
    solve,
    why_not,
)
from tests.geo.siting_cases import INSTANCES, SMALL, plain_program, shortest_paths

# Five places on a line, people where they live; each place is a candidate.
PLACES = np.array([0.0, 1.0, 4.0, 6.0, 10.0])
LINE = np.abs(PLACES[:, None] - PLACES[None, :])
PEOPLE = np.array([5.0, 1.0, 2.0, 2.0, 3.0])


@pytest.mark.parametrize("instance", SMALL)
def test_the_published_optima_are_found_and_proven(instance: str) -> None:
    cost = shortest_paths(instance)
    found = solve(cost, np.ones(len(cost)), INSTANCES[instance].p, objective="p_median")
    assert (found.objective, found.proven, found.gap) == (INSTANCES[instance].p_median, True, 0)
    assert cost[np.arange(len(cost)), found.assignment].sum() == found.objective == found.bound


@pytest.mark.parametrize("instance", SMALL)
def test_the_published_radii_are_found_and_proven(instance: str) -> None:
    cost = shortest_paths(instance)
    found = solve(cost, np.ones(len(cost)), INSTANCES[instance].p, objective="p_centre")
    assert (found.objective, found.proven) == (INSTANCES[instance].p_centre, True)


def test_what_is_known_of_the_first_instance() -> None:
    cost, ones = shortest_paths("pmed1"), np.ones(100)
    covered = [solve(cost, ones, 5, objective="mclp", limit=limit).objective for limit in (60, 80, 100, 126, 127)]
    assert covered == [59, 75, 90, 99, 100]
    with_two = solve(cost, ones, 5, objective="p_median", fixed=(0, 1))
    assert (with_two.objective, with_two.proven) == (6438, True)
    assert {0, 1} <= set(with_two.sites)
    # The radius of five sites is the smallest limit at which five are enough.
    assert solve(cost, ones, None, objective="lscp", limit=127).objective == 5
    assert solve(cost, ones, None, objective="lscp", limit=126).objective == 6


@pytest.mark.parametrize(("p", "alpha"), [(2, None), (5, None), (2, 0.1), (3, 0.3)])
def test_a_plain_program_gives_the_same_value(p: int, alpha: float | None) -> None:
    random = np.random.default_rng(p)
    points, weight = random.random((25, 2)), random.integers(1, 50, 25).astype(float)
    cost = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
    found = solve(cost, weight, p, objective="cvar" if alpha else "p_median", alpha=alpha or 0.1)
    assert found.objective == pytest.approx(plain_program(cost, weight, p, alpha), rel=1e-6)


def test_a_plan_by_hand() -> None:
    found = solve(LINE, PEOPLE, 2, objective="p_median")
    # 0 serves 0 and 1 (1 × 1), 6 serves 4, 6 and 10 (2 × 2 + 3 × 4); 10 instead: 1 + 2 × 4 + 2 × 4.
    assert (found.sites, found.assignment.tolist(), found.objective) == ((0, 3), [0, 0, 3, 3, 3], 17)
    worst = solve(LINE, PEOPLE, 2, objective="cvar", alpha=0.5)
    # Half of 13 people is 6.5: the 2 at 6 go 4, the 2 at 4 go 3, and 2.5 of the 5 at 0 go 1.
    assert worst.sites == (1, 4)
    assert worst.objective == pytest.approx((2 * 4 + 2 * 3 + 2.5 * 1) / 6.5)
    assert solve(LINE, PEOPLE, 2, objective="p_centre").objective == 4


def test_fixed_and_forbidden_sites_and_a_limit() -> None:
    found = solve(LINE, PEOPLE, 2, objective="p_median", fixed=(1,), forbidden=(3,))
    assert (found.sites, found.objective) == ((1, 4), 5 + 2 * 3 + 2 * 4)
    within = solve(LINE, PEOPLE, 2, objective="mclp", limit=1)
    assert (within.sites, within.objective, within.bound) == ((0, 4), 9, 9)
    assert within.assignment.tolist() == [0, 0, -1, -1, 4]


def test_demand_without_weight_is_no_obstacle() -> None:
    cost = np.array([[1.0, 2.0], [np.inf, np.inf], [3.0, 1.0]])
    found = solve(cost, [1, 0, 1], 1, objective="p_median")
    assert (found.sites, found.assignment.tolist(), found.objective) == ((1,), [1, -1, 1], 3)
    assert solve(cost, [0, 0, 0], 1, objective="cvar").objective == 0


def test_with_capacities_the_nearest_site_is_not_always_the_one() -> None:
    found = solve(LINE, PEOPLE, 2, objective="p_median", capacity=[7, 7, 7, 7, 7])
    # 13 people, 14 places: 0 takes 5 and 1, or 5 and 2; the other the rest.
    assert found.proven
    for site in found.sites:
        assert PEOPLE[found.assignment == site].sum() <= 7
    assert found.objective == 17 == (LINE[np.arange(5), found.assignment] * PEOPLE).sum()
    tight = solve(LINE, PEOPLE, 2, objective="p_median", fixed=(0, 3), capacity=[5, 9, 9, 9, 9])
    assert (tight.sites, tight.objective) == ((0, 3), 1 * 5 + 2 * 2 + 3 * 4)
    assert tight.assignment.tolist() == [0, 3, 3, 3, 3]


def test_a_time_limit_gives_a_plan_and_what_is_proven_of_it() -> None:
    random = np.random.default_rng(1)
    points = random.random((300, 2))
    cost = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
    best = solve(cost, np.ones(300), 12, objective="p_median")
    for objective in ("p_median", "cvar"):
        hurried = solve(cost, np.ones(300), 12, objective=objective, time_limit_s=1e-4)
        assert not hurried.proven and hurried.gap > 0 and hurried.bound < hurried.objective and len(hurried.sites) == 12
    assert hurried.bound <= best.objective
    covered = solve(cost, np.ones(300), 12, objective="mclp", limit=0.1, time_limit_s=1e-4)
    assert covered.bound >= solve(cost, np.ones(300), 12, objective="mclp", limit=0.1).objective >= covered.objective


@pytest.mark.parametrize(
    ("arguments", "condition", "shortfall"),
    [
        ({"p": 1, "fixed": (0, 1)}, "p", 1),
        ({"p": 3, "forbidden": (0, 1, 2)}, "p", 1),
        ({"p": 2, "limit": 3}, "limit", 1),
        ({"p": None, "objective": "lscp", "limit": 1, "forbidden": (3, 4)}, "limit", 5),
        ({"p": 2, "capacity": [6] * 5}, "capacity", 1),
        ({"p": 2, "cost": np.where(LINE > 3, np.inf, LINE)}, "p", 1),
        ({"p": 2, "cost": np.vstack([LINE[:4], np.full((1, 5), np.inf)])}, "reach", 1),
    ],
)
def test_a_question_that_cannot_be_met_says_by_how_much(arguments: dict, condition: str, shortfall: float) -> None:
    with pytest.raises(InfeasibleError) as caught:
        solve(**({"cost": LINE, "weight": PEOPLE, "objective": "p_median"} | arguments))
    assert caught.value.condition == condition
    assert caught.value.shortfall == pytest.approx(shortfall)
    assert f"{caught.value.shortfall:g}" in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"cost": [[1, -1]]}, "cost"),
        ({"cost": [[float("nan")] * 5] * 5}, "cost"),
        ({"cost": [1, 2]}, "cost"),
        ({"cost": [["a"]]}, "cost"),
        ({"weight": [1, 2]}, "weight"),
        ({"weight": [1, 2, 3, 4, float("inf")]}, "weight"),
        ({"p": 0}, "p 0"),
        ({"p": 2.5}, "p 2.5"),
        ({"p": None}, "p None"),
        ({"objective": "mean"}, "objective"),
        ({"objective": "mclp"}, "limit"),
        ({"objective": "lscp", "limit": 3}, "p 2"),
        ({"fixed": (5,)}, "fixed"),
        ({"forbidden": (-1,)}, "forbidden"),
        ({"fixed": (1,), "forbidden": (1,)}, "both"),
        ({"limit": -1}, "limit"),
        ({"alpha": 0, "objective": "cvar"}, "alpha"),
        ({"load": PEOPLE}, "load"),
        ({"capacity": [9] * 5, "objective": "cvar"}, "capacity"),
        ({"capacity": [9] * 4}, "capacity"),
        ({"time_limit_s": 0}, "time_limit_s"),
    ],
)
def test_a_bad_argument_is_named(arguments: dict, named: str) -> None:
    with pytest.raises(ArgumentError, match=named):
        solve(**({"cost": LINE, "weight": PEOPLE, "p": 2, "objective": "p_median"} | arguments))


def test_the_next_best_sets_come_in_order() -> None:
    found = alternatives(LINE, PEOPLE, 2, 10, objective="p_median")
    assert len({plan.sites for plan in found}) == 10, "all sets of two of five"
    values = [plan.objective for plan in found]
    assert values == sorted(values) and values[:2] == [17, 17]
    assert all(plan.proven for plan in found)


def test_what_each_further_site_adds_and_what_to_build_first() -> None:
    curve = marginal_curve(LINE, PEOPLE, 5, objective="p_median")
    assert [plan.objective for plan in curve] == [45, 17, 5, 1, 0]
    steps = nested_order(LINE, PEOPLE, 3, objective="p_median")
    assert [step.p for step in steps] == [1, 2, 3]
    assert all(set(before.sites) < set(after.sites) for before, after in pairwise(steps))
    assert [step.loss for step in steps] == [step.objective - step.best.objective for step in steps]
    today = nested_order(LINE, PEOPLE, 2, objective="p_median", fixed=(2,))
    assert [(step.p, step.site) for step in today] == [(1, None), (2, 0)]


def test_why_not_there_and_which_to_keep() -> None:
    there = why_not(LINE, PEOPLE, 2, 1, objective="p_median")
    assert (there.plan.sites, there.plan.objective, there.loss) == ((1, 4), 5 + 6 + 8, 2)
    assert why_not(LINE, PEOPLE, 2, 0, objective="p_median").loss == 0
    covered = why_not(LINE, PEOPLE, 1, 4, objective="mclp", limit=1)
    assert (covered.best.objective, covered.plan.objective, covered.loss) == (6, 3, 3)
    with pytest.raises(ArgumentError, match="candidate 7"):
        why_not(LINE, PEOPLE, 2, 7, objective="p_median")
    kept = keep(LINE, PEOPLE, 2, existing=(1, 2, 4), objective="p_median")
    assert (kept.sites, kept.objective) == ((1, 4), 5 + 6 + 8)


def test_sites_are_counted_over_the_variations_that_have_an_answer() -> None:
    told: list[tuple[int, int]] = []
    swapped = PEOPLE[::-1]
    found = robustness(
        LINE,
        PEOPLE,
        1,
        [{}, {"weight": swapped}, {"forbidden": (1,)}, {"limit": 1}],
        objective="p_median",
        progress=lambda done, every: told.append((done, every)),
    )
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert (found.answered, found.plans[3]) == (3, None), "no site has everyone within 1"
    assert found.share.sum() == pytest.approx(1)
    for site in range(5):
        assert found.share[site] * 3 == sum(plan is not None and site in plan.sites for plan in found.plans)
    with pytest.raises(ArgumentError, match="colour"):
        robustness(LINE, PEOPLE, 1, [{"colour": 1}], objective="p_median")
