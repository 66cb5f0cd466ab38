"""The map of a plan: each municipality tied to the site it goes to, sites by what becomes of them, and the legend."""

from functools import lru_cache
from html import escape

import numpy as np
import streamlit as st

from atlas.charts.area_map import AreaMap, KeyGroup, KeyRow
from atlas.charts.legend import STATUSES, node_rows
from atlas.charts.places_map import AREA_PREFIX, places_map
from atlas.charts.screen import CREDIT_PX, map_config
from atlas.export import file_name
from atlas.messages import words
from atlas.picture import NodeMark, NodeStatus, Picture, Spoke
from atlas.store import Row, open_current, records
from atlas.ui import address, siting_places, siting_words
from atlas.ui.faults import guarded_callback
from atlas.ui.geometry import geometry
from atlas.ui.map_areas import quiet_areas
from atlas.ui.map_block import SIZE_PX, aspect, button_text, names_of, theme
from atlas.ui.map_component import map_component, picked
from atlas.ui.map_key import outline_row
from atlas.ui.siting_solve import Answer
from atlas.ui.visit import Visit

KEY = "siting_map"
# What is left of a screen of 1280 x 800 for the map, in px.
MAP_PX = 480
# Nodes that are to come, as far as the register of nodes knows.
PLANNED = ("planned", "not_yet_open")


def show(visit: Visit, answer: Answer) -> None:
    """Draw the map of a plan; where own places are the candidates, a click on a municipality sets or drops one."""
    w, question = visit.words, answer.problem.question
    place = geometry(visit.store, question.area_code, visit.language)
    picture = describe(visit, answer)
    figure = places_map(picture, content(visit, answer), size_px=SIZE_PX)
    name = file_name(picture.title, picture.area, picture.period, language=visit.language, extension="svg")
    map_component(
        figure,
        map_config(visit.language, name.removesuffix(".svg"), lambda word: button_text(visit, word)),
        key=KEY,
        label=w("siting.map_label", area=picture.area),
        failed=w("error.map"),
        sizes={"aspect": aspect(place.frame), "height": MAP_PX, "below": CREDIT_PX},
        on_picked=_take_click,
    )
    if question.source == "own":
        st.html(f'<p class="atlas-note">{escape(w("siting.own_click"))}</p>')


def legend(visit: Visit, answer: Answer) -> None:
    """Draw the legend: the signs of the sites with their number, what dots and lines are, the outline of the region."""
    w = visit.words
    picture = describe(visit, answer)
    marks = [
        f'<li><img src="{row.image}" alt="" width="20" height="20">'
        f"{escape(w(f'siting.mark_{row.status}'))}<span>{row.count}</span></li>"
        for row in node_rows(picture.nodes, picture)
    ]
    told = (w("siting.legend"), w("legend.outline", region=visit.region.called(visit.language)))
    st.html(
        f'<div class="atlas-legend"><section><ul>{"".join(marks)}</ul>'
        f"<p class=small>{escape(' '.join(told))}</p></section></div>"
    )


def marks(visit: Visit, answer: Answer) -> tuple[NodeMark, ...]:
    """Return the signs of a plan: nodes that stay, nodes it gives up, sites it proposes, nodes planned by others."""
    asked = answer.problem
    gone, new = set(answer.given_up), set(answer.proposed)
    status: dict[int, NodeStatus] = {site: "closed" if site in gone else "open" for site in asked.existing}
    status |= dict.fromkeys(new, "proposed")
    rows = records(asked.sites)
    found = [_mark(visit, rows[site], said) for site, said in sorted(status.items())]
    nodes = visit.store.nodes(asked.question.day)
    coming = nodes[nodes["status"].isin(PLANNED) & nodes["area_code"].isin(asked.places["area_code"])]
    rows = [{**row, "site_id": row["node_id"], "name": row["place"]} for row in records(coming)]
    # What the plan proposes stands above what others plan at the same place.
    return (*(_mark(visit, row, "planned") for row in rows), *found)


@lru_cache(maxsize=32)
def spokes(answer: Answer, language: str) -> tuple[Spoke, ...]:
    """Return a line from each municipality to the site it goes to; a dot alone where there is none."""
    w, asked = words(language), answer.problem
    rows, sites = records(asked.places), records(asked.sites)
    unit, how = w("siting.minutes"), w("siting.routed" if asked.routed else "siting.estimate")
    found = []
    for row, site, minutes in zip(rows, answer.after.site.tolist(), answer.after.minutes.tolist(), strict=True):
        target = sites[site] if site >= 0 else {"site_id": "", "name": "", **{key: row[key] for key in ("lon", "lat")}}
        way = w.value(minutes, unit) if np.isfinite(minutes) else w("siting.no_way")
        found.append(
            Spoke(
                name=row["name"],
                lon=row["lon"],
                lat=row["lat"],
                node_id=target["site_id"],
                node_lon=target["lon"],
                node_lat=target["lat"],
                way=float(minutes) if np.isfinite(minutes) else None,
                text=w("siting.spoke", site=target["name"], way=way, how=how) if site >= 0 else way,
                inhabitants=row["population"],
                area_code=row["municipality_code"],
            )
        )
    return tuple(found)


def _mark(visit: Visit, row: Row, status: NodeStatus) -> NodeMark:
    lines = [visit.words(f"siting.mark_{status}")]
    if row.get("venues"):
        lines.append(visit.words("siting.venue_count", n=int(row["venues"])))
    return NodeMark(row["site_id"], row["name"], status, row["lon"], row["lat"], tuple(lines))


def describe(visit: Visit, answer: Answer) -> Picture:
    """Return the picture of a plan."""
    w, asked = visit.words, answer.problem
    question = asked.question
    credit = str(visit.source("boundaries")["attribution"])
    source = str(visit.source("municipalities")["producer"])
    return Picture(
        kind="map",
        indicator_id="siting",
        area=visit.area_name(question.area_code),
        period=question.day.isoformat(),
        language=visit.language,
        title=w("siting.map_title"),
        subtitle=w("siting.legend"),
        source=source,
        stand=w.date(question.day),
        credit=f"{source} · {credit}",
        hover=(siting_words.how(visit, asked),),
        alt=" ".join(siting_words.sentences(visit, answer)),
        theme=theme(),
        frame=geometry(visit.store, question.area_code, visit.language).frame,
        names=names_of(visit.store, question.area_code, visit.language),
        nodes=marks(visit, answer),
        nodes_on=question.day,
    )


def content(visit: Visit, answer: Answer) -> AreaMap:
    """Return what the map of a plan shows: on pointing at a district its mean way before and after."""
    w = visit.words
    code = answer.problem.question.area_code
    place = geometry(visit.store, code, visit.language)
    before, after = answer.before.districts["mean"], answer.after.districts["mean"]
    told = {
        str(code): w(
            "siting.district_change",
            before=siting_words.minutes(visit, before[code]),
            after=siting_words.minutes(visit, after[code]),
        )
        for code in after.index
    }
    found = [mark.status for mark in marks(visit, answer)]
    rows = [
        KeyRow("node", status, w(f"siting.mark_{status}"), w.number(found.count(status)))
        for status in STATUSES
        if status in found
    ]
    key = KeyGroup("", (*rows, KeyRow("spoke", "", w("siting.legend")), outline_row(visit)))
    return AreaMap(
        "places",
        quiet_areas(visit, code, told),
        place.shapes,
        place.addresses,
        w("siting.way_after"),
        (key,),
        spokes=spokes(answer, visit.language),
        told="nodes",
    )


@guarded_callback
def _take_click() -> None:
    """Set or drop an own place where a municipality was clicked; without own places a click means nothing."""
    _, mark = picked(KEY)
    if mark and mark.startswith(AREA_PREFIX) and address.held().get("pool") == "own":
        siting_places.toggle(open_current(), mark.removeprefix(AREA_PREFIX))
