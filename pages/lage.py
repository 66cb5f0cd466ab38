"""Lage: the region in one look, and the way on to the page that answers each next question."""

import streamlit as st

from atlas import ui
from atlas.ui import situation

ui.fetch_library()
visit = ui.visit()
w = visit.words
with ui.page(visit, "situation.title", region=situation.region_name(visit)):
    shown = situation.figures(visit)
    st.html(ui.statement_html(situation.summary(visit, shown)))
    st.html(situation.tiles(visit, shown))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        situation.small_map(visit)
    with right:
        situation.latest(visit)
    situation.onward(visit)
