"""Kreisprofil: one district on one page, its figures beside those of its Land, the country and similar districts."""

import streamlit as st

from atlas import ui
from atlas.ui import (
    profile,
    profile_branches,
    profile_commuters,
    profile_events,
    profile_exposure,
    profile_files,
    profile_parts,
    profile_peers,
    profile_series,
    profile_words,
)
from geo import catchments

ui.fetch_library()
visit = ui.visit()
w = visit.words
district = profile.district(visit)
with ui.page(visit, "profile.title", name=visit.area_name(district)):
    st.html(ui.statement_html(*profile_words.answer(visit, district)))
    profile.pick(visit, district)
    profile.show(visit, district)
    profile_series.show(visit, district)
    profile_branches.show(visit, district)
    profile_parts.show(visit, district)
    profile_events.show(visit, district)
    profile_events.show_nodes(visit, district, catchments)
    profile_exposure.show(visit, district)
    profile_commuters.show(visit, district)
    profile_peers.show(visit, district)
    profile_files.show(visit, district)
    ui.onward(
        {
            "pages/karte.py": w("profile.next_map"),
            "pages/ereignisse.py": w("profile.next_events"),
            "pages/daten.py": w("profile.next_data"),
        }
    )
