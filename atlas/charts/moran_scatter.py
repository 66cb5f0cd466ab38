"""Moran's scatter plot: each district's figure against the mean of its neighbours, both as distances from the mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from atlas.charts.colours import INKS, Inks
from atlas.charts.map_layout import plain
from atlas.charts.pattern_kinds import LOOKS, fill
from atlas.charts.sheet import sheet
from atlas.picture import Theme, Values

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


@dataclass(frozen=True, slots=True)
class MoranScatter:
    """Districts against their neighbours, with a line of the `slope`, which is Moran's I; `chosen` is a key.

    The line is the least-squares one: through the mean of the neighbours at a figure of 0.
    """

    pairs: tuple[Pair, ...]
    slope: float
    names: Names
    chosen: str | None = None
    # What the signs mean, in print: nobody can point there.
    legend: tuple[str, ...] = ()

    @property
    def across(self) -> tuple[float, float]:
        """Return the axis of the districts' figures."""
        return _reach([pair.z for pair in self.pairs])

    @property
    def up(self) -> tuple[float, float]:
        """Return the axis of their neighbours' means."""
        return _reach([pair.lag for pair in self.pairs])

    @property
    def line(self) -> tuple[float, float]:
        """Return the mean of the neighbours at both ends of the axis of the districts, along the line."""
        middle = sum(pair.lag for pair in self.pairs) / len(self.pairs) if self.pairs else 0.0
        low, high = self.across
        return middle + self.slope * low, middle + self.slope * high

    def drawn(self) -> tuple[Values, ...]:
        """Return the figures of the districts, then the means of their neighbours."""
        names, keys = tuple(pair.name for pair in self.pairs), tuple(pair.key for pair in self.pairs)
        return (
            Values(self.names.across, names, tuple(pair.z for pair in self.pairs), keys=keys),
            Values(self.names.up, names, tuple(pair.lag for pair in self.pairs), keys=keys),
        )


def moran_scatter(content: MoranScatter, theme: Theme) -> dict[str, Any]:
    """Return a plotly figure (a plain dict) of the pairs with the line of the slope.

    The chosen district is ringed and named. A click names the district.
    """
    inks, pairs, names, chosen = INKS[theme], content.pairs, content.names, content.chosen
    return {
        "data": [
            _line(content, inks),
            _points([pair for pair in pairs if pair.kind not in LOOKS], chosen, theme),
            _points([pair for pair in pairs if pair.kind in LOOKS], chosen, theme),
        ],
        "layout": {
            **sheet(inks),
            "margin": {"l": 54, "r": 12, "t": TOP_PX, "b": 52, "pad": 0},
            "xaxis": _axis(names.across, content.across, inks),
            "yaxis": _axis(names.up, content.up, inks),
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


def _line(content: MoranScatter, inks: Inks) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(content.across),
        "y": list(content.line),
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
