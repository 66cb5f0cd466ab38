"""What a page needs beside the figure: plotly's settings, the style sheet, the first requests."""

from collections.abc import Callable
from typing import Any

from atlas.charts.colours import INKS, rgb
from atlas.charts.map_marks import ALWAYS_PX, GIVES_WAY_PX
from atlas.picture import Theme

# Plotly's own words for the buttons that a map has. The page translates them.
BUTTONS = ("Zoom in", "Zoom out", "Pan", "Reset", "Download plot")
HATCH, DOTS = "atlas-no-data", "atlas-few"
THEMES: tuple[Theme, ...] = ("light", "dark")
# What the credit takes below the map.
CREDIT_PX = 60


def map_config(language: str, file_name: str, translate: Callable[[str], str]) -> dict[str, Any]:
    """Return plotly's settings for a map: few buttons, in the page's language, and no request elsewhere.

    `translate` turns plotly's English words (BUTTONS) into the page's; `file_name` is that of the picture
    which the camera button saves (SVG), without its ending.
    """
    buttons = ["zoomInGeo", "zoomOutGeo", "pan2d", "resetGeo", "toImage"]
    return {
        # Plotly asks its own server for a world outline, drawn or not. An empty one answers from here.
        "topojsonURL": "data:application/json,{}#",
        **_config(language, file_name, translate, buttons),
    }


def timeline_config(language: str, file_name: str, translate: Callable[[str], str]) -> dict[str, Any]:
    """Return plotly's settings for a timeline, as those for a map: its one button saves the picture."""
    return _config(language, file_name, translate, ["toImage"])


def _config(language: str, file_name: str, translate: Callable[[str], str], buttons: list[str]) -> dict[str, Any]:
    return {
        "scrollZoom": False,
        "doubleClick": "reset",
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtons": [buttons],
        "toImageButtonOptions": {"format": "svg", "filename": file_name},
        "locale": language,
        "locales": {language: {"dictionary": {word: translate(word) for word in BUTTONS}, "format": {}}},
    }


def _hatch(theme: Theme) -> str:
    inks = INKS[theme]
    return (
        f'<pattern id="{HATCH}-{theme}" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="5" height="5" fill="{inks.no_data}"/>'
        f'<rect width="1.4" height="5" fill="{inks.hatch}"/></pattern>'
    )


def _dots(theme: Theme) -> str:
    inks = INKS[theme]
    return (
        f'<pattern id="{DOTS}-{theme}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{inks.few}"/><circle cx="3" cy="3" r="1.1" fill="{inks.hatch}"/></pattern>'
    )


# The place of a map, and the patterns for areas without a figure or with few cases, which plotly cannot draw itself.
MAP_HTML = (
    '<svg width="0" height="0" style="position:absolute" aria-hidden="true" focusable="false"><defs>'
    f"{_hatch('light')}{_hatch('dark')}{_dots('light')}{_dots('dark')}</defs></svg>"
    '<div class="atlas-map" role="group"></div>'
)
MAP_CSS = (
    "".join(
        f'.atlas-map path.choroplethlocation[fill="{rgb(colour)}"] {{ fill: url(#{pattern}-{theme}); }}\n'
        for theme in THEMES
        for colour, pattern in ((INKS[theme].no_data, HATCH), (INKS[theme].few, DOTS))
    )
    + ".atlas-map .modebar-btn { background: none; border: 0; cursor: pointer; min-width: 24px; min-height: 24px; }\n"
    "@media (max-width: 640px) {\n"
    f'  .atlas-map .scatterlayer text[style*="font-size: {GIVES_WAY_PX}px"] {{ display: none; }}\n'
    f'  .atlas-map .scatterlayer text[style*="font-size: {ALWAYS_PX}px"] {{ font-size: 10px !important; }}\n'
    "}\n"
)
