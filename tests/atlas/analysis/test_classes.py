"""Classes: limits that can be checked by hand, and the same optimum as the library's."""

import math
import random

import mapclassify
import numpy as np
import pytest

from atlas.analysis.classes import NO_CLASS, Method, class_limits, classify, counts

METHODS: tuple[Method, ...] = ("quantiles", "equal", "fisher_jenks")
ONE_TO_TEN = [float(i) for i in range(1, 11)]


def test_quantiles_of_one_to_ten_hold_two_each() -> None:
    classes = class_limits(ONE_TO_TEN, "quantiles", decimals=0)
    assert counts(ONE_TO_TEN, classes) == (2, 2, 2, 2, 2)
    assert (classes.limits[0], classes.limits[-1], classes.outcome) == (1, 10, "as_asked")


def test_equal_steps_are_equal() -> None:
    classes = class_limits([0, 10, 3, 2, 1], "equal", decimals=1)
    assert list(classes.limits) == [0, 2, 4, 6, 8, 10]
    assert counts([0, 10, 3, 2, 1], classes) == (2, 2, 0, 0, 1)


def test_fisher_jenks_finds_the_groups() -> None:
    values = [1.0, 1.1, 1.2, 5.0, 5.1, 9.0, 9.3]
    classes = class_limits(values, "fisher_jenks", 3)
    assert classes.limits == (1.0, 5.0, 9.0, 9.3)
    assert counts(values, classes) == (3, 2, 2)


def test_quantiles_hold_what_mapclassify_s_do() -> None:
    values = [round(1.3**i, 1) for i in range(37)]
    theirs = mapclassify.Quantiles(np.array(values), 5).yb
    assert classify(values, class_limits(values, "quantiles")) == theirs.tolist()


@pytest.mark.filterwarnings("ignore:Numba not installed")
@pytest.mark.parametrize("seed", range(12))
def test_fisher_jenks_is_as_good_as_mapclassify(seed: int) -> None:
    drawn = random.Random(seed)
    values = np.array([round(drawn.gammavariate(2, 3), 1) for _ in range(drawn.randint(12, 80))])
    k = drawn.randint(2, 5)
    ours = np.array(classify(values, class_limits(values, "fisher_jenks", k)))
    theirs = np.asarray(mapclassify.FisherJenks(values, k).yb)
    assert spread(values, ours) == pytest.approx(spread(values, theirs))


def spread(values: np.ndarray, groups: np.ndarray) -> float:
    """Return the sum of squared deviations from the group means."""
    return float(sum(((values[groups == i] - values[groups == i].mean()) ** 2).sum() for i in set(groups)))


def test_ten_thousand_values_are_cut_exactly_once_and_again() -> None:
    values = np.round(np.random.default_rng(7).lognormal(9, 1, 10_000))
    classes = class_limits(values, "fisher_jenks", decimals=0)
    assert classes == class_limits(values[::-1], "fisher_jenks", decimals=0)
    assert sum(counts(values, classes)) == 10_000
    # Moving one limit by a value in either direction never makes the groups tighter.
    best = spread(values, np.array(classify(values, classes)))
    points = np.unique(values)
    for i in range(1, 5):
        at = int(np.searchsorted(points, classes.limits[i]))
        for moved in (points[at - 1], points[at + 1]):
            limits = (*classes.limits[:i], float(moved), *classes.limits[i + 1 :])
            other = np.array(classify(values, type(classes)("fisher_jenks", limits, 0, "as_asked")))
            assert spread(values, other) >= best


@pytest.mark.parametrize("method", METHODS)
def test_few_equal_or_missing_values(method: Method) -> None:
    none = class_limits([math.nan, math.nan], method)
    assert (none.limits, none.outcome, classify([1.0, math.nan], none)) == ((), "no_values", [NO_CLASS] * 2)
    for values in ([4.2], [4.2, 4.21, 4.18]):
        one = class_limits(values, method)
        assert (one.limits, one.outcome, counts(values, one)) == ((4.2, 4.2), "one_value", (len(values),))
    assert class_limits([], method).k == 0


@pytest.mark.parametrize("method", ["quantiles", "fisher_jenks"])
def test_each_of_few_figures_is_a_class(method: Method) -> None:
    classes = class_limits([1, 1, 1, 1, 9, math.nan], method, decimals=0)
    assert (classes.limits, classes.outcome) == ((1, 9, 9), "fewer_classes")
    assert counts([1, 1, 1, 1, 9, math.nan], classes) == (4, 1)


def test_ties_leave_fewer_quantiles() -> None:
    values = [0.0] * 7 + [1.0, 2.0, 3.0, 4.0, 5.0]
    classes = class_limits(values, "quantiles", decimals=0)
    assert classes.outcome == "fewer_classes"
    assert sum(counts(values, classes)) == 12
    assert list(classes.limits) == sorted(set(classes.limits))


@pytest.mark.parametrize("method", METHODS)
def test_a_value_is_in_the_class_that_its_printed_figure_names(method: Method) -> None:
    values = [5.949, 5.951, 6.049, 6.051, 4.0, 4.5, 5.0, 5.5, 7.0, 7.5, 8.25, 9.96]
    classes = class_limits(values, method)
    assert all(limit == round(limit, 1) for limit in classes.limits)
    for value, found in zip(values, classify(values, classes), strict=True):
        low, high = classes.limits[found], classes.limits[found + 1]
        printed = round(value, 1)
        assert low <= printed < high or (printed == high and found == classes.k - 1)


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(ValueError, match="wanted one of quantiles"):
        class_limits([1.0], "jenks")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="k = 0"):
        class_limits([1.0], "equal", 0)
