"""Values into classes: limits that a legend can print, and the class of each value.

A value belongs to the class that its printed figure names. So values are rounded as they are printed
before anything else, and limits lie on the same grid. Class i runs from limits[i] to below limits[i + 1];
the last one includes its upper limit.

The methods are those of mapclassify (Quantiles, EqualInterval, FisherJenks) and are tested against it.
It is not called: its import takes seconds, and its Fisher-Jenks needs numba, without which 1 000 values
take 2 s and 10 000 cannot be waited for. Here the same optimum takes milliseconds.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

Method = Literal["quantiles", "equal", "fisher_jenks"]
Outcome = Literal["as_asked", "fewer_classes", "one_value", "no_values"]

NO_CLASS = -1


@dataclass(frozen=True, slots=True)
class Classes:
    """Limits of classes (k + 1 rising numbers, none without values) and how they came about.

    The last two limits may be equal: then the last class is that one figure.

    `outcome` says why there may be fewer classes than asked: values or limits that print alike.
    """

    method: Method
    limits: tuple[float, ...]
    decimals: int
    outcome: Outcome
    # On a scale with a middle: the class that holds it.
    middle: int | None = None

    @property
    def k(self) -> int:
        """Return the number of classes, 0 where there is no value."""
        return max(len(self.limits) - 1, 0)


def class_limits(values: Iterable[float], method: Method, k: int = 5, *, decimals: int = 1) -> Classes:
    """Return the limits of at most k classes, on the grid of printed figures.

    For limits that are frozen over time pass the values of all periods. NaN is left out. Where all values
    print alike there is one class whose two limits are equal. Raises ValueError for an unknown method or
    k below 1.
    """
    if method not in _STARTS:
        raise ValueError(f"method {method!r}: wanted one of {', '.join(_STARTS)}")
    if k < 1:
        raise ValueError(f"k = {k}: wanted 1 or more classes")
    import numpy as np

    given = np.asarray(list(values), dtype=float)
    printed = np.sort(np.round(given[np.isfinite(given)], decimals))
    if printed.size == 0:
        return Classes(method, (), decimals, "no_values")
    low, high = _on_grid(printed[0], decimals), _on_grid(printed[-1], decimals)
    if low == high:
        return Classes(method, (low, high), decimals, "one_value")
    distinct = np.unique(printed)
    # With no more distinct figures than classes each figure is a class: nothing is left to cut.
    found = distinct[1:] if method != "equal" and distinct.size <= k else _STARTS[method](printed, k)
    starts = {_on_grid(start, decimals) for start in found}
    limits = (low, *sorted(start for start in starts if low < start <= high), high)
    return Classes(method, limits, decimals, "as_asked" if len(limits) == k + 1 else "fewer_classes")


def limits_around_zero(values: Iterable[float], method: Method, k: int = 5, *, decimals: int = 1) -> Classes:
    """Return the limits of at most k (an odd number) classes on a scale whose middle class holds zero.

    The distances from zero are cut into (k + 1) / 2 classes by the method, and the cuts count on both sides, so that
    a rise and a fall of the same size stand equally far from the middle. Sides without values get no class.
    Raises ValueError as class_limits does, and for an even k.
    """
    if k % 2 == 0:
        raise ValueError(f"k = {k}: wanted an odd number, so that one class is the middle")
    given = [value for value in values if math.isfinite(value)]
    away = class_limits([abs(value) for value in given], method, (k + 1) // 2, decimals=decimals)
    if away.k == 0:
        return away
    low, high = (_on_grid(value, decimals) for value in (min(given), max(given)))
    cuts = [cut for cut in away.limits[1:-1] if cut > 0]
    starts = [start for start in (*(-cut for cut in reversed(cuts)), *cuts) if low < start <= high]
    limits = (low, *starts, high)
    middle = bisect_right(starts, 0.0)
    outcome: Outcome = "one_value" if low == high else "as_asked" if len(limits) == k + 1 else "fewer_classes"
    return Classes(method, limits, decimals, outcome, middle)


def classify(values: Iterable[float], classes: Classes) -> list[int]:
    """Return the class of each value, 0 to k - 1.

    NO_CLASS for NaN. A value outside the limits belongs to the nearest class: that happens only where the
    limits were not made from the values of all periods.
    """
    starts = classes.limits[1:-1]
    if classes.k == 0:
        return [NO_CLASS for _ in values]
    return [bisect_right(starts, _on_grid(v, classes.decimals)) if math.isfinite(v) else NO_CLASS for v in values]


def counts(values: Iterable[float], classes: Classes) -> tuple[int, ...]:
    """Return how many values lie in each class; NaN is not counted."""
    found = classify(values, classes)
    return tuple(found.count(i) for i in range(classes.k))


def _on_grid(value: float, decimals: int) -> float:
    # As Babel rounds what is printed: half to even, on the decimal digits, not on the binary fraction.
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
    return float(rounded) + 0.0


def _quantiles(printed: "Array", k: int) -> list[float]:
    import numpy as np

    # A value on the limit belongs below it, as in the library: the next value starts the next class.
    starts = np.searchsorted(printed, np.quantile(printed, np.arange(1, k) / k), side="right")
    return [float(printed[start]) for start in starts if start < printed.size]


def _equal(printed: "Array", k: int) -> list[float]:
    step = (printed[-1] - printed[0]) / k
    return [float(printed[0] + i * step) for i in range(1, k)]


def _fisher_jenks(printed: "Array", k: int) -> list[float]:
    """Return the smallest value of every class but the first.

    Exact: of all ways to cut the sorted values into k classes the one with the smallest sum of squared
    deviations from the class means (Fisher 1958). Equal values are one point with a weight.
    """
    import numpy as np

    points, weights = np.unique(printed, return_counts=True)
    cost = _squared_deviations(points, weights)
    best = cost(np.zeros(points.size, dtype=int), np.arange(points.size))
    cuts = []
    for _ in range(1, min(k, points.size)):
        best, cut = _add_class(best, cost)
        cuts.append(cut)
    end, starts = points.size - 1, []
    for cut in reversed(cuts):
        starts.append(float(points[cut[end]]))
        end = cut[end] - 1
    return starts


def _squared_deviations(points: "Array", weights: "Array") -> "Callable[[Array, Array], Array]":
    import numpy as np

    # Centred first, so that the difference of large sums keeps its digits.
    centred = points - np.average(points, weights=weights)
    n, s, q = (np.concatenate([[0.0], np.cumsum(weights * centred**p)]) for p in (0, 1, 2))

    def cost(first: "Array", last: "Array") -> "Array":
        sums = s[last + 1] - s[first]
        return np.maximum(q[last + 1] - q[first] - sums**2 / (n[last + 1] - n[first]), 0.0)

    return cost


def _add_class(best: "Array", cost: "Callable[[Array, Array], Array]") -> tuple["Array", "Array"]:
    """Return the best cost of points 0..j with one class more, and the first point of that last class.

    The best cut moves only to the right as j grows, so each half is searched on its own side of the
    middle's cut (divide and conquer, n log n); one round of halves is one vectorised step.
    """
    import numpy as np

    size = best.size
    more, cut = np.full(size, np.inf), np.zeros(size, dtype=int)
    spans = np.array([[1, size - 1, 1, size - 1]])
    while spans.size:
        first, last, low, high = spans.T
        middle = (first + last) // 2
        width = np.minimum(high, middle) - low + 1
        offset = np.concatenate([[0], np.cumsum(width)[:-1]])
        tried = np.arange(width.sum()) - np.repeat(offset - low, width)
        total = best[tried - 1] + cost(tried, np.repeat(middle, width))
        least = np.minimum.reduceat(total, offset)
        hits = np.flatnonzero(total == np.repeat(least, width))
        # Ties: the first cut, so that the same values always give the same limits.
        chosen = tried[hits[np.searchsorted(hits, offset)]]
        more[middle], cut[middle] = least, chosen
        left = np.column_stack([first, middle - 1, low, chosen])
        right = np.column_stack([middle + 1, last, chosen, high])
        spans = np.concatenate([left, right])
        spans = spans[spans[:, 0] <= spans[:, 1]]
    return more, cut


_STARTS: "dict[str, Callable[[Array, int], list[float]]]" = {
    "quantiles": _quantiles,
    "equal": _equal,
    "fisher_jenks": _fisher_jenks,
}
