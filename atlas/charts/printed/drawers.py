"""Which function draws which content."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from atlas.charts.printed.page import Box, Page
from atlas.picture import Content, Picture

Drawer = Callable[[Page, Box, Picture, Any], None]

# The name of a content's class: the module of this package that draws it, and the function. Named, not imported:
# a page that prints a ranking does not load what maps need.
_DRAWERS = {
    "AreaMap": ("area_map", "area_map"),
    "Columns": ("columns", "columns"),
    "Lines": ("series", "lines"),
    "OneLine": ("series", "one_line"),
    "Slopes": ("slopes", "slopes"),
    "Steps": ("curves", "steps"),
    "RankLines": ("curves", "rank_lines"),
    "Timeline": ("lanes", "timeline"),
    "Ranking": ("rows", "ranking"),
    "ValueRows": ("rows", "value_rows"),
    "BarRows": ("rows", "bar_rows"),
    "Contributions": ("parts", "contributions"),
    "Scatter": ("points", "scatter"),
    "MoranScatter": ("points", "moran"),
}


def drawer(content: Content) -> Drawer:
    """Return what draws a content; raises TypeError where nobody does."""
    name = type(content).__name__
    if name not in _DRAWERS:
        raise TypeError(f"{name}: no drawer, wanted one of {', '.join(_DRAWERS)}")
    module, function = _DRAWERS[name]
    found: Drawer = getattr(import_module(f"atlas.charts.printed.{module}"), function)
    return found
