"""A map of places on quiet ground: events, nodes, and who belongs to which node."""

from collections.abc import Sequence
from math import sqrt
from typing import Any

from atlas.charts.area_map import AreaMap
from atlas.charts.colours import INKS
from atlas.charts.map import SIZE_PX, Trace, marks_above, outline, outlines, surroundings
from atlas.charts.map_layout import REACH_PX, map_layout, plain
from atlas.picture import Picture, Spoke, Theme

# The dot of a municipality: this wide with up to 2 000 inhabitants, its area proportional to them above that.
DOT_PX, DOT_INHABITANTS, LARGEST_DOT_PX = 3.5, 2_000, 14.0
# Among hundreds of dots a district can still be pointed at.
DOT_REACH_PX = 3
AREA_PREFIX = "area:"


def places_map(picture: Picture, content: AreaMap, *, size_px: tuple[int, int] = SIZE_PX) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of districts without figures, with the picture's events and nodes.

    What is said on pointing at a district is its text, '' for its name alone; a click names it. Each spoke is a dot
    at the municipality and a thin line to its node; the dot's `customdata` is its district behind `AREA_PREFIX`.
    Raises ValueError for a picture without a frame.
    """
    if picture.frame is None:
        raise ValueError("picture: wanted a frame, to draw a map")
    spokes = content.spokes
    return {
        "data": [
            *surroundings(picture, content.addresses),
            *_ground(picture, content),
            *_lines(spokes, picture.theme),
            *outlines(picture, content.addresses, content.chosen),
            *_dots(spokes, picture.theme),
            *marks_above(picture, picture.frame, size_px),
        ],
        "layout": map_layout(picture, picture.frame, DOT_REACH_PX if spokes else REACH_PX),
    }


def _ground(picture: Picture, content: AreaMap) -> list[Trace]:
    if not content.areas:
        return []
    inks = INKS[picture.theme]
    small = "".join(f"<br>{plain(line)}" for line in picture.hover)
    codes = [area.code for area in content.areas]
    return [
        outline(content.addresses.districts, codes, inks.district_border, 1.0, fill=inks.ground)
        | {
            "hoverinfo": "all",
            "text": [f"<br>{plain(area.text)}" if area.text else "" for area in content.areas],
            "hovertemplate": f"<b>%{{properties.name}}</b>%{{text}}{small}<extra></extra>",
        }
    ]


def _lines(spokes: Sequence[Spoke], theme: Theme) -> list[Trace]:
    """Return one trace of lines with gaps: a trace per spoke would be hundreds."""
    if not spokes:
        return []
    return [
        {
            "type": "scattergeo",
            "mode": "lines",
            "lon": [part for spoke in spokes for part in (spoke.lon, spoke.node_lon, None)],
            "lat": [part for spoke in spokes for part in (spoke.lat, spoke.node_lat, None)],
            "hoverinfo": "skip",
            "line": {"color": INKS[theme].spoke, "width": 0.5},
        }
    ]


def _dots(spokes: Sequence[Spoke], theme: Theme) -> list[Trace]:
    if not spokes:
        return []
    inks = INKS[theme]
    drawn = sorted(spokes, key=lambda spoke: -dot_px(spoke.inhabitants))
    return [
        {
            "type": "scattergeo",
            "mode": "markers",
            "lon": [spoke.lon for spoke in drawn],
            "lat": [spoke.lat for spoke in drawn],
            "customdata": [f"{AREA_PREFIX}{spoke.area_code}" if spoke.area_code else None for spoke in drawn],
            "text": [f"<b>{plain(spoke.name)}</b><br>{plain(spoke.text)}" for spoke in drawn],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {
                "opacity": 1,
                "size": [dot_px(spoke.inhabitants) for spoke in drawn],
                "color": inks.quiet_text,
                "line": {"color": inks.halo, "width": 0.8},
            },
        }
    ]


def dot_px(inhabitants: float | None) -> float:
    """Return how wide the dot of a municipality is, in px; None: all alike."""
    width = DOT_PX * sqrt(max(inhabitants or 0.0, DOT_INHABITANTS) / DOT_INHABITANTS)
    return round(min(width, LARGEST_DOT_PX), 1)
