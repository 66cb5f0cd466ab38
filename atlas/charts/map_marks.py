"""What stands on a map besides its areas: nodes, names, the scale bar."""

from collections.abc import Sequence
from html import escape
from math import cos, floor, log10, radians, sin
from typing import Any

from atlas.charts.colours import INKS
from atlas.charts.names import KM_PER_DEGREE, PlacedName, frame_km
from atlas.charts.symbols import SYMBOLS
from atlas.picture import Frame, NodeMark, Theme

# Font sizes (px) that the style sheet knows the names by: see atlas.charts.screen.
ALWAYS_PX, GIVES_WAY_PX, BAR_PX = 12, 11, 10.5
BAR_SHARE = 0.22


def node_trace(nodes: Sequence[NodeMark], theme: Theme, factor: float = 1.0) -> list[dict[str, Any]]:
    """Return one trace with the marks of all nodes, lowest first; no trace without nodes.

    `customdata` is the node's id; `factor` makes the marks smaller.
    """
    if not nodes:
        return []
    inks = INKS[theme]
    marks = [(node, mark) for node in nodes for mark in SYMBOLS[node.status]]
    colour = {"symbol": inks.symbol, "halo": inks.halo}
    return [
        {
            "type": "scattergeo",
            "mode": "markers",
            "lon": [node.lon for node, _ in marks],
            "lat": [node.lat for node, _ in marks],
            "customdata": [node.node_id for node, _ in marks],
            # Said once per node, at its uppermost mark: the others lie under it.
            "text": [_said(node) if mark is SYMBOLS[node.status][-1] else "" for node, mark in marks],
            "hovertemplate": "%{text}<extra></extra>",
            "marker": {
                "opacity": 1,
                "symbol": [mark.shape for _, mark in marks],
                "size": [round(mark.plotly_size * factor, 1) for _, mark in marks],
                "color": [colour[mark.fill] for _, mark in marks],
                "line": {"color": inks.symbol, "width": [round(mark.line * factor, 1) for _, mark in marks]},
            },
        }
    ]


def _said(node: NodeMark) -> str:
    lines = "".join(f"<br>{escape(line, quote=False)}" for line in node.lines)
    return f"<b>{escape(node.name, quote=False)}</b>{lines}"


def name_trace(names: Sequence[PlacedName], theme: Theme) -> list[dict[str, Any]]:
    """Return the names as text with a halo: those that always stand, and those that give way."""
    groups = [
        ([name for name in names if name.mark.always], ALWAYS_PX, 600),
        ([name for name in names if not name.mark.always], GIVES_WAY_PX, 400),
    ]
    return [_names(group, size, weight, theme) for group, size, weight in groups if group]


def _names(names: Sequence[PlacedName], size: float, weight: int, theme: Theme) -> dict[str, Any]:
    return {
        "type": "scattergeo",
        "mode": "text",
        "lon": [name.lon for name in names],
        "lat": [name.lat for name in names],
        "text": [escape(name.text, quote=False).replace("\n", "<br>") for name in names],
        "hoverinfo": "skip",
        "textfont": {"size": size, "weight": weight, "color": INKS[theme].text, "shadow": halo(theme)},
    }


def halo(theme: Theme) -> str:
    """Return the halo of text on a map as a CSS text shadow."""
    colour = INKS[theme].halo
    return ",".join(f"{x}px {y}px 2px {colour}" for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)) for _ in "ab")


def scale_bar(frame: Frame, theme: Theme) -> dict[str, Any]:
    """Return a bar of a round length, at most BAR_SHARE of the frame, in its lower left corner."""
    length = bar_km(frame)
    lat = frame.south + 0.02 * (frame.north - frame.south)
    west = frame.west + 0.01 * (frame.east - frame.west)
    across = length / (KM_PER_DEGREE * cos(radians(lat)))
    # Away from its middle the projection turns north aside: the bar rises so that it lies level.
    turned = radians((frame.west + frame.east) / 2 - west - across / 2) * sin(radians(lat))
    rise = turned * length / KM_PER_DEGREE
    inks = INKS[theme]
    return {
        "type": "scattergeo",
        "mode": "lines+markers+text",
        "lon": [round(west + part * across, 4) for part in (0, 0.5, 1)],
        "lat": [round(lat + part * rise, 4) for part in (0, 0.5, 1)],
        "text": ["", f"{length:g}\u202fkm", ""],
        "textposition": "top center",
        "hoverinfo": "skip",
        "textfont": {"size": BAR_PX, "color": inks.text, "shadow": halo(theme)},
        "line": {"color": inks.text, "width": 1.5},
        "marker": {
            "symbol": "line-ns",
            "size": [8, 0, 8],
            "color": inks.text,
            "line": {"color": inks.text, "width": 1.5},
            "opacity": 1,
        },
    }


def bar_km(frame: Frame) -> float:
    """Return the longest of 1, 2, 5, 10, 20, 50 … km that is at most BAR_SHARE of the frame's width."""
    longest = frame_km(frame)[0] * BAR_SHARE
    power = 10.0 ** floor(log10(longest))
    return max(step * power for step in (1, 2, 5) if step * power <= longest)
