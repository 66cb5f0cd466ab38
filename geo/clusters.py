"""Clusters: whether neighbours have alike values, and where. Moran's I, local Moran, Getis and Ord's Gi*.

A cluster says that like lies beside like, not why; with small counts chance alone makes patterns, so take rates
with a stable base. Fixed seed: the same values give the same answer.

The formulas are those of esda and libpysal and are tested against them. They are not called: their import takes
five seconds of processor time on a small server, longer than everything here for 400 areas and 9 999 permutations.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

Numbers = npt.NDArray[np.float64]

NOT_SIGNIFICANT = "ns"
NO_VALUE = "no value"
ISLAND = "island"
HIGH_HIGH, LOW_LOW, HIGH_LOW, LOW_HIGH = "HH", "LL", "HL", "LH"
HOT, COLD = "hot", "cold"


@dataclass(frozen=True, eq=False)
class Weights:
    """Who is whose neighbour: areas (n labels) and matrix (n × n); a row adds up to 1, an island's to 0."""

    areas: pd.Index
    matrix: Numbers

    def __post_init__(self) -> None:
        """Refuse a matrix that is no row-standardised one of these areas."""
        sums = self.matrix.sum(axis=1)
        if self.matrix.shape != (len(self.areas), len(self.areas)) or not self.areas.is_unique:
            raise ValueError(f"weights: found {self.matrix.shape} for {len(self.areas)} areas, wanted each area once")
        if self.matrix.diagonal().any() or not (np.isclose(sums, 1) | (sums == 0)).all() or (self.matrix < 0).any():
            raise ValueError("weights: wanted rows that add up to 1 (or 0), none below 0, and no area beside itself")

    @property
    def neighbours(self) -> pd.Series:
        """Return how many neighbours each area has. A city inside its ring district has one."""
        return pd.Series((self.matrix > 0).sum(axis=1), index=self.areas)

    @property
    def islands(self) -> tuple[Any, ...]:
        """Return the areas without a neighbour."""
        return tuple(self.areas[self.matrix.sum(axis=1) == 0])

    def among(self, known: npt.NDArray[np.bool_]) -> "Weights":
        """Return the weights among some of the areas, each row standardised anew; some may become islands."""
        return Weights(self.areas[known], _standardised(self.matrix[np.ix_(known, known)]))


@dataclass(frozen=True, slots=True)
class MoransI:
    """Moran's I, what is expected without any pattern, its two-sided p, and who took no part."""

    i: float
    expected: float
    p: float
    n: int
    islands: tuple[Any, ...]
    no_value: tuple[Any, ...]


def queen(shapes: gpd.GeoSeries | gpd.GeoDataFrame | pd.Series) -> Weights:
    """Return row-standardised queen weights: neighbours share at least one point of their borders.

    `shapes`: areas in any coordinate system, or a Series of their WKB (bytes); the index names them. Borders must
    match vertex by vertex, as those of the atlas do (see `geo.areas.repaired`): across a gap no one is a neighbour.
    Raises ValueError for a name that stands twice and for a missing or empty area.
    """
    given = shapes.geometry if isinstance(shapes, gpd.GeoDataFrame) else shapes
    found = given.to_numpy() if isinstance(given, gpd.GeoSeries) else shapely.from_wkb([bytes(w) for w in given])
    lacking = shapely.is_missing(found) | shapely.is_empty(found)
    if lacking.any():
        raise ValueError(f"shapes: {given.index[lacking][0]!r} has no area")
    first, second = shapely.STRtree(found).query(found, predicate="intersects")
    matrix = np.zeros((len(found), len(found)))
    matrix[first, second] = 1
    np.fill_diagonal(matrix, 0)
    return Weights(given.index, _standardised(matrix))


def weights_of(pairs: Iterable[tuple[Any, Any]], areas: Iterable[Any]) -> Weights:
    """Return row-standardised weights from pairs of neighbours, each counted in both directions.

    Raises ValueError for a pair that names an area outside `areas`.
    """
    index = pd.Index(list(areas))
    matrix = np.zeros((len(index), len(index)))
    for pair in pairs:
        at = index.get_indexer(pd.Index(pair))
        if (at < 0).any():
            raise ValueError(f"pairs: {pair!r} names an area that is not among areas")
        matrix[at[0], at[1]] = matrix[at[1], at[0]] = 1
    np.fill_diagonal(matrix, 0)
    return Weights(index, _standardised(matrix))


def morans_i(values: pd.Series, weights: Weights, permutations: int = 9_999, seed: int = 0) -> MoransI:
    """Return Moran's I = Σ_i z_i Σ_j w_ij z_j / Σ z² (rows of w add up to 1), expected −1/(n − 1) (Moran 1950).

    `values`: matched to the areas by label. Areas without a value are left out and their neighbours' weights
    standardised anew; then areas without a neighbour are left out as well; both are named in the result. p is
    two-sided, from permutations of the values over the areas: twice the smaller tail, (tail + 1)/(permutations +
    1); NaN with 0 permutations. i and p are NaN where fewer than 3 areas are left or all have one value.
    Raises ValueError for labels that are not the areas' and for a negative number of permutations.
    """
    z, among, islands, missing = _prepared(values, weights, permutations)
    n, squares = z.size, float(z @ z)
    if n < 3 or _flat(z, values):
        return MoransI(np.nan, -1 / (n - 1) if n > 1 else np.nan, np.nan, n, islands, missing)
    found = float(z @ among @ z) / squares
    drawn = np.empty(permutations)
    random = np.random.default_rng(seed)
    # In pieces: all draws at once would be 9 999 rows of 400.
    for start in range(0, permutations, 1_000):
        rows = random.permuted(np.tile(z, (min(1_000, permutations - start), 1)), axis=1)
        drawn[start : start + len(rows)] = ((rows @ among.T) * rows).sum(axis=1) / squares
    p = float(_two_sided(drawn[None, :], np.array([found]))[0]) if permutations else np.nan
    return MoransI(found, -1 / (n - 1), p, n, islands, missing)


def local_moran(
    values: pd.Series,
    weights: Weights,
    permutations: int = 9_999,
    seed: int = 0,
    level: float = 0.05,
) -> pd.DataFrame:
    """Return local Moran (Anselin 1995) per area: z, lag, i, p, p_adjusted, quadrant, label.

    In the order of the weights.
    z: standard score (divided by n); lag: weighted mean of the neighbours' z; i = z · lag · (n − 1)/n. p is two-sided
    from conditional permutations: the area keeps its value, its neighbours' are drawn from all others without
    replacement; twice the smaller tail, (tail + 1)/(permutations + 1). p_adjusted: Benjamini and Hochberg (1995)
    over all areas with a p. quadrant: HH high among high, LL low among low, HL high among low, LH low among high
    (high: z > 0), whatever the p. label: the quadrant where p_adjusted <= level, else 'ns', 'no value' or
    'island' (has a value, but no neighbour with one). Left-out areas and errors as in `morans_i`; 'ns' for all
    where they all have one value or fewer than 3 are left.

    With 9 999 permutations no p is below 0.0002: of 400 areas, one alone can never pass; two or more can.
    """
    frame, z, among, taken = _local(values, weights, permutations, level)
    if taken.any():
        lag = among @ z
        frame.loc[taken, "lag"] = lag
        frame.loc[taken, "i"] = z * lag * (z.size - 1) / z.size
        frame.loc[taken, "quadrant"] = _quadrants(z, lag)
        _judge(frame, taken, _conditional(z, among, permutations, seed), level)
        significant = frame["label"] == ""
        frame.loc[significant, "label"] = frame.loc[significant, "quadrant"]
    return frame[["z", "lag", "i", "p", "p_adjusted", "quadrant", "label"]]


def getis_ord(
    values: pd.Series,
    weights: Weights,
    permutations: int = 9_999,
    seed: int = 0,
    level: float = 0.05,
) -> pd.DataFrame:
    """Return Gi* (Ord and Getis 1995) per area, in the order of the weights: z, gi, p, p_adjusted, label.

    gi is a standard score of the mean of the area and its neighbours, each with the same weight: above 0 high values
    gather, below 0 low ones. p as in `local_moran` (the area keeps its value, so both statistics have the same p),
    not from the normal distribution, which two or three neighbours are too few for. label: 'hot' or 'cold'
    where p_adjusted <= level, else 'ns', 'no value' or 'island'. Left-out areas and errors as in `local_moran`.
    """
    frame, z, among, taken = _local(values, weights, permutations, level)
    frame["gi"] = np.nan
    if taken.any():
        n = z.size
        star = (among > 0) + np.eye(n)
        size = star.sum(axis=1)
        # z has mean 0 and variance 1, so the terms with mean and s of the formula vanish. 0/0: neighbour of all.
        with np.errstate(divide="ignore", invalid="ignore"):
            gi = (star @ z) / np.sqrt((n * size - size**2) / (n - 1))
        frame.loc[taken, "gi"] = np.where(size == n, np.nan, gi)
        _judge(frame, taken, _conditional(z, among, permutations, seed), level)
        significant = frame["label"] == ""
        frame.loc[significant, "label"] = np.where(frame.loc[significant, "gi"] > 0, HOT, COLD)
    return frame[["z", "gi", "p", "p_adjusted", "label"]]


def _standardised(matrix: Numbers) -> Numbers:
    sums = matrix.sum(axis=1, keepdims=True)
    return np.asarray(matrix / np.where(sums == 0, 1, sums), dtype=float)


def _taking_part(values: pd.Series, weights: Weights) -> tuple[Numbers, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return the values in the order of the areas, which are known, and which of these have a known neighbour."""
    if not values.index.is_unique or len(values.index.symmetric_difference(weights.areas)):
        raise ValueError(f"values: found {len(values)} labels, wanted each of the {len(weights.areas)} areas once")
    figures = np.asarray(values.reindex(weights.areas).astype("Float64").to_numpy(float, na_value=np.nan), dtype=float)
    known = np.isfinite(figures)
    return figures, known, known & ((weights.matrix > 0) & known).any(axis=1)


def _prepared(
    values: pd.Series, weights: Weights, permutations: int
) -> tuple[Numbers, Numbers, tuple[Any, ...], tuple[Any, ...]]:
    if permutations < 0:
        raise ValueError(f"permutations: found {permutations}, wanted 0 or more")
    figures, known, taken = _taking_part(values, weights)
    z = figures[taken] - (figures[taken].mean() if taken.any() else 0)
    return z, weights.among(taken).matrix, tuple(weights.areas[known & ~taken]), tuple(weights.areas[~known])


def _flat(z: Numbers, values: pd.Series) -> bool:
    # Equal figures minus their mean may leave 1e-17.
    return bool(np.abs(z).max() <= 1e-12 * float(values.abs().max()))


def _local(
    values: pd.Series, weights: Weights, permutations: int, level: float
) -> tuple[pd.DataFrame, Numbers, Numbers, npt.NDArray[np.bool_]]:
    """Return the empty answer, the standard scores and weights of those taking part, and who they are."""
    if not 0 < level < 1:
        raise ValueError(f"level: found {level}, wanted a number between 0 and 1, for example 0.05")
    z, among, _, _ = _prepared(values, weights, permutations)
    _, known, taken = _taking_part(values, weights)
    empty = np.full(len(known), np.nan)
    frame = pd.DataFrame({name: empty for name in ("z", "lag", "i", "p", "p_adjusted")}, index=weights.areas)
    frame["quadrant"] = ""
    frame["label"] = np.where(taken, NOT_SIGNIFICANT, np.where(known, ISLAND, NO_VALUE))
    if z.size < 3 or _flat(z, values):
        return frame, z, among, np.zeros_like(taken)
    z = z / np.sqrt((z**2).mean())
    frame.loc[taken, "z"] = z
    return frame, z, among, taken


def _quadrants(z: Numbers, lag: Numbers) -> npt.NDArray[np.object_]:
    names = np.array([[LOW_LOW, LOW_HIGH], [HIGH_LOW, HIGH_HIGH]], dtype=object)
    return np.asarray(names[(z > 0).astype(int), (lag > 0).astype(int)], dtype=object)


def _conditional(z: Numbers, among: Numbers, permutations: int, seed: int) -> Numbers:
    """Return the two-sided p of each area's lag. The same draws of places serve all areas, as in esda."""
    if not permutations:
        return np.full(z.size, np.nan)
    most = int((among > 0).sum(axis=1).max())
    random = np.random.default_rng(seed)
    # The first places of a random order are a draw without replacement.
    places = random.random((permutations, z.size - 1)).argpartition(most - 1, axis=1)[:, :most]
    # argpartition leaves an order that depends on the numbers; areas with fewer neighbours take the first few.
    places = random.permuted(places, axis=1).T
    p = np.empty(z.size)
    for i in range(z.size):
        beside = np.flatnonzero(among[i])
        others = np.delete(z, i)
        drawn = among[i, beside] @ others[places[: beside.size]]
        p[i] = _two_sided(drawn[None, :], np.array([among[i, beside] @ z[beside]]))[0]
    return p


def _two_sided(drawn: Numbers, found: Numbers) -> Numbers:
    # What differs by rounding alone is equal.
    slack = 1e-12 * np.maximum(np.abs(drawn).max(axis=1, initial=0), np.abs(found))
    above = (drawn >= (found - slack)[:, None]).sum(axis=1)
    below = (drawn <= (found + slack)[:, None]).sum(axis=1)
    return np.asarray(np.minimum(2 * (np.minimum(above, below) + 1) / (drawn.shape[1] + 1), 1.0), dtype=float)


def _judge(frame: pd.DataFrame, taken: npt.NDArray[np.bool_], p: Numbers, level: float) -> None:
    """Fill in p and p_adjusted, and empty the label of those that are significant."""
    frame.loc[taken, "p"] = p
    frame.loc[taken, "p_adjusted"] = _benjamini_hochberg(p)
    frame.loc[frame["p_adjusted"] <= level, "label"] = ""


def _benjamini_hochberg(p: Numbers) -> Numbers:
    # As scipy.stats.false_discovery_control, whose import takes seconds; NaN (no permutations) stays NaN.
    order = np.argsort(p)[::-1]
    scaled = p[order] * p.size / np.arange(p.size, 0, -1)
    adjusted = np.empty(p.size)
    adjusted[order] = np.minimum(np.minimum.accumulate(scaled), 1.0)
    return adjusted
