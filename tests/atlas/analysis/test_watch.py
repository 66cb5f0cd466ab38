"""What is worth a look among monthly series: a lasting change is found, quiet series are not, nothing is forecast."""

import numpy as np
import pandas as pd
import pytest

from atlas.analysis.signals import cusum, false_discoveries
from atlas.analysis.watch import worth_a_look

MONTHS = pd.period_range("2019-01", "2023-12", freq="M").astype(str)
DRAWS = 1_999


def series(areas: int = 12) -> pd.DataFrame:
    """Return series with a season and chance alone, in the shape of the store's figures."""
    random = np.random.default_rng(3)
    season = 50 * np.sin(np.arange(len(MONTHS)) * 2 * np.pi / 12)
    return pd.DataFrame(
        {f"{i:05d}": 1_000 + season + random.normal(0, 20, len(MONTHS)) for i in range(areas)}, index=MONTHS
    )


def test_a_lasting_change_is_found_with_its_direction_and_beginning() -> None:
    given = series()
    given["00000"] += 160.0 * (np.arange(len(MONTHS)) >= 50)
    given["00001"] -= 200.0 * (np.arange(len(MONTHS)) >= 52)
    found = worth_a_look(given, draws=DRAWS)
    assert found.index[found["look"]].tolist() == ["00000", "00001"]
    assert found["direction"].iloc[:2].tolist() == ["up", "down"]
    assert found["break_since"].iloc[:2].tolist() == ["2023-03", "2023-05"]
    raised = given["00000"].to_numpy()
    assert found["change"].iloc[0] == pytest.approx(raised[-1] - raised[-13])
    assert found["break_since"].iloc[2:].isna().all()


def test_quiet_series_are_not_named() -> None:
    assert not worth_a_look(series(), draws=DRAWS)["look"].any()


def test_one_signal_alone_counts_for_nothing() -> None:
    given = series()
    given["00000"] += 2_000.0 * (np.arange(len(MONTHS)) == 59)
    found = worth_a_look(given, draws=DRAWS).loc["00000"]
    assert cusum(given["00000"])["signal"].tolist()[-2:] == [False, True]
    assert found["since"] is None
    assert not found["look"]


def test_a_change_that_is_over_is_not_named() -> None:
    given = series()
    given["00000"] += 200.0 * ((np.arange(len(MONTHS)) >= 20) & (np.arange(len(MONTHS)) < 26))
    assert not worth_a_look(given, draws=DRAWS).loc["00000", "look"]


def test_p_is_adjusted_over_all_series() -> None:
    found = worth_a_look(series(), draws=DRAWS)
    assert found["p"].between(1 / (DRAWS + 1), 1).all()
    expected = false_discoveries(found["p"])["p_adjusted"]
    assert found["p_adjusted"].tolist() == pytest.approx(expected.tolist())


def test_series_that_cannot_be_judged_are_left_out() -> None:
    given = series(5)
    given.iloc[:30, 0] = np.nan  # 30 of 60 months are left
    given.iloc[:, 1] = 7.0  # no spread
    given.iloc[-1, 2] = np.nan  # no figure now
    assert worth_a_look(given, draws=DRAWS).index.tolist() == ["00003", "00004"]
    assert worth_a_look(given.iloc[:, :3], draws=DRAWS).empty


def test_years_are_no_months() -> None:
    with pytest.raises(ValueError):
        worth_a_look(pd.DataFrame({"a": [1.0, 2.0]}, index=["2019", "x"]))
