"""The page of the network's nodes: what a visitor looks at, and the sentences that answer its question."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from atlas.messages import nodes_sentence
from atlas.picture import NodeStatus
from atlas.ui import address
from atlas.ui.controls import COUNTRY, pick_day, within
from atlas.ui.nodes import confirmed
from atlas.ui.visit import Visit

# About half an hour by car on country roads: what people drive for a course in the evening. Our own assumption.
NEAR_KM = 20
OTHER_STATUSES: tuple[NodeStatus, ...] = ("not_yet_open", "planned", "closed")


@dataclass(frozen=True)
class Network:
    """The network on a day, seen from an area.

    `nodes` are all nodes with their status on the day. `places` are the municipalities of the area: name,
    municipality_code, area_code, population (scaled to today's districts), lon, lat (degrees, WGS 84).
    """

    area_code: str
    day: date
    nodes: pd.DataFrame
    places: pd.DataFrame

    @property
    def open(self) -> pd.DataFrame:
        """Return the nodes that are open on the day."""
        return self.nodes[self.nodes["status"] == "open"]


@dataclass(frozen=True)
class Reach:
    """How far the open nodes reach: `ways` has each place with node_id and km, `catchments` a row per node.

    `whole` is the one row of the area, `districts` a row per area code; `near` the share within NEAR_KM.
    """

    ways: pd.DataFrame
    catchments: pd.DataFrame
    whole: pd.DataFrame
    districts: pd.DataFrame
    near: float


def network(visit: Visit) -> Network:
    """Draw the controls and return the network that they choose; no controls for a region without nodes."""
    area_code, day = visit.home_land, date.min
    if not visit.store.node_days().empty:
        columns = st.columns([2, 5], gap="large", vertical_alignment="bottom")
        with columns[0]:
            area_code = _pick_area(visit)
        with columns[1]:
            day = pick_day(visit)
    every = visit.store.municipalities()
    inside = every[within(every, area_code)].rename(columns={"population_scaled": "population"})
    return Network(area_code, day, visit.store.nodes(day), inside)


def detour_factor(visit: Visit) -> float:
    """Return by how much a way is longer than the straight line."""
    return float(visit.region.words["distance"]["detour_factor"])


def answer(visit: Visit, shown: Network, reach: Reach) -> tuple[str, ...]:
    """Return how many nodes are open on the day, how many are not, and for how many people one is near."""
    if shown.nodes.empty:
        return (visit.words("network.none", area=visit.area_name(visit.region.area_code)),)
    return (
        nodes_sentence(visit.words, len(shown.open), shown.day.isoformat()),
        _others(visit, shown),
        confirmed(visit, shown.day),
        _near(visit, shown, reach),
    )


def gaps(visit: Visit, shown: Network) -> str:
    """Return in which districts of the region no node is open on the day."""
    areas = visit.store.areas
    codes = areas.index[areas["in_region"] & (areas["kind"] == "district")]
    without = sorted(
        (visit.area_name(code) for code in set(codes) - set(shown.open["area_code"])), key=visit.words.collate
    )
    return visit.words(
        "network.gaps",
        n=len(without),
        total=len(codes),
        region=visit.area_name(visit.region.area_code),
        date=visit.words.date(shown.day),
        districts=visit.words.list(without),
    )


def _others(visit: Visit, shown: Network) -> str:
    counts = shown.nodes["status"].value_counts()
    told = [
        f"{visit.words.number(int(counts[status]))} {visit.words(f'node.{status}')}"
        for status in OTHER_STATUSES
        if status in counts
    ]
    return visit.words("network.others", list=visit.words.list(told)) if told else ""


def _near(visit: Visit, shown: Network, reach: Reach) -> str:
    if shown.open.empty:
        return ""
    w = visit.words
    return w(
        "network.near",
        area=visit.area_name(shown.area_code),
        share=w.value(100 * reach.near, "%"),
        way=w.value(NEAR_KM, "km"),
        factor=w.number(detour_factor(visit), 1),
    )


def _pick_area(visit: Visit) -> str:
    """Return the area whose municipalities are shown: a Land of the region, or the region."""
    codes = [visit.region.area_code, *visit.region.land_codes]
    # The map knows the country too. Its choice stays in the address; here the home Land stands for it.
    held = address.value("area", {*codes, COUNTRY}, visit.home_land)
    current = held if held in codes else visit.home_land
    st.selectbox(visit.words("control.area"), codes, format_func=visit.area_name, **address.bind("area", current))
    return current
