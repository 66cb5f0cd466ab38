"""Any map of areas for the screen."""

from typing import Any

from atlas.charts.area_map import AreaMap
from atlas.charts.cluster_map import cluster_map
from atlas.charts.map import SIZE_PX, district_map
from atlas.charts.places_map import places_map
from atlas.charts.reach_map import reach_map
from atlas.picture import Picture


def area_chart(picture: Picture, content: AreaMap, *, size_px: tuple[int, int] = SIZE_PX) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of a map of areas: by classes, by kinds, or of places.

    Raises ValueError for a picture without a frame, or without classes where it needs them.
    """
    if content.look == "places":
        return (reach_map if content.dots else places_map)(picture, content, size_px=size_px)
    return (district_map if content.look == "classes" else cluster_map)(picture, content, size_px=size_px)
