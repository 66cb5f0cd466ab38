"""How places are told apart in print: colour, dash and mark as on the screen; without colours dash and mark alone."""

from typing import Any

from atlas.charts.axes import Look
from atlas.charts.colours import INKS
from atlas.picture import Theme

_MARKERS = {
    "circle": "o",
    "square": "s",
    "triangle-up": "^",
    "diamond": "D",
    "triangle-down": "v",
    "cross": "P",
    "x": "X",
}
# Lengths of strokes and gaps, in widths of the line.
_DASHES: dict[str, Any] = {
    "solid": "solid",
    "dash": (0, (4, 1.6)),
    "dot": (0, (1.1, 1.4)),
    "dashdot": (0, (4, 1.4, 1.1, 1.4)),
    "longdash": (0, (7, 1.6)),
    "longdashdot": (0, (7, 1.4, 1.1, 1.4)),
}


def ink(colour: str, theme: Theme) -> str:
    """Return the colour of a category as a theme prints it: in grey all are black, told apart by dash and mark."""
    return INKS[theme].text if theme == "grey" else colour


def dash(name: str) -> Any:
    """Return matplotlib's style of a line for plotly's name of it."""
    return _DASHES[name]


def marker(name: str) -> str:
    """Return matplotlib's marker for plotly's name of it."""
    return _MARKERS[name]


def line_look(look: Look, theme: Theme, width_pt: float, mark_pt: float) -> dict[str, Any]:
    """Return how matplotlib draws the line of a place: width and marks in points."""
    colour = ink(look.colour, theme)
    return {
        "color": colour,
        "linewidth": width_pt,
        "linestyle": dash(look.dash),
        "marker": marker(look.symbol),
        "markersize": mark_pt,
        "markeredgewidth": 0,
        "dash_capstyle": "butt",
        "clip_on": False,
    }
