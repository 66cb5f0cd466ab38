"""Districts of a similar structure, with the reason: which features bring two together, which keep them apart."""

from collections.abc import Sequence

import numpy as np
import pandas as pd


def most_similar(
    frame: pd.DataFrame,
    area_code: str,
    k: int = 10,
    *,
    columns: Sequence[str] | None = None,
    min_share: float = 0.8,
    reasons: int = 3,
) -> pd.DataFrame:
    """Return the k districts nearest to one, nearest first: index area_code; rank, distance, used, closest, different.

    `frame` has one row per district (index: area code) and one column per feature, in any unit; `columns` names
    those that count (default: all). The distance is the standardised Euclidean one, √Σ (difference / s)², s the
    standard deviation (n − 1) of the column over all districts of the frame: with other districts in the frame
    it changes. A missing value is not filled: only columns known for both count, the sum is scaled up by all /
    common columns, `used` says how many were common, and districts with fewer than min_share of all are left
    out. Columns without spread are left out for all. Equal distances are ordered by area code; rank is 1, 2, …,
    with ties as ties. Fewer than k rows come back where fewer can be compared.

    closest, different: tuples of at most `reasons` columns. closest: those in which the two are nearer to each
    other than the district is to the average other one, by most first; different: those with the largest part
    in the distance, first the largest. See `contributions` for the figures behind it.
    Raises ValueError for an unknown or repeated district or column, k below 1, a min_share outside 0 … 1, no
    column with spread, and a district that itself has fewer than min_share of the columns.
    """
    if k < 1:
        raise ValueError(f"k: found {k}, wanted 1 or more")
    if not 0 < min_share <= 1:
        raise ValueError(f"min_share: found {min_share}, wanted more than 0 and at most 1")
    parts = contributions(frame, area_code, columns=columns)
    known = int(frame.loc[[area_code], list(parts.columns)].notna().to_numpy().sum())
    # A share of 0.7 of 10 columns is 7 of them, whatever 0.7 * 10 is in binary.
    needed = int(np.ceil(round(min_share * parts.shape[1], 9)))
    if known < needed:
        raise ValueError(f"area_code: {area_code!r} has {known} of {parts.shape[1]} columns, wanted {needed} or more")
    used = parts.notna().sum(axis=1)
    enough = parts[used >= needed]
    distance = np.sqrt(enough.sum(axis=1))
    order = pd.DataFrame({"distance": distance, "code": distance.index.astype(str)}).sort_values(["distance", "code"])
    found = order.index[:k]
    nearer = parts.mean() - enough.loc[found]
    return pd.DataFrame(
        {
            "rank": distance.rank(method="min").loc[found].astype(int),
            "distance": distance.loc[found],
            "used": used.loc[found],
            "closest": _largest(nearer, reasons),
            "different": _largest(enough.loc[found], reasons),
        },
        index=found,
    )


def contributions(frame: pd.DataFrame, area_code: str, *, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Return each other district's squared distance split by column: its row adds up to distance².

    Shapes, standardisation and missing values as in `most_similar`: NaN where one of the two has no value.
    Columns without spread are not in it. Raises ValueError as `most_similar` does.
    """
    features = _features(frame, area_code, columns)
    spread = features.std(ddof=1)
    # Equal figures may have a spread of 1e-17 in floating point.
    telling = spread.index[spread > 1e-12 * features.abs().max()]
    if not len(telling):
        raise ValueError("columns: none has two different values, wanted one that tells districts apart")
    scaled = features[telling] / spread[telling]
    squares = (scaled - scaled.loc[area_code]).drop(index=area_code) ** 2
    common = squares.notna().sum(axis=1)
    return squares.mul(len(telling) / common.where(common > 0), axis=0)


def _features(frame: pd.DataFrame, area_code: str, columns: Sequence[str] | None) -> pd.DataFrame:
    chosen = list(frame.columns if columns is None else columns)
    if unknown := [name for name in chosen if name not in frame.columns]:
        raise ValueError(f"columns: {unknown[0]!r} is not in the frame, wanted some of {', '.join(map(str, frame))}")
    if len(set(chosen)) < len(chosen) or not frame.columns.is_unique:
        raise ValueError("columns: one is named twice, wanted each once")
    if area_code not in frame.index:
        raise ValueError(f"area_code: {area_code!r} is not in the frame's index")
    if not frame.index.is_unique:
        raise ValueError("frame: a district stands twice in the index, wanted each once")
    return frame[chosen].astype("Float64").astype(float)


def _largest(rows: pd.DataFrame, most: int) -> list[tuple[str, ...]]:
    """Return of each row the names of its largest values above 0, largest first; equal ones in the columns' order."""
    values = rows.to_numpy(dtype=float)
    order = np.argsort(-values, axis=1, kind="stable")
    return [
        tuple(rows.columns[column] for column in columns if row[column] > 0)[:most]
        for row, columns in zip(values, order, strict=True)
    ]
