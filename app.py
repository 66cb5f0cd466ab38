"""The front door: page frame, language, the pages and their order."""

import streamlit as st

from atlas import ui
from atlas.messages import words
from atlas.ui.visit import language

st.set_page_config(layout="wide")
ui.begin()
w = words(language())
chosen = st.navigation(
    [
        st.Page("pages/karte.py", title=w("menu.map"), url_path="karte", default=True),
        st.Page("pages/daten.py", title=w("menu.data"), url_path="daten"),
        st.Page(
            "pages/barrierefreiheit.py",
            title=w("footer.accessibility"),
            url_path="barrierefreiheit",
            visibility="hidden",
        ),
    ]
)
chosen.run()
