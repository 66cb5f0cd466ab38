"""The page of the network's nodes: what a visitor looks at, and the sentences that answer its question."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import pandas as pd
import streamlit as st

from atlas.messages import nodes_sentence
from atlas.picture import NodeStatus
from atlas.store import Store, kept
from atlas.ui import address
from atlas.ui.controls import pick_day, within
from atlas.ui.nodes import confirmed
from atlas.ui.visit import Visit, today

# About half an hour by car on country roads: what people drive for a course in the evening. Our own assumption.
NEAR_KM = 20
OTHER_STATUSES: tuple[NodeStatus, ...] = ("not_yet_open", "planned", "closed")


class Measure(Protocol):
    """What this page needs of geo.catchments. The page hands it over: nothing here may import it."""

    def __hash__(self) -> int: ...

    def nearest(self, places: pd.DataFrame, nodes: pd.DataFrame, detour_factor: float, /) -> pd.DataFrame:
        """Return the places with node_id and km."""
        ...

    def catchments(self, ways: pd.DataFrame, by: str, /) -> pd.DataFrame:
        """Return what adds up for each value of a column."""
        ...

    def share_within(self, ways: pd.DataFrame, km: float, /) -> float:
        """Return the share of the inhabitants whose way is at most so long."""
        ...


@dataclass(frozen=True)
class Network:
    """The network on a day, seen from an area: all nodes with their status on the day."""

    area_code: str
    day: date
    nodes: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Reach:
    """How far the open nodes reach in an area. Equal only to itself, so that work done with it can be kept.

    `nodes` are the open ones. `ways` are the municipalities of the area: name, municipality_code, area_code,
    population (scaled to today's districts), lon, lat (degrees, WGS 84), node_id and km (the nearest node).
    `catchments` has a row per node, `whole` one for the area, `districts` one per area code, as
    geo.catchments gives them; `near` is the share of the inhabitants within NEAR_KM.
    """

    nodes: pd.DataFrame
    ways: pd.DataFrame
    catchments: pd.DataFrame
    whole: pd.DataFrame
    districts: pd.DataFrame
    near: float


def network(visit: Visit) -> Network:
    """Draw the controls and return the network that they choose; no controls for a region without nodes."""
    if visit.store.node_days().empty:
        return Network(visit.home_area, today(), visit.store.nodes(today()))
    columns = st.columns([2, 5], gap="large", vertical_alignment="bottom")
    with columns[0]:
        area_code = _pick_area(visit)
    with columns[1]:
        day = pick_day(visit)
    return Network(area_code, day, visit.store.nodes(day))


def reach(visit: Visit, shown: Network, measure: Measure) -> Reach:
    """Return how far the nodes reach that are open on the day; `measure` is geo.catchments."""
    nodes = shown.nodes.loc[shown.nodes["status"] == "open", "node_id"]
    return _reach(visit.store, shown.area_code, tuple(nodes), detour_factor(visit), measure)


@kept(64)
def _reach(store: Store, area_code: str, open_ids: tuple[str, ...], factor: float, measure: Measure) -> Reach:
    """Return what depends on the area and the open nodes alone (measured: with what is made of it, 80 ms a run)."""
    every = store.municipalities()
    places = every[within(every, area_code)].rename(columns={"population_scaled": "population"})
    nodes = store.nodes(date.max)
    nodes = nodes[nodes["node_id"].isin(open_ids)]
    ways = measure.nearest(places, nodes, factor)
    return Reach(
        nodes,
        ways,
        measure.catchments(ways, "node_id"),
        measure.catchments(ways.assign(whole=True), "whole"),
        measure.catchments(ways, "area_code"),
        measure.share_within(ways, NEAR_KM),
    )


def detour_factor(visit: Visit) -> float:
    """Return by how much a way is longer than the straight line."""
    return float(visit.region.words["distance"]["detour_factor"])


def factor_sources(visit: Visit) -> list[str]:
    """Return the addresses of what the detour factor rests on."""
    return list(visit.region.words["distance"].get("source_urls", ()))


def answer(visit: Visit, shown: Network, reach: Reach) -> tuple[str, ...]:
    """Return how many nodes are open on the day, how many are not, and for how many people one is near."""
    if shown.nodes.empty:
        return (visit.words("network.none", area=visit.area_name(visit.region.area_code)),)
    return (
        nodes_sentence(visit.words, len(reach.nodes), shown.day.isoformat()),
        _others(visit, shown),
        confirmed(visit, shown.day),
        near(visit, shown, reach),
    )


def gaps(visit: Visit, shown: Network, reach: Reach) -> str:
    """Return in which districts of the region no node is open on the day."""
    areas = visit.store.areas
    codes = areas.index[areas["in_region"] & (areas["kind"] == "district")]
    without = sorted(
        (visit.area_name(code) for code in set(codes) - set(reach.nodes["area_code"])), key=visit.words.collate
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
    """Return how many nodes have each of the other statuses."""
    counts = shown.nodes["status"].value_counts()
    told = (
        visit.words(f"network.count_{status}", n=int(counts[status])) for status in OTHER_STATUSES if status in counts
    )
    return " ".join(told)


def near(visit: Visit, shown: Network, reach: Reach) -> str:
    """Return for how many people of the area an open node is near; '' where none is open."""
    if reach.nodes.empty:
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
    """Return the area whose municipalities are shown: the region, unless a Land of it was chosen."""
    codes = [visit.region.area_code, *visit.region.land_codes]
    # Other pages know more areas. Their choice stays in the address; here the home area stands for it.
    held = address.value("area", visit.store.areas.index.__contains__, visit.region.area_code)
    current = held if held in codes else visit.home_area
    st.selectbox(visit.words("control.area"), codes, format_func=visit.area_name, **address.bind("area", current))
    return current
