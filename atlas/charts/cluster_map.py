"""A map of patterns among neighbours: a colour and a sign for each kind, districts without a pattern as quiet ground.

The kinds are those of local Moran (high or low among high or low neighbours) and of Gi* (hot, cold).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from atlas.charts.colours import DIVERGING, INKS
from atlas.charts.map import SIZE_PX, Addresses, Trace, mark_factor, marks_above, outline, outlines, surroundings
from atlas.charts.map_layout import map_layout, plain
from atlas.picture import Picture, Theme

SIGN_PX = 9.5


class Look(NamedTuple):
    """How a kind is drawn: which step of the scale around a middle, and which of plotly's shapes stands on it."""

    step: int
    shape: str


# High is violet and points up, low is orange and points down; what differs from its neighbours is paler.
LOOKS = {
    "high_high": Look(4, "triangle-up"),
    "low_low": Look(0, "triangle-down"),
    "high_low": Look(3, "diamond"),
    "low_high": Look(1, "circle"),
    "hot": Look(4, "triangle-up"),
    "cold": Look(0, "triangle-down"),
}
# Without a pattern that stands out from chance: quiet ground. All else took no part, and is hatched.
GROUND = "none"
_POINTS = {
    "triangle-up": "12,3 17,12.5 7,12.5",
    "triangle-down": "12,13 17,3.5 7,3.5",
    "diamond": "12,2.5 17,8 12,13.5 7,8",
}


def cluster_map(
    picture: Picture,
    kinds: Mapping[str, str],
    texts: Mapping[str, str],
    places: Mapping[str, tuple[float, float]],
    addresses: Addresses,
    *,
    chosen: str | None = None,
    size_px: tuple[int, int] = SIZE_PX,
) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of districts by their kind.

    `kinds`, `texts` (said on pointing, below the name) and `places` (degrees east and north, WGS 84) are by area
    code, which is what a click names. A kind of LOOKS has its colour and sign, GROUND is quiet, any other is
    hatched. Raises ValueError for a picture without a frame.
    """
    if picture.frame is None:
        raise ValueError("picture: wanted a frame, to draw a map")
    groups: dict[str, list[str]] = {}
    for code, kind in kinds.items():
        groups.setdefault(kind, []).append(code)
    return {
        "data": [
            *surroundings(picture, addresses),
            *(_areas(picture, codes, texts, fill(kind, picture.theme), addresses) for kind, codes in groups.items()),
            *outlines(picture, addresses, chosen),
            *_signs(picture, kinds, texts, places, mark_factor(picture, size_px)),
            *marks_above(picture, picture.frame, size_px),
        ],
        "layout": map_layout(picture, picture.frame),
    }


def fill(kind: str, theme: Theme) -> str:
    """Return the colour (#RRGGBB) of a kind; that of areas without a figure where it took no part."""
    if kind in LOOKS:
        return DIVERGING[theme][LOOKS[kind].step]
    return INKS[theme].ground if kind == GROUND else INKS[theme].no_data


def is_hatched(kind: str) -> bool:
    """Return whether areas of a kind are hatched: those that took no part."""
    return kind not in LOOKS and kind != GROUND


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


def _areas(picture: Picture, codes: list[str], texts: Mapping[str, str], colour: str, addresses: Addresses) -> Trace:
    return outline(addresses.districts, codes, INKS[picture.theme].district_border, 0.6, fill=colour) | {
        "hoverinfo": "all",
        "text": [_lines(texts[code]) for code in codes],
        "hovertemplate": f"<b>%{{properties.name}}</b><br>%{{text}}{_small(picture)}<extra></extra>",
    }


def _signs(
    picture: Picture,
    kinds: Mapping[str, str],
    texts: Mapping[str, str],
    places: Mapping[str, tuple[float, float]],
    factor: float,
) -> list[Trace]:
    codes = [code for code, kind in kinds.items() if kind in LOOKS]
    if not codes:
        return []
    inks = INKS[picture.theme]
    names = {mark.area_code: mark.name for mark in picture.names}
    return [
        {
            "type": "scattergeo",
            "mode": "markers",
            "lon": [places[code][0] for code in codes],
            "lat": [places[code][1] for code in codes],
            "customdata": codes,
            # A sign lies where most people point at its area, so it says the same.
            "text": [f"<b>{plain(names.get(code, code))}</b><br>{_lines(texts[code])}" for code in codes],
            "hovertemplate": f"%{{text}}{_small(picture)}<extra></extra>",
            "marker": {
                "opacity": 1,
                "symbol": [LOOKS[kinds[code]].shape for code in codes],
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
