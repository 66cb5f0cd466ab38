"""Variations of a siting question: ranges, seeds, and what comes of them, in numbers that a reader can add up."""

from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from atlas.analysis import siting_variations as variations
from atlas.analysis.attempts import attempt
from atlas.analysis.siting_variations import Case, Outcome, answers, draw, sureness
from geo import siting

PEOPLE = np.array([[100.0, 200.0, 0.0], [10.0, 20.0, 30.0]])


def test_everything_is_drawn_within_its_range() -> None:
    found = draw(PEOPLE, None, 4, 2_000, seed=1)
    assert len(found) == 2_000
    assert set(found.year) == {0, 1}
    for drawn, (low, high) in ((found.detour, (1.2, 1.4)), (found.speed, (0.8, 1.2))):
        assert low <= drawn.min() < low + 0.01 and high - 0.01 < drawn.max() <= high
    times = found.weight[:, :2] / PEOPLE[found.year, :2]
    assert 0.8 <= times.min() < 0.81 and 1.19 < times.max() <= 1.2
    assert (found.weight[found.year == 0, 2] == 0).all()
    assert found.speed.shape == (2_000, 4)


def test_the_seed_decides() -> None:
    one, same, other = (draw(PEOPLE, None, 2, 5, seed) for seed in (7, 7, 8))
    assert (one.weight == same.weight).all() and (one.detour == same.detour).all()
    assert (one.weight != other.weight).any()


def test_scores_weigh_the_people_of_each_variation() -> None:
    plain, scores = draw(PEOPLE, None, 1, 4, seed=3), np.arange(12.0).reshape(4, 3)
    assert draw(PEOPLE, scores, 1, 4, seed=3).weight == pytest.approx(plain.weight * scores)
    with pytest.raises(ValueError, match="found 4 rows, wanted 5"):
        draw(PEOPLE, scores, 1, 5, seed=3)
    with pytest.raises(ValueError, match="found no year"):
        draw(PEOPLE[:0], None, 1, 5, seed=3)


def slower(ways: np.ndarray, factor: float) -> np.ndarray:
    return ways / factor


def test_answers_are_those_of_trying_every_set() -> None:
    generator = np.random.default_rng(5)
    ways = generator.uniform(1, 60, size=(12, 6))
    cases = [
        Case(generator.uniform(0, 9, 12), longer, 1.5, (speed,)) for longer, speed in ((0.9, 0.8), (1.1, 1.2), (1, 1))
    ]
    conditions: dict[str, Any] = {"objective": "p_median", "fixed": (2,), "forbidden": (0,)}
    found = answers(siting.robustness, slower, ways, 3, conditions, (2, 4, 5), cases)
    for case, outcome in zip(cases, found, strict=True):
        minutes = ways * case.longer / case.speeds[0] * 1.5
        worth = {
            (*chosen, 2): float(case.weight @ minutes[:, [*chosen, 2]].min(axis=1))
            for chosen in combinations([1, 3, 4, 5], 2)
        }
        best = min(worth, key=worth.__getitem__)
        assert isinstance(outcome, Outcome) and outcome.proven
        assert outcome.sites == tuple(sorted(best))
        assert outcome.value == pytest.approx(worth[best])
        assert outcome.plan == pytest.approx(worth[4, 5, 2])


def test_a_plan_that_fails_in_a_variation_is_no_plan_there() -> None:
    ways = np.array([[1.0, 9.0], [9.0, 1.0]])
    conditions: dict[str, Any] = {"objective": "p_median", "limit": 9.5}
    cases = [Case(np.ones(2), longer, 1.0, ()) for longer in (1.0, 2.0)]
    found = answers(siting.robustness, variations.as_given, ways, 1, conditions, (0,), cases)
    assert found[0] == Outcome((0,), 10.0, True, 10.0)
    assert found[1] is None


def test_shares_and_losses_are_counted() -> None:
    outcomes: list[Outcome | None] = [
        Outcome((0, 1), 100.0, True, 100.0),
        Outcome((0, 2), 100.0, False, 110.0),
        Outcome((0, 2), 50.0, True, None),
        Outcome((0, 1), 80.0, True, 84.0),
        None,
    ]
    found = sureness(outcomes, (0, 1), 4)
    assert found.share.tolist() == [1, 0.5, 0.5, 0]
    assert found.same == 0.5
    assert found.losses.tolist() == pytest.approx([0, 0.05, 0.1])
    assert (found.answered, found.refused, found.unproven, found.failed) == (4, 1, 1, 1)
    with pytest.raises(ValueError, match="none of 1 variations"):
        sureness(outcomes[-1:], (0, 1), 4)


def test_a_refusal_is_an_answer_and_other_errors_pass() -> None:
    found = attempt(siting.solve, siting.InfeasibleError, [[1.0, 2.0]], [1.0], 3, objective="p_median")
    assert isinstance(found, siting.InfeasibleError) and (found.condition, found.shortfall) == ("p", 1)
    with pytest.raises(ZeroDivisionError):
        attempt(partial(divmod, 1), siting.InfeasibleError, 0)
