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
        st.Page("pages/lage.py", title=w("menu.situation"), url_path="start", default=True),
        st.Page("pages/karte.py", title=w("menu.map"), url_path="karte"),
        st.Page("pages/betroffenheit.py", title=w("menu.exposure"), url_path="betroffenheit"),
        st.Page("pages/ereignisse.py", title=w("menu.events"), url_path="ereignisse"),
        st.Page("pages/kreisprofil.py", title=w("menu.profile"), url_path="kreisprofil"),
        st.Page("pages/vergleich.py", title=w("menu.comparison"), url_path="vergleich"),
        st.Page("pages/muster.py", title=w("menu.patterns"), url_path="muster"),
        st.Page("pages/knoten.py", title=w("menu.nodes"), url_path="knoten"),
        st.Page("pages/standort.py", title=w("menu.siting"), url_path="standort"),
        st.Page("pages/presse.py", title=w("menu.press"), url_path="presse"),
        st.Page("pages/daten.py", title=w("menu.data"), url_path="daten"),
        # The first page stands at the root alone; at its name the framework would say in English that there is none.
        st.Page("pages/lage.py", title=w("menu.situation"), url_path="lage", visibility="hidden"),
        st.Page(
            "pages/barrierefreiheit.py",
            title=w("footer.accessibility"),
            url_path="barrierefreiheit",
            visibility="hidden",
        ),
        # One chart alone, for the frame of another site.
        st.Page("pages/bild.py", title=w("menu.press"), url_path="bild", visibility="hidden"),
    ]
)
# A page that fails tells so itself; this is for what comes before its heading.
with ui.guarded(w):
    chosen.run()
