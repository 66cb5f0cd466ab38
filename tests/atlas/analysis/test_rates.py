"""Rates from small counts: reference values, plain Python, and esda as a yardstick."""

import math

import numpy as np
import pandas as pd
import pytest

from atlas.analysis.rates import LEAST_CASES, OWN_CASES, empirical_bayes, evidence, poisson, wilson

NAN = math.nan


def test_wilson_of_the_reference() -> None:
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)


@pytest.mark.parametrize(("count", "n"), [(0, 5), (5, 5), (1, 3), (81, 263)])
def test_wilson_solves_its_equation(count: int, n: int) -> None:
    low, high = wilson(count, n, 0.9)
    z = 1.6448536269514722
    for end in (low, high):
        # The ends are where the score test just fails: (p̂ − p)² = z² p (1 − p) / n.
        assert (count / n - end) ** 2 == pytest.approx(z * z * end * (1 - end) / n, abs=1e-12)
    assert 0 <= low <= count / n <= high <= 1


def below(x: int, mean: float) -> float:
    """Return the chance of at most x events at this mean, term by term."""
    return sum(math.exp(-mean) * mean**i / math.factorial(i) for i in range(x + 1))


def test_poisson_of_the_reference() -> None:
    assert poisson(0) == (0, pytest.approx(3.689, abs=5e-4))
    assert poisson(10) == pytest.approx((4.795, 18.390), abs=5e-4)
    assert poisson(10, 5.0) == pytest.approx((4.795 / 5, 18.390 / 5), abs=5e-4)


@pytest.mark.parametrize("count", [1, 4, 30])
def test_poisson_ends_leave_half_of_the_rest_on_each_side(count: int) -> None:
    low, high = poisson(count, level=0.9)
    assert below(count, high) == pytest.approx(0.05)
    assert 1 - below(count - 1, low) == pytest.approx(0.05)


def test_shapes_and_missing_values() -> None:
    counts = pd.Series([1, pd.NA, 3], index=["a", "b", "c"], dtype="Int64")
    low, high = wilson(counts, pd.Series({"c": 10, "a": 5, "b": 7}))
    assert low["c"] == wilson(3, 10)[0] and math.isnan(high["b"])
    assert poisson(np.array([0, 2]), 2)[1].shape == (2,)
    assert all(math.isnan(end) for end in poisson(None))


@pytest.mark.parametrize(
    ("arguments", "name"),
    [((-1, 5), "count"), ((6, 5), "count"), ((0, 0), "n"), ((1, -2), "n"), ((1, 5, 1.5), "level")],
)
def test_wilson_names_the_bad_argument(arguments: tuple[float, ...], name: str) -> None:
    with pytest.raises(ValueError, match=f"^{name}: found"):
        wilson(*arguments)


def test_the_others_name_the_bad_argument() -> None:
    with pytest.raises(ValueError, match=r"^base: found 0"):
        poisson(1, 0)
    with pytest.raises(ValueError, match=r"^count: found -1"):
        poisson(-1)
    with pytest.raises(ValueError, match=r"^base: found 0"):
        empirical_bayes([1, 2], [3, 0])
    with pytest.raises(ValueError, match=r"^count: found -2"):
        empirical_bayes([-2], [3])


COUNTS, BASES = [0, 3, 9, 40, 2], [10, 12, 100, 120, 50]


def test_empirical_bayes_in_plain_python() -> None:
    common = sum(COUNTS) / sum(BASES)
    pairs = list(zip(COUNTS, BASES, strict=True))
    spread = sum(b * (c / b - common) ** 2 for c, b in pairs) / sum(BASES) - common / (sum(BASES) / len(BASES))
    expected = []
    for c, b in pairs:
        weight = spread / (spread + common / b)
        expected.append(weight * c / b + (1 - weight) * common)
    assert spread > 0
    assert empirical_bayes(COUNTS, BASES).tolist() == pytest.approx(expected)
    longer = empirical_bayes(pd.Series([*COUNTS, None]), pd.Series([*BASES, 7]))
    assert longer[:5].tolist() == pytest.approx(expected) and math.isnan(longer[5])


@pytest.mark.filterwarnings("ignore")
def test_empirical_bayes_is_esda_s() -> None:
    from esda.smoothing import Empirical_Bayes

    theirs = Empirical_Bayes(np.array(COUNTS), np.array(BASES)).r.ravel()
    np.testing.assert_allclose(empirical_bayes(np.array(COUNTS), np.array(BASES)), theirs)


def test_counts_that_differ_by_chance_alone_have_one_rate() -> None:
    assert empirical_bayes([10, 11, 9], [100, 100, 100]).tolist() == pytest.approx([0.1] * 3)


@pytest.mark.parametrize(
    ("count", "wanted"),
    [
        (0, "none"),
        (4, "none"),
        (5, "pooled"),
        (9, "pooled"),
        (10, "own"),
        (27.0, "own"),
        (None, "none"),
        (math.nan, "none"),
    ],
)
def test_what_so_many_cases_are_enough_for(count: float | None, wanted: str) -> None:
    assert evidence(count) == wanted
    assert (LEAST_CASES, OWN_CASES) == (5, 10)


def test_fewer_than_no_cases_are_refused() -> None:
    with pytest.raises(ValueError, match="found -1, wanted 0 or more"):
        evidence(-1)


def test_at_the_thresholds_the_interval_is_as_wide_as_is_said_there() -> None:
    low, high = poisson(LEAST_CASES)
    assert (round(low, 1), round(high, 1)) == (1.6, 11.7)
    low, high = poisson(OWN_CASES)
    assert high - low > OWN_CASES
