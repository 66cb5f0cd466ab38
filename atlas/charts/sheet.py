"""What the pictures beside the maps share: no drag, no legend, the page's colours, an axis on top, an upright line."""

from typing import Any

from atlas.charts.colours import Inks
from atlas.charts.map_layout import CLEAR, FONT, button_look, hover_label, plain

# The size of the letters of a picture, and of those along its axis on top, in px.
LETTERS_PX = 12
AXIS_PX = 10.5


def sheet(inks: Inks) -> dict[str, Any]:
    """Return the layout that all these pictures begin with."""
    return {
        "autosize": True,
        "template": {"layout": {"showlegend": False}},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": FONT, "size": LETTERS_PX, "color": inks.text},
        # The page scrolls over the picture, on a phone too.
        "dragmode": False,
        "clickmode": "event",
        "hovermode": "closest",
        "hoverdistance": 12,
        "hoverlabel": hover_label(inks),
        "modebar": button_look(inks),
    }


def top_axis(title: str, inks: Inks) -> dict[str, Any]:
    """Return the look of an axis above the picture, with its title over it; range and ticks are the caller's."""
    return {
        "fixedrange": True,
        "side": "top",
        "tickangle": 0,
        "tickfont": {"size": AXIS_PX, "color": inks.quiet_text},
        "title": {"text": plain(title), "font": {"size": 11, "color": inks.quiet_text}, "standoff": 4},
        "showgrid": True,
        "gridcolor": inks.grid,
        "zeroline": False,
        "showline": False,
    }


def vertical(at: float, colour: str, dash: str) -> dict[str, Any]:
    """Return a line from top to bottom."""
    line = {"color": colour, "width": 1, "dash": dash}
    return {"type": "line", "layer": "below", "yref": "paper", "y0": 0, "y1": 1, "x0": at, "x1": at, "line": line}
