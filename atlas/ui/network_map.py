"""The map of the nodes: each municipality tied to its nearest open node, and the legend beside it."""

from functools import lru_cache
from html import escape

import streamlit as st

from atlas.charts.area_map import AreaMap, KeyGroup, KeyRow
from atlas.charts.legend import node_rows
from atlas.charts.places_map import places_map
from atlas.charts.screen import CREDIT_PX, map_config
from atlas.export import file_name
from atlas.messages import words
from atlas.picture import Picture, Spoke
from atlas.store import records
from atlas.ui import siting_planned
from atlas.ui.geometry import geometry
from atlas.ui.map_areas import quiet_areas
from atlas.ui.map_block import SIZE_PX, aspect, button_text, names_of, theme
from atlas.ui.map_component import map_component
from atlas.ui.map_key import node_group
from atlas.ui.network import Network, Reach
from atlas.ui.nodes import confirmed, node_marks, plural
from atlas.ui.visit import Visit

KEY = "network_map"


def show(visit: Visit, shown: Network, reach: Reach, sentence: str) -> None:
    """Draw the map of an area: its municipalities, its nodes, and lines between them."""
    w = visit.words
    place = geometry(visit.store, shown.area_code, visit.language)
    picture = describe(visit, shown, sentence)
    figure = places_map(picture, content(visit, shown, reach), size_px=SIZE_PX)
    name = file_name(picture.title, picture.area, picture.period, language=visit.language, extension="svg")
    map_component(
        figure,
        map_config(visit.language, name.removesuffix(".svg"), lambda word: button_text(visit, word)),
        key=KEY,
        label=w("network.label", nodes=plural(visit), area=picture.area, date=w.date(shown.day)),
        failed=w("error.map"),
        sizes={"aspect": aspect(place.frame), "height": SIZE_PX[1], "below": CREDIT_PX},
        on_picked=_nothing,
    )


def legend(visit: Visit, shown: Network, reach: Reach) -> None:
    """Draw the legend: the signs of the nodes, what dots and lines are, the outline of the region."""
    w = visit.words
    picture = describe(visit, shown, "")
    marks = [
        f'<li><img src="{row.image}" alt="" width="20" height="20">'
        f"{escape(w(f'node.{row.status}'))}<span>{row.count}</span></li>"
        for row in node_rows(picture.nodes, picture)
    ]
    told = [
        w("network.legend") if len(reach.nodes) else "",
        confirmed(visit, shown.day),
        w("legend.outline", region=visit.region.called(visit.language)),
    ]
    title = w("legend.nodes", nodes=plural(visit), date=w.date(shown.day))
    st.html(
        f'<div class="atlas-legend"><section><p>{escape(title)}</p><ul>{"".join(marks)}</ul>'
        f"<p class=small>{escape(' '.join(text for text in told if text))}</p>"
        f"{siting_planned.legend(visit)}</section></div>"
    )


def describe(visit: Visit, shown: Network, sentence: str) -> Picture:
    """Return the picture of the nodes of an area; `sentence` says what it shows."""
    w = visit.words
    credit = str(visit.source("boundaries")["attribution"])
    source = str(visit.source("municipalities")["producer"])
    return Picture(
        kind="map",
        indicator_id="nodes",
        area=visit.area_name(shown.area_code),
        period=shown.day.isoformat(),
        language=visit.language,
        title=w("legend.nodes", nodes=plural(visit), date=w.date(shown.day)),
        subtitle=w("network.legend"),
        source=source,
        stand=w.date(shown.day),
        credit=f"{source} · {credit}",
        hover=(w("network.estimate"),),
        alt=sentence,
        theme=theme(),
        frame=geometry(visit.store, shown.area_code, visit.language).frame,
        names=names_of(visit.store, shown.area_code, visit.language),
        nodes=node_marks(visit, records(shown.nodes)),
        nodes_on=shown.day,
    )


def content(visit: Visit, shown: Network, reach: Reach) -> AreaMap:
    """Return what the map of a network shows: on pointing at a district the mean way of its inhabitants."""
    w = visit.words
    means = reach.districts["mean_km"].to_dict()
    told = {str(code): w("network.mean", way=w.value(mean, "km")) for code, mean in means.items()}
    place = geometry(visit.store, shown.area_code, visit.language)
    ways = KeyGroup("", (KeyRow("spoke", "", w("network.legend")),) if len(reach.nodes) else ())
    return AreaMap(
        "places",
        quiet_areas(visit, shown.area_code, told),
        place.shapes,
        place.addresses,
        w("network.way"),
        (node_group(visit, describe(visit, shown, "")), ways),
        spokes=_spokes(reach, visit.language),
    )


@lru_cache(maxsize=64)
def _spokes(reach: Reach, language: str) -> tuple[Spoke, ...]:
    """Return a line from each municipality to its node; none without a node (measured: 25 ms a run)."""
    w = words(language)
    nodes = {row["node_id"]: row for row in records(reach.nodes)}
    if not nodes:
        return ()
    return tuple(
        Spoke(
            name=row["name"],
            lon=row["lon"],
            lat=row["lat"],
            node_id=row["node_id"],
            node_lon=nodes[row["node_id"]]["lon"],
            node_lat=nodes[row["node_id"]]["lat"],
            way=row["km"],
            text=w(
                "network.spoke",
                node=nodes[row["node_id"]]["place"],
                way=w.value(row["km"], "km"),
                people=w.number(row["population"]),
            ),
            inhabitants=row["population"],
        )
        for row in records(reach.ways)
    )


def _nothing() -> None:
    """Nothing on this page follows from a click: the map is there to look at."""
