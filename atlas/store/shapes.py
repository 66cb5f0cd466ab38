"""Boundaries as GeoJSON: degrees (EPSG:4326), rings as shipped (exterior clockwise, as the map wants them)."""

import json
from collections.abc import Callable

import pandas as pd
import shapely


def feature_collection(rows: pd.DataFrame) -> str:
    """Return GeoJSON with one feature per row of area_code, name, wkb; `id` is the area code."""
    shapes = shapely.from_wkb(rows["wkb"].map(bytes).to_numpy())
    features = (
        f'{{"type":"Feature","id":{json.dumps(code)},"properties":{{"name":{json.dumps(name, ensure_ascii=False)}}},'
        f'"geometry":{shape}}}'
        for code, name, shape in zip(rows["area_code"], rows["name"], shapely.to_geojson(shapes), strict=True)
    )
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'


def united(rows: pd.DataFrame, area_code: str, name: str) -> pd.DataFrame:
    """Return one row: the union of neighbouring shapes that share their borders exactly, under a new code."""
    shapes = shapely.from_wkb(rows["wkb"].map(bytes).to_numpy())
    whole = shapely.coverage_union_all(shapes)
    parts = shapely.orient_polygons(whole, exterior_cw=True)
    return pd.DataFrame({"area_code": [area_code], "name": [name], "wkb": [shapely.to_wkb(parts)]})


def bounds(rows: pd.DataFrame) -> tuple[float, float, float, float]:
    """Return west, south, east, north of all shapes, in degrees."""
    west, south, east, north = shapely.total_bounds(shapely.from_wkb(rows["wkb"].map(bytes).to_numpy()))
    return float(west), float(south), float(east), float(north)


def inside(rows: pd.DataFrame) -> Callable[[float, float], bool]:
    """Return what says whether a point (lon, lat in degrees) lies in one of the shapes, their borders included."""
    shapes = shapely.from_wkb(rows["wkb"].map(bytes).to_numpy())
    shapely.prepare(shapes)
    return lambda lon, lat: bool(shapely.covers(shapes, shapely.Point(lon, lat)).any())
