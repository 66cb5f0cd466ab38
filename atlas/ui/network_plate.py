"""The map of the nodes as a plate: municipalities tied to their nearest open node."""

from dataclasses import replace
from datetime import date

from atlas.export.plate import Plate
from atlas.ui.map_plates import boundaries
from atlas.ui.network import NEAR_KM, Measure, Network, Reach, detour_factor, near, reach
from atlas.ui.network_below import table
from atlas.ui.network_map import content, describe
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
    told = near(visit, shown, found)
    picture = replace(
        describe(visit, shown, told),
        title=_title(visit, shown, found),
        subtitle=_subtitle(visit, shown),
        credit=boundaries(visit),
        theme="light",
    )
    named = (plural(visit), picture.area, shown.day.isoformat())
    return Plate(picture, content(visit, shown, found), table(visit, shown, found), named, own=True, figure="km")


def _title(visit: Visit, shown: Network, found: Reach) -> str:
    """Return for how many people a node is near."""
    w = visit.words
    share, way = w.value(100 * found.near, "%"), w.value(NEAR_KM, "km")
    return w("network.near_title", area=visit.area_name(shown.area_code), share=share, way=way)


def _subtitle(visit: Visit, shown: Network) -> str:
    """Return which nodes on which day, where, and how the ways are measured."""
    w = visit.words
    nodes = w("legend.nodes", nodes=plural(visit), date=w.date(shown.day))
    factor = w.number(detour_factor(visit), 1)
    return w("network.near_subtitle", nodes=nodes, area=visit.area_name(shown.area_code), factor=factor)
