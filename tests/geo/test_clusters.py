"""Clusters: the Columbus reference, esda as a yardstick, small maps by hand."""

import numpy as np
import pandas as pd
import pytest
import shapely
from scipy.stats import false_discovery_control

from geo.clusters import Weights, getis_ord, local_moran, morans_i, queen, weights_of

# libpysal and esda warn about what they could be faster with.
pytestmark = pytest.mark.filterwarnings("ignore")


def grid(side: int) -> pd.Series:
    """Return side × side unit squares as WKB, named by row and column."""
    names = [f"{row}{column}" for row in range(side) for column in range(side)]
    return pd.Series(
        [shapely.to_wkb(shapely.box(int(n[1]), int(n[0]), int(n[1]) + 1, int(n[0]) + 1)) for n in names], names
    )


@pytest.fixture(scope="module")
def columbus() -> tuple[pd.Series, Weights]:
    import geopandas as gpd
    import libpysal

    frame = gpd.read_file(libpysal.examples.get_path("columbus.shp"))
    return frame["CRIME"], queen(frame)


def test_columbus(columbus: tuple[pd.Series, Weights]) -> None:
    found = morans_i(*columbus, permutations=99)
    assert [found.i, found.expected] == pytest.approx([0.500188557, -0.020833333], abs=5e-10)
    assert found.p < 0.05 and found.islands == ()


def test_queen_weights_are_libpysal_s(columbus: tuple[pd.Series, Weights]) -> None:
    import geopandas as gpd
    import libpysal

    frame = gpd.read_file(libpysal.examples.get_path("columbus.shp"))
    theirs = libpysal.graph.Graph.build_contiguity(frame, rook=False).transform("r").sparse.toarray()
    np.testing.assert_allclose(columbus[1].matrix, theirs)


def test_local_statistics_are_esda_s(columbus: tuple[pd.Series, Weights]) -> None:
    import esda
    import geopandas as gpd
    import libpysal

    frame = gpd.read_file(libpysal.examples.get_path("columbus.shp"))
    graph = libpysal.graph.Graph.build_contiguity(frame, rook=False)
    theirs = esda.Moran_Local(frame["CRIME"], graph.transform("r"), permutations=9_999, seed=1, n_jobs=1)
    found = local_moran(*columbus)
    np.testing.assert_allclose(found["i"], theirs.Is)
    # Both are estimates; 9 999 draws of p = 0.5 have a standard error of 0.005, and this p is two-sided.
    one_sided = np.minimum(theirs.p_sim, 1 - theirs.p_sim)
    np.testing.assert_allclose(found["p"], np.minimum(2 * one_sided, 1), atol=0.06)
    assert sorted(set(found["quadrant"]), key=["HH", "LH", "LL", "HL"].index) == ["HH", "LH", "LL", "HL"]
    assert [["HH", "LH", "LL", "HL"][q - 1] for q in theirs.q] == found["quadrant"].tolist()
    np.testing.assert_allclose(found["p_adjusted"], false_discovery_control(found["p"]))
    star = esda.G_Local(frame["CRIME"], graph.transform("b"), transform="B", star=True, permutations=0)
    np.testing.assert_allclose(getis_ord(*columbus, permutations=9)["gi"], star.Zs)


def test_moran_in_plain_python_on_a_grid() -> None:
    weights = queen(grid(3))
    values = pd.Series([1.0, 2, 3, 4, 5, 6, 7, 8, 10], index=weights.areas)
    assert weights.neighbours.tolist() == [3, 5, 3, 5, 8, 5, 3, 5, 3]
    middle = sum(values) / 9
    above = 0.0
    for one in values.index:
        beside = [
            o for o in values.index if o != one and max(abs(int(o[0]) - int(one[0])), abs(int(o[1]) - int(one[1]))) == 1
        ]
        above += (values[one] - middle) * sum(values[o] - middle for o in beside) / len(beside)
    assert morans_i(values, weights, 0).i == pytest.approx(above / sum((v - middle) ** 2 for v in values))


def test_missing_values_and_islands_are_named() -> None:
    weights = weights_of([("a", "b"), ("b", "c"), ("c", "d"), ("e", "f")], "abcdefg")
    values = pd.Series([1.0, 2, 3, 5, 9, np.nan, 4], index=list("abcdefg"))
    assert weights.islands == ("g",)
    found = morans_i(values, weights, 99)
    assert (found.n, found.islands, found.no_value) == (4, ("e", "g"), ("f",))
    assert found.i == pytest.approx(
        morans_i(values[list("abcd")], weights_of([("a", "b"), ("b", "c"), ("c", "d")], "abcd"), 0).i
    )
    for frame in (local_moran(values, weights, 99), getis_ord(values, weights, 99)):
        assert frame["label"].tolist() == ["ns"] * 4 + ["island", "no value", "island"]
        assert frame["p"].notna().tolist() == [True] * 4 + [False] * 3


def test_two_halves_are_two_clusters_and_again() -> None:
    weights = queen(grid(8))
    values = pd.Series([10.0 if int(name[0]) < 4 else 1.0 for name in weights.areas], index=weights.areas)
    found = local_moran(values, weights, seed=5)
    pd.testing.assert_frame_equal(found, local_moran(values.iloc[::-1], weights, seed=5))
    assert found.loc["11", "label"] == "HH" and found.loc["66", "label"] == "LL"
    hot = getis_ord(values, weights)
    assert hot.loc["11", "label"] == "hot" and hot.loc["66", "label"] == "cold"


def test_nothing_to_tell() -> None:
    weights = queen(grid(3))
    flat = pd.Series(0.1, index=weights.areas)
    assert np.isnan(morans_i(flat, weights).i)
    assert set(local_moran(flat, weights)["label"]) == {"ns"}
    none = local_moran(flat * np.nan, weights)
    assert set(none["label"]) == {"no value"} and morans_i(flat * np.nan, weights).n == 0


def test_bad_input_is_named() -> None:
    weights = queen(grid(3))
    with pytest.raises(ValueError, match="values: found 2 labels"):
        morans_i(pd.Series([1.0, 2.0]), weights)
    with pytest.raises(ValueError, match="permutations: found -1"):
        local_moran(pd.Series(1.0, index=weights.areas), weights, -1)
    with pytest.raises(ValueError, match="weights: wanted rows"):
        Weights(pd.Index(["a", "b"]), np.ones((2, 2)))
