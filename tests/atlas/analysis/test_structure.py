"""Structure: the reference values, and every figure a second time in plain Python."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.analysis.structure import (
    chained,
    chained_sum,
    esteban_marquillas,
    hhi,
    krugman,
    location_quotient,
    shift_share,
    theil,
)

BRANCHES = list("abc")
NATION = pd.Series([100.0, 200.0, 50.0], index=BRANCHES)
NATION_LATER = pd.Series([110.0, 150.0, 90.0], index=BRANCHES)
DISTRICTS: Any = pd.DataFrame([[10.0, 20.0, 0.0], [5.0, 7.0, 9.0]], index=["1", "2"], columns=BRANCHES)
LATER: Any = pd.DataFrame([[12.0, 15.0, 3.0], [6.0, 6.0, 6.0]], index=["1", "2"], columns=BRANCHES)
PARTS = ["national", "mix", "regional"]


def test_location_quotient_of_the_reference() -> None:
    assert location_quotient(1714, 79006, 879213, 15593224) == pytest.approx(0.3847623, abs=5e-8)


def test_location_quotient_of_a_frame_goes_along_districts_and_branches() -> None:
    found = location_quotient(DISTRICTS, pd.Series({"2": 21.0, "1": 30.0}), NATION, 350)
    for district, row in DISTRICTS.iterrows():
        for branch in BRANCHES:
            total = {"1": 30, "2": 21}[str(district)]
            assert found.loc[district, branch] == pytest.approx((row[branch] / total) / (NATION[branch] / 350))


def test_location_quotient_without_a_denominator_is_unknown_and_missing_stays_missing() -> None:
    assert math.isnan(location_quotient(0, 0, 5, 10))
    assert math.isnan(location_quotient(0, 3, 0, 10))
    assert math.isnan(location_quotient(None, 3, 5, 10))
    assert location_quotient(0, 3, 5, 10) == 0
    np.testing.assert_allclose(location_quotient(np.array([1.0, np.nan]), 4, np.array([2, 2]), 8), [1, np.nan])
    one = location_quotient(pd.Series([1, pd.NA], index=["a", "b"], dtype="Int64"), 4, NATION, 350)
    assert one["a"] == pytest.approx(0.875) and math.isnan(one["b"])


def test_location_quotient_refuses() -> None:
    with pytest.raises(ValueError, match="e_j: found -1"):
        location_quotient(1, -1, 1, 1)
    with pytest.raises(ValueError, match="e_i: none of its labels"):
        location_quotient(NATION, 4, pd.Series({"x": 1.0}), 5)


def test_the_reference_values_of_concentration() -> None:
    assert krugman((20, 10, 70, 0, 0), (0, 0, 0, 60, 40)) == pytest.approx(2)
    assert hhi((20, 50, 20, 10)) == pytest.approx(0.34)
    assert hhi((20, 50, 20, 10), normalised=True) == pytest.approx(0.12)
    assert theil((1, 1, 1)) == pytest.approx(0)
    assert theil((1, 0, 0)) == pytest.approx(math.log(3))


def plain_shares(jobs: list[float]) -> list[float]:
    """Return the shares of the known numbers in their sum."""
    known = [job for job in jobs if not math.isnan(job)]
    return [job / sum(known) for job in known]


@pytest.mark.parametrize("jobs", [[3.0, 4.0, 5.0], [1.0, math.nan, 0.0, 9.0]])
def test_concentration_in_plain_python(jobs: list[float]) -> None:
    shares = plain_shares(jobs)
    n = len(shares)
    assert hhi(jobs) == pytest.approx(sum(s * s for s in shares))
    assert theil(jobs) == pytest.approx(sum(s * math.log(n * s) for s in shares if s > 0))
    both = pd.DataFrame([jobs, jobs[::-1]], index=["x", "y"])
    assert hhi(both)["y"] == pytest.approx(hhi(jobs)) and theil(both)["y"] == pytest.approx(theil(jobs))


def test_krugman_takes_the_branches_known_on_both_sides() -> None:
    found = krugman(DISTRICTS.assign(b=[20.0, np.nan]), NATION)
    assert found["1"] == pytest.approx(abs(1 / 3 - 100 / 350) + abs(2 / 3 - 200 / 350) + 50 / 350)
    assert found["2"] == pytest.approx(abs(5 / 14 - 100 / 150) + abs(9 / 14 - 50 / 150))
    with pytest.raises(ValueError, match="jobs_b: found 2 branches"):
        krugman((1, 2, 3), (1, 2))


@pytest.mark.parametrize("measure", [hhi, theil, lambda jobs: krugman(jobs, jobs)])
def test_nothing_known_is_no_number(measure: Callable[[Any], float]) -> None:
    assert math.isnan(measure([math.nan, math.nan])) and math.isnan(measure([0.0, 0.0]))


def test_shift_share_by_hand() -> None:
    found: Any = shift_share(DISTRICTS.loc["1"], LATER.loc["1"], NATION, NATION_LATER)
    for branch in BRANCHES:
        e, later = DISTRICTS.loc["1", branch], LATER.loc["1", branch]
        own, whole = NATION_LATER[branch] / NATION[branch], 350 / 350
        expected = [later - e, e * (whole - 1), e * (own - whole), later - e * own]
        assert found.loc[branch].tolist() == pytest.approx(expected)
    rows: Any = shift_share(DISTRICTS, LATER, NATION, NATION_LATER)
    assert rows.loc["1"].tolist() == pytest.approx(list(found.sum()))


def test_shift_share_takes_arrays_by_place() -> None:
    tables = DISTRICTS, LATER, NATION, NATION_LATER
    rows: Any = shift_share(*(table.to_numpy() for table in tables))
    assert rows.to_numpy() == pytest.approx(shift_share(*tables).to_numpy())
    branches: Any = shift_share([10, 20], np.array([12, 18]), (100, 200), [110, 190])
    assert branches.to_numpy().tolist() == [[2, 0, 1, 1], [-2, 0, -1, -1]]
    by_name: Any = shift_share(DISTRICTS, LATER.to_numpy(), NATION.to_dict(), NATION_LATER)
    pd.testing.assert_frame_equal(by_name, shift_share(*tables))
    with pytest.raises(ValueError, match=r"reference_end: found an array of \(2,\)"):
        shift_share(DISTRICTS, LATER, NATION, [350, 100])


COUNTS = st.lists(st.integers(0, 10**7), min_size=3, max_size=3)
SOME = st.lists(st.integers(1, 10**8), min_size=3, max_size=3)


@settings(max_examples=60, deadline=None)
@given(COUNTS, COUNTS, SOME, SOME)
def test_the_parts_add_up(start: list[int], end: list[int], nation: list[int], later: list[int]) -> None:
    was, now, first, last = (pd.Series(given, index=BRANCHES, dtype=float) for given in (start, end, nation, later))
    found: Any = shift_share(was, now, first, last)
    size = found.abs().max().max() + 1
    np.testing.assert_allclose(found[PARTS].sum(axis=1), np.subtract(end, start), rtol=0, atol=1e-9 * size)
    whole: Any = shift_share(was.to_frame().T, now.to_frame().T, first, last).iloc[0]
    assert whole["growth"] == sum(end) - sum(start)
    assert whole[PARTS].sum() == pytest.approx(whole["growth"], abs=1e-9 * size)


def test_a_hidden_branch_gives_no_wrong_number() -> None:
    hidden = LATER.copy()
    hidden.loc["2", "b"] = np.nan
    bare: Any = shift_share(DISTRICTS, hidden, NATION, NATION_LATER * 2)
    assert bare.loc["2"].isna().all() and bare.loc["1"].notna().all()
    totals = {"total_start": pd.Series({"1": 30, "2": 21}), "total_end": pd.Series({"1": 30, "2": 18})}
    told: Any = shift_share(DISTRICTS, hidden, NATION, NATION_LATER * 2, **totals)
    assert told.loc["2", ["growth", "national"]].tolist() == [-3, 21]
    assert told.loc["2", ["mix", "regional"]].isna().all()
    branch: Any = shift_share(DISTRICTS.loc["2"], hidden.loc["2"], NATION, NATION_LATER)
    assert branch.loc["b"].isna().all() and branch.loc[["a", "c"]].notna().all(axis=None)
    with pytest.raises(ValueError, match="total_end: found one"):
        shift_share(DISTRICTS, hidden, NATION, NATION_LATER, total_start=totals["total_start"])


def test_no_own_figure_changes_with_a_hidden_one() -> None:
    seen = []
    for secret in (1.0, 4711.0):
        later = LATER.copy()
        later.loc["2", "b"] = secret
        seen.append(shift_share(DISTRICTS, later.where(later != secret), NATION, NATION_LATER))
    pd.testing.assert_frame_equal(seen[0], seen[1])


def test_labels_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="reference_end: 'c'"):
        shift_share(DISTRICTS, LATER, NATION, NATION_LATER.drop("c"))
    with pytest.raises(ValueError, match="wanted two Series or two frames"):
        shift_share(DISTRICTS, NATION, NATION, NATION)


def test_chained_years_add_up_to_the_growth() -> None:
    jobs = {2015: DISTRICTS, 2016: DISTRICTS * 1.1 + 1, 2017: LATER}
    steps = chained(jobs, {2015: NATION, 2016: NATION * 1.2, 2017: NATION_LATER})
    total = chained_sum(steps)
    assert total["growth"].tolist() == pytest.approx((LATER - DISTRICTS).sum(axis=1).tolist())
    assert total[PARTS].sum(axis=1).tolist() == pytest.approx(total["growth"].tolist())
    by_hand = sum(
        (
            shift_share(jobs[a], jobs[b], n, m)["mix"]
            for a, b, n, m in ((2015, 2016, NATION, NATION * 1.2), (2016, 2017, NATION * 1.2, NATION_LATER))
        ),
        start=pd.Series(0.0, index=["1", "2"]),
    )
    assert total["mix"].tolist() == pytest.approx(by_hand.tolist())
    jobs[2016] = jobs[2016].mask(jobs[2016].index.to_series().eq("2"), np.nan)
    assert chained_sum(chained(jobs, {2015: NATION, 2016: NATION, 2017: NATION})).loc["2"].isna().all()
    with pytest.raises(ValueError, match="reference: no figures for 2016"):
        chained(jobs, {2015: NATION})


def test_esteban_marquillas_by_hand() -> None:
    found: Any = esteban_marquillas(DISTRICTS.loc["2"], LATER.loc["2"], NATION, NATION_LATER)
    dunn = shift_share(DISTRICTS.loc["2"], LATER.loc["2"], NATION, NATION_LATER)
    for branch in BRANCHES:
        e, homothetic = DISTRICTS.loc["2", branch], 21 * NATION[branch] / 350
        lead = LATER.loc["2", branch] / e - NATION_LATER[branch] / NATION[branch]
        assert found.loc[branch, "competitive"] == pytest.approx(homothetic * lead)
        assert found.loc[branch, "allocation"] == pytest.approx((e - homothetic) * lead)
    np.testing.assert_allclose(found["competitive"] + found["allocation"], dunn["regional"], atol=1e-9)
    grown: Any = esteban_marquillas(DISTRICTS, LATER, NATION, NATION_LATER)
    assert math.isnan(grown.loc["1", "competitive"])
    assert grown.loc["2", "growth"] == pytest.approx(-3)
