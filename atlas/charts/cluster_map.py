"""A map of patterns among neighbours: a colour and a sign for each kind, districts without one as quiet ground."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from atlas.charts.area_map import Addresses, Area, AreaMap
from atlas.charts.colours import INKS
from atlas.charts.map import SIZE_PX, Trace, mark_factor, marks_above, outline, outlines, surroundings
from atlas.charts.map_layout import map_layout, plain
from atlas.charts.pattern_kinds import LOOKS, fill
from atlas.picture import Picture, Theme

SIGN_PX = 9.5


_POINTS = {
    "triangle-up": "12,3 17,12.5 7,12.5",
    "triangle-down": "12,13 17,3.5 7,3.5",
    "diamond": "12,2.5 17,8 12,13.5 7,8",
}


def cluster_map(picture: Picture, content: AreaMap, *, size_px: tuple[int, int] = SIZE_PX) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of districts by their kind.

    A kind of LOOKS has its colour and sign, GROUND is quiet, any other is hatched; a click names the area code.
    Raises ValueError for a picture without a frame.
    """
    if picture.frame is None:
        raise ValueError("picture: wanted a frame, to draw a map")
    groups: dict[str, list[Area]] = {}
    for area in content.areas:
        groups.setdefault(area.kind, []).append(area)
    return {
        "data": [
            *surroundings(picture, content.addresses),
            *(_areas(picture, areas, kind, content.addresses) for kind, areas in groups.items()),
            *outlines(picture, content.addresses, content.chosen),
            *_signs(picture, content, mark_factor(picture, size_px)),
            *marks_above(picture, picture.frame, size_px),
        ],
        "layout": map_layout(picture, picture.frame),
    }


def kind_image(kind: str, theme: Theme) -> str:
    """Return the address of an image of the colour and sign of a kind of LOOKS, 24 by 16 px, for the legend."""
    inks = INKS[theme]
    shape = LOOKS[kind].shape
    look = f'fill="{inks.symbol}" stroke="{inks.halo}" stroke-width="1"'
    sign = f'<circle cx="12" cy="8" r="4.5" {look}/>'
    if shape in _POINTS:
        sign = f'<polygon points="{_POINTS[shape]}" {look}/>'
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="16">'
        f'<rect width="24" height="16" fill="{fill(kind, theme)}"/>{sign}</svg>'
    )
    return f"data:image/svg+xml,{quote(drawn, safe='')}"


def _areas(picture: Picture, areas: Sequence[Area], kind: str, addresses: Addresses) -> Trace:
    codes, border = [area.code for area in areas], INKS[picture.theme].district_border
    return outline(addresses.districts, codes, border, 0.6, fill=fill(kind, picture.theme)) | {
        "hoverinfo": "all",
        "text": [_lines(area.text) for area in areas],
        "hovertemplate": f"<b>%{{properties.name}}</b><br>%{{text}}{_small(picture)}<extra></extra>",
    }


def _signs(picture: Picture, content: AreaMap, factor: float) -> list[Trace]:
    areas = [area for area in content.areas if area.kind in LOOKS]
    if not areas:
        return []
    inks = INKS[picture.theme]
    return [
        {
            "type": "scattergeo",
            "mode": "markers",
            "lon": [area.lon for area in areas],
            "lat": [area.lat for area in areas],
            "customdata": [area.code for area in areas],
            # A sign lies where most people point at its area, so it says the same.
            "text": [f"<b>{plain(area.name)}</b><br>{_lines(area.text)}" for area in areas],
            "hovertemplate": f"%{{text}}{_small(picture)}<extra></extra>",
            "marker": {
                "opacity": 1,
                "symbol": [LOOKS[area.kind].shape for area in areas],
                "size": round(SIGN_PX * factor, 1),
                "color": inks.symbol,
                "line": {"color": inks.halo, "width": 1},
            },
        }
    ]


def _small(picture: Picture) -> str:
    return "".join(f"<br>{plain(line)}" for line in picture.hover)


def _lines(text: str) -> str:
    return plain(text).replace("\n", "<br>")
