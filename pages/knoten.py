"""Knoten: where the nodes of the network are as of a chosen day, how far they reach, and what is known of them."""

import streamlit as st

from atlas import ui
from atlas.ui import network, network_below, network_map, network_nodes, network_plate, network_reach, press
from atlas.ui.nodes import plural
from geo import catchments

ui.fetch_library()
visit = ui.visit()
w = visit.words
with ui.page(visit, "network.title", nodes=plural(visit)):
    answer = st.container()
    shown = network.network(visit)
    reach = network.reach(visit, shown, catchments)
    sentences = network.answer(visit, shown, reach)
    answer.html(ui.statement_html(*sentences))
    if not shown.nodes.empty:
        left, right = st.columns([12, 13], gap="medium")
        with left:
            network_map.show(visit, shown, reach, " ".join(filter(None, sentences)))
        with right:
            network_reach.catchments(visit, shown, reach)
            network_map.legend(visit, shown, reach)
        network_reach.announced(visit, shown, reach)
        network_nodes.show(visit, shown, reach)
    network_nodes.funding(visit)
    network_below.show(visit, shown, reach)
    if not reach.nodes.empty:
        press.offer(visit, network_map.KEY, lambda at: network_plate.plate(at, shown, reach))
    ui.onward(
        {
            "pages/karte.py": w("network.next_map"),
            "pages/ereignisse.py": w("network.next_events"),
            "pages/daten.py": w("network.next_data"),
        }
    )
