"""The catchments of the open nodes as tables: who lives there, how far it is, what was announced there."""

from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from atlas.analysis.register import gross
from atlas.export import Column, table_html
from atlas.store import Row, Store, kept, records
from atlas.ui.controls import within
from atlas.ui.network import Network, Reach, detour_factor, factor_sources
from atlas.ui.network_below import source_line
from atlas.ui.network_nodes import BETWEEN, sources
from atlas.ui.visit import Visit, is_known

# The source of the events.
REGISTER = "events"
# Rows of the table of events beside those of the nodes.
NOT_ASSIGNED, WHOLE = "", "*"
EVENT_COLUMNS = (
    "company",
    "area_code",
    "land_code",
    "in_region",
    "municipality_code",
    "announced_on",
    "jobs",
    "jobs_direction",
    "count_jobs",
)


@dataclass(frozen=True)
class Announced:
    """The register by catchments: `sums` (reports, lost, created) by node id, NOT_ASSIGNED and WHOLE.

    `not_assigned` are the events that belong to no catchment, because no municipality is named.
    """

    sums: pd.DataFrame
    not_assigned: tuple[Row, ...]


def catchments(visit: Visit, shown: Network, reach: Reach) -> None:
    """Draw the table of catchments with its sum; what to do where no node is open."""
    w = visit.words
    day = w.date(shown.day)
    if reach.nodes.empty:
        st.info(w("network.empty", date=day))
        return
    area = visit.area_name(shown.area_code)
    rows = pd.concat([reach.catchments.reindex(reach.nodes["node_id"]), reach.whole])
    frame = pd.DataFrame(
        {
            "node": [*node_names(visit, reach).values(), area],
            "places": rows["places"].fillna(0).tolist(),
            "population": rows["population"].fillna(0).tolist(),
            "mean": rows["mean_km"].tolist(),
            "farthest": [_farthest(visit, row) for row in records(rows)],
        }
    )
    columns = (
        Column("node", w("network.node_in")),
        Column("places", w("network.places"), "number"),
        Column("population", w("network.population"), "number"),
        Column("mean", w("network.way"), "number", "km"),
        Column("farthest", w("network.farthest")),
    )
    st.html(table_html(frame, columns, w("network.catchments", area=area, date=day), w))
    st.html(f'<p class="atlas-note">{_note(visit, reach)}</p>')


def _note(visit: Visit, reach: Reach) -> str:
    """Return what inhabitants and ways are, and what the factor behind the ways rests on, as HTML."""
    w = visit.words
    factor = w.number(detour_factor(visit), 1)
    told = escape(w("network.population_note", date=w.date(_scaled_on(reach)), factor=factor))
    linked = sources(visit, BETWEEN.join(factor_sources(visit)) or None, None)
    return f"{told} {escape(w('network.factor', factor=factor))}{linked}." if linked else told


def announced(visit: Visit, shown: Network, reach: Reach) -> None:
    """Draw what the register of events holds for each catchment: reports, jobs lost and created, gross."""
    if reach.nodes.empty:
        return
    w = visit.words
    found = _announced(visit.store, shown.area_code, reach)
    area = visit.area_name(shown.area_code)
    called = list(node_names(visit, reach).items())
    called += [(NOT_ASSIGNED, w("network.unassigned"))] if found.not_assigned else []
    frame = found.sums.reindex([*(key for key, _ in called), WHOLE], fill_value=0).astype(float)
    frame = frame.assign(node=[*(name for _, name in called), area])
    columns = (
        Column("node", w("network.node_in")),
        Column("reports", w("network.reports"), "number"),
        Column("lost", w("network.lost"), "number"),
        Column("created", w("network.created"), "number"),
    )
    st.header(w("network.announced"), anchor="ankuendigungen")
    st.html(table_html(frame, columns, w("network.announced_caption", area=area), w))
    told = [w("network.gross"), *(visit.local(row, "text") for row in _coverage(visit, reach))]
    if found.not_assigned:
        listed = w.list(_named(visit, row) for row in found.not_assigned)
        told.insert(0, w("network.unassigned_list", n=len(found.not_assigned), list=listed))
    lines = [*(escape(line) for line in told), source_line(visit, REGISTER)]
    st.html("".join(f'<p class="atlas-note">{line}</p>' for line in lines))


def node_names(visit: Visit, reach: Reach) -> dict[str, str]:
    """Return what the open nodes are called in a table, by id: their places, or their names where two share one."""
    places = reach.nodes["place"]
    column = f"name_{visit.language}" if places.duplicated().any() else "place"
    return dict(zip(reach.nodes["node_id"], reach.nodes[column], strict=True))


@kept(64)
def _announced(store: Store, area_code: str, reach: Reach) -> Announced:
    """Return the events of an area by the catchment that their municipality lies in (measured: 40 ms a run)."""
    every = store.events()[[*EVENT_COLUMNS]]
    events = every[within(every, area_code)]
    belongs = reach.ways.set_index("municipality_code")["node_id"]
    keys = events["municipality_code"].map(belongs).fillna(NOT_ASSIGNED)
    rows = {key: _summed(events[keys == key]) for key in keys.unique()} | {WHOLE: _summed(events)}
    return Announced(pd.DataFrame.from_dict(rows, orient="index"), tuple(records(events[keys == NOT_ASSIGNED])))


def _summed(events: pd.DataFrame) -> dict[str, int]:
    """Return how many reports these are, and the gross jobs of those that may be added up."""
    jobs = gross(events)
    return {"reports": len(events), "lost": jobs.lost, "created": jobs.created}


def _named(visit: Visit, event: Row) -> str:
    district = visit.area_name(event["area_code"])
    return f"{event['company']} ({district}, {visit.words.period(event['announced_on'])})"


def _coverage(visit: Visit, reach: Reach) -> list[Row]:
    lands = set(reach.ways["land_code"])
    return [row for row in records(visit.store.event_coverage()) if row["area_code"] in lands]


def _farthest(visit: Visit, row: Row) -> str:
    if not is_known(row["farthest_km"]):
        return ""
    return f"{row['farthest']}, {visit.words.value(row['farthest_km'], 'km')}"


def _scaled_on(reach: Reach) -> str:
    return str(reach.ways["population_scaled_on"].max().date().isoformat())
