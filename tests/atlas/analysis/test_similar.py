"""Similar districts: distances added up by hand."""

import math
from statistics import stdev
from typing import Any

import numpy as np
import pandas as pd
import pytest

from atlas.analysis.similar import contributions, most_similar

FRAME = pd.DataFrame(
    {"industry": [30.0, 31, 10, 50, 29], "trade": [5.0, 9, 5, 6, np.nan], "same": 7.0},
    index=["1", "2", "3", "4", "5"],
)


def plain(one: str, other: str) -> float:
    """Return the distance over the two columns with spread, scaled up where one is missing."""
    squares = []
    for column in ("industry", "trade"):
        values = {str(k): v for k, v in FRAME[column].items()}
        if not math.isnan(values[one]) and not math.isnan(values[other]):
            s = stdev(v for v in values.values() if not math.isnan(v))
            squares.append(((values[one] - values[other]) / s) ** 2)
    return math.sqrt(sum(squares) * 2 / len(squares))


def test_distances_and_reasons() -> None:
    found: Any = most_similar(FRAME, "1", min_share=0.5)
    expected = sorted((plain("1", other), other) for other in "2345")
    assert found.index.tolist() == [other for _, other in expected]
    assert found["distance"].tolist() == pytest.approx([d for d, _ in expected])
    assert found.loc["5", "used"] == 1 and found.loc["2", "different"][0] == "trade"
    assert found.loc["2", "closest"] == ("industry",) and found["rank"].tolist() == [1, 2, 3, 4]
    parts = contributions(FRAME, "1")
    np.testing.assert_allclose(parts.loc[found.index].sum(axis=1), found["distance"] ** 2)
    assert list(parts.columns) == ["industry", "trade"]


def test_too_little_in_common_is_left_out() -> None:
    assert "5" not in most_similar(FRAME, "1").index
    assert len(most_similar(FRAME, "1", 2)) == 2
    with pytest.raises(ValueError, match="'5' has 1 of 2 columns"):
        most_similar(FRAME, "5")


def test_bad_input_is_named() -> None:
    with pytest.raises(ValueError, match="area_code: '9'"):
        most_similar(FRAME, "9")
    with pytest.raises(ValueError, match="k: found 0"):
        most_similar(FRAME, "1", 0)
    with pytest.raises(ValueError, match="columns: 'x'"):
        most_similar(FRAME, "1", columns=["x"])
    with pytest.raises(ValueError, match="columns: none has two"):
        most_similar(FRAME, "1", columns=["same"])
