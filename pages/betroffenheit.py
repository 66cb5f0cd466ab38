"""Betroffenheit: which districts are most exposed, how sure that is, and what is behind it."""

import streamlit as st

from atlas import ui
from atlas.ui import (
    exposure,
    exposure_controls,
    exposure_drivers,
    exposure_files,
    exposure_follow,
    exposure_ingredients,
    exposure_map,
    exposure_map_plate,
    exposure_moved,
    exposure_plates,
    exposure_sliders,
    exposure_table,
    exposure_words,
    press,
)

ui.fetch_library()
visit = ui.visit()
w = visit.words
with ui.page(visit, "exposure.title"):
    answer = st.container()
    settings, choice = exposure_controls.choose(visit)
    with st.expander(w("exposure.weights"), key="exposure_weights"):
        exposure_sliders.sliders(visit)
        exposure_files.show(visit, settings)
    try:
        index = exposure.index_of(visit.store, settings)
    except exposure.NO_INDEX as fault:
        st.info(exposure_words.reason(visit, fault))
    else:
        years = exposure_words.year_list(visit, index)
        left, right = st.columns(2, gap="medium")
        with left:
            exposure_map.map_of(visit, choice, index, years)
            press.offer(visit, "exposure_map", lambda at: exposure_map_plate.exposure_map_plate(at, choice, settings))
        # The map stands before the draws are worked out; None: they follow in a fragment.
        spread = exposure_follow.ready(visit.store, settings)
        answer.html(ui.statement_html(exposure_words.answer(visit, index, spread, choice.district)))
        answer.html(f'<p class="atlas-note">{years}</p>')
        with right:
            exposure_map.ranking(visit, choice, index, spread)
            press.offer(
                visit,
                exposure_map.RANKING,
                lambda at: exposure_plates.ranking_plate(at, settings, choice.district),
            )
        exposure_table.show(visit, index, spread)
        left, right = st.columns(2, gap="medium")
        with left:
            exposure_drivers.contributions(visit, choice, index)
            if exposure_drivers.is_sum(index):
                press.offer(
                    visit, exposure_drivers.BARS, lambda at: exposure_plates.bars_plate(at, settings, choice.district)
                )
        with right:
            moved = exposure_drivers.what_if(visit, choice, index)
            if moved:
                press.offer(
                    visit,
                    exposure_drivers.LINES,
                    lambda at: exposure_moved.moved_plate(at, settings, str(moved), choice.district),
                )
        exposure_ingredients.show(visit, index)
        exposure_drivers.behind(visit, index)
        if spread is None:
            exposure_follow.follow(visit, settings)
    ui.onward(
        {
            "pages/karte.py": w("exposure.next_map"),
            "pages/ereignisse.py": w("exposure.next_events"),
            "pages/daten.py": w("exposure.next_data"),
        }
    )
