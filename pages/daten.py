"""Daten & Methodik: where each figure comes from and what it means."""

import streamlit as st

from atlas import ui
from atlas.ui import change_log, freshness, origins, siting_methods

visit = ui.visit()
w = visit.words
with ui.page(visit, "data.title"):
    st.html(ui.statement_html(origins.summary(visit)))
    st.header(w("data.trace"), anchor="zahl")
    origins.trace(visit)
    st.header(w("freshness.title"), anchor="aktualitaet")
    freshness.show(visit)
    st.header(w("changes.title"), anchor="aenderungen")
    change_log.show(visit)
    st.header(w("data.sources"), anchor="quellen")
    origins.sources(visit)
    st.header(w("data.indicators"), anchor="indikatoren")
    origins.indicators(visit)
    st.header(w("data.signs"), anchor="zeichen")
    origins.signs(visit)
    st.header(w("data.territory"), anchor="gebietsstand")
    origins.territory(visit)
    st.header(w("methods.siting"), anchor="standorte")
    siting_methods.show(visit)
    ui.onward(
        {
            "pages/karte.py": w("data.next_map"),
            "pages/knoten.py": w("data.next_nodes"),
            "pages/standort.py": w("siting.title"),
        }
    )
