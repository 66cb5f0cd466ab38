"""Weights to take away and to bring back: a file with a name, read again from its pasted text."""

import streamlit as st

from atlas.analysis.index import AGGREGATIONS, METHODS
from atlas.export import file_name
from atlas.store import open_current
from atlas.ui import address
from atlas.ui.exposure import Settings, ingredients
from atlas.ui.exposure_weights import Saved, WeightsFileError, dump, load, write
from atlas.ui.visit import Visit

NAME, TEXT, TOLD = "weights_name", "weights_text", "weights_told"


def show(visit: Visit, settings: Settings) -> None:
    """Draw the name and the download of a file of weights, and the field that takes one."""
    w = visit.words
    left, right = st.columns(2, gap="medium")
    with left:
        st.text_input(w("exposure.file_name"), key=NAME)
        name = str(st.session_state.get(NAME) or "")
        st.download_button(
            w("exposure.file_save"),
            lambda: _written(visit, settings, name),
            file_name(w("exposure.weights_file"), name, language=visit.language, extension="json"),
            "application/json",
            key="weights_save",
            on_click="ignore",
        )
    with right:
        st.text_area(w("exposure.file_text"), key=TEXT, height=100, help=w("exposure.file_text_help"))
        st.button(w("exposure.file_load"), key="weights_load", on_click=_load)
    told = st.session_state.pop(TOLD, None)
    if isinstance(told, Saved):
        st.success(w("exposure.file_loaded", name=told.name or "–"))
    elif told:
        st.error(w("exposure.file_refused", entry=told[0], wanted=told[1], found=told[2]))


def _written(visit: Visit, settings: Settings, name: str) -> str:
    ids = [row["indicator_id"] for row in ingredients(visit.store)]
    saved = Saved(name, settings.weights, settings.method, settings.aggregation, settings.allow_missing)
    return dump(saved, ids, version(visit))


def version(visit: Visit) -> str:
    """Return the version of the index: of its ingredients, goalposts and published weights."""
    return visit.store.info["exposure_version"]


def _load() -> None:
    store = open_current()
    ids = [row["indicator_id"] for row in ingredients(store)]
    text = str(st.session_state.get(TEXT) or "")
    try:
        saved = load(text, ids, store.info["exposure_version"], METHODS, AGGREGATIONS)
    except WeightsFileError as fault:
        # What was chosen before is left as it is.
        st.session_state[TOLD] = (fault.entry, fault.wanted, fault.found)
        return
    address.keep("weights", write(saved.weights))
    address.keep("locks", "-")
    address.keep("scale", saved.method)
    address.keep("mean", saved.aggregation)
    address.keep("missing", "1" if saved.allow_missing else "0")
    st.session_state[NAME] = saved.name
    st.session_state[TOLD] = saved
