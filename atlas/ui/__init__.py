"""What every page repeats: the frame, the controls bound to the address, figure + sentence + table + source."""

from atlas.ui.below import show as below
from atlas.ui.controls import map_controls
from atlas.ui.district_panel import show as district_panel
from atlas.ui.event_layer import switch as event_switch
from atlas.ui.faults import guarded
from atlas.ui.figures import figures, sentence
from atlas.ui.frame import begin, onward, page, statement_html
from atlas.ui.map_block import describe
from atlas.ui.map_block import show as map_block
from atlas.ui.map_block import show_legend as legend
from atlas.ui.map_component import fetch_library
from atlas.ui.nodes import nodes_line
from atlas.ui.visit import Visit, visit

__all__ = [
    "Visit",
    "begin",
    "below",
    "describe",
    "district_panel",
    "event_switch",
    "fetch_library",
    "figures",
    "guarded",
    "legend",
    "map_block",
    "map_controls",
    "nodes_line",
    "onward",
    "page",
    "sentence",
    "statement_html",
    "visit",
]
