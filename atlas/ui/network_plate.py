"""The map of the nodes as a plate: municipalities tied to their nearest open node."""

from dataclasses import replace
from datetime import date

from atlas.charts.area_map import AreaMap, KeyGroup, KeyRow
from atlas.export.plate import Plate
from atlas.ui.geometry import geometry
from atlas.ui.map_areas import quiet_areas
from atlas.ui.map_key import node_group
from atlas.ui.network import Measure, Network, Reach, near, reach
from atlas.ui.network_below import table
from atlas.ui.network_map import describe, spokes
from atlas.ui.nodes import plural
from atlas.ui.visit import Visit


class NoOpenNodeError(ValueError):
    """On the day no node is open, so that no way can be drawn."""


def nodes_plate(visit: Visit, area_code: str, day: date, measure: Measure) -> Plate:
    """Return the map of the nodes on a day, seen from an area; `measure` is geo.catchments.

    Raises NoOpenNodeError where none is open on the day.
    """
    shown = Network(area_code, day, visit.store.nodes(day))
    return plate(visit, shown, reach(visit, shown, measure))


def plate(visit: Visit, shown: Network, found: Reach) -> Plate:
    """Return the map of a network as a plate; raises NoOpenNodeError where no node is open."""
    if found.nodes.empty:
        raise NoOpenNodeError(f"nodes: none open on {shown.day.isoformat()}")
    w = visit.words
    told = near(visit, shown, found)
    picture = replace(
        describe(visit, shown, told),
        subtitle=told,
        credit=str(visit.source("boundaries")["attribution"]),
        theme="light",
    )
    named = (plural(visit), picture.area, shown.day.isoformat())
    return Plate(picture, content(visit, shown, found), table(visit, shown, found), named, own=True, figure="km")


def content(visit: Visit, shown: Network, found: Reach) -> AreaMap:
    """Return what the map of a network shows."""
    w = visit.words
    place = geometry(visit.store, shown.area_code, visit.language)
    picture = describe(visit, shown, "")
    ways = KeyGroup("", (KeyRow("spoke", "", w("network.legend")),))
    return AreaMap(
        "places",
        quiet_areas(visit, shown.area_code),
        place.shapes,
        place.addresses,
        w("network.way"),
        (node_group(visit, picture), ways),
        spokes=spokes(found, visit.language),
    )
