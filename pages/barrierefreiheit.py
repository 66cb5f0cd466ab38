"""Barrierefreiheit: the accessibility statement with an address for feedback."""

import streamlit as st

from atlas import ui

visit = ui.visit()
w = visit.words
with ui.page(visit, "accessibility.title"):
    for part in ("scope", "state", "maps", "framework", "feedback"):
        st.header(w(f"accessibility.{part}"), anchor=part)
        st.html(ui.statement_html(w(f"accessibility.{part}_text")))
