"""The catchments of the open nodes as tables: who lives there, how far it is, what was announced there."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.analysis.register import gross
from atlas.export import Column, table_html
from atlas.store import Row, records
from atlas.ui.controls import within
from atlas.ui.network import Network, Reach, detour_factor
from atlas.ui.visit import Visit, is_known


def catchments(visit: Visit, shown: Network, reach: Reach) -> None:
    """Draw the table of catchments with its sum; what to do where no node is open."""
    w = visit.words
    day = w.date(shown.day)
    if shown.open.empty:
        st.info(w("network.empty", date=day))
        return
    area = visit.area_name(shown.area_code)
    rows = pd.concat([reach.catchments.reindex(shown.open["node_id"]), reach.whole])
    frame = pd.DataFrame(
        {
            "node": [*node_names(visit, shown).values(), area],
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
        Column("mean", w("network.mean_way"), "number", "km"),
        Column("farthest", w("network.farthest")),
    )
    st.html(table_html(frame, columns, w("network.catchments", area=area, date=day), w))
    note = w("network.population_note", date=w.date(_scaled_on(shown)), factor=w.number(detour_factor(visit), 1))
    st.html(f'<p class="atlas-note">{escape(note)}</p>')


def announced(visit: Visit, shown: Network, reach: Reach) -> None:
    """Draw what the register of events holds for each catchment: reports, jobs lost and created, gross."""
    if shown.open.empty:
        return
    w = visit.words
    events = _events(visit, shown, reach)
    names = node_names(visit, shown)
    assigned = events[events["node_id"].notna()]
    rows = [_summed(name, assigned[assigned["node_id"] == node_id]) for node_id, name in names.items()]
    unassigned = events[events["node_id"].isna()]
    if len(unassigned):
        rows.append(_summed(w("network.unassigned"), unassigned))
    area = visit.area_name(shown.area_code)
    rows.append(_summed(area, events))
    columns = (
        Column("node", w("network.node_in")),
        Column("reports", w("network.reports"), "number"),
        Column("lost", w("network.lost"), "number"),
        Column("created", w("network.created"), "number"),
    )
    st.header(w("network.announced"), anchor="ankuendigungen")
    st.html(table_html(pd.DataFrame(rows), columns, w("network.announced_caption", area=area), w))
    told = [w("network.gross"), *(visit.local(row, "text") for row in _coverage(visit, shown))]
    if len(unassigned):
        listed = w.list(_named(visit, row) for row in records(unassigned))
        told.insert(0, w("network.unassigned_list", n=len(unassigned), list=listed))
    st.html("".join(f'<p class="atlas-note">{escape(line)}</p>' for line in told))


def node_names(visit: Visit, shown: Network) -> dict[str, str]:
    """Return what the open nodes are called in a table, by id: their places, or their names where two share one."""
    places = shown.open["place"]
    column = f"name_{visit.language}" if places.duplicated().any() else "place"
    return dict(zip(shown.open["node_id"], shown.open[column], strict=True))


def _events(visit: Visit, shown: Network, reach: Reach) -> pd.DataFrame:
    """Return the events of the area with the node whose catchment their municipality lies in; None without one."""
    every = visit.store.events()
    inside = every[within(every, shown.area_code)]
    belongs = reach.ways.set_index("municipality_code")["node_id"]
    return inside.assign(node_id=inside["municipality_code"].map(belongs))


def _summed(name: str, events: pd.DataFrame) -> Row:
    """Return a row of the table: all reports, and the gross jobs of those that may be added up."""
    jobs = gross(events)
    return {"node": name, "reports": float(len(events)), "lost": float(jobs.lost), "created": float(jobs.created)}


def _named(visit: Visit, event: Row) -> str:
    district = visit.area_name(event["area_code"])
    return f"{event['company']} ({district}, {visit.words.period(event['announced_on'])})"


def _coverage(visit: Visit, shown: Network) -> list[Row]:
    lands = set(shown.places["land_code"])
    return [row for row in records(visit.store.event_coverage()) if row["area_code"] in lands]


def _farthest(visit: Visit, row: Row) -> str:
    if not is_known(row["farthest_km"]):
        return ""
    return f"{row['farthest']}, {visit.words.value(row['farthest_km'], 'km')}"


def _scaled_on(shown: Network) -> str:
    return str(shown.places["population_scaled_on"].max().date().isoformat())
