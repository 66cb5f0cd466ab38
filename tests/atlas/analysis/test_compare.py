"""Index numbers, gaps and coefficients: worked out by hand and a second time in plain Python."""

import math
from statistics import mean

import pandas as pd
import pytest

from atlas.analysis.compare import NoBaseError, association, bases, indexed, spreads

NONE = float("nan")
VALUES = pd.DataFrame(
    {"a": [50.0, 60.0, 75.0, 80.0], "b": [200.0, NONE, 100.0, 300.0], "c": [NONE] * 4},
    index=[2015, 2016, 2018, 2020],
)


def plain_pearson(xs: list[float], ys: list[float]) -> float:
    """Return Pearson's coefficient by its definition."""
    mx, my = mean(xs), mean(ys)
    above = sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True))
    return above / math.sqrt(sum((x - mx) ** 2 for x in xs) * sum((y - my) ** 2 for y in ys))


def plain_ranks(xs: list[float]) -> list[float]:
    """Return each figure's mean place among all, the smallest first."""
    return [mean(i for i, other in enumerate(sorted(xs), 1) if other == x) for x in xs]


def test_an_index_is_100_in_its_base_and_keeps_the_ratio() -> None:
    found = indexed(VALUES, 2015)
    assert found["a"].tolist() == [100, 120, 150, 160]
    assert found["b"].tolist()[::2] == [100, 50]
    assert math.isnan(found["b"].tolist()[1])
    assert found["c"].isna().all()


def test_a_place_without_a_figure_above_zero_in_the_base_has_no_index() -> None:
    assert indexed(VALUES, 2016)["b"].isna().all()
    none = VALUES.assign(a=[0.0, 1, 2, 3], b=[0.0, 1, 2, 3])
    with pytest.raises(NoBaseError, match="2015"):
        indexed(none, 2015)


def test_nothing_before_a_cut_is_indexed_or_a_base() -> None:
    assert indexed(VALUES, 2018, since=2018)["a"].isna().tolist() == [True, True, False, False]
    assert bases(VALUES) == [2015, 2018, 2020]
    assert bases(VALUES, since=2016) == [2018, 2020]
    assert bases(VALUES[["a"]]) == [2015, 2016, 2018, 2020]


def test_the_gap_is_told_for_years_in_which_all_have_a_figure() -> None:
    found = spreads(VALUES)
    assert [(one.period, one.distance) for one in found] == [(2015, 150), (2018, 25), (2020, 220)]
    assert (found[0].highest, found[0].lowest) == (("b",), ("a",))
    assert spreads(VALUES[["a", "c"]]) == []


def test_all_of_the_highest_are_named() -> None:
    values = pd.DataFrame({"a": [3.0], "b": [3.0], "c": [1.0]}, index=[2020])
    assert spreads(values)[0].highest == ("a", "b")


def test_coefficients_are_those_of_their_definition() -> None:
    xs, ys = [1.0, 2.0, 2.0, 5.0, 9.0], [2.0, 1.0, 4.0, 4.0, 30.0]
    codes = list("pqrst")
    # A place with one figure alone takes no part.
    found = association(pd.Series([*xs, 7.0], [*codes, "x"]), pd.Series([*ys, 8.0], [*codes, "y"]))
    assert found.pairs == 5
    assert found.pearson == pytest.approx(plain_pearson(xs, ys), abs=1e-12)
    assert found.spearman == pytest.approx(plain_pearson(plain_ranks(xs), plain_ranks(ys)), abs=1e-12)


def test_a_line_gives_one_and_its_mirror_minus_one() -> None:
    line = pd.Series([1.0, 2.0, 3.0, 4.0])
    assert association(line, 2 * line + 1).pearson == pytest.approx(1)
    assert association(line, -line).spearman == pytest.approx(-1)
    # A curve that only rises keeps the order, not the line.
    curve = association(line, line**4)
    assert curve.spearman == pytest.approx(1)
    assert curve.pearson is not None
    assert curve.pearson < 0.96


def test_two_pairs_and_no_spread_give_no_coefficient() -> None:
    assert association(pd.Series([1.0, 2.0]), pd.Series([1.0, 2.0])).pearson is None
    assert association(pd.Series([1.0, 1.0, 1.0]), pd.Series([1.0, 2.0, 3.0])).spearman is None
