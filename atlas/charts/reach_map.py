"""A map of municipalities by how long the way to the nearest node is: colour says the class, shape the limit."""

from collections.abc import Sequence
from math import sqrt
from typing import Any
from urllib.parse import quote

from atlas.charts.area_map import AreaMap, Dot
from atlas.charts.colours import INKS, SEQUENTIAL
from atlas.charts.map import SIZE_PX, Trace
from atlas.charts.map_layout import plain
from atlas.charts.places_map import DOT_INHABITANTS, DOT_PX, DOT_REACH_PX, places_map
from atlas.picture import Picture, Theme

# A square of the same width looks larger than a circle.
SQUARE_FACTOR = 0.9
# A colour needs some room to be seen, and the largest dot must not hide its neighbours.
SMALLEST_PX, LARGEST_PX = 5.0, 15.0


def reach_map(picture: Picture, content: AreaMap, *, size_px: tuple[int, int] = SIZE_PX) -> dict[str, Any]:
    """Return a plotly figure (a plain dict): the picture's places with a dot per municipality below its nodes.

    Raises ValueError for a picture without a frame.
    """
    figure = places_map(picture, content, size_px=size_px)
    if not content.dots:
        return figure
    # Above the ground and its outlines, below scale bar, names and nodes.
    at = max(i for i, trace in enumerate(figure["data"]) if trace["type"] == "choropleth") + 1
    data = [*figure["data"][:at], _dots(content.dots, picture.theme), *figure["data"][at:]]
    return {"data": data, "layout": figure["layout"] | {"hoverdistance": DOT_REACH_PX}}


def step_colour(step: int, theme: Theme) -> str:
    """Return the colour (#RRGGBB) of a class of ways, from 0 (the shortest) to 4."""
    return SEQUENTIAL[theme][step]


def dot_image(colour: str, theme: Theme, *, beyond: bool = False) -> str:
    """Return the address of an image of a dot, 24 by 16 px, for the legend: a square beyond the limit."""
    look = f'fill="{colour}" stroke="{INKS[theme].symbol}" stroke-width="1"'
    sign = (
        f'<rect x="6.5" y="2.5" width="11" height="11" {look}/>' if beyond else f'<circle cx="12" cy="8" r="6" {look}/>'
    )
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="16">{sign}</svg>'
    return f"data:image/svg+xml,{quote(drawn, safe='')}"


def _dots(dots: Sequence[Dot], theme: Theme) -> Trace:
    inks = INKS[theme]
    # The small ones on top, or they are not seen.
    drawn = sorted(dots, key=lambda dot: -dot.inhabitants)
    return {
        "type": "scattergeo",
        "mode": "markers",
        "lon": [dot.lon for dot in drawn],
        "lat": [dot.lat for dot in drawn],
        "text": [f"<b>{plain(dot.name)}</b><br>{plain(dot.text)}" for dot in drawn],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "opacity": 1,
            "symbol": ["square" if dot.beyond else "circle" for dot in drawn],
            "size": [reach_px(dot) for dot in drawn],
            "color": [step_colour(dot.step, theme) for dot in drawn],
            "line": {"color": inks.symbol, "width": 0.6},
        },
    }


def reach_px(dot: Dot) -> float:
    """Return how wide the dot or the square of a municipality is, in px."""
    width = DOT_PX * sqrt(dot.inhabitants / DOT_INHABITANTS)
    return round(min(max(width, SMALLEST_PX), LARGEST_PX) * (SQUARE_FACTOR if dot.beyond else 1.0), 1)
