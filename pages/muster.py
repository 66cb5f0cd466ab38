"""Muster: whether districts with alike figures lie beside each other, where, and how sure that is."""

import streamlit as st

from atlas import ui
from atlas.ui import (
    patterns,
    patterns_below,
    patterns_controls,
    patterns_map,
    patterns_map_plate,
    patterns_panel,
    patterns_plate,
    patterns_signals,
    patterns_words,
    press,
)
from geo import clusters

ui.fetch_library()
visit = ui.visit()
w = visit.words
with ui.page(visit, "patterns.title"):
    answer = st.container()
    settings, choice = patterns_controls.choose(visit)
    try:
        found = patterns.patterns(visit.store, settings, clusters)
    except patterns.NO_PATTERNS as fault:
        answer.html(ui.statement_html(patterns_controls.counted_instead(visit, settings)))
        st.info(patterns_words.reason(visit, choice, fault))
    else:
        sentences = patterns_words.answer(visit, choice, found)
        answer.html(ui.statement_html(patterns_controls.counted_instead(visit, settings), *sentences))
        left, right = st.columns([2, 1], gap="medium")
        with left:
            patterns_map.map_of(visit, choice, found, " ".join(sentences))
            press.offer(visit, "patterns_map", lambda at: patterns_map_plate.patterns_map_plate(at, choice, found))
        with right:
            patterns_map.legend(visit, found)
            patterns_panel.show(visit, choice, found)
        left, right = st.columns(2, gap="medium")
        with left:
            patterns_map.scatter(visit, choice, found)
            press.offer(visit, patterns_map.SCATTER, lambda at: patterns_plate.scatter_plate(at, choice, found))
        with right:
            patterns_panel.neighbours(visit, choice, found)
            patterns_words.show(visit, choice, found)
        patterns_below.show(visit, choice, found)
    patterns_signals.show(visit)
    ui.onward(
        {
            "pages/karte.py": w("patterns.next_map"),
            "pages/betroffenheit.py": w("patterns.next_exposure"),
            "pages/kreisprofil.py": w("patterns.next_profile"),
        }
    )
