"""What a page needs beside the figure: plotly's settings, the style sheet, the first requests."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from atlas.charts.colours import INKS, rgb
from atlas.charts.map_marks import ALWAYS_PX, GIVES_WAY_PX
from atlas.picture import Theme

# Plotly's own words for the buttons that a map has. The page translates them.
BUTTONS = ("Zoom in", "Zoom out", "Pan", "Reset", "Download plot")
HATCH = "atlas-no-data"
# What the credit takes below the map on a narrow screen.
CREDIT_PX = 60


def map_config(language: str, file_name: str, translate: Callable[[str], str]) -> dict[str, Any]:
    """Return plotly's settings for a map: few buttons, in the page's language, and no request elsewhere.

    `translate` turns plotly's English words (BUTTONS) into the page's; `file_name` is that of the picture
    which the camera button saves (SVG), without its ending.
    """
    return {
        # Plotly asks its own server for a world outline, drawn or not. An empty one answers from here.
        "topojsonURL": "data:application/json,{}#",
        "scrollZoom": False,
        "doubleClick": "reset",
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtons": [["zoomInGeo", "zoomOutGeo", "pan2d", "resetGeo", "toImage"]],
        "toImageButtonOptions": {"format": "svg", "filename": file_name},
        "locale": language,
        "locales": {language: {"dictionary": {word: translate(word) for word in BUTTONS}, "format": {}}},
    }


def map_style(key: str, theme: Theme, aspect: float) -> str:
    """Return the style sheet of a map drawn with st.plotly_chart(key=key), as HTML with its hatch.

    It hatches areas without a figure (plotly cannot), gives the map the height that its frame (width by
    height: `aspect`) needs on a narrow screen, and hides names there that give way.
    """
    inks = INKS[theme]
    here = f".st-key-{key}"
    return f"""<svg width="0" height="0" style="position:absolute" aria-hidden="true" focusable="false"><defs>
<pattern id="{HATCH}-{theme}" width="5" height="5"
 patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="5" height="5" fill="{inks.no_data}"/><rect width="1.4" height="5" fill="{inks.hatch}"/>
</pattern></defs></svg>
<style>
{here} path.choroplethlocation[fill="{rgb(inks.no_data)}"] {{ fill: url(#{HATCH}-{theme}); }}
{here} .modebar-btn {{ background: none; border: 0; cursor: pointer; min-width: 24px; min-height: 24px; }}
@media (max-width: 640px) {{
  {here}, {here} .stPlotlyChart {{ height: calc((100vw - 2rem) / {aspect:.3f} + {CREDIT_PX}px) !important; }}
  {here} .scatterlayer text[style*="font-size: {GIVES_WAY_PX}px"] {{ display: none; }}
  {here} .scatterlayer text[style*="font-size: {ALWAYS_PX}px"] {{ font-size: 10px !important; }}
}}
</style>"""


def picked(points: Sequence[Mapping[str, Any]]) -> tuple[str | None, str | None]:
    """Return the area code and the node id that a visitor's click on a map named; None where it did not.

    `points` is `selection.points` of st.plotly_chart: one point per click, none when it was taken back.
    """
    for point in points:
        area, node = point.get("location"), point.get("customdata")
        if area or node:
            return (str(area) if area else None), (str(node) if node else None)
    return None, None
