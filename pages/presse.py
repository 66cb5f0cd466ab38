"""Presse: ready pictures, made fit for print, web and slides, with everything that must travel with them."""

import streamlit as st

from atlas import ui
from atlas.ui import press_asked, press_batch, press_embed, press_gallery, press_page, press_work
from atlas.ui.press_form import Form
from geo import catchments

ui.fetch_library()
visit = ui.visit()
w = visit.words
with ui.page(visit, "press.title"):
    kind = press_asked.held_kind()
    if kind == press_asked.GALLERY:
        press_page.gallery(visit, catchments)
    else:
        answer = st.container()
        asked = press_asked.choose(visit, kind)
        press_page.back(visit)
        try:
            plate, other = press_page.plates(visit, asked, catchments)
        except press_gallery.NOTHING as fault:
            st.info(press_gallery.why(visit, fault))
        else:
            answer.html(ui.statement_html(press_page.answer(visit, plate)))
            form = Form("page", linked=True)
            filled = press_work.work(visit, form, plate, other)
            if filled is not None:
                make = press_page.maker(asked, catchments)
                if make is not None:
                    press_batch.show(visit, form, asked, filled, make, press_gallery.NOTHING)
                press_embed.show(visit, Form("embed"), asked, filled)
    ui.onward(
        {
            "pages/karte.py": w("press.next_map"),
            "pages/vergleich.py": w("press.next_comparison"),
            "pages/daten.py": w("press.next_data"),
        }
    )
