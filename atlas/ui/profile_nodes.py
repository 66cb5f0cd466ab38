"""The open nodes that are nearest to a district's people."""

from datetime import date

from atlas.export.document import Item, Items, Notes, Section
from atlas.messages import words
from atlas.store import Store, kept, records
from atlas.ui.network import Measure, detour_factor
from atlas.ui.nodes import plural
from atlas.ui.visit import Visit

NEAREST = 3


@kept(256)
def section(store: Store, code: str, language: str, day: date, measure: Measure) -> Section | None:
    """Return the nearest open nodes of a day with the mean way there; None where there is none or no place is known."""
    near = nearest(store, code, language, day, measure)
    if not near:
        return None
    visit = Visit(words(language), store, store.region())
    w = visit.words
    items = tuple(
        Item(w("profile.node_way", node=name, place=place, way=w.value(km, "km"))) for name, place, km in near
    )
    note = w("profile.nodes_note", date=w.date(day), factor=w.number(detour_factor(visit), 1))
    return Section("nodes", w("profile.nodes", nodes=plural(visit)), (Items(items), Notes((note,))))


@kept(256)
def nearest(store: Store, code: str, language: str, day: date, measure: Measure) -> tuple[tuple[str, str, float], ...]:
    """Return name, place and mean way (km, over the inhabitants) of the nearest open nodes of a day, nearest first."""
    visit = Visit(words(language), store, store.region())
    nodes = store.nodes(day)
    nodes = nodes[nodes["status"] == "open"]
    every = store.municipalities()
    places = every[every["area_code"] == code].rename(columns={"population_scaled": "population"})
    if nodes.empty or places.empty:
        return ()
    found = []
    for row in records(nodes):
        ways = measure.nearest(places, nodes[nodes["node_id"] == row["node_id"]], detour_factor(visit))
        mean = float(measure.catchments(ways, "node_id")["mean_km"].iloc[0])
        found.append((visit.local(row, "name"), str(row["place"]), mean))
    return tuple(sorted(found, key=lambda one: one[2])[:NEAREST])
