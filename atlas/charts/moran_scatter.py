"""Moran's scatter plot: each district's figure against the mean of its neighbours, both as distances from the mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atlas.charts.cluster_map import LOOKS, fill
from atlas.charts.colours import INKS, Inks
from atlas.charts.map_layout import plain
from atlas.charts.ranking import sheet
from atlas.picture import Theme

HEIGHT_PX = 400
# Room for the button above the plot.
TOP_PX = 34
SIGN_PX, DOT_PX = 10, 6
# Room around the outermost points, in parts of what they span.
ROOM = 0.08


@dataclass(frozen=True, slots=True)
class Pair:
    """A district: its figure and its neighbours' mean (standard scores), its kind, and what is said on pointing."""

    key: str
    name: str
    z: float
    lag: float
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Names:
    """What stands on the plot: the titles of the axes, and the names of its four quadrants."""

    across: str
    up: str
    high_high: str
    low_low: str
    high_low: str
    low_high: str


def moran_scatter(
    pairs: Sequence[Pair], slope: float, names: Names, *, theme: Theme, chosen: str | None = None
) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of the pairs with a line of the slope, which is Moran's I.

    The line is the least-squares one: through the mean of the neighbours at a figure of 0. The chosen district is
    ringed and named. A click names the district.
    """
    inks = INKS[theme]
    across, up = _reach([pair.z for pair in pairs]), _reach([pair.lag for pair in pairs])
    middle = sum(pair.lag for pair in pairs) / len(pairs) if pairs else 0.0
    return {
        "data": [
            _line(across, slope, middle, inks),
            _points([pair for pair in pairs if pair.kind not in LOOKS], chosen, theme),
            _points([pair for pair in pairs if pair.kind in LOOKS], chosen, theme),
        ],
        "layout": {
            **sheet(inks),
            "margin": {"l": 54, "r": 12, "t": TOP_PX, "b": 52, "pad": 0},
            "xaxis": _axis(names.across, across, inks),
            "yaxis": _axis(names.up, up, inks),
            "annotations": [
                *_quadrants(names, inks),
                *(_named(pair, inks) for pair in pairs if pair.key == chosen),
            ],
        },
    }


def _reach(values: Sequence[float]) -> tuple[float, float]:
    low, high = min([0.0, *values]), max([0.0, *values])
    room = ROOM * (high - low or 1.0)
    return low - room, high + room


def _axis(title: str, reach: tuple[float, float], inks: Inks) -> dict[str, Any]:
    return {
        "range": list(reach),
        "fixedrange": True,
        "tickfont": {"size": 10.5, "color": inks.quiet_text},
        "title": {"text": plain(title), "font": {"size": 11, "color": inks.quiet_text}, "standoff": 6},
        "gridcolor": inks.grid,
        "zeroline": True,
        "zerolinecolor": inks.quiet_text,
        "zerolinewidth": 1,
    }


def _line(across: tuple[float, float], slope: float, middle: float, inks: Inks) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(across),
        "y": [middle + slope * x for x in across],
        "line": {"color": inks.text, "width": 1.5, "dash": "dash"},
        "hoverinfo": "skip",
    }


def _points(pairs: Sequence[Pair], chosen: str | None, theme: Theme) -> dict[str, Any]:
    inks = INKS[theme]
    ringed = [pair.key == chosen for pair in pairs]
    quiet = [pair.kind not in LOOKS for pair in pairs]
    return {
        "type": "scatter",
        "mode": "markers",
        "cliponaxis": False,
        "x": [round(pair.z, 3) for pair in pairs],
        "y": [round(pair.lag, 3) for pair in pairs],
        "customdata": [pair.key for pair in pairs],
        "text": [plain(pair.text).replace("\n", "<br>") for pair in pairs],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {
            "opacity": 1,
            "symbol": [LOOKS[pair.kind].shape if pair.kind in LOOKS else "circle" for pair in pairs],
            "size": [(DOT_PX if q else SIGN_PX) + (4 if r else 0) for q, r in zip(quiet, ringed, strict=True)],
            "color": [inks.page if q else fill(pair.kind, theme) for pair, q in zip(pairs, quiet, strict=True)],
            "line": {
                "color": [
                    inks.chosen_border if r else inks.quiet_text if q else inks.symbol
                    for r, q in zip(ringed, quiet, strict=True)
                ],
                "width": [3 if r else 1 for r in ringed],
            },
        },
    }


def _quadrants(names: Names, inks: Inks) -> list[dict[str, Any]]:
    corners = (
        (names.high_high, 1, 1, "right", "top"),
        (names.low_low, 0, 0, "left", "bottom"),
        (names.high_low, 1, 0, "right", "bottom"),
        (names.low_high, 0, 1, "left", "top"),
    )
    return [
        {
            "text": plain(text),
            "xref": "paper",
            "yref": "paper",
            "x": x,
            "y": y,
            "xanchor": across,
            "yanchor": up,
            "showarrow": False,
            "bgcolor": f"{inks.page}CC",
            "font": {"size": 11, "color": inks.text},
        }
        for text, x, y, across, up in corners
    ]


def _named(pair: Pair, inks: Inks) -> dict[str, Any]:
    return {
        "text": plain(pair.name),
        "x": pair.z,
        "y": pair.lag,
        "showarrow": False,
        "yshift": 14,
        "bgcolor": f"{inks.page}CC",
        "font": {"size": 12, "weight": 600, "color": inks.text},
    }
