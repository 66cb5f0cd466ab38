"""Areas that lie side by side: their reforms, their generalised borders, their outlines."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

# Vertices of two neighbours closer than this are one vertex; a narrower gap is no land between them.
SNAP_M = 1.0
GAP_M = 50.0


def successors(changes: pd.DataFrame, on: str) -> dict[str, str]:
    """Return for each key that was dissolved as a whole by the day `on` (ISO) the key that holds instead.

    `changes` is the lookup area_change, all columns text. Reforms of reforms are followed to the last key.
    Left out: districts that were divided up, and transfers that left both keys standing.
    """
    whole = changes[
        (changes["statistic"] == "*")
        & changes["kind"].isin(["merger", "rename"])
        & (changes["effective_on"] <= on)
        & ~changes["area_code_from"].isin(changes.loc[changes["kind"] == "split", "area_code_from"])
    ]
    into = dict(zip(whole["area_code_from"], whole["area_code_to"], strict=True))

    def last(code: str) -> str:
        return last(into[code]) if code in into else code

    return {code: last(code) for code in into}


def repaired(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return the same areas, valid, without overlaps or slivers between them; same index and CRS (metres).

    Where neighbours overlap, the piece goes to the one with the longer border around it. Raises ValueError
    for a layer that is not in metres.
    """
    _require_metres(shapes)
    valid = shapely.make_valid(shapes.to_numpy(), method="structure", keep_collapsed=False)
    clean = shapely.coverage_clean(valid, snapping_distance=SNAP_M, gap_width=GAP_M)
    return gpd.GeoSeries(clean, index=shapes.index, crs=shapes.crs)


def dissolved(shapes: gpd.GeoSeries, keys: pd.Series) -> gpd.GeoSeries:
    """Return one area per key, its members put together; the index is the sorted keys.

    Members must share their borders vertex by vertex (see `repaired`); so do the results.
    """
    groups = shapes.groupby(keys.to_numpy(), sort=True)
    united = {key: shapely.coverage_union_all(members.to_numpy()) for key, members in groups}
    return gpd.GeoSeries(united, crs=shapes.crs)


def generalised(shapes: gpd.GeoSeries, tolerance_m: float) -> gpd.GeoSeries:
    """Return areas with fewer vertices that still share their borders; no area vanishes.

    Corners whose triangle is smaller than tolerance_m squared go (Visvalingam-Whyatt on the whole coverage).
    Raises ValueError for a layer that is not in metres.
    """
    _require_metres(shapes)
    simple = shapely.coverage_simplify(shapes.to_numpy(), tolerance_m)
    return gpd.GeoSeries(simple, index=shapes.index, crs=shapes.crs)


def for_display(shapes: gpd.GeoSeries, decimals: int) -> gpd.GeoSeries:
    """Return areas in degrees (EPSG:4326), rounded, exterior rings clockwise as d3 and plotly want them.

    Four decimals are 11 m north to south. Raises ValueError for a layer without CRS.
    """
    if shapes.crs is None:
        raise ValueError("shapes have no CRS; wanted one that can be turned into degrees")
    degrees = shapes.to_crs(4326).to_numpy()
    rounded = shapely.transform(degrees, lambda pairs: np.round(pairs, decimals))
    return gpd.GeoSeries(shapely.orient_polygons(rounded, exterior_cw=True), index=shapes.index, crs="EPSG:4326")


def side_by_side(shapes: gpd.GeoSeries) -> bool:
    """Return whether all areas are valid, none overlaps another, and borders match vertex by vertex."""
    return bool(shapes.is_valid.all()) and bool(shapely.coverage_is_valid(shapes.to_numpy()))


def _require_metres(shapes: gpd.GeoSeries) -> None:
    if shapes.crs is None or shapes.crs.axis_info[0].unit_name != "metre":
        raise ValueError(f"shapes are in {shapes.crs}; wanted a CRS in metres, for example EPSG:25832")
