"""Ereignisse: the register of events at plants, filtered; map and timeline, reports, sums, coverage."""

import streamlit as st

from atlas import ui
from atlas.ui import (
    press,
    register,
    register_coverage,
    register_files,
    register_list,
    register_map,
    register_map_plate,
    register_plate,
    register_sums,
)
from atlas.ui.register_words import answer

ui.fetch_library()
visit = ui.visit()
with ui.page(visit, "events.title"):
    w = visit.words
    if visit.store.events().empty:
        st.html(ui.statement_html(w("events.no_register")))
    else:
        place = st.container()
        shown = register.choose(visit)
        sentences = answer(visit.store, shown.wanted, visit.language)
        place.html(ui.statement_html(*sentences))
        if shown.rows.empty:
            st.info(w("events.empty"))
            st.html(f'<p class="atlas-note">{register.reset_link(visit)}</p>')
        else:
            below_map, below_times = register_map.show(visit, shown, " ".join(sentences))
            with below_map:
                press.offer(visit, register_map.MAP, lambda at: register_map_plate.register_map_plate(at, shown))
            with below_times:
                press.offer(visit, register_map.TIMELINE, lambda at: register_plate.timeline_plate(at, shown))
            register_list.show(visit, shown)
            register_sums.show(visit, shown)
        register_coverage.show(visit)
        register_files.show(visit, shown)
    nodes = {} if visit.store.node_days().empty else {"pages/knoten.py": w("events.next_nodes")}
    ui.onward({"pages/karte.py": w("events.next_map")} | nodes | {"pages/daten.py": w("events.next_data")})
