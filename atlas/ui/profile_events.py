"""What the register holds of a district, and the open nodes that are nearest to its people."""

from html import escape

import streamlit as st

from atlas.analysis.register import gross
from atlas.messages import words
from atlas.store import Store, kept, records
from atlas.ui.network import Measure, detour_factor
from atlas.ui.nodes import plural
from atlas.ui.profile import land
from atlas.ui.register_words import Report, reports
from atlas.ui.visit import Visit, today

SENT_AT_ONCE = 6
NEAREST = 3


def show(visit: Visit, code: str) -> None:
    """Draw the reports of the district, newest first, with the sums of announced jobs."""
    w = visit.words
    st.header(w("profile.events"), anchor=False)
    coverage = visit.store.event_coverage()
    items = _items(visit.store, code, visit.language)
    if not items:
        covered = land(visit.store, code) in set(coverage["area_code"])
        told = w("profile.events_none") if covered else w("profile.events_not_covered")
        st.html(f'<p class="atlas-note">{escape(told)}</p>')
        return
    every = visit.store.events()
    sums = gross(every[every["area_code"] == code])
    notes = (w("profile.events_sums", lost=sums.lost, created=sums.created), w("profile.events_about"))
    st.html("".join(f'<p class="atlas-note">{escape(note)}</p>' for note in notes) + _list(items[:SENT_AT_ONCE]))
    if rest := items[SENT_AT_ONCE:]:
        folded = st.expander(w("profile.events_more", n=len(rest)), key="more_cases", on_change="rerun")
        if folded.open:
            folded.html(_list(rest))


def _list(items: tuple[str, ...]) -> str:
    return f'<ul class="atlas-events">{"".join(items)}</ul>'


@kept(256)
def _items(store: Store, code: str, language: str) -> tuple[str, ...]:
    """Return the reports of a district as HTML, newest first."""
    every = store.events()
    told = reports(store, language)
    keys = every.loc[every["area_code"] == code, "event_id"].tolist()[::-1]
    return tuple(_item(told[key], language) for key in keys)


def _item(report: Report, language: str) -> str:
    w, row = words(language), report.row
    head = f"{report.day}: {row['company']}, {row['site']}"
    source = f'<a href="{escape(row["source_url"])}" rel="noreferrer">{escape(row["source_publisher"])}</a>'
    later = ""
    if report.later:
        word = w("events.superseded" if report.taken_back else "events.continued")
        later = f"<span>{escape(word)} {escape(w('events.see', later='; '.join(report.later)))}</span>"
    kind = w("events.type_and_jobs", type=report.kind, jobs=report.jobs)
    return f"<li><strong>{escape(head)}</strong><span>{escape(kind)} ({source})</span>{later}</li>"


def show_nodes(visit: Visit, code: str, measure: Measure) -> None:
    """Draw the nearest open nodes with the mean way there; nothing where no node is open or no place is known."""
    near = nearest(visit, code, measure)
    if not near:
        return
    w = visit.words
    st.header(w("profile.nodes", nodes=plural(visit)), anchor=False)
    items = "".join(
        f"<li>{escape(w('profile.node_way', node=name, place=place, way=w.value(km, 'km')))}</li>"
        for name, place, km in near
    )
    note = w("profile.nodes_note", date=w.date(today()), factor=w.number(detour_factor(visit), 1))
    st.html(f'<ul class="atlas-events">{items}</ul><p class="atlas-note">{escape(note)}</p>')


def nearest(visit: Visit, code: str, measure: Measure) -> list[tuple[str, str, float]]:
    """Return name, place and mean way (km, over the inhabitants) of the nearest open nodes, nearest first."""
    nodes = visit.store.nodes(today())
    nodes = nodes[nodes["status"] == "open"]
    every = visit.store.municipalities()
    places = every[every["area_code"] == code].rename(columns={"population_scaled": "population"})
    if nodes.empty or places.empty:
        return []
    found = []
    for row in records(nodes):
        ways = measure.nearest(places, nodes[nodes["node_id"] == row["node_id"]], detour_factor(visit))
        mean = float(measure.catchments(ways, "node_id")["mean_km"].iloc[0])
        found.append((visit.local(row, "name"), str(row["place"]), mean))
    return sorted(found, key=lambda one: one[2])[:NEAREST]
