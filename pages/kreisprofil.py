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
    st.html(ui.statement_html(*profile_words.around(visit, district, catchments)))
    profile_sections.show_links(visit, sections)
    profile.pick(visit, district)
    profile_sections.show(visit, district, sections)
    profile_files.show(visit, district, catchments)
    ui.onward(
        {
            "pages/karte.py": w("profile.next_map"),
            "pages/ereignisse.py": w("profile.next_events"),
            "pages/daten.py": w("profile.next_data"),
        }
    )
