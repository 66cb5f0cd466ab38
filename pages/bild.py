"""Bild: one chart alone, for the frame of another site: with its title, its source and its table."""

import streamlit as st

from atlas import ui
from atlas.ui import press_asked, press_embed, press_gallery
from geo import catchments

ui.fetch_library()
visit = ui.visit()
kind = press_asked.held_kind()
asked = press_asked.held(visit, press_asked.MAP if kind == press_asked.GALLERY else kind)
try:
    plate = press_gallery.plate_of(visit, asked, catchments)
except press_gallery.NOTHING as fault:
    with press_embed.alone(visit, visit.words("press.title_nothing")):
        st.info(press_gallery.why(visit, fault))
else:
    with press_embed.alone(visit, plate.picture.title):
        press_embed.draw(visit, plate, press_embed.held_height())
