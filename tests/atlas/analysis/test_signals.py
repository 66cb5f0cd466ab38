"""Signals: the Nile, CUSUM month by month in plain Python."""

from statistics import mean, stdev

import numpy as np
import pandas as pd
import pytest
from scipy.stats import false_discovery_control

from atlas.analysis.signals import change_points, cusum, false_discoveries, usable, year_on_year

NILE = """1120 1160 963 1210 1160 1160 813 1230 1370 1140 995 935 1110 994 1020 960 1180 799 958 1140 1100 1210 1150
1250 1260 1220 1030 1100 774 840 874 694 940 833 701 916 692 1020 1050 969 831 726 456 824 702 1120 1100 832 764 821
768 845 864 862 698 845 744 796 1040 759 781 865 845 944 984 897 822 1010 771 676 649 846 812 742 801 1040 860 874 848
890 744 749 838 1050 918 986 797 923 975 815 1020 906 901 1170 912 746 919 718 714 740"""


def monthly(values: list[float], first: str = "2018-01") -> pd.Series:
    """Return the values as a monthly series with text labels."""
    return pd.Series(values, index=pd.period_range(first, periods=len(values), freq="M").astype(str), dtype=float)


def test_the_nile_falls_after_28_years() -> None:
    found = change_points(pd.Series([float(v) for v in NILE.split()], index=range(1871, 1971)))
    assert found["position"].tolist() == [0, 28]
    assert found["start"].tolist() == [1871, 1899] and found["end"].tolist() == [1898, 1970]
    assert found["step"].iloc[1] == pytest.approx(found["mean"].iloc[1] - found["mean"].iloc[0])


def test_one_break_is_where_the_squares_are_smallest() -> None:
    values = [float(v) for v in NILE.split()]

    def squares(part: list[float]) -> float:
        return sum((v - mean(part)) ** 2 for v in part)

    best = min(range(6, 95), key=lambda at: squares(values[:at]) + squares(values[at:]))
    assert change_points(pd.Series(values))["position"].iloc[1] == best


def test_no_change_is_one_stretch() -> None:
    assert len(change_points(pd.Series([5.0] * 40))) == 1
    assert len(change_points(pd.Series(np.random.default_rng(3).normal(size=80)))) == 1
    with pytest.raises(ValueError, match="found 3 values, wanted 12"):
        change_points(pd.Series([1.0, 2, 3]))


def test_only_36_months_are_usable() -> None:
    assert usable(monthly([1.0] * 36)) and not usable(monthly([1.0] * 35))
    assert not usable(monthly([1.0] * 36 + [np.nan])[1:])
    assert not usable(pd.Series(1.0, index=[str(year) for year in range(1960, 2020)]))
    assert not usable(pd.Series(1.0, index=[f"{year}-06-30" for year in range(1960, 2020)]))
    with pytest.raises(ValueError, match="found 35 values"):
        cusum(monthly([1.0] * 35))


def test_cusum_in_plain_python() -> None:
    drawn = np.random.default_rng(1).normal(size=72)
    values = [float(v) + (3 if i >= 60 else 0) for i, v in enumerate(drawn)]
    values[50] = float("nan")
    found = cusum(monthly(values), h=2, baseline=40)
    change = [values[i] - values[i - 12] for i in range(12, 72)]
    known = [c for c in change if c == c][:40]
    m, s, total, before = mean(known), stdev(known), 0.0, False
    for i, c in enumerate(change):
        signal = False
        if c == c:
            total = max(0.0, total + (c - m) / s - 0.5)
            signal = total > 2
            assert found["cusum"].iloc[i] == pytest.approx(total)
        assert found["signal"].iloc[i] == signal
        assert found["worth_a_look"].iloc[i] == (signal and before)
        before = signal
    assert found["worth_a_look"].iloc[-1] and np.isnan(found["cusum"].iloc[38])
    assert not cusum(monthly(values), h=2, baseline=40, direction="down")["signal"].iloc[-1]


def test_a_gap_in_the_months_is_no_year() -> None:
    series = monthly([float(i) for i in range(40)]).drop("2018-03")
    change = year_on_year(series)
    assert change.isna().sum() == 1 and change.dropna().eq(12).all()
    with pytest.raises(ValueError, match="all changes on a year before are equal"):
        cusum(series)


def test_false_discoveries() -> None:
    p = pd.Series([0.001, 0.02, np.nan, 0.04, 0.9], index=list("abcde"))
    found = false_discoveries(p)
    # Of four tests: 0.001 * 4 / 1, 0.02 * 4 / 2, 0.04 * 4 / 3, 0.9.
    assert found["p_adjusted"].dropna().tolist() == pytest.approx([0.004, 0.04, 0.16 / 3, 0.9])
    assert found["found"].tolist() == [True, True, False, False, False]
    assert found["p_adjusted"].dropna().tolist() == pytest.approx(false_discovery_control(p.dropna()).tolist())
    with pytest.raises(ValueError, match="outside"):
        false_discoveries(pd.Series([1.2]))
