"""Karte: districts coloured by an indicator and a period, with the nodes as of a chosen day."""

import streamlit as st

from atlas import ui
from atlas.ui import press
from atlas.ui.map_plates import map_plate

ui.fetch_library()
visit = ui.visit()
with ui.page(visit, "map.title"):
    answer = st.container()
    choice = ui.map_controls(visit)
    shown = ui.figures(visit, choice)
    sentence = ui.sentence(visit, choice, shown)
    answer.html(ui.statement_html(sentence, ui.nodes_line(visit, choice.day)))
    picture = ui.describe(visit, choice, shown, sentence)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        ui.map_block(visit, choice, shown, picture)
    with right:
        ui.event_switch(visit, choice)
        ui.legend(visit, choice, shown, picture)
        ui.district_panel(visit, choice)
    ui.below(visit, choice, shown, sentence)
    press.offer(visit, "map", lambda at: map_plate(at, choice))
    ui.onward({"pages/ereignisse.py": visit.words("map.next_events"), "pages/daten.py": visit.words("map.next_data")})
