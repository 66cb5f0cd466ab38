"""Where the name of an area stands: the middle of the widest place inside it."""

import geopandas as gpd
import pandas as pd
import shapely

# The projection of the European statistical offices: equal areas, metres.
METRIC = 3035


def label_points(shapes: gpd.GeoSeries) -> pd.DataFrame:
    """Return area_code (the index of `shapes`), lon and lat in degrees (EPSG:4326), one row per area.

    The point is the centre of the largest circle inside the area's largest part, to a tenth of its radius.
    Raises ValueError for a layer without CRS.
    """
    if shapes.crs is None:
        raise ValueError("shapes have no CRS; wanted one that can be turned into metres")
    metric = shapes.to_crs(METRIC)
    largest = [max(shapely.get_parts(shape), key=shapely.area) for shape in metric]
    tolerance = [shapely.area(part) ** 0.5 / 20 for part in largest]
    circles = [shapely.maximum_inscribed_circle(part, step) for part, step in zip(largest, tolerance, strict=True)]
    centres = [shapely.Point(circle.coords[0]) for circle in circles]
    points = gpd.GeoSeries(centres, index=shapes.index, crs=METRIC).to_crs(4326)
    return pd.DataFrame({"area_code": shapes.index, "lon": points.x.to_numpy(), "lat": points.y.to_numpy()})
