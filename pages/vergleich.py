"""Vergleich: up to six districts, regions, Länder side by side: as series, ranking, scatter, slope."""

import streamlit as st

from atlas import ui
from atlas.ui import comparison_controls, comparison_figure

ui.fetch_library()
visit = ui.visit()
w = visit.words
with ui.page(visit, "comparison.title"):
    answer = st.container()
    choice = comparison_controls.choose(visit)
    ready = comparison_figure.shown(visit, choice)
    answer.html(ui.statement_html(*ready.answer))
    comparison_figure.show(visit, choice, ready)
    ui.onward(
        {
            "pages/karte.py": w("comparison.next_map"),
            "pages/kreisprofil.py": w("comparison.next_profile"),
            "pages/daten.py": w("comparison.next_data"),
        }
    )
