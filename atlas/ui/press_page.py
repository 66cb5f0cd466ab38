"""The page of the press: its gallery, and the pictures that are made of what is asked for."""

import streamlit as st

from atlas.export.picture_files import png
from atlas.export.plate import Plate
from atlas.messages import words
from atlas.picture import Finish
from atlas.store import Store, kept
from atlas.ui import address, press_gallery
from atlas.ui.frame import statement_html
from atlas.ui.network import Measure
from atlas.ui.press_asked import GALLERY, KEY, NODES, Asked, link
from atlas.ui.press_batch import Make
from atlas.ui.published import publish
from atlas.ui.visit import Visit

# A picture of the gallery: small, and in the shape of its place.
SMALL = Finish(150.0, 100.0)
SMALL_DPI = 72
EMPTY = '<div class="atlas-small"></div>'


def gallery(visit: Visit, measure: Measure) -> None:
    """Draw the ready pictures, each with the button that takes it to the bench."""
    w = visit.words
    cards = press_gallery.ready(visit)
    st.html(statement_html(w("press.gallery", n=len(cards))))
    places = {}
    with st.container(key="press_gallery"):
        for card, asked in cards.items():
            with st.container(key=f"press_card_{card}"):
                # The place of the picture is kept: the page stands before the pictures are drawn.
                places[card] = st.empty()
                places[card].html(EMPTY)
                name = press_gallery.name(visit, card, asked)
                st.button(name, key=f"press_take_{card}", on_click=_take, args=(link(visit, asked),), width="stretch")
    for card, asked in cards.items():
        places[card].html(small(visit.store, asked, visit.language, measure))


@kept(64)
def small(store: Store, asked: Asked, language: str, measure: Measure) -> str:
    """Return a small picture as HTML; an empty frame where there is no figure for it."""
    visit = Visit(words(language), store, store.region())
    try:
        plate = press_gallery.plate_of(visit, asked, measure)
    except press_gallery.NOTHING:
        return EMPTY
    source = publish("picture", "png", png(plate, SMALL, SMALL_DPI))
    # The button below it says what it is.
    return f'<div class="atlas-small"><img src="{source}" alt="" width="425" height="283"></div>'


def plates(visit: Visit, asked: Asked, measure: Measure) -> tuple[Plate, Plate]:
    """Return a picture in the visit's language and in the other one. Raises one of press_gallery.NOTHING."""
    other = visit.in_other_language
    return press_gallery.plate_of(visit, asked, measure), press_gallery.plate_of(other, asked, measure)


def back(visit: Visit) -> None:
    """Draw the way back to the gallery."""
    st.button(
        visit.words("press.gallery_again"), key="press_back", on_click=_take, args=({KEY: GALLERY},), type="tertiary"
    )


def answer(visit: Visit, plate: Plate) -> str:
    """Return what is to be seen, and that it can be taken away."""
    return visit.words("press.answer", title=plate.picture.title)


def maker(asked: Asked, measure: Measure) -> Make | None:
    """Return what makes the picture of another district; None for a picture that knows no district."""
    if asked.kind == NODES:
        return None
    return lambda visit, code: press_gallery.plate_of(visit, asked.of(code), measure)


def _take(keys: dict[str, str]) -> None:
    for key, text in keys.items():
        address.keep(key, text)
