"""Kreisprofil: one district on one page, its figures beside those of its Land, the country and similar districts."""

import streamlit as st

from atlas import ui
from atlas.ui import profile, profile_files, profile_sections, profile_words
from geo import catchments

ui.fetch_library()
visit = ui.visit()
w = visit.words
district = profile.district(visit)
with ui.page(visit, "profile.title", name=visit.area_name(district)):
    sections = profile_sections.sections(visit, district, catchments)
    st.html(ui.statement_html(*profile_words.answer(visit, district)))
    choice, links = st.columns([1, 2], vertical_alignment="bottom")
    with choice:
        profile.pick(visit, district)
    with links:
        profile_sections.show_links(visit, sections)
    profile_sections.show(visit, district, sections)
    profile_files.show(visit, district, catchments)
    ui.onward(
        {
            "pages/betroffenheit.py": w("profile.next_exposure"),
            "pages/vergleich.py": w("profile.next_comparison"),
            "pages/karte.py": w("profile.next_map"),
            "pages/ereignisse.py": w("profile.next_events"),
        }
    )
