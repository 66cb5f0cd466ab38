"""The sheet of a map on the screen: projection, margins, buttons, hover, the credit inside the picture."""

from html import escape
from typing import Any

from atlas.charts.colours import INKS, Inks
from atlas.picture import Frame, Picture

FONT = '"Atlas Sans", "Source Sans 3", system-ui, sans-serif'
CLEAR = "rgba(0,0,0,0)"
CREDIT_LETTERS = 60
# A mark of 10 px and this around it are as large as a finger needs at least: 24 px.
REACH_PX = 7


def map_layout(picture: Picture, frame: Frame, reach_px: float = REACH_PX) -> dict[str, Any]:
    """Return plotly's layout of a map that its frame fills; width and height are those of its place.

    `reach_px` is how near to a mark pointing means the mark and no longer the district around it.
    """
    inks = INKS[picture.theme]
    credit = wrap(picture.credit, CREDIT_LETTERS)
    return {
        # The page gives the height; a new figure keeps zoom and place as long as it shows the same area.
        "autosize": True,
        "uirevision": picture.area,
        # A template with anything in it, or plotly adds its own: 6 kB.
        "template": {"layout": {"showlegend": False}},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": FONT, "size": 12, "color": inks.text},
        "margin": {"l": 0, "r": 0, "t": 0, "b": 6 + 14 * len(credit), "pad": 0},
        # Neither drag nor zoom until a button asks for it: the page scrolls over the map, on a phone too.
        "dragmode": "orbit",
        # A click is told to the page; plotly itself selects nothing, so nothing fades.
        "clickmode": "event",
        "hovermode": "closest",
        "hoverdistance": reach_px,
        "geo": _geo(frame),
        "modebar": {"orientation": "v", **button_look(inks)},
        "hoverlabel": hover_label(inks),
        "annotations": [_credit(credit, inks)] if credit else [],
    }


def hover_label(inks: Inks) -> dict[str, Any]:
    """Return the look of what is said on pointing."""
    return {
        "bgcolor": inks.page,
        "bordercolor": inks.quiet_text,
        "font": {"family": FONT, "size": 13, "color": inks.text},
        "align": "left",
        "namelength": -1,
    }


def button_look(inks: Inks) -> dict[str, Any]:
    """Return the look of the buttons: on a narrow screen they stand above the picture."""
    return {"bgcolor": f"{inks.page}D9", "color": inks.quiet_text, "activecolor": inks.text}


def _geo(frame: Frame) -> dict[str, Any]:
    lon, lat = (frame.west + frame.east) / 2, (frame.south + frame.north) / 2
    return {
        "visible": False,
        "bgcolor": CLEAR,
        "fitbounds": False,
        # Equal areas, as the European statistical offices draw them (ETRS89-LAEA), turned to the frame.
        "projection": {
            "type": "azimuthal equal area",
            "rotation": {"lon": lon, "lat": lat},
            "minscale": 1,
            "maxscale": 16,
        },
        "center": {"lon": lon, "lat": lat},
        "lonaxis": {"range": [frame.west, frame.east]},
        "lataxis": {"range": [frame.south, frame.north]},
    }


def _credit(lines: list[str], inks: Inks) -> dict[str, Any]:
    return {
        "text": "<br>".join(plain(line) for line in lines),
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


def plain(text: str) -> str:
    """Return text that plotly shows as it is: no markup, no placeholder."""
    return escape(text, quote=False).replace("%{", "%\u200b{")


def wrap(text: str, letters: int) -> list[str]:
    """Return the lines of a text, none longer than so many letters unless one word is."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        elif word:
            lines.append(word)
    return lines
