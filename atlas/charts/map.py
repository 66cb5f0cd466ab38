"""A map of districts for the screen.

The figure carries values alone: the browser fetches the geometry once, by an address that changes with
its content. It is a plain dict, because building and checking a plotly object costs more than the map.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from atlas.charts.colours import INKS, class_colours
from atlas.charts.map_marks import UNFADED, name_trace, node_trace, scale_bar
from atlas.charts.names import NODE_PX, OVERVIEW_NODE_PX, is_overview, place_names
from atlas.picture import Frame, Picture

Trace = dict[str, Any]
# (value or NaN, sign) -> what is said of it: the figure with its unit, or what the sign means.
Label = Callable[[float, str], str]

FONT = '"Atlas Sans", "Source Sans 3", system-ui, sans-serif'
CLEAR = "rgba(0,0,0,0)"
# The size for which names are placed; on a narrow screen the style sheet hides those that give way.
SIZE_PX = (760, 560)
CREDIT_LETTERS = 60
OVERVIEW_FACTOR = OVERVIEW_NODE_PX / NODE_PX


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the browser finds the geometry: GeoJSON whose features have `id` and `properties.name`.

    Districts by AGS, Länder by their two digits, the region as one feature. The Länder that the picture
    shows get a border stronger than that of districts; those around it are a faint ground.
    """

    districts: str
    lands: str = ""
    lands_shown: tuple[str, ...] = ()
    lands_around: tuple[str, ...] = ()
    region: str = ""
    region_code: str = ""


def district_map(
    picture: Picture,
    values: pd.DataFrame,
    addresses: Addresses,
    label: Label,
    *,
    chosen: str | None = None,
    size_px: tuple[int, int] = SIZE_PX,
) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of districts coloured by class, with the picture's nodes.

    `values` has a row per district: area_code, value, sign and class_index (0 to k - 1, below 0 without a
    class). A district without a class stays visible, and pointing at it says what `label` makes of its
    sign. `chosen` is the area code to outline. Raises ValueError for a picture without frame or classes.
    """
    if picture.frame is None or picture.classing is None:
        raise ValueError("picture: wanted a frame and classes, to draw a map")
    placed = place_names(picture.names, picture.region, picture.nodes, picture.frame, size_px)
    overview = is_overview(picture.names, picture.frame, size_px)
    return {
        "data": [
            *_surroundings(picture, addresses),
            *_districts(picture, values, addresses, label),
            *_outlines(picture, addresses, chosen),
            scale_bar(picture.frame, picture.theme),
            *name_trace(placed, picture.theme),
            *node_trace(picture.nodes, picture.theme, OVERVIEW_FACTOR if overview else 1.0),
        ],
        "layout": _layout(picture, picture.frame, size_px[1]),
    }


def _districts(picture: Picture, values: pd.DataFrame, addresses: Addresses, label: Label) -> list[Trace]:
    """Return the trace of districts with a class and that of districts without, if there are any."""
    assert picture.classing is not None
    inks = INKS[picture.theme]
    border = {"color": inks.district_border, "width": 0.6}
    classed = values[values["class_index"] >= 0]
    empty = values[values["class_index"] < 0]
    traces = []
    for rows, index, colours in (
        (classed, classed["class_index"].tolist(), class_colours(picture.classing, picture.theme)),
        (empty, [0] * len(empty), (inks.no_data,)),
    ):
        if len(rows):
            trace = _areas(rows, index, colours, border, addresses.districts)
            labels = [label(value, sign) for value, sign in zip(rows["value"], rows["sign"], strict=True)]
            traces.append(trace | _described(labels, picture.hover))
    return traces


def _areas(
    rows: pd.DataFrame, index: Sequence[int], colours: Sequence[str], border: dict[str, Any], address: str
) -> Trace:
    k = len(colours)
    steps = [[edge / k, colour] for i, colour in enumerate(colours) for edge in (i, i + 1)]
    return {
        **_outline(address, rows["area_code"].tolist(), border["color"], border["width"]),
        "z": [int(i) for i in index],
        "zmin": -0.5,
        "zmax": k - 0.5,
        "colorscale": steps,
        "hoverinfo": "all",
    }


def _described(labels: list[str], lines: Sequence[str]) -> Trace:
    """Return what is shown on pointing: name, figure, the picture's lines.

    What all labels end in (mostly the unit) is said once, so that hundreds of them stay small.
    """
    ending = _common_ending(labels)
    small = "".join(f"<br>{plain(line)}" for line in lines)
    return {
        "text": [escape(label[: len(label) - len(ending)], quote=False) for label in labels],
        "hovertemplate": f"<b>%{{properties.name}}</b><br>%{{text}}{plain(ending)}{small}<extra></extra>",
    }


def _common_ending(labels: Sequence[str]) -> str:
    shortest = min(labels, key=len)
    endings = (shortest[start:] for start in range(len(shortest) + 1))
    return next(ending for ending in endings if all(label.endswith(ending) for label in labels))


def plain(text: str) -> str:
    """Return text that plotly shows as it is: no markup, no placeholder."""
    return escape(text, quote=False).replace("%{", "%\u200b{")


def _surroundings(picture: Picture, addresses: Addresses) -> list[Trace]:
    if not addresses.lands_around:
        return []
    inks = INKS[picture.theme]
    return [_outline(addresses.lands, addresses.lands_around, inks.around_border, 0.8, fill=inks.around)]


def _outlines(picture: Picture, addresses: Addresses, chosen: str | None) -> list[Trace]:
    """Return the lines above the districts: Länder, the region on a halo, the chosen district on top."""
    inks = INKS[picture.theme]
    traces = []
    if addresses.lands_shown:
        traces.append(_outline(addresses.lands, addresses.lands_shown, inks.land_border, 1.1))
    if addresses.region:
        codes = [addresses.region_code]
        traces.append(_outline(addresses.region, codes, inks.halo, 4.5))
        traces.append(_outline(addresses.region, codes, inks.region_border, 2.2))
    if chosen:
        traces.append(_outline(addresses.districts, [chosen], inks.chosen_casing, 6))
        traces.append(_outline(addresses.districts, [chosen], inks.chosen_border, 3))
    return traces


def _outline(address: str, codes: Sequence[str], colour: str, width: float, fill: str = CLEAR) -> Trace:
    return {
        "type": "choropleth",
        "geojson": address,
        "locations": list(codes),
        "z": [0] * len(codes),
        "colorscale": [[0, fill], [1, fill]],
        "showscale": False,
        "hoverinfo": "skip",
        "marker": {"line": {"color": colour, "width": width}},
        **UNFADED,
    }


def _layout(picture: Picture, frame: Frame, height: int) -> dict[str, Any]:
    inks = INKS[picture.theme]
    credit = wrap(picture.credit, CREDIT_LETTERS)
    return {
        "height": height,
        # A template with anything in it, or plotly adds its own: 6 kB.
        "template": {"layout": {"showlegend": False}},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": FONT, "size": 12, "color": inks.text},
        "margin": {"l": 0, "r": 0, "t": 0, "b": 6 + 14 * len(credit), "pad": 0},
        # Neither drag nor zoom until a button asks for it: the page scrolls over the map, on a phone too.
        "dragmode": "orbit",
        "clickmode": "event+select",
        "hovermode": "closest",
        "geo": {
            "visible": False,
            "bgcolor": CLEAR,
            "fitbounds": False,
            # Equal areas, as the European statistical offices draw them (ETRS89-LAEA), turned to the frame.
            "projection": {
                "type": "azimuthal equal area",
                "rotation": {"lon": (frame.west + frame.east) / 2, "lat": (frame.south + frame.north) / 2},
                "minscale": 1,
                "maxscale": 16,
            },
            "center": {"lon": (frame.west + frame.east) / 2, "lat": (frame.south + frame.north) / 2},
            "lonaxis": {"range": [frame.west, frame.east]},
            "lataxis": {"range": [frame.south, frame.north]},
        },
        "modebar": {
            "orientation": "v",
            # On a narrow screen the buttons stand above the map.
            "bgcolor": f"{inks.page}D9",
            "color": inks.quiet_text,
            "activecolor": inks.text,
        },
        "hoverlabel": {
            "bgcolor": inks.page,
            "bordercolor": inks.quiet_text,
            "font": {"family": FONT, "size": 13, "color": inks.text},
            "align": "left",
            "namelength": -1,
        },
        "annotations": [
            {
                "text": "<br>".join(plain(line) for line in credit),
                "xref": "paper",
                "yref": "paper",
                "x": 1,
                "y": 0,
                "xanchor": "right",
                "yanchor": "top",
                "align": "right",
                "showarrow": False,
                "font": {"size": 10.5, "color": inks.quiet_text},
            }
        ]
        if credit
        else [],
    }


def wrap(text: str, letters: int) -> list[str]:
    """Return the lines of a text, none longer than so many letters unless one word is."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        elif word:
            lines.append(word)
    return lines
