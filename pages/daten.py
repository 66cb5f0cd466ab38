"""Daten & Methodik: where each figure comes from and what it means."""

import streamlit as st

from atlas import ui
from atlas.ui import change_log, freshness, origins, siting_methods

# Below the way of one figure: what each part is called, and what draws it.
PARTS = {
    "freshness.title": freshness.show,
    "changes.title": change_log.show,
    "data.sources": origins.sources,
    "data.indicators": origins.indicators,
    "data.signs": origins.signs,
    "data.territory": origins.territory,
    "methods.siting": siting_methods.show,
}

visit = ui.visit()
w = visit.words
with ui.page(visit, "data.title"):
    st.html(ui.statement_html(origins.summary(visit), freshness.sentence(visit)))
    st.header(w("data.trace"), anchor="zahl")
    origins.trace(visit)
    st.header(w("data.all"), anchor="alles")
    for title, draw in PARTS.items():
        with st.expander(w(title), key=title.replace(".", "_")):
            draw(visit)
    ui.onward(
        {
            "pages/karte.py": w("data.next_map"),
            "pages/knoten.py": w("data.next_nodes"),
            "pages/standort.py": w("siting.title"),
        }
    )
