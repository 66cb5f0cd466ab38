"""What stands below the figures of the network: the table of municipalities, what it shows, source, downloads."""

from html import escape

import pandas as pd
import streamlit as st

from atlas.export import About, Column, Sheet, table_html
from atlas.messages import words
from atlas.store import Store, kept
from atlas.ui import address
from atlas.ui.below import SENT_AT_ONCE
from atlas.ui.downloads import boundaries_line, files, origin, origin_line
from atlas.ui.network import NEAR_KM, Network, Reach, detour_factor
from atlas.ui.nodes import plural
from atlas.ui.visit import Visit

# The inhabitants of the municipalities are those of the register, scaled to the totals of the districts.
SOURCES = ("municipalities", "population")


def show(visit: Visit, shown: Network, reach: Reach) -> None:
    """Draw the table twin of the map, what it shows, sources and downloads; nothing where no node is open."""
    if reach.nodes.empty:
        return
    w = visit.words
    sheet = table(visit, shown, reach)
    folded = st.expander(w("table.title"), key="table", on_change="rerun")
    if folded.open or len(sheet.frame) <= SENT_AT_ONCE:
        folded.html(table_html(sheet.frame, sheet.columns, sheet.about.title, w, row_header="name"))
    with st.expander(w("map.explain")):
        lines = [sheet.about.definition, sheet.about.formula, *sheet.about.notes, *sheet.about.caveats]
        st.html("".join(f'<p class="atlas-note">{escape(line)}</p>' for line in lines))
    st.html(f'<p class="atlas-note">{_source_lines(visit, sheet.about)}</p>')
    files(visit, lambda _: sheet, [plural(visit), visit.area_name(shown.area_code), shown.day.isoformat()])


def table(visit: Visit, shown: Network, reach: Reach) -> Sheet:
    """Return the municipalities of the area with their nearest open node, in the order of their names."""
    w = visit.words
    columns = (
        Column("municipality_code", w("network.municipality_code")),
        Column("name", w("network.municipality")),
        Column("district", w("network.district")),
        Column("population", w("network.population"), "number"),
        Column("node", w("network.nearest")),
        Column("km", w("network.way"), "number", "km"),
    )
    return Sheet(_about(visit, shown, reach), columns, _rows(visit.store, reach, visit.language), w)


@kept(64)
def _rows(store: Store, reach: Reach, language: str) -> pd.DataFrame:
    """Return the ways with the names of district and node, in the order of names (measured: 25 ms a run)."""
    w = words(language)
    nodes = dict(zip(reach.nodes["node_id"], reach.nodes[f"name_{language}"], strict=True))
    called = reach.ways["name"].tolist()
    return reach.ways.assign(
        district=[store.names[language][code] for code in reach.ways["area_code"].tolist()],
        node=[nodes[node_id] for node_id in reach.ways["node_id"].tolist()],
    ).iloc[sorted(range(len(called)), key=lambda i: w.collate(called[i]))]


def _about(visit: Visit, shown: Network, reach: Reach) -> About:
    w = visit.words
    caveats = [text for source in SOURCES for text in visit.source(source)[f"caveats_{visit.language}"]]
    scaled = w.date(reach.ways["population_scaled_on"].max().date())
    return About(
        title=w("network.table", area=visit.area_name(shown.area_code), nodes=plural(visit), date=w.date(shown.day)),
        origins=tuple(origin(visit, source) for source in SOURCES),
        definition=w("network.definition"),
        formula=w("network.formula", factor=w.number(detour_factor(visit), 1)),
        area=visit.area_name(shown.area_code),
        period=w.date(shown.day),
        notes=(w("network.scaled", date=scaled), w("network.near_note", way=w.value(NEAR_KM, "km"))),
        caveats=(w("network.points"), w("network.outside"), *dict.fromkeys(caveats)),
        address=address.link(),
        data_version=visit.data_version,
    )


def source_line(visit: Visit, source_id: str) -> str:
    """Return source, licence, Stand and day of retrieval of a source as HTML."""
    return origin_line(visit, origin(visit, source_id))


def _source_lines(visit: Visit, about: About) -> str:
    """Return where the table comes from, and what was changed, as HTML."""
    w = visit.words
    lines = [origin_line(visit, named) for named in about.origins]
    own = w("source.changed", change=w("method.own"))
    return "<br>".join([*lines, *(escape(text) for text in (own, w("network.nodes_source"), boundaries_line(visit)))])
